-- Who may log in to the database, and with which settings.  Run by a superuser
-- before the migrations (scripts/migrate does) and as often as one likes.
--
-- A new handler is one line in the list of handlers below: what every handler
-- may do (its own jobs, activity, session_check) it gets as a member of
-- obelus_handler; the rest is granted by the migration that needs it.

-- obelus_owner     owns everything, is never logged in as; migrations act as it
-- obelus_admin     migrations that move data, backups: row-level security is not for it
-- obelus_definer   owns the few functions that look across tenants, with the least grants
-- obelus_rights    owns the functions that find, hand out and take away what is about one person
-- obelus_handler   what all handlers have in common
select format('create role %I nologin', name)
  from unnest(array['obelus_owner', 'obelus_admin', 'obelus_definer', 'obelus_rights', 'obelus_handler']) name
 where not exists (select from pg_roles where rolname = name) \gexec

alter role obelus_owner nologin nobypassrls;
alter role obelus_admin login bypassrls;
alter role obelus_definer nologin bypassrls;
alter role obelus_rights nologin bypassrls;
alter role obelus_handler nologin nobypassrls;
grant obelus_owner to obelus_admin;
-- So that a migration can hand a function over to them.
grant obelus_definer, obelus_rights to obelus_owner;

create temporary table handler_role (name name);
insert into handler_role
values ('obelus_auth'), ('obelus_billing'), ('obelus_annotations'), ('obelus_support'), ('obelus_privacy');

select format('create role %I', name)
  from handler_role
 where not exists (select from pg_roles where rolname = name) \gexec
select format('alter role %I login inherit nobypassrls nosuperuser nocreatedb nocreaterole noreplication', name),
       format('grant obelus_handler to %I', name)
  from handler_role \gexec

-- The server's log keeps no value that a person typed.  Even with bound
-- parameters, the DETAIL of a unique violation quotes the row and a failed
-- cast quotes the value in its first line: so handlers' errors are not logged
-- here at all.  The handler logs SQLSTATE, constraint and request id instead.
select format('alter role %I set %s = %L', name, setting, value)
  from handler_role,
       (values ('log_min_messages', 'fatal'),
               ('log_min_error_statement', 'panic'),
               ('log_error_verbosity', 'terse'),
               ('log_parameter_max_length', '0'),
               ('log_parameter_max_length_on_error', '0'),
               ('log_statement', 'none'),
               ('log_min_duration_statement', '-1'),
               ('search_path', 'public'),
               -- A request has one process of the server's; what it reads is short, or comes in the
               -- order of an index: neither to be compiled nor to be sorted into files by several.
               ('jit', 'off'),
               ('max_parallel_workers_per_gather', '0')) settings (setting, value) \gexec
drop table handler_role;

-- Nothing for those who are not named.
revoke all on database :"DBNAME" from public;
grant connect on database :"DBNAME" to obelus_admin, obelus_handler;
grant create on database :"DBNAME" to obelus_owner;
grant temporary on database :"DBNAME" to obelus_admin;
revoke all on schema public from public;
alter schema public owner to obelus_owner;
