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

-- Whose an address is.
insert into mailed_token (token_hash, purpose, person, email, email_key, expires_at)
select encode(sha256(a::bytea), 'hex'), p, id('bob'), a, a, now() + interval '1 hour'
  from (values ('reset', 'old@example.org'), ('reset', 'cyd@example.org'), ('address', 'any@example.org')) t (p, a);
insert into mailed_token (token_hash, purpose, person, email, email_key, expires_at, used_at, email_before)
select encode(sha256(a::bytea), 'hex'), 'address', id('bob'), 'bob@example.org', 'bob@example.org', now() + interval '1 hour', now(), a
  from (values ('Former@Example.org'), ('ada@EXAMPLE.org')) t (a);
select set_eq($$select addresses_of(id('bob'))$$, array['bob@example.org', 'old@example.org', 'Former@Example.org', 'Former@example.org'],
              'an address is theirs whose account has or had it; not because they asked for it, nor when someone else has it now');

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
insert into legal_hold (reason, workspace, approved_by, approved_too, ends_at) values ('file 7', id('B'), id('bob'), id('cyd'), now() + interval '1 day');
select results_eq($$select standing from erasure_begin(id('e'))$$, array['held'], 'nor while a claim needs what is there (UP-6)');
create function pg_temp.holds(of_relation text, of_person uuid, of_workspace uuid) returns boolean language plpgsql as $$
begin
  delete from legal_hold;
  insert into legal_hold (reason, relation, person, workspace, approved_by, approved_too, ends_at)
  values ('file 8', of_relation, of_person, of_workspace, id('bob'), id('cyd'), now() + interval '1 day');
  return (select erasure_is_held(e) from erasure e where e.id = id('e'));
end $$;
select ok(not pg_temp.holds('session', null, id('B')), 'what a claim needs of one table keeps nobody who has nothing there');
select ok(pg_temp.holds('project', null, id('B')), 'and whoever has');
select ok(pg_temp.holds('session', null, id('A')), 'a workspace that goes is kept for any');
select ok(not pg_temp.holds(null, id('bob'), null), 'a claim about someone else keeps nobody');
insert into project (workspace, id, name, created_by) values (id('A'), id('of bob'), 'y', id('bob'));
select ok(pg_temp.holds(null, id('bob'), null), 'unless what is theirs would go with a workspace');
delete from project where id = id('of bob');
delete from legal_hold;
insert into erasure (id, person, token_hash, ends_at) values (id('late'), id('cyd'), repeat('c', 64), now() - interval '1 hour');
select results_eq($$select person from erasure_cancel(repeat('c', 64))$$, array[id('cyd')], 'what has not begun is taken back, however late');
select results_eq($$select standing from erasure_begin(id('e'))$$, array['executing'], 'it is begun when it is due');
select throws_ok($$update erasure set state = 'cancelled', ended_at = now() where id = id('e')$$, '23514', null, 'what was begun is not taken back');
select results_eq($$select person from member where workspace = id('B') and role = 'owner' order by person = id('bob') desc$$, array[id('bob'), id('ada')],
                  'a workspace that others are in is left to its longest admin');
select results_eq($$select verb, object_kind, actor, object from activity where workspace = id('B')$$,
                  $$values ('member.update', 'member', null::uuid, id('bob'))$$, 'which its activity tells');
select is_empty($$select s.relation from erasure_step s where s.erasure = id('e') and s.workspace = id('B')$$, 'and stays');
select is_empty($$select * from erasure_cancel(repeat('a', 64))$$, 'what has begun is not taken back');

-- A table of a later migration, in parts.
set local role obelus_owner;
create table shoe (workspace uuid not null, person uuid, size int, worn_at timestamptz not null) partition by range (worn_at);
comment on table shoe is 'What people wear. scope: global because a test. retain: account';
comment on column shoe.workspace is 'Where. privacy: none';
comment on column shoe.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=pseudonymise export=yes';
comment on column shoe.size is 'How large. privacy: class=user.activity subject=person purpose=provide basis=consent source=provided clause=PV-4 retain=account erase=null export=no';
comment on column shoe.worn_at is 'When. privacy: none';
create table shoe_of_2025 partition of shoe for values from ('2025-01-01') to ('2026-01-01');
create table shoe_of_2026 partition of shoe for values from ('2026-01-01') to ('2027-01-01');
create index on shoe (person);
reset role;
insert into shoe select id('B'), id(n), 40, d from unnest(array['ada', 'bob']) n, unnest(array['2025-05-05', '2026-05-05']::timestamptz[]) d;
insert into shoe select id('B'), id('ada'), n, '2026-06-06' from generate_series(1, 118) n;

create temp table full_piece (erasure uuid);
create function pg_temp.all_steps(e uuid) returns int language plpgsql as $$
declare
  turns int := 0;
  b record;
