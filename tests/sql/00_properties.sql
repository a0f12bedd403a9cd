-- What holds for every table, function, policy and grant: found in the
-- catalogue, so that a new one cannot escape.

create temporary view our_table as
select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.relowner, c.relpersistence,
       coalesce(obj_description(c.oid, 'pg_class'), '') as comment,
       coalesce(obj_description(c.oid, 'pg_class') like '%scope: tenant%', false) as is_tenant
  from pg_class c
 where c.relnamespace = 'public'::regnamespace
   and c.relkind in ('r', 'p');

create temporary view our_column as
select t.name as table_name, a.attname as name, t.oid as table_oid, a.attnum, a.atttypid, a.attacl, t.is_tenant
  from our_table t
  join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped;

create temporary view our_role as
select oid, rolname as name from pg_roles where rolname like 'obelus\_%' and rolname not in ('obelus_owner', 'obelus_admin');

-- Of every role but owner and admin: which verb it may use on which table, by the table or by a column.
create temporary view our_grant as
select t.oid as table_oid, t.name as table_name, r.oid as role, r.name as role_name, g.verb, g.is_whole
  from our_table t
 cross join lateral (select grantee, privilege_type as verb, true as is_whole from aclexplode(t.relacl)
                     union all
                     select x.grantee, x.privilege_type, false
                       from our_column c cross join lateral aclexplode(c.attacl) x
                      where c.table_oid = t.oid) g
  join our_role r on r.oid = g.grantee;

create temporary view our_policy as
select p.polrelid as table_oid, p.polname as name, p.polroles,
       case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end as verb,
       p.polpermissive,
       coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as rule
  from pg_policy p
  join our_table t on t.oid = p.polrelid;

create temporary view our_key as
select t.oid, t.name as table_name, c.conname as name, c.contype, c.confrelid, c.confdeltype, t.is_tenant,
       array(select a.attname::text from unnest(c.conkey) with ordinality k (n, i)
               join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i) as columns,
       array(select a.attname::text from unnest(c.confkey) with ordinality k (n, i)
               join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i) as to_columns
  from pg_constraint c
  join our_table t on t.oid = c.conrelid;

create temporary view our_index as
select t.oid as table_oid, t.name as table_name, c.relname as name, i.indisunique, t.is_tenant, i.indpred is null as is_whole,
       array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (n, j)
               left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.j) as columns
  from pg_index i
  join our_table t on t.oid = i.indrelid
  join pg_class c on c.oid = i.indexrelid;

create temporary view our_function as
select p.oid, p.oid::regprocedure::text as name, p.proacl, p.prosecdef, p.proconfig, pg_get_userbyid(p.proowner) as owner
  from pg_proc p
 where p.pronamespace = 'public'::regnamespace;

select ok((select count(*) from our_table) >= 12, 'there are tables to look at');

-- Tables.
select is_empty('select name from our_table where not relrowsecurity or not relforcerowsecurity',
                'every table has row-level security, forced');
select is_empty('select name from our_table where pg_get_userbyid(relowner) <> ''obelus_owner''', 'every table is the owner''s');
select is_empty('select name from our_table t where not exists (select from our_key k where k.oid = t.oid and contype = ''p'')',
                'every table has a primary key');
select is_empty('select name from our_table where relpersistence <> ''p''', 'no table is lost in a crash');
select is_empty('select name from our_table where comment !~ ''scope: (tenant|global because [a-z])''',
                'every table says whether it is tenant or global');
select is_empty('select table_name, name from our_column where col_description(table_oid, attnum) is null',
                'every column has a comment');
select is_empty('select table_name, name from our_column
                  where (table_name, name) not in ((''import_chunk'', ''bytes''), (''personal_export_piece'', ''bytes''))
                    and atttypid not in (''uuid''::regtype, ''text''::regtype, ''int''::regtype, ''bigint''::regtype,
                                         ''boolean''::regtype, ''timestamptz''::regtype, ''json''::regtype, ''text[]''::regtype)',
                'columns have one of our types: no varchar, no time without a zone, no floating point, bytes only of files');
