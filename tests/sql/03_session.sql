-- session_check: the one thing that every handler may ask about sessions.
insert into person (id, username, password) values (id('ada'), 'ada', '$argon2id$x');
insert into workspace (id, name) values (id('A'), 'A'), (id('B'), 'B');
insert into member (workspace, person, role) values (id('A'), id('ada'), 'manager');
create function tap.hash(name text) returns text language sql immutable as $$ select encode(sha256(name::bytea), 'hex') $$;
insert into session (id, token_hash, person, workspace, created_at, authenticated_at, seen_at, expires_at, revoked_at)
select id(n), hash(n), id('ada'), w, now() - interval '2 days', '2026-11-23 19:00:00+00', seen, ends, revoked
  from (values ('good', id('A'), now() - interval '5 minutes', now() + interval '1 day', null),
               ('recent', id('A'), now() - interval '30 seconds', now() + interval '1 day', null),
               ('left', id('B'), now(), now() + interval '1 day', null),
               ('nowhere', null, now(), now() + interval '1 day', null),
               ('revoked', id('A'), now(), now() + interval '1 day', now()),
               ('expired', id('A'), now(), now(), null),
               ('idle', id('A'), now() - interval '12 hours', now() + interval '1 day', null),
               ('nearly', id('A'), now() - interval '11 hours 59 minutes', now() + interval '1 day', null))
       s (n, w, seen, ends, revoked);

select act(h), results_eq(format('select person, username, workspace, role, authenticated_at from session_check(%L)', hash('good')),
                          format('values (%L::uuid, ''ada'', %L::uuid, ''manager'', ''2026-11-23 19:00:00+00''::timestamptz)', id('ada'), id('A')),
                          format('%s is told whose session it is', h))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h;

select act('billing');
select is_empty(format('select from session_check(%L)', hash(n)), format('a session that is %s is none', n))
  from unnest(array['revoked', 'expired', 'idle', 'unknown']) n;
select is((select count(*) from session_check(hash('nearly'))), 1::bigint, 'one that was used today is one');
select is((select role from session_check(hash('left'))), null, 'no member, no role');
select is((select workspace from session_check(hash('nowhere'))), null, 'nowhere is a place, too');
select is((select count(*) from session_check(hash('recent'))), 1::bigint, 'asked again within the minute');
select refused('select from session', 'and the table stays closed');

select arrange();
select is((select seen_at from session where id = id('good')), now(), 'a visit is noted');
select is((select seen_at from session where id = id('recent')), now() - interval '30 seconds', 'but once a minute only');
select is((select seen_at from session where id = id('idle')), now() - interval '12 hours', 'and not of a session that has ended');

-- Those who leave take their sessions along.
delete from workspace where id = id('B');
select is((select workspace from session where id = id('left')), null, 'a session outlives its workspace');
delete from member where workspace = id('A');
delete from person where id = id('ada');
select is_empty('select from session where person = id(''ada'')', 'but not its person');