begin
  while (select standing from erasure_begin(e)) = 'executing' loop
    loop
      select * into b from erasure_batch(e);
      exit when not b.more;
      turns := turns + 1;
      if b.is_full then
        insert into full_piece values (e);
      end if;
    end loop;
  end loop;
  return turns;
end $$;
select is_empty($$select * from erasure_end(id('e'), '{}', 's', 'k')$$, 'nothing is certified before all of it is done');
select cmp_ok(pg_temp.all_steps(id('e')), '>', 10, 'all steps');
select results_eq($$select count(*) from full_piece where erasure = id('e')$$, array[2::bigint], 'of 120 rows two pieces are full, of what is less none is');
select results_eq($$select count(distinct person), count(size), bool_and(person <> id('ada')) from shoe where person <> id('bob')$$, $$values (1::bigint, 0::bigint, true)$$,
                  'all parts of a table have the same pseudonym, and what goes with the person is gone');
select results_eq($$select person, size from shoe where person = id('bob') order by worn_at$$, $$values (id('bob'), 40), (id('bob'), 40)$$, 'others keep theirs');
select results_eq($$select distinct s.person = p.created_by from shoe s, project p where s.person <> id('bob') and p.id = id('pb')$$, array[true],
                  'and all tables of a workspace have it');
select is_empty($$select id from workspace where id = id('A') union all select id from project where workspace = id('A')$$, 'the workspace of one is gone');
select results_eq($$select (statement::json ->> 'workspaces_removed')::int from erasure_statement(id('e'), 'http://x', 0)$$, array[1], 'it is told how many went');
select results_eq($$select said ->> 'backups_until', t ->> 'retain'
                      from cast((select statement from erasure_statement(id('e'), 'http://x', 35)) as json) said, json_array_elements(said -> 'tables') t
                     where t ->> 'table' = 'project'$$,
                  $$values ((current_date + 35)::text, 'project')$$, 'until when a copy of the database may hold it, and until what something stays without the person');
select is((select statement::json ->> 'backups_until' from erasure_statement(id('e'), 'http://x', 0)), null, 'of copies nothing is said by whom nothing was told');
select results_eq($$select address from erasure_end(id('e'), '{}', 's', 'k')$$, array['ada@example.org'], 'the end is told for the last time');
select is_empty($$select person from erasure_pseudonym union all select erasure from erasure_address union all select erasure from erasure_step$$,
                'nobody knows any more what stands for whom');
select is_empty($$select person from erasure where person = id('ada')$$, 'not even what was asked for');
select set_eq($$select subject, kind from erasure_ledger where erasure = id('e')$$, $$values (id('ada'), 'person'), (id('A'), 'workspace')$$, 'the ledger has ids');
select is_empty($$select * from erasure_end(id('e'), '{}', 's', 'k')$$, 'it is done once');