select is_empty('select relname from pg_class where relnamespace = ''public''::regnamespace and relkind in (''S'', ''m'', ''f'', ''v'')',
                'no counter, view or foreign table');

-- Accounts.
select is_empty('select from person union all select from member union all select from session union all select from access_token',
                'what was only migrated has no account, and no way in (ASVS 6.3.2, item 13)');
select is_empty('select table_name, name from our_column where name ~ ''question|answer|maiden|birth|mother''',
                'nobody is asked for what others know of them, too (ASVS 6.4.2, item 20)');

-- Tenancy.
select is_empty('select table_name, name from our_key where is_tenant and contype in (''p'', ''u'') and columns[1] <> ''workspace''',
                'primary and unique keys of a tenant table begin with the workspace');
select is_empty('select table_name, name from our_index where is_tenant and indisunique and columns[1] is distinct from ''workspace''',
                'so do its unique indexes');
select is_empty('select k.table_name, k.name from our_key k join our_table t on t.oid = k.confrelid
                  where k.is_tenant and contype = ''f'' and t.is_tenant
                    and (k.columns[1] <> ''workspace'' or k.to_columns[1] <> ''workspace'')',
                'foreign keys between tenant tables begin with the workspace');
select is_empty('select k.table_name, k.name from our_key k join our_table t on t.oid = k.confrelid
                  where k.is_tenant and contype = ''f'' and t.name not in (''workspace'', ''person'') and not t.is_tenant',
                'a tenant table refers to no other global table than workspace and person');
select is_empty('select name from our_table t where is_tenant and not exists
                   (select from our_column c where c.table_oid = t.oid and c.attnum = 1 and c.name = ''workspace'')',
                'the first column of a tenant table is its workspace');
select is_empty('select t.name, p.name from our_policy p join our_table t on t.oid = p.table_oid
                  where is_tenant and rule !~ ''current_workspace\(\)'' and p.name !~ ''^member_auth_''',
                'policies of tenant tables look at the workspace, but for auth''s of member (ASVS 8.4.1, item 47)');

-- Keys.
select is_empty('select table_name, name from our_key k where contype = ''f'' and not exists
                   (select from our_index i where i.table_oid = k.oid and i.is_whole
                       and i.columns[1:cardinality(k.columns)] @> k.columns)',
                'an index begins with the columns of every foreign key');
select is_empty('select table_name, name from our_key where contype = ''f'' and confdeltype = ''a''',
                'every foreign key says what happens on delete');
select is_empty('select table_name, name from our_key where contype = ''c'' and (name ~ ''_check[0-9]*$'' or name not like table_name || ''\_%'')',
                'checks are called by a sentence that begins with the table');
select is_empty('select table_name, name from our_key where contype = ''u'' and name !~ ''_is_taken$''',
                'unique keys say that something is taken');

-- Policies and grants.
select is_empty('select t.name, p.name from our_policy p join our_table t on t.oid = p.table_oid
                  where cardinality(p.polroles) <> 1 or p.polroles[1] = 0 or not p.polpermissive',
                'a policy names one role, and allows');
select is_empty('select table_name, role_name, verb from our_grant g
                  where role_name not in (''obelus_definer'', ''obelus_rights'')
                    and not exists (select from our_policy p
                                     where p.table_oid = g.table_oid and p.verb in (g.verb, ''ALL'') and p.polroles[1] = g.role)',
                'whatever is granted to a role has a policy for that verb and role');
select is_empty('select t.name, p.name from our_policy p join our_table t on t.oid = p.table_oid
                  where not exists (select from our_grant g
                                     where g.table_oid = p.table_oid and g.role = p.polroles[1] and p.verb in (g.verb, ''ALL''))',
                'a policy without a grant is not there');
select is_empty('select table_name, role_name, verb from our_grant where verb not in (''SELECT'', ''INSERT'', ''UPDATE'', ''DELETE'')',
                'nobody may truncate, refer to or put triggers on a table');
