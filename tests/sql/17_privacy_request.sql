-- Requests by the law: when they are due, which ways they go, who may do what.

-- By when: worked examples that authorities publish, and Regulation 1182/71.
create function tap.due(place text, kind text, step text, received text) returns text language sql as $$
  select to_char(deadline(place, kind, step, received::timestamptz) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
$$;
select is(due('uk', 'access', 'answer', '2025-09-03 10:00Z'), '2025-10-03 23:59:59', 'what came on 3 September is due on 3 October (ICO) (SC-5)');
select is(due('uk', 'access', 'answer', '2025-08-01 23:59:00Z'), '2025-09-01 23:59:59', 'however late on 1 August, on 1 September (ICO)');
select is(due('eu', 'erase', 'answer', '2026-08-31 12:00Z'), '2026-09-30 23:59:59', 'a month without a 31st ends with its last day (EDPB, 1182/71 3(2)(c))');
select is(due('eu', 'erase', 'answer', '2023-01-30 12:00Z'), '2023-02-28 23:59:59', 'February, too');
select is(due('eu', 'erase', 'answer', '2024-01-31 12:00Z'), '2024-02-29 23:59:59', 'in a leap year by a day later');
select is(due('eu', 'access', 'answer', '2026-01-14 00:00Z'), '2026-02-16 23:59:59', 'a last day on a Saturday is the Monday after it (1182/71 3(4))');
select is(due('eu', 'access', 'answer', '2026-01-15 00:00Z'), '2026-02-16 23:59:59', 'and on a Sunday');
select is(due('eu', 'access', 'answer', '2026-01-16 00:00Z'), '2026-02-16 23:59:59', 'on a Monday it stays');
select is(due('eu', 'access', 'extend', '2026-11-30 00:00Z'), '2027-03-01 23:59:59', 'two months more are counted from when it came: the end of February, a Sunday');
select is(due('california', 'access', 'answer', '2026-01-01 00:00Z'), '2026-02-15 23:59:59', '45 days, on a Sunday as on any day (7021(b))');
select is(due('california', 'access', 'extend', '2026-01-01 00:00Z'), '2026-04-01 23:59:59', '90 in all');
select is(due('california', 'erase', 'ack', '2026-01-02 00:00Z'), '2026-01-16 23:59:59', 'ten business days pass over two weekends (7021(a))');
select is(due('california', 'erase', 'ack', '2026-01-03 00:00Z'), '2026-01-16 23:59:59', 'from a Saturday as from the Friday before');
select is(due('california', 'object', 'answer', '2026-01-02 00:00Z'), '2026-01-23 23:59:59', 'an opt-out has 15 business days (7026)');
select is(due('california', 'object', 'extend', '2026-01-02 00:00Z'), due('california', 'object', 'answer', '2026-01-02 00:00Z'), 'and is not put off');
select is(due('unknown', 'access', 'answer', '2026-01-05 00:00Z'), '2026-02-05 23:59:59', 'who says no law has the shortest time of all: a month');
select is(due('unknown', 'object', 'answer', '2026-01-05 00:00Z'), '2026-01-26 23:59:59', 'or 15 business days');
select is(due('eu', 'access', 'ack', '2026-01-05 00:00Z'), null, 'where no law says so, nothing is due');
select is_empty($$select j, t from unnest(array['eu', 'uk', 'california', 'unknown']) j, (select distinct type from deadline_rule) t (t)
                   where deadline(j, t, 'answer', now()) is null or deadline(j, t, 'extend', now()) < deadline(j, t, 'answer', now())$$,
                'everything that can be asked for is due, and is not put off to before that');
select is((select count(distinct type) from deadline_rule), 9::bigint, 'of each type');

-- Every pair of states: those of the list pass, all others are refused.
create function tap.goes(a text, b text) returns boolean language plpgsql as $$
begin
  update privacy_request set state = b where id = id('walker');
  return true;
exception when check_violation then
  return false;
end $$;
create function tap.placed(a text) returns void language plpgsql as $$
begin
  alter table privacy_request disable trigger privacy_request_goes_on;
  update privacy_request set state = a where id = id('walker');
  alter table privacy_request enable trigger privacy_request_goes_on;
end $$;
insert into privacy_request (id, type, jurisdiction, email, email_key, text, due_at)
values (id('walker'), 'access', 'eu', 'w@example.org', 'w@example.org', 'x', now() + interval '30 days');
create temporary table walked (a text, b text, went boolean);
do $$
declare p record;
begin
  set constraints all immediate;
  for p in select a.state as a, b.state as b from privacy_request_state a, privacy_request_state b loop
    perform tap.placed(p.a);
    insert into walked values (p.a, p.b, tap.goes(p.a, p.b));
  end loop;
end $$;
select is((select count(*) from walked), 225::bigint, 'every pair of the fifteen states is walked');
select set_eq('select a, b from walked where went', 'select from_state, to_state from privacy_request_way', 'those of the list pass, and no others');
select set_eq('select a || '' '' || b from walked where went', array[
  'received acknowledged', 'acknowledged verifying', 'verifying verified', 'verifying unverifiable', 'verified assessing', 'unverifiable assessing', 'unverifiable verified',
  'unverifiable closed', 'assessing approved', 'assessing partly_approved', 'assessing refused', 'approved executing', 'partly_approved executing',
  'refused answered', 'executing failed', 'failed executing', 'executing answered', 'answered closed',
  'verifying duplicate', 'verified duplicate', 'assessing duplicate', 'received withdrawn', 'acknowledged withdrawn', 'verifying withdrawn',
  'verified withdrawn', 'unverifiable withdrawn', 'assessing withdrawn', 'approved withdrawn', 'partly_approved withdrawn'], 'the list is this one');
select throws_ok($$insert into privacy_request (id, type, jurisdiction, email, email_key, text, state, due_at)
                   values (id('late'), 'access', 'eu', 'w@example.org', 'w@example.org', 'x', 'answered', now())$$, '23514', null, 'a request begins where it was received');
select is_empty($$select s.state from privacy_request_state s where s.is_over and exists (select from privacy_request_way w where w.from_state = s.state)$$,
                'from what is over nothing goes on');

-- Who may do what.
insert into person (id, username, password, email, email_key, confirmed_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now() from unnest(array['ada', 'ben', 'cyd']) n;
set local role obelus_admin;
select is(staff_add('ada'), id('ada'), 'an operator says who is of the staff (SH-2)');
select staff_add('ben') \g /dev/null
select throws_ok($$select staff_add('zoe')$$, '22023', 'nobody here is called zoe', 'of those who have an account');
reset role;
select act('privacy');
select refused(format('select from %I', t), format('privacy reads %s by no way of its own', t))
  from unnest(array['privacy_request', 'privacy_request_entry', 'privacy_request_link', 'staff', 'staff_access', 'deadline_rule']) t;
select refused($$select staff_add('cyd')$$, 'and names no staff');
select refused($$select privacy_request_go(id('walker'), 'staff', 'closed', null)$$, 'and moves nothing past who may');
select results_eq($$select is_verified from privacy_request_ask(id('r'), repeat('a', 64), 'access', 'eu', 'cyd@example.org', 'cyd@example.org', 'all', true, true)$$,
                  array[false], 'a stranger has shown nothing');
select arrange();
revoke select on person from obelus_rights;
select act('privacy');
select lives_ok(format($$select * from privacy_request_ask(%L, %L, 'access', 'eu', %L, %L, 'all', true, true)$$, id(a), encode(sha256(a::bytea), 'hex'), a, a),
                'of a stranger nothing is looked up, whether the address has an account or not (SE-1)')
  from unnest(array['ben@example.org', 'nobody@example.org']) a;
select arrange();
grant select on person to obelus_rights;
select act('privacy', null, id('cyd'));
select results_eq($$select is_verified from privacy_request_ask(id('r2'), repeat('b', 64), 'access', 'eu', 'cyd@example.org', 'cyd@example.org', 'all', true, true)$$,
                  array[true], 'whoever has a session of that account has');
select results_eq($$select is_verified from privacy_request_ask(id('r4'), repeat('d', 64), 'access', 'eu', 'cyd@example.org', 'cyd@example.org', 'all', true, false)$$,
                  array[false], 'not where the password was typed long ago');
select results_eq($$select is_verified from privacy_request_ask(id('r3'), repeat('c', 64), 'access', 'eu', 'ada@example.org', 'ada@example.org', 'all', true, true)$$,
                  array[false], 'not of another');
select refused($$select * from staff_requests('open', null, 10)$$, 'who is not of the staff sees no queue (SH-2)');
select is_empty($$select * from staff_request_read(id('r2'), 'handling', id('a1'))$$, 'and no request');
select is_empty($$select * from staff_request_act(id('r2'), 'move', 'assessing', 'x', repeat('e', 64))$$, 'and moves none');
select act('privacy', null, id('ada'));
select results_eq($$select s ->> 'id' from staff_requests('open', null, 10) s where s ->> 'state' = 'verified'$$, array[id('r2')::text], 'the staff sees it');
select results_eq($$select email from staff_request_read(id('r2'), 'handling', id('a1'))$$, array['cyd@example.org'], 'looks at it');
select throws_ok($$select * from staff_request_read(id('r2'), 'curiosity', id('a2'))$$, '23514', null, 'for a reason of the list (SH-2)');
select refused($$select * from staff_request_read(id('r3'), 'handling', id('a3'))$$, 'nobody at their own');
select refused($$select * from staff_request_act(id('r3'), 'write', null, 'x', repeat('e', 64))$$, 'or does anything to it');
select results_eq($$select standing from staff_request_act(id('r2'), 'move', 'approved', 'x', repeat('e', 64))$$, array['by-two'], 'one alone decides nothing');
select results_eq($$select standing from staff_request_act(id('r2'), 'decide', 'refused', 'x', repeat('e', 64))$$, array['no-way'], 'and nothing is decided unread');
select results_eq($$select standing from staff_request_act(id('r2'), 'move', 'assessing', 'x', repeat('e', 64))$$, array['done'], 'it is assessed');
select results_eq($$select standing from staff_request_act(id('r2'), 'decide', 'refused', 'why', repeat('f', 64))$$, array['proposed'], 'one proposes');
select results_eq($$select standing from staff_request_act(id('r2'), 'decide', 'refused', 'why', repeat('1', 64))$$, array['same'], 'and is not the other, too (SH-2)');
select act('privacy', null, id('ben'));
select results_eq($$select standing from staff_request_act(id('r2'), 'decide', 'approved', 'because', repeat('2', 64))$$, array['proposed'], 'another word is another proposal');
select act('privacy', null, id('ada'));
select results_eq($$select standing from staff_request_act(id('r2'), 'decide', 'approved', 'because', repeat('3', 64))$$, array['done'], 'two are enough');
select act('privacy', null, id('cyd'));
select results_eq($$select request_type, reason from own_access_log(10)$$, $$values ('access', 'handling')$$, 'whoever it is about sees who looked (SH-2)');
select arrange();
select results_eq($$select decision, decision_reason, state from privacy_request where id = id('r2')$$, $$values ('approved', 'because', 'approved')$$, 'it is decided, for the reason that was proposed');
select results_eq($$select by_whom, staff, to_state from privacy_request_entry where request = id('r2') order by nth desc limit 1$$, $$values ('staff', id('ada'), 'approved')$$, 'and told who said so last');
select throws_ok($$insert into staff_access (id, request, reason) values (id('n'), id('r2'), 'audit')$$, '23502', null, 'nobody looks without a name (SH-2)');

-- Links: only while something is to be seen.
select act('privacy');
select results_eq($$select standing, seen ->> 'state' from privacy_request_follow(repeat('a', 64), 'see', null, repeat('0', 64))$$, $$values ('done', 'verified')$$, 'the link shows that the address is theirs');
select is_empty($$select * from privacy_request_follow(repeat('9', 64), 'see', null, repeat('0', 64))$$, 'another leads nowhere');
select results_eq($$select standing, seen ->> 'state' from privacy_request_follow(repeat('a', 64), 'withdraw', null, repeat('0', 64))$$, $$values ('done', 'withdrawn')$$, 'it is taken back');
select results_eq($$select standing from privacy_request_follow(repeat('a', 64), 'write', 'x', repeat('0', 64))$$, array['over'], 'then nothing is written to it');
select arrange();
update privacy_request set closed_at = now() - interval '90 days 1 second' where id = id('r');
select act('privacy');
select is_empty($$select * from privacy_request_follow(repeat('a', 64), 'see', null, repeat('0', 64))$$, 'ninety days later the link is none');
select arrange();

-- The end of an account takes its requests along; who worked for others is a pseudonym's.
insert into erasure (id, person, ends_at) values (id('e'), id('cyd'), now());
select results_eq($$select standing from erasure_begin(id('e'))$$, array['executing'], 'cyd is erased');
create function pg_temp.all_steps(e uuid) returns void language plpgsql as $$
begin
  while (select standing from erasure_begin(e)) = 'executing' loop
    while (select more from erasure_batch(e)) loop null; end loop;
  end loop;
end $$;
select pg_temp.all_steps(id('e')) \g /dev/null
select is_empty($$select id from privacy_request where email_key = 'cyd@example.org' union all select request from privacy_request_entry where email_key = 'cyd@example.org'
                  union all select request from privacy_request_link where email_key = 'cyd@example.org'$$, 'their requests are gone (PR-9)');
select results_eq($$select staff, person is null or person = id('cyd') from staff_access where id = id('a1')$$, $$values (id('ada'), false)$$, 'that somebody looked stays, about a pseudonym');

-- What is approved for an address without account is done by what the comments say.
insert into workspace (id, name) values (id('W'), 'W'), (id('H'), 'H');
insert into invitation (id, workspace, token_hash, email, email_key, role, invited_by, expires_at)
select id(n), id(w), encode(sha256(n::bytea), 'hex'), a || '@example.org', a || '@example.org', 'annotator', id('ada'), now() + interval '1 day'
  from (values ('i1', 'W', 'zed'), ('i2', 'H', 'zed'), ('i3', 'W', 'yan')) t (n, w, a);
insert into job (id, handler, kind, payload) values (id('m1'), 'auth', 'mail', '{"to": "zed@example.org"}'), (id('m2'), 'auth', 'mail', '{"to": "yan@example.org"}');
insert into legal_hold (reason, workspace, approved_by, approved_too, ends_at) values ('file 7', id('H'), id('ada'), id('ben'), now() + interval '1 day');
create function pg_temp.approved(n text, kind text, address text) returns void language plpgsql as $$
begin
  perform privacy_request_ask(id(n), encode(sha256(n::bytea), 'hex'), kind, 'eu', address, address, 'x', false, false);
  perform privacy_request_follow(encode(sha256(n::bytea), 'hex'), 'see', null, repeat('0', 64));
  perform act('privacy', null, id('ada'));
  perform staff_request_act(id(n), 'move', 'assessing', 'x', encode(sha256((n || 1)::bytea), 'hex'));
  perform staff_request_act(id(n), 'decide', 'approved', 'yes', encode(sha256((n || 2)::bytea), 'hex'));
  perform act('privacy', null, id('ben'));
  perform staff_request_act(id(n), 'decide', 'approved', 'yes', encode(sha256((n || 3)::bytea), 'hex'));
  perform staff_request_act(id(n), 'move', 'executing', 'now', encode(sha256((n || 4)::bytea), 'hex'));
  perform arrange();
end $$;
select pg_temp.approved('q1', 'access', 'zed@example.org') \g /dev/null
select results_eq($$select f ->> 'table', f ->> 'records', (f ->> 'sample')::json -> 0 ->> 'email' from privacy_request_follow(encode(sha256('q1'), 'hex'), 'see', null, repeat('0', 64)), json_array_elements(found_records) f$$,
                  $$values ('invitation', '2', 'zed@example.org')$$, 'who asked for it sees what there is of their address (SC-5)');
select pg_temp.approved('q2', 'erase', 'zed@example.org') \g /dev/null
select set_eq('select id from invitation', array[id('i2'), id('i3')], 'erased is what is about it, and nobody else''s, but for what a claim needs (UP-6)');
select set_eq($$select id from job where recipient is not null$$, array[id('m2')], 'and mail that waits for it');
select results_eq($$select text from privacy_request_entry where request = id('q2') and by_whom = 'system' and to_state is null$$,
                  array['Removed, as rows of tables: 1 of invitation. 1 of job.'], 'which is told');
select results_eq($$select state from privacy_request where email_key = 'zed@example.org' order by received_at, id$$, array['executing', 'executing'], 'that they asked stays, as evidence');
select refused($$select pg_temp.approved('q3', 'access', 'ben@example.org')$$, 'one of the staff works on no request of their own (SH-2)');
select arrange();
insert into person (id, username, password, email, email_key, confirmed_at) values (id('dan'), 'dan', '$argon2id$x', 'dan@example.org', 'dan@example.org', now());
select pg_temp.approved('q4', 'access', 'dan@example.org') \g /dev/null
select results_eq($$select e.person, j.payload ->> 'export' from personal_export e join job j on j.kind = 'personal-export' where j.payload ->> 'export' = e.id::text$$,
                  $$select id('dan'), id::text from personal_export$$, 'of an account a copy is made, behind its log-in');
select results_eq($$select found_records::text from privacy_request_follow(encode(sha256('q4'), 'hex'), 'see', null, repeat('0', 64))$$, array['[]'], 'and nothing is shown to who has a link alone');
select pg_temp.approved('q5', 'erase', 'dan@example.org') \g /dev/null
select is((select frozen_at from person where id = id('dan')), null, 'an account is erased by its person, not by a link');
