-- Erasing a person, by SQL alone: whose functions they are, what the plan is, what a later table adds.
insert into person (id, username, password, email, email_key, confirmed_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now() from unnest(array['ada', 'bob', 'cyd']) n;
insert into workspace (id, name) values (id('A'), 'ada'), (id('B'), 'B');
insert into member (workspace, person, role, created_at) values (id('A'), id('ada'), 'owner', now()),
  (id('B'), id('ada'), 'owner', now()), (id('B'), id('cyd'), 'annotator', '2020-01-01'), (id('B'), id('bob'), 'admin', '2021-01-01');
insert into project (workspace, id, name, created_by) values (id('A'), id('pa'), 'x', id('ada')), (id('B'), id('pb'), 'x', id('ada'));

-- What refers goes first.
select is_empty($$
  select k.conname from pg_constraint k
    join catalogue_depth() a on a.relation = k.conrelid::regclass::text
    join catalogue_depth() b on b.relation = k.confrelid::regclass::text
   where k.contype = 'f' and k.conparentid = 0 and k.conrelid <> k.confrelid and a.depth >= b.depth$$,
  'what refers to a table is less deep than it');
select is_empty($$select relation, subject from erasure_paths() where cardinality(taken) = 0 and action = 'pseudonymise'$$,
                'there is a column for every pseudonym');
select is_empty($$select relation, subject from erasure_paths() where kind = 'address' and action <> 'delete'$$, 'of an address nothing stays');
select results_eq($$select taken from erasure_paths() where relation = 'activity' and subject = 'object_person'$$, $$values (array['object'])$$,
                  'what is made of a column changes with that');
select set_eq($$select distinct relation from catalogue() where subject_kind in ('person', 'address')$$, $$select relation from erasure_paths()$$,
              'every table with a person or an address is on a way');

-- A frozen owner is none that is left.
update person set frozen_at = now() where id = id('ada');
select results_eq($$select name, fate from workspaces_with(id('cyd'))$$, $$values ('B', 'stays')$$, 'whoever owns nothing hands nothing over');
select results_eq($$select name, fate from workspaces_with(id('ada')) order by name$$, $$values ('B', 'hand-over'), ('ada', 'goes')$$,
                  'a workspace goes with who is alone in it');
insert into job (id, handler, kind, payload) values (id('j1'), 'auth', 'mail', '{"to": "ada@example.org"}'), (id('j2'), 'auth', 'mail', '{"to": "bob@example.org"}'),
  (id('j3'), 'privacy', 'mail', '{"to": "ada@example.org"}');
select set_eq('select id from job where recipient is not null', array[id('j2')], 'to a frozen account nothing is mailed');
set local obelus.erasure = 'on';
insert into job (id, handler, kind, payload) values (id('j3'), 'privacy', 'mail', '{"to": "ada@example.org"}');
select set_eq('select id from job where recipient is not null', array[id('j2'), id('j3')], 'but about its end');
set local obelus.erasure = 'off';
insert into job (id, handler, kind, payload) values (id('j4'), 'privacy', 'other', json_build_object('person', id('ada')));

-- The ways of an erasure.
insert into erasure (id, person, token_hash, ends_at) values (id('e'), id('ada'), repeat('a', 64), now() + interval '1 hour');
select throws_ok($$update erasure set state = 'done', ended_at = now() where id = id('e')$$, '23514', null, 'nothing is done that was not begun');
select results_eq($$select standing from erasure_begin(id('e'))$$, array['early'], 'nor begun in the window');
update erasure set ends_at = now() where id = id('e');
select is_empty($$select * from erasure_cancel(repeat('a', 64))$$, 'afterwards nothing is taken back');
insert into legal_hold (reason, workspace, approved_by, approved_too, ends_at) values ('file 7', id('B'), id('bob'), id('cyd'), now() + interval '1 day');
select results_eq($$select standing from erasure_begin(id('e'))$$, array['held'], 'nor while a claim needs what is there (UP-6)');
delete from legal_hold;
select results_eq($$select standing from erasure_begin(id('e'))$$, array['executing'], 'it is begun when it is due');
select throws_ok($$update erasure set state = 'cancelled', ended_at = now() where id = id('e')$$, '23514', null, 'what was begun is not taken back');
select results_eq($$select person from member where workspace = id('B') and role = 'owner' order by person = id('bob') desc$$, array[id('bob'), id('ada')],
                  'a workspace that others are in is left to its longest admin');
select is_empty($$select s.relation from erasure_step s where s.erasure = id('e') and s.workspace = id('B')$$, 'and stays');

-- A table of a later migration, in parts.
set local role obelus_owner;
create table shoe (workspace uuid not null, person uuid, size int, worn_at timestamptz not null) partition by range (worn_at);
comment on table shoe is 'What people wear. scope: global because a test. retain: account+P30D';
comment on column shoe.workspace is 'Where. privacy: none';
comment on column shoe.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=account+P30D erase=pseudonymise export=yes';
comment on column shoe.size is 'How large. privacy: class=user.activity subject=person purpose=provide basis=consent source=provided clause=PV-4 retain=account+P30D erase=null export=no';
comment on column shoe.worn_at is 'When. privacy: none';
create table shoe_of_2025 partition of shoe for values from ('2025-01-01') to ('2026-01-01');
create table shoe_of_2026 partition of shoe for values from ('2026-01-01') to ('2027-01-01');
create index on shoe (person);
reset role;
insert into shoe select id('B'), id(n), 40, d from unnest(array['ada', 'bob']) n, unnest(array['2025-05-05', '2026-05-05']::timestamptz[]) d;

create function pg_temp.all_steps(e uuid) returns int language plpgsql as $$
declare turns int := 0;
begin
  while (select standing from erasure_begin(e)) = 'executing' loop
    while (select more from erasure_batch(e)) loop turns := turns + 1; end loop;
  end loop;
  return turns;
end $$;
select is_empty($$select * from erasure_end(id('e'), '{}', 's', 'k')$$, 'nothing is certified before all of it is done');
select cmp_ok(pg_temp.all_steps(id('e')), '>', 10, 'all steps');
select results_eq($$select count(distinct person), count(size), bool_and(person <> id('ada')) from shoe where person <> id('bob')$$, $$values (1::bigint, 0::bigint, true)$$,
                  'all parts of a table have the same pseudonym, and what goes with the person is gone');
select results_eq($$select person, size from shoe where person = id('bob') order by worn_at$$, $$values (id('bob'), 40), (id('bob'), 40)$$, 'others keep theirs');
select results_eq($$select distinct s.person = p.created_by from shoe s, project p where s.person <> id('bob') and p.id = id('pb')$$, array[true],
                  'and all tables of a workspace have it');
select is_empty($$select id from workspace where id = id('A') union all select id from project where workspace = id('A')$$, 'the workspace of one is gone');
select results_eq($$select (statement::json ->> 'workspaces_removed')::int from erasure_statement(id('e'), 'http://x')$$, array[1], 'it is told how many went');
select results_eq($$select address from erasure_end(id('e'), '{}', 's', 'k')$$, array['ada@example.org'], 'the end is told for the last time');
select is_empty($$select person from erasure_pseudonym union all select erasure from erasure_address union all select erasure from erasure_step$$,
                'nobody knows any more what stands for whom');
select is_empty($$select person from erasure where person = id('ada')$$, 'not even what was asked for');
select set_eq($$select subject, kind from erasure_ledger where erasure = id('e')$$, $$values (id('ada'), 'person'), (id('A'), 'workspace')$$, 'the ledger has ids');
select is_empty($$select * from erasure_end(id('e'), '{}', 's', 'k')$$, 'it is done once');

-- Whose they are.
select act(h, id('B'), id('bob')) from unnest(array['annotations']) h;
select refused($$select * from erasure_preview(id('bob'))$$, 'annotations asks for no preview');
select refused($$select * from erasure_ask(id('x'), id('bob'), 'bob', repeat('b', 64), 1)$$, 'nor has anybody erased');
select refused($$select * from erasure_batch(id('x'))$$, 'nor does it');
select act('privacy', id('B'), id('bob'));
select refused('select * from erasure', 'privacy itself sees no erasure');
select refused($$select erasure_replay(id('x'), 'person', id('bob'))$$, 'and reads no ledger');
select lives_ok('select * from certificate', 'but certificates, which say nothing of whom');