select is_empty('select table_name, role_name, verb from our_grant
                  where is_whole and verb in (''INSERT'', ''UPDATE'') and role_name <> ''obelus_rights''',
                'grants of insert and update list their columns');
select is_empty('select name, verb from our_table cross join unnest(array[''SELECT'', ''UPDATE'', ''DELETE'']) verb
                  where name not in (''migration'', ''signing_key'') and not has_table_privilege(''obelus_rights'', oid, verb)',
                'whoever carries out people''s rights reaches every table');
select is_empty('select t.name from our_table t cross join lateral aclexplode(t.relacl) x where x.grantee = 0
                 union all
                 select c.table_name || ''.'' || c.name from our_column c cross join lateral aclexplode(c.attacl) x where x.grantee = 0',
                'nothing of a table is granted to public');
select is_empty('select name from our_function where proacl is null or exists (select from aclexplode(proacl) x where x.grantee = 0)',
                'no function is granted to public');
select is_empty('select nspname from pg_namespace cross join lateral aclexplode(nspacl) x
                  where nspname = ''public'' and x.grantee = 0', 'nor the schema');
select is_empty('select datname from pg_database cross join lateral aclexplode(coalesce(datacl, acldefault(''d'', datdba))) x
                  where datname = current_database() and x.grantee = 0', 'nor the database');
select is_empty('select table_name, role_name, verb from our_grant where table_name = ''activity'' and verb not in (''SELECT'', ''INSERT'') and role_name <> ''obelus_rights''',
                'activity is append-only');
select is_empty('select table_name, role_name from our_grant where table_name = ''migration''', 'migrations are nobody''s business');

-- Functions.
select is_empty('select name from our_function where prosecdef and owner not in (''obelus_definer'', ''obelus_rights'')',
                'definer functions belong to obelus_definer, or to obelus_rights');
select is_empty('select name from our_function f where (prosecdef or owner in (''obelus_definer'', ''obelus_rights''))
                    and not exists (select from unnest(f.proconfig) s where s like ''search_path=pg_catalog, public, pg_temp'')',
                'and pin their search path');
select is_empty('select name from our_function where owner not in (''obelus_owner'', ''obelus_definer'', ''obelus_rights'')', 'functions are the owner''s');
select is_empty('select name from our_function where obj_description(oid, ''pg_proc'') is null', 'every function has a comment');

-- Roles.
create temporary view our_handler as
select r.* from pg_roles r where exists (select from pg_auth_members m
   where m.member = r.oid and m.roleid = to_regrole('obelus_handler'));
select ok((select count(*) from our_handler) >= 5, 'there are handlers to look at');
select is_empty('select rolname from our_handler where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
                    or not rolcanlogin or not rolinherit', 'handlers have no power over the server (ASVS 13.2.2, item 76)');
select is_empty('select h.rolname from our_handler h join pg_auth_members m on m.member = h.oid
                  where m.roleid <> ''obelus_handler''::regrole', 'a handler is member of obelus_handler only');
select is_empty('select h.rolname from our_handler h where exists (select from pg_class c where c.relowner = h.oid)
                     or exists (select from pg_proc p where p.proowner = h.oid)', 'and owns nothing');
select is_empty('select h.rolname, s.setting
                   from our_handler h
                  cross join unnest(array[''log_min_messages=fatal'', ''log_min_error_statement=panic'',
                    ''log_error_verbosity=terse'', ''log_parameter_max_length=0'', ''log_parameter_max_length_on_error=0'',
                    ''log_statement=none'', ''log_min_duration_statement=-1'']) s (setting)
                  where not exists (select from pg_db_role_setting d where d.setrole = h.oid and d.setdatabase = 0
                                       and s.setting = any (d.setconfig))', 'no value that a handler sends is logged');
select is_empty('select rolname from pg_roles where rolname in (''obelus_owner'', ''obelus_definer'', ''obelus_rights'', ''obelus_handler'')
                    and (rolcanlogin or rolsuper)', 'owner, definers and the handlers'' group cannot log in');
select is_empty('select h.rolname from our_handler h where has_database_privilege(h.oid, current_database(), ''CREATE, TEMPORARY'')
                    or has_schema_privilege(h.oid, ''public'', ''CREATE'')', 'a handler can make no table, not even for itself');
