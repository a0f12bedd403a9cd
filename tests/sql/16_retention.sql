-- How long things stay (PR-6), and what keeps them longer (UP-6).

-- Which event comes by itself, so that a rule of time carries it out, and which with the end of a parent.
create temporary table event (word text, parent text);
insert into event
values ('session', null), ('use', null), ('hold', null), ('job', null),
       ('account', 'person'), ('workspace', 'workspace'), ('project', 'project'), ('membership', 'member'), ('import', 'import'), ('copy', 'personal_export'), ('erasure', 'erasure'), ('request', 'privacy_request');

-- What the comment of each table with personal columns says: `job` alone, without a time, is the job of an import.
create temporary view said as
select c.oid, c.relname::text collate "default" as relation, split_part(s.retain, '+', 1) as told, nullif(split_part(s.retain, '+', 2), '') as period,
       case when s.retain = 'job' then 'import' else split_part(s.retain, '+', 1) end as word
  from pg_class c
 cross join lateral (select substring(obj_description(c.oid, 'pg_class'), ' retain: (\S+)$') as retain) s
 where c.relnamespace = 'public'::regnamespace
   and c.relkind in ('r', 'p')
   and not c.relispartition
   and exists (select from catalogue() g where g.relation = c.relname and g.class is not null);

-- From a table to those that its rows hang on, by foreign keys or by naming the workspace.
create temporary view hangs as
with recursive up (relation, parent) as (
  select k.conrelid::regclass::text, k.confrelid::regclass::text from pg_constraint k
   where k.contype = 'f' and k.connamespace = 'public'::regnamespace
  union
  select c.relation, 'workspace' from catalogue() c where c.name = 'workspace'
  union
  select up.relation, k.confrelid::regclass::text
    from up join pg_constraint k on k.conrelid = up.parent::regclass and k.contype = 'f')
select relation, parent from up union select relation, relation from said;

create temporary view retention_flaw as
select relation, flaw collate "default" as flaw from (
select s.relation, 'its comment names no event that something carries out' as flaw
  from said s where not exists (select from event e where e.word = s.word)
union all
select s.relation, 'has no rule' from said s join event e using (word)
 where e.parent is null and not exists (select from retention_rule r where r.relation = s.relation)
union all
select s.relation, format('hangs on nothing that ends with its %s', s.told) from said s join event e using (word)
 where not exists (select from hangs h where h.relation = s.relation and h.parent = e.parent)
   and e.parent is not null
union all
-- An erasure and a removal do not wait.
select s.relation, format('says %s after its %s, and nothing waits for that', s.period, s.told) from said s join event e using (word)
 where e.parent is not null and s.period is not null
union all
-- A rule with `unless` may be of rows that never came to what their table tells of: accounts that nobody confirmed.
select r.relation, 'its comment says another period' from retention_rule r left join said s using (relation) left join event e using (word)
 where r.period is distinct from s.period
   and not (e.parent is not null and s.period is null and r.unless is not null)
union all
select r.relation, 'a clock that is no time' from retention_rule r cross join unnest(r.clocks) clock
 where not exists (select from pg_attribute a where a.attrelid = to_regclass(r.relation) and a.attname = clock::name and a.atttypid = 'timestamptz'::regtype)
union all
select r.relation, 'unless of no column' from retention_rule r
 where r.unless is not null and not exists (select from catalogue() c where c.relation = r.relation and c.name = r.unless)
union all
select c.relation, format('%s says another time than its table', c.name) from catalogue() c join said s using (relation)
 where c.class is not null and c.retain is distinct from s.told || coalesce('+' || s.period, '')) found;

select ok((select count(*) from said) >= 30, 'there are tables to look at (PR-6)');
select is_empty('select * from retention_flaw', 'every table about people is swept by a rule, or goes with what it hangs on, as its comments say (PR-6)');

