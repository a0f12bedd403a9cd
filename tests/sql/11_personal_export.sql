-- A copy of what is stored about a person goes one way through its states, and is theirs alone.
insert into person (id, username, password, email, email_key, confirmed_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now() from unnest(array['ada', 'bob']) n;
insert into workspace (id, name) values (id('A'), 'A');
insert into member (workspace, person, role) values (id('A'), id('ada'), 'owner');
insert into personal_export (id, person) values (id('ea'), id('ada')), (id('eb'), id('bob'));
insert into personal_export_piece (person, export, position, bytes) values (id('bob'), id('eb'), 0, 'x');

-- Each with the states to which it may go.
create temporary table step (state text, may text[]);
insert into step values ('queued', '{queued,building,expired,failed}'), ('building', '{building,available,expired,failed}'),
  ('available', '{available,expired}'), ('expired', '{expired}'), ('failed', '{failed}');
create function tap.try_step(old text, new text) returns boolean language plpgsql as $$
begin
  delete from personal_export where id = id('step');
  insert into personal_export (id, person, state, key, built_at, expires_at, ended_at)
  values (id('step'), id('ada'), old, id('k'), now(), now(), case when old in ('expired', 'failed') then now() end);
  update personal_export set state = new, ended_at = case when new in ('expired', 'failed') then now() end where id = id('step');
  return true;
exception when check_violation then
  return false;
end $$;
update personal_export set state = 'expired', ended_at = now() where id = id('ea');
select is_empty('select s.state, n.state from step s cross join step n where tap.try_step(s.state, n.state) <> (n.state = any (s.may))',
                'from each state it goes where it may, and nowhere else');
select throws_ok('insert into personal_export (id, person, state) values (id(''no''), id(''ada''), ''sealed'')', '23514', null, 'there is no other state');
delete from personal_export where id = id('step');
insert into personal_export (id, person) values (id('ec'), id('ada'));
select throws_ok('insert into personal_export (id, person) values (id(''ed''), id(''ada''))', '23505', null, 'one at a time');

select act('privacy', null, id('ada'));
select results_eq('select id from personal_export order by asked_at, id = id(''ec'')', array[id('ea'), id('ec')], 'a person sees their own');
select is_empty('select from personal_export_piece', 'and no piece of another''s');
select is(touched('update personal_export set downloads = 9 where id = id(''eb'')'), 0::bigint, 'another''s is not counted');
select is(touched('delete from personal_export_piece where export = id(''eb'')'), 0::bigint, 'nor emptied');
select refused('insert into personal_export (id, person) values (id(''n''), id(''bob''))', 'nobody asks for another');
select refused('update personal_export set person = id(''bob'')', 'or gives theirs away');
select refused('delete from personal_export', 'that there was one stays');
select refused('update personal_export_piece set bytes = ''y''', 'a piece stays what it is');
select refused('select username from person', 'the account itself privacy does not see');
select refused('select * from catalogue() c, personal_export_plan()', 'nor how copies are read');
select results_eq($$select p.file, personal_export_lines(p.file)::json ->> 'username', personal_export_goes_on(p.file)
                      from personal_export_parts(id('ada')) p where p.file = 'person'$$,
                  $$values ('person', 'ada', false)$$, 'but by the functions that read one person''s');
select refused('select personal_export_parts(id(''bob''))', 'theirs who asks');
select refused('select personal_export_about(id(''bob''))', 'and nobody else''s');
select refused('select personal_export_estimate(id(''bob''))', 'nor how much it is');
select is((select letter_to(id('ada'), '{"subject": "s", "text": "Hello {who}"}') ->> 'text'), 'Hello ada', 'and write to them');
select refused('select letter_to(id(''bob''), ''{"text": ""}'')', 'and to no other');
select refused('select * from letters_to(id(''bob''), ''{"text": ""}'')', 'nor there and to another address');

select act('auth', id('A'), id('ada'));
select refused('select from personal_export', 'auth has nothing to do with it');
select refused('select personal_export_parts(id(''ada''))', 'and reads no copy');
select refused('select letter_to(id(''ada''), ''{}'')', 'nor writes so');

-- However much there is, nothing is read before the first lines are asked for, and then no more than those.
select arrange();
create function tap.rows_read() returns bigint language sql as $$
  select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables where relname = 'activity'
$$;
create function tap.act_often(times bigint) returns void language sql as $$
  insert into activity (workspace, id, actor, verb, object_kind, object, request)
  select id('A'), gen_random_uuid(), id('ada'), 'span.create', 'span', gen_random_uuid(), gen_random_uuid() from generate_series(1, times)
$$;
-- As personal_export_read in queries.sql asks for them: how many come at each turn.
create function tap.lines_of(part text) returns int[] language sql as $$
  select array_agg(n order by turn)
    from (select t.turn, regexp_count(personal_export_lines(p.file), E'\n') as n
            from personal_export_parts(current_person()) p
           cross join lateral (with recursive turns (turn) as (select 1 union all select turn + 1 from turns where personal_export_goes_on(p.file))
                               select turn from turns) t
           where p.file = part) came
$$;
select act_often(1700);
create temporary table was as select rows_read() as n;
grant select on was to public;
select act('privacy', null, id('ada'));
close all;
select ok(personal_export_estimate(id('ada')) > 0, 'how much it is, about, can be asked');
select ok((select count(*) from personal_export_parts(id('ada'))) > 20, 'there are parts');
select is(rows_read() - n, 0::bigint, 'for which no row was read') from was;
select regexp_count(personal_export_lines('activity'), E'\n') as some \gset
select ok(:some between 1 and 500, 'lines come some at a time');
select is(rows_read() - n, :some::bigint, 'and no more are read than come') from was;
close all;
select is((select sum(n) from unnest(lines_of('activity')) n), 1700::bigint, 'until there are none');
select arrange();
select act_often(:some - 1700 % :some);
select act('privacy', null, id('ada'));
close all;
select is((lines_of('activity'))[1700 / :some + 1:], array[:some, 0], 'of which the last are seen as the last, however many they are');

select arrange();
create function tap.steps_of(query text) returns setof text language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return query execute 'explain (costs off) ' || query using id('ada'), '{}'::text[];
end $$;
select is_empty($$select file, step from personal_export_plan() cross join lateral steps_of(format(query, ordering)) step
                   where step ~ 'Seq Scan|Sort$' and query like '%= $1%'$$, 'no part is gathered to be sorted: rows come as they are found');

-- One whose worker is lost.
select arrange();
delete from personal_export where person in (id('ada'), id('bob'));
insert into person (id, username, password, email, email_key, confirmed_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now() from unnest(array['cyd', 'dan', 'eve']) n;
insert into personal_export (id, person, state, key, asked_at)
values (id('lost'), id('ada'), 'building', id('k'), now() - interval '25 hours'),
       (id('never begun'), id('bob'), 'queued', null, now() - interval '25 hours'),
       (id('waits'), id('cyd'), 'building', id('k'), now() - interval '25 hours'),
       (id('lately'), id('dan'), 'building', id('k'), now() - interval '23 hours'),
       (id('queued'), id('eve'), 'queued', null, now());
insert into job (id, handler, kind, state, payload)
values (id('j1'), 'privacy', 'personal-export', 'dead', json_build_object('export', id('lost'))),
       (id('j2'), 'privacy', 'personal-export', 'ready', json_build_object('export', id('waits')));
select act('privacy');
select results_eq('select export, person from personal_export_lost(10) order by person = id(''bob'')', $$values (id('lost'), id('ada')), (id('never begun'), id('bob'))$$,
              'copies that are not there after a day and that no job makes are known');
select act('auth');
select refused('select personal_export_lost(10)', 'to privacy alone');

-- What one statement reads is one moment, whatever it reads last.
select arrange();
select is((select count(*) from pg_proc where proname ~ '^(personal_export_(parts|lines|about|plan)|account_addresses)$' and provolatile = 's'), 5::bigint,
          'its functions are stable: a query in them sees what the statement sees');
