-- What the comments say, as rows: what rights are made of.

select is((select count(*) from catalogue()),
          (select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped),
          'every column has a row');
select is_empty($$select relation, name from catalogue() where class is not null and num_nulls(about, subject, purposes, basis, source, clauses, retain, erase, export) > 0$$,
                'a row about a person is whole');
select is_empty($$select relation, name, subject from catalogue() where subject_kind = 'unknown'$$,
                'every subject leads to a person, an address or a workspace');
select results_eq($$select distinct subject_kind from catalogue() where relation = 'person' and class is not null$$, array['person'], 'an account is about a person');
select results_eq($$select distinct subject_kind from catalogue() where relation = 'document' and name in ('name', 'text')$$, array['workspace'], 'a text is a workspace''s');
select results_eq($$select distinct subject_kind from catalogue() where relation = 'invitation' and name = 'email'$$, array['address'], 'an invitation is about an address');

-- Erasing a person finds their rows by an index, whatever the size of the table.
select is_empty($$
  select distinct c.relation, c.subject
    from catalogue() c
   where c.subject_kind in ('person', 'address')
     and not exists (select from pg_index i
                      where i.indrelid = ('public.' || quote_ident(c.relation))::regclass
                        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = '(' || c.subject || ' IS NOT NULL)')
                        and (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) = c.subject)$$,
  'an index begins with every column that leads to a person or an address');
-- A row that goes takes all of it along; of one that stays, what leads to the person becomes a pseudonym.
select is_empty($$
  select c.relation, c.subject, c.erase from catalogue() c
   where c.subject_kind in ('person', 'address') and c.name = c.subject and c.erase not in ('delete', 'pseudonymise')$$,
  'a row goes, or it is a pseudonym''s');
select is_empty($$
  select c.relation, c.name, c.erase from catalogue() c
    join catalogue() leads on leads.relation = c.relation and leads.name = c.subject
   where c.subject_kind in ('person', 'address') and leads.erase = 'delete' and c.erase <> 'delete'$$,
  'of a row that goes nothing stays');
select is_empty($$
  select c.relation, c.name from catalogue() c
    join pg_attribute a on a.attrelid = ('public.' || quote_ident(c.relation))::regclass and a.attname = c.name
    join catalogue() leads on leads.relation = c.relation and leads.name = c.subject
   where c.subject_kind = 'person' and leads.erase = 'pseudonymise' and c.erase in ('delete', 'null') and a.attnotnull$$,
  'what goes of a row that stays may be null');
select is_empty($$
  select c.relation, c.name from catalogue() c
    join pg_constraint k on k.conrelid = ('public.' || quote_ident(c.relation))::regclass and k.contype = 'f'
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname = c.name
   where c.erase = 'pseudonymise'$$,
  'no foreign key holds what becomes a pseudonym');

-- A column of a later migration is covered by its comment alone, once for all parts of a table.
set local role obelus_owner;
create table shoe (person uuid, size int, worn_at timestamptz not null) partition by range (worn_at);
comment on table shoe is 'What people wear. scope: global because a test. retain: account';
comment on column shoe.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=delete export=yes';
comment on column shoe.size is 'How large. privacy: class=user.activity subject=person purpose=provide,improve basis=consent source=provided clause=PV-4,PV-3 retain=account erase=delete export=no';
comment on column shoe.worn_at is 'When. privacy: none';
create table shoe_of_2026 partition of shoe for values from ('2026-01-01') to ('2027-01-01');
set local role obelus_privacy;
select results_eq($$select relation || '.' || name, about, class, subject_kind, purposes, clauses, export from catalogue() where relation like 'shoe%' order by "position"$$,
                  $$values ('shoe.person', 'Who.', 'user.id', 'person', 'provide', 'PV-3', true),
                           ('shoe.size', 'How large.', 'user.activity', 'person', 'provide,improve', 'PV-4,PV-3', false),
                           ('shoe.worn_at', 'When.', null, null, null, null, null::boolean)$$,
                  'a new table is in it as its comments say');
reset role;
select ok(has_table_privilege('obelus_rights', 'shoe', 'delete'), 'and within reach of whoever carries out people''s rights');

-- The planner's statistics keep values of rows that are gone.
select is_empty($$
  select c.relation, c.name from catalogue() c
    join pg_attribute a on a.attrelid = ('public.' || quote_ident(c.relation))::regclass and a.attname = c.name
   where c.class in ('user.name', 'user.contact.email') and a.attstattarget <> 0$$,
  'of names and addresses no statistics are kept (PR-9)');