-- Found out: tables that say nothing, and rules that say something else.
set local role obelus_owner;
create table shoe (person uuid primary key, worn_at timestamptz not null);
comment on table shoe is 'A test. scope: global because a test. retain: use+P7D';
comment on column shoe.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=use+P7D erase=delete export=yes';
comment on column shoe.worn_at is 'When. privacy: class=user.activity subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=use+P8D erase=delete export=yes';
create index shoe_by_event on shoe (worn_at);
reset role;
select results_eq('select * from retention_flaw order by 2', $$values ('shoe', 'has no rule'), ('shoe', 'worn_at says another time than its table')$$, 'a table without a rule is named (PR-6)');
insert into retention_rule (relation, clocks, unless, period, source) values ('shoe', '{worn_at, gone_at}', 'gone_at', 'P8D', 'policy');
select results_eq($$select flaw from retention_flaw where relation = 'shoe' order by 1$$,
                  array['a clock that is no time', 'its comment says another period', 'unless of no column', 'worn_at says another time than its table'],
                  'so is a rule that is not what its table says');
update retention_rule set clocks = '{worn_at}', unless = null, period = 'P7D' where relation = 'shoe';
comment on column shoe.worn_at is 'When. privacy: class=user.activity subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=use+P7D erase=delete export=yes';
select is_empty('select * from retention_flaw', 'and none that is');
comment on table shoe is 'A test. scope: global because a test. retain: project+P7D';
select results_eq($$select flaw from retention_flaw where relation = 'shoe' and flaw !~ 'another time' order by 1$$,
                  array['hangs on nothing that ends with its project', 'says P7D after its project, and nothing waits for that'],
                  'nothing is taken to go with what it does not hang on, nor to wait for a time after a removal (PR-6)');
comment on table shoe is 'A test. scope: global because a test. retain: project';
select results_eq($$select flaw from retention_flaw where relation = 'shoe' and flaw !~ 'another time' order by 1$$,
                  array['hangs on nothing that ends with its project', 'its comment says another period'],
                  'nor may a rule remove what is told to stay until then');
comment on table shoe is 'A test. scope: global because a test. retain: use+P7D';

-- Read is what has ended, by an index, with a hold and without.
create function tap.plan_of(relation text) returns text language plpgsql as $$
declare
  line text;
  plan text := '';
begin
  for line in execute 'explain (costs off) ' || replace(retention_statement(relation), '$1', '1000') loop
    plan := plan || line || e'\n';
  end loop;
  return plan;
end $$;
select set_config(split_part(s, '=', 1), split_part(s, '=', 2), true) from pg_proc p cross join unnest(p.proconfig) s where p.proname = 'retention_sweep' and s like 'enable%';
select unalike(plan_of(relation), format('%%Seq Scan on %s%%', relation), relation || ' is not read from end to end')
  from retention_rule order by relation;
select matches(plan_of(relation), format('Index Scan using \S+ on %s d\n\s*Index Cond: ', relation), relation || ' is read from the oldest that has ended')
  from retention_rule order by relation;
select unalike(plan_of(relation), '%Sort%', relation || ' is read in that order') from retention_rule order by relation;

-- One that is a second inside stays, one that is past goes: of each rule.
create function tap.past(period text) returns timestamptz language sql as $$ select now() - period::interval $$;
create function tap.inside(period text) returns timestamptz language sql as $$ select now() - period::interval + interval '1 second' $$;
delete from job;
insert into person (id, username, email, email_key, password, confirmed_at, created_at)
values (id('ada'), 'ada', 'Ada@example.org', 'Ada@example.org', '$argon2id$x', now(), now() - interval '1 year'),
       (id('ben'), 'ben', 'ben@example.org', 'ben@example.org', '$argon2id$x', now(), now() - interval '1 year'),
       (id('never'), 'never', null, null, '$argon2id$x', null, past('P30D')),
       (id('perhaps'), 'perhaps', null, null, '$argon2id$x', null, inside('P30D'));
insert into workspace (id, name) values (id('A'), 'A'), (id('B'), 'B');
create function tap.hash(name text) returns text language sql immutable as $$ select encode(sha256(name::bytea), 'hex') $$;
create function tap.swept(relation text) returns bigint language sql as $$ select s.swept from retention_sweep(relation, 1000) s $$;

insert into session (id, token_hash, person, workspace, created_at, expires_at, revoked_at)
select id(n), hash(n), id('ada'), id('A'), now() - interval '1 year', ends, revoked
  from (values ('expired', past('P30D'), null), ('expired lately', inside('P30D'), null), ('good', now() + interval '1 day', null),
               ('revoked', now() - interval '25 days', past('P30D')), ('revoked lately', now() - interval '25 days', inside('P30D'))) s (n, ends, revoked);