-- Rows that come late: of the person, while it is under way and after its end; into a workspace that goes.
set local role obelus_owner;
create table sock (workspace uuid not null, person uuid, pair int not null, unique (workspace, person, pair));
comment on table sock is 'What people wear. scope: global because a test. retain: account';
comment on column sock.workspace is 'Where. privacy: none';
comment on column sock.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=pseudonymise export=yes';
comment on column sock.pair is 'Which. privacy: none';
create index on sock (person);
reset role;
insert into person (id, username, password, email, email_key, confirmed_at, frozen_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now(), case when n in ('eve', 'hal') then now() end
  from unnest(array['dan', 'eve', 'hal', 'ivy']) n;
insert into workspace (id, name) select id(n), n from unnest(array['E', 'D', 'D2', 'D3', 'H', 'hal']) n;
update workspace set name = 'hal' where id = id('H');
insert into member (workspace, person, role, created_at) values (id('E'), id('eve'), 'owner', now()), (id('B'), id('eve'), 'annotator', now()),
  (id('D'), id('dan'), 'owner', now()), (id('D2'), id('dan'), 'owner', now()), (id('D3'), id('dan'), 'owner', now()), (id('D3'), id('bob'), 'admin', now()),
  (id('H'), id('hal'), 'owner', '2020-01-01'), (id('H'), id('ivy'), 'annotator', now()),
  (id('hal'), id('bob'), 'owner', '2019-01-01'), (id('hal'), id('ivy'), 'owner', '2020-01-01'), (id('hal'), id('hal'), 'owner', now());
insert into project (workspace, id, name, created_by) values (id('E'), id('pe'), 'x', id('eve')), (id('D2'), id('pd'), 'x', id('dan'));
insert into sock values (id('B'), id('eve'), 1);
create function pg_temp.steps_until(e uuid, of_relation text, place uuid default null) returns void language plpgsql as $$
begin
  while (select bool_or(not s.is_done) from erasure_step s where s.erasure = e and s.relation = of_relation and s.workspace is not distinct from place) loop
    perform erasure_batch(e);
  end loop;
end $$;
insert into erasure (id, person, ends_at) values (id('late e'), id('eve'), now());
select results_eq($$select standing from erasure_begin(id('late e'))$$, array['executing'], 'another begins');
select pg_temp.steps_until(id('late e'), 'project', id('E')) \g /dev/null
insert into project (workspace, id, name, created_by) values (id('E'), id('late p'), 'x', id('eve'));
select throws_ok($$select pg_temp.all_steps(id('late e'))$$, '23503', null, 'what came late into a workspace is in the way of its end');
select results_eq($$select is_failed from erasure_failed(id('late e'))$$, array[true], 'the run has failed');
select results_eq($$select standing from erasure_begin(id('late e'))$$, array['executing'], 'the next looks at all of it again');
select pg_temp.steps_until(id('late e'), 'sock') \g /dev/null
select is_empty($$select person from member where person = id('eve')$$, 'who is no member any more before they become a pseudonym has no new rows');
insert into sock values (id('B'), id('eve'), 1);
select lives_ok($$select pg_temp.all_steps(id('late e'))$$, 'what came late meanwhile is no hindrance');
select results_eq($$select count(*), count(distinct person), bool_or(person = id('eve')) from sock$$, $$values (2::bigint, 2::bigint, false)$$,
                  'and is another pseudonym''s where the first has its like');
select is_empty($$select id from workspace where id = id('E')$$, 'the workspace is gone');
select is((select count(*) from erasure_end(id('late e'), '{"n": 1}', 's', 'k')), 1::bigint, 'that is the end');
select results_eq($$select standing from erasure_begin(id('late e'))$$, array['done'], 'and a look at it afterwards finds nothing');
insert into sock values (id('B'), id('eve'), 2);
select lives_ok($$select pg_temp.all_steps(id('late e'))$$, 'or what came after it');
select results_eq($$select address from erasure_end(id('late e'), '{"n": 2}', 's', 'k')$$, array[null::text], 'which goes as well, and is told to nobody');
select is_empty($$select pair from sock where person = id('eve') union all select 1 from erasure where person = id('eve')$$, 'nothing leads to the person');
select results_eq($$select statement from certificate where id = id('late e')$$, array['{"n": 1}'], 'what was certified stays');

-- A restored backup does not know who came after it: it removes what the ledger names, and no more.
delete from job;
select erasure_replay(id('again'), k, id(n)) from (values ('person', 'dan'), ('workspace', 'D2'), ('person', 'dan'), ('workspace', 'D2')) l (k, n) \g /dev/null
select results_eq($$select count(*) from job where payload ->> 'erasure' = id('again')::text$$, array[1::bigint], 'one job does it');
select lives_ok($$select pg_temp.all_steps(id('again'))$$, 'it is done again');
select set_eq($$select id from workspace where id in (id('D'), id('D2'), id('D3'))$$, array[id('D'), id('D3')], 'no workspace goes that the ledger does not name');
select results_eq($$select person, role from member where workspace = id('D3')$$, $$values (id('bob'), 'admin')$$, 'and nobody is made its owner');
select is_empty($$select id from person where id = id('dan')$$, 'but the person is gone');

-- A workspace is left to nobody who was not trusted with it.
insert into erasure (id, person, ends_at) values (id('of hal'), id('hal'), now());
select results_eq($$select standing from erasure_begin(id('of hal'))$$, array['held'], 'an annotator is made no owner');
update member set role = 'admin' where workspace = id('H') and person = id('ivy');
update person set frozen_at = now() where id = id('ivy');
select results_eq($$select standing from erasure_begin(id('of hal'))$$, array['held'], 'nor is who is about to go');
update person set frozen_at = null where id = id('ivy');
select results_eq($$select standing from erasure_begin(id('of hal'))$$, array['executing'], 'an admin is');
select set_eq($$select id, name from workspace where id in (id('H'), id('hal'))$$, $$values (id('H'), 'Workspace'), (id('hal'), 'hal')$$,
                  'what they made is not called as they were any more; what others made is');

-- Whose they are.
select act(h, id('B'), id('bob')) from unnest(array['annotations']) h;
select refused($$select * from erasure_preview(id('bob'))$$, 'annotations asks for no preview');
select refused($$select * from erasure_ask(id('x'), id('bob'), 'bob', repeat('b', 64), 1)$$, 'nor has anybody erased');
select refused($$select * from erasure_batch(id('x'))$$, 'nor does it');
select act('privacy', id('B'), id('bob'));
select lives_ok($$select * from erasure_preview(id('bob'))$$, 'privacy tells who asks');
select refused($$select * from erasure_preview(id('cyd'))$$, 'and nobody of someone else');
select refused($$select * from erasure_workspaces(id('cyd'))$$, 'nor of their workspaces');
select refused($$select * from erasure_ask(id('x'), id('cyd'), 'cyd', repeat('b', 64), 1)$$, 'nor erases them');
select refused('select * from erasure', 'privacy itself sees no erasure');
select refused($$select erasure_replay(id('x'), 'person', id('bob'))$$, 'and reads no ledger');
select lives_ok('select * from certificate', 'but certificates, which say nothing of whom');
