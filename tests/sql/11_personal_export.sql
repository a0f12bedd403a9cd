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
select results_eq($$select p.file, n.turn, personal_export_lines(p.file, p.step)::json ->> 'username'
                      from personal_export_parts(id('ada')) p
                     cross join lateral generate_series(1, ceil(p.rows::numeric / p.step)::int) n (turn)
                     where p.file = 'person'$$, $$values ('person', 1, 'ada')$$, 'but by the functions that read one person''s');
select is((select letter_to(id('ada'), '{"subject": "s", "text": "Hello {who}"}') ->> 'text'), 'Hello ada', 'and write to them');

select act('auth', id('A'), id('ada'));
select refused('select from personal_export', 'auth has nothing to do with it');
select refused('select personal_export_parts(id(''ada''))', 'and reads no copy');
select refused('select letter_to(id(''ada''), ''{}'')', 'nor writes so');

-- What one statement reads is one moment, whatever it reads last.
select arrange();
select is((select count(*) from pg_proc where proname ~ '^personal_export_(parts|lines|about|plan|order)$' and provolatile = 's'), 5::bigint,
          'its functions are stable: a query in them sees what the statement sees');