select is(swept('session'), 2::bigint, 'sessions go thirty days after they expired or were ended (PR-6)');
select results_eq('select id from session order by expires_at, revoked_at', $$values (id('expired lately')), (id('revoked lately')), (id('good'))$$, 'and no others');

insert into mailed_token (token_hash, purpose, person, email, email_key, created_at, expires_at, used_at)
select hash(n), 'reset', id('ada'), 'a', 'a', now() - interval '1 year', ends, used
  from (values ('old', past('P30D'), null), ('late', inside('P30D'), null), ('used', now() - interval '29 days', past('P30D')), ('used late', now() - interval '29 days', inside('P30D'))) t (n, ends, used);
select is(swept('mailed_token'), 2::bigint, 'mailed links go thirty days after they were used or could not be any more (PR-6)');
select set_eq('select token_hash from mailed_token', array[hash('late'), hash('used late')], 'and no others');

insert into invitation (id, workspace, token_hash, email, email_key, role, invited_by, created_at, expires_at, used_at, voided_at)
select id(n), id('A'), hash(n), 'Cy@example.org', 'Cy@example.org', 'annotator', id('ada'), now() - interval '1 year', ends, used, voided
  from (values ('i old', past('P30D'), null, null), ('i late', inside('P30D'), null, null),
               ('i used', now(), past('P30D'), null), ('i used late', now(), inside('P30D'), null),
               ('i void', now(), null, past('P30D')), ('i void late', now(), null, inside('P30D'))) t (n, ends, used, voided);
select is(swept('invitation'), 3::bigint, 'invitations go thirty days after they expired, were accepted or taken back (PR-6)');
select set_eq('select id from invitation', array[id('i late'), id('i used late'), id('i void late')], 'and no others');

insert into access_token (id, token_hash, hint, person, workspace, name, scopes, created_at, expires_at, revoked_at)
select id(n), hash(n), 'obl_', id('ada'), id('A'), n, '{project.read}', now() - interval '90 days', ends, revoked
  from (values ('t old', past('P30D'), null), ('t late', inside('P30D'), null), ('t revoked', now() + interval '1 day', past('P30D')), ('t good', now() + interval '1 day', null)) t (n, ends, revoked);
select is(swept('access_token'), 2::bigint, 'access tokens go thirty days after they expired or were revoked (PR-6)');
select set_eq('select id from access_token', array[id('t late'), id('t good')], 'and no others');

insert into known_browser (token_hash, person, created_at, seen_at) values (hash('b old'), id('ada'), now() - interval '2 years', past('P400D')), (hash('b late'), id('ada'), now() - interval '2 years', inside('P400D'));
select is(swept('known_browser'), 1::bigint, 'browsers are forgotten 400 days after the last log-in (PR-6)');
select set_eq('select token_hash from known_browser', array[hash('b late')], 'and no others');

insert into job (id, handler, kind, state, run_at) values (id('dead'), 'auth', 'mail', 'dead', now()), (id('dead lately'), 'auth', 'mail', 'dead', now()), (id('waits'), 'auth', 'mail', 'ready', now() - interval '1 year');
select is((select ended_at from job where id = id('dead')), now(), 'a job that dies says when');
update job set ended_at = case when id = id('dead') then past('P30D') else inside('P30D') end where state = 'dead';
select is(swept('job'), 1::bigint, 'dead jobs go after thirty days, with the mail that they hold (PR-6)');
select set_eq('select id from job', array[id('dead lately'), id('waits')], 'and no others');
update job set state = 'ready' where id = id('dead lately');
select is((select ended_at from job where id = id('dead lately')), null, 'one that is sent again has not ended');

select is(swept('person'), 1::bigint, 'accounts that were never confirmed go after thirty days (PR-6)');
select results_eq('select username from person order by 1', array['ada', 'ben', 'perhaps'], 'and no others');

insert into personal_export (id, person, state, key, asked_at, ended_at)
select id(n), id('ada'), 'expired', key, now() - interval '1 year', ended
  from (values ('e old', null::uuid, past('P30D')), ('e late', null, inside('P30D')), ('e sealed', id('k'), past('P30D'))) e (n, key, ended);
select is(swept('personal_export'), 1::bigint, 'copies are forgotten thirty days after their end (PR-6)');
select set_eq('select id from personal_export', array[id('e late'), id('e sealed')], 'but for those whose key is to be destroyed still, which is known here alone');

-- A hold keeps what it is about, of one table or of each, until it ends.
create function tap.old_session(name text, who uuid, place uuid default null) returns void language sql as $$
  insert into session (id, token_hash, person, workspace, created_at, expires_at) values (id(name), hash(name), who, place, now() - interval '1 year', now() - interval '60 days')
$$;
set local role obelus_admin;
select throws_ok($$select legal_hold_begin('file 1', null, 'ada', 'ben', 'ada')$$, '23502', null, 'a hold without an end is refused (UP-6)');
select throws_ok($$select legal_hold_begin('file 1', now() + interval '2 years', 'ada', 'ben', 'ada')$$, '23514', null, 'and one of two years');
select throws_ok($$select legal_hold_begin('file 1', now() + interval '1 day', 'ada', 'ada', 'ben')$$, '23514', null, 'and what the same approved twice (UP-6)');
select throws_ok($$select legal_hold_begin('file 1', now() + interval '1 day', 'ada', null, 'ben')$$, '23502', null, 'or one alone');
select throws_ok($$select legal_hold_begin('file 1', now() + interval '1 day', 'ada', 'zoe', 'ben')$$, '22023', 'nobody here is called zoe', 'or someone whom nobody knows');
select throws_ok($$select legal_hold_begin('file 1', now() + interval '1 day', 'ada', 'ben')$$, '23514', null, 'and one about nobody');
select throws_ok($$select legal_hold_begin('file 1', now() + interval '1 day', 'ada', 'ben', 'ben', of_relation => 'migration')$$, '22023', null, 'and one of a table without people');
select legal_hold_begin('file 1', now() + interval '1 day', 'ada', 'ben', 'ada') as of_ada,
       legal_hold_begin('file 2', now() + interval '1 day', 'ada', 'ben', of_workspace => id('B'), of_relation => 'session') as of_b \gset
reset role;
select old_session('held', id('ada')), old_session('of ben', id('ben')), old_session('held there', id('ben'), id('B'));
update mailed_token set expires_at = past('P30D') where token_hash = hash('late');
update invitation set expires_at = past('P30D'), email_key = case when id = id('i late') then 'Ada@example.org' else email_key end, invited_by = id('ben');
insert into job (id, handler, kind, payload, state) values (id('to ada'), 'auth', 'mail', '{"to": "Ada@example.org"}', 'dead'), (id('to ben'), 'auth', 'mail', '{"to": "ben@example.org"}', 'dead');
update job set ended_at = past('P30D') where state = 'dead';
select unalike(plan_of('session'), '%Seq Scan on session%', 'beside a hold the index is read, too');
select is(swept('session'), 1::bigint, 'a hold on a person keeps their rows, one on a workspace those in it (UP-6)');
select set_eq($$select id from session where expires_at < now() - interval '50 days'$$, array[id('held'), id('held there')], 'and nobody else''s');
select is(swept('mailed_token'), 0::bigint, 'of each table');
select is(swept('invitation'), 2::bigint, 'by address as well');
select is(swept('job'), 1::bigint, 'of mails that could not be sent, too');
select set_eq($$select id from job where state = 'dead'$$, array[id('to ada')], 'the other''s is gone');
update legal_hold set starts_at = now() - interval '1 hour';
select ok(legal_hold_end(:'of_ada') and legal_hold_end(:'of_b') and not legal_hold_end(:'of_b'), 'a hold ends');
select is(swept('session'), 2::bigint, 'and all goes that would have gone (UP-6)');
update legal_hold set starts_at = past('P1Y') - interval '1 day', ends_at = case when id = :'of_b' then past('P1Y') else inside('P1Y') end;
select is(swept('legal_hold'), 1::bigint, 'a hold is told for a year after its end (PR-6)');
select is((select swept from retention_rule where relation = 'session'), 5::bigint, 'what went is counted by its rule');

-- Who may: privacy sweeps, and looks at no hold; nobody else does either.
select act('privacy');
select is(swept('session'), 0::bigint, 'privacy may sweep');
select refused('select from legal_hold', 'holds are not for handlers to see');
select refused('select from session', 'nor is what is swept');
select refused($$select legal_hold_begin('x', now(), 'ada', 'ben', 'ada')$$, 'a handler makes no hold');
select refused($$update retention_rule set period = 'P1D'$$, 'and changes no rule');
select act('auth');
select refused($$select retention_sweep('session', 1)$$, 'others do not sweep');
