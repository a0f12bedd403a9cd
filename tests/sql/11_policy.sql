-- The privacy policy: what was shipped and published stays, and comes whole (CG-1, CG-2); a later version waits for two of the staff.
create function tap.ship(n int, hash text default null) returns void language sql as $$
  insert into policy_version (mode, number, language, suggested_class, sha256, supersedes)
  values ('saas', n, 'en', 'minor', coalesce(hash, encode(sha256(convert_to(E'Head\tCG-1\tWords.\n', 'UTF8')), 'hex')), n - 1)
$$;
create function tap.sentence(n int) returns void language sql
as $$ insert into policy_clause values ('saas', n, 1, 'Head', 'CG-1', 'Words.') $$;
create function tap.entry(n int) returns void language sql
as $$ insert into policy_change values ('saas', n, 1, now(), 'ours', 'Words.') $$;
create function tap.publish(n int, after int, days int default 30) returns void language sql as $$
  insert into policy_publication (mode, number, class, effective_from, supersedes) values ('saas', n, 'minor', now() + make_interval(days => days), after)
$$;

-- As if only the first were there.
set local session_replication_role = replica;
delete from policy_publication where number > 1;
delete from policy_change where version > 1;
delete from policy_clause where version > 1;
delete from policy_version where number > 1;
set local session_replication_role = origin;

select is((select count(*) from policy_version where number = 1), 3::bigint, 'each mode has a text from the beginning');
select is((select count(*) from policy_publication where number = 1 and effective_from = published_at and class = 'material'), 3::bigint, 'in force at once');
select is_empty('select mode, number from policy_version v where sha256 <> policy_sha256(mode, number)', 'whose hash is that of its sentences (CG-1)');
select throws_ok(format('update policy_version set %s', change), '23000', null, 'a version does not change: ' || change || ' (CG-1)')
  from unnest(array['suggested_class = ''minor''', 'shipped_at = now()', 'sha256 = repeat(''0'', 64)']) change;
select throws_ok(statement, '23000', null, 'nor anything of it: ' || statement)
  from unnest(array['update policy_clause set sentence = ''Other words.''', 'delete from policy_clause', 'delete from policy_version',
    'update policy_publication set class = ''minor''', 'update policy_publication set effective_from = now()', 'delete from policy_publication',
    'update policy_change set summary = ''Other words.''', 'delete from policy_change', 'truncate policy_change', 'truncate policy_version cascade']) statement;
select throws_ok('insert into policy_clause values (''saas'', 1, 999, ''Head'', ''CG-1'', ''Words.'')', '23000', null, 'no sentence is added later (CG-1)');
select throws_ok('insert into policy_change values (''saas'', 1, 999, now(), ''ours'', ''Words.'')', '23000', null, 'nor an entry of the change log');

-- One that is shipped whole is there.
select lives_ok('select ship(n), sentence(n), entry(n) from generate_series(2, 4) n', 'a version with its sentences and its entry');
select lives_ok('set constraints all immediate', 'is shipped');
select is((select number from policy_in_force('saas')), 1, 'and changes nothing yet (CG-3)');

-- What two of the staff say, and nobody alone.
create function tap.say(who text, n int, word text, days int) returns text language plpgsql as $$
declare said text;
begin
  perform act('privacy', null, id(who));
  said := (select outcome from staff_policy_decide('saas', n, word, now() + make_interval(days => days)));
  perform arrange();
  return said;
end $$;
select arrange();
insert into person (id, username, password, email, email_key, confirmed_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now() from unnest(array['ada', 'ben', 'cyd', 'dan']) n;
insert into staff (person) values (id('ada')), (id('ben'));
select is(say('ada', 2, 'minor', 29), 'too-soon', 'twenty-nine days are too few (CG-1, CG-3)');
select is(say('ada', 2, 'minor', 31), 'proposed', 'one of the staff proposes');
select is(say('ada', 2, 'minor', 31), 'same', 'and cannot decide it alone (CG-3)');
select is(say('ben', 2, 'material', 31), 'proposed', 'another word is another proposal');
select is(say('ada', 2, 'material', 32), 'proposed', 'and so is another day');
select is(say('cyd', 2, 'material', 32), null, 'who is not of the staff is told that there is nothing');
select is(say('ben', 5, 'minor', 31), null, 'and so is who asks for one that there is not');
select is_empty('select number from policy_publication where number > 1', 'so far nothing is published');
delete from staff where person = id('ada');
select is(say('ben', 2, 'material', 32), 'proposed', 'what was said by who is of the staff no more does not count (CG-3)');
insert into staff (person) values (id('ada'));
update person set frozen_at = now() where id = id('ben');
select is(say('ada', 2, 'material', 32), 'proposed', 'nor what was said by whose account is shut');
update person set frozen_at = null where id = id('ben');
select is(say('ben', 2, 'material', 32), 'done', 'two who say the same decide (CG-3)');
select results_eq('select class, effective_from, supersedes from policy_publication where mode = ''saas'' and number = 2',
                  $$values ('material', now() + interval '32 days', 1)$$, 'what they have said');
select is_empty('select proposed_by from policy_proposal', 'who proposed it is forgotten');
select is(say('ada', 2, 'minor', 40), 'late', 'and it is said once');

-- The database refuses what is too soon, or out of turn, whoever publishes.
select throws_ok('select publish(3, 2, 29)', '23000', null, 'twenty-nine days are refused to whoever publishes (CG-1, CG-3)');
select throws_ok('insert into policy_publication values (''saas'', 3, ''minor'', now() - interval ''1 day'', now() + interval ''30 days'', 2)',
                 '23000', null, 'and to have been published yesterday (CG-1)');
select throws_ok('insert into policy_publication (mode, number, class, effective_from, supersedes) values (''saas'', 3, ''minor'', ''infinity'', 2)',
                 '23514', null, 'and never to be in force');
select throws_ok('select publish(3, 1)', '23000', null, 'it follows the last one that was published');
select throws_ok('select publish(4, 2, 31)', '23000', null, 'nor before the one before it, whose news it has (CG-1)');
select lives_ok('select publish(4, 2, 32)', 'one may be passed over');
select throws_ok('select publish(3, 2)', '23000', null, 'and then is');
select is(say('ada', 3, 'minor', 40), 'late', 'for the staff, too');
select is((select count(*) from policy_changes('saas', 4)), 2::bigint, 'what it changed is told with the one in its place (CG-2)');

-- Each person is told once, and has seen what they say they have.
create function tap.batch(after text default null) returns int language sql
as $$ select made from policy_notice_batch('saas', 4, id(after), 200, '{"subject": "S", "text": "Hello {who}, from {from}:\n{changes}"}') $$;
select is(batch(), 0, 'a minor version is mailed to nobody (CG-3)');
set local session_replication_role = replica;
update policy_publication set class = 'material' where number = 4;
set local session_replication_role = origin;
insert into policy_telling (mode, number) values ('saas', 4);
update person set frozen_at = now() where id = id('cyd');
update person set confirmed_at = null where id = id('dan');
insert into policy_notice (mode, version, person, dismissed_at) values ('saas', 4, id('ben'), now());
select isnt(batch(), 0, 'a material one to everyone');
select is(batch(), 0, 'once, however often a worker begins anew (CG-3)');
select set_eq('select person from policy_notice where job is not null', 'select id from person where confirmed_at is not null and frozen_at is null',
              'who has an account that is confirmed and not shut (CG-3)');
select results_eq('select told, to_tell from policy_telling where number = 4', 'select count(*), count(*) from person where confirmed_at is not null and frozen_at is null', 'which is counted');
select set_eq('select person from policy_notice where dismissed_at is not null', array[id('ben')], 'whoever has seen it stays so');
select act('privacy', null, id('ada'));
select is((select array_agg(number order by number) from policy_alert('saas')), array[2, 4], 'each new one is told on their pages (CG-4)');
select results_eq('select is_new from policy_dismiss(''saas'', 4)', array[true], 'until they say that they have seen it');
select results_eq('select is_new from policy_dismiss(''saas'', 4)', array[false], 'which is kept as it was said first (CG-4)');
select is((select array_agg(number) from policy_alert('saas')), array[2], 'then no more');
select is_empty('select is_new from policy_dismiss(''saas'', 3)', 'of one that is not published nobody has seen anything');
select arrange();

-- Who may.
select act(h), refused('insert into policy_change values (''saas'', 1, 99, now(), ''ours'', ''Words.'')', h || ' publishes nothing'),
       refused('update policy_version set suggested_class = ''minor''', h || ' changes nothing'),
       refused('insert into policy_publication (mode, number, class, effective_from) values (''saas'', 9, ''minor'', now() + interval ''30 days'')',
               h || ' publishes none by itself (CG-3)'),
       refused('select person from policy_notice', h || ' sees not who was told'),
       refused('select proposed_by from policy_proposal', h || ' nor who proposed what')
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h;
select act(h), refused('select sentence from policy_clause', h || ' has no business with it')
  from unnest(array['auth', 'annotations', 'billing', 'support']) h;
select act('privacy'), isnt_empty('select sentence from policy_clause', 'privacy shows it');

-- What the policy says of the tables.
select arrange();
select is_empty('select attname from pg_attribute where attrelid = ''activity''::regclass and attnum > 0
                    and atttypid not in (''uuid''::regtype, ''timestamptz''::regtype) and attname not in (''verb'', ''object_kind'')',
                'a record of a change is ids, a time and two words: no part of any text (US-1)');
select is_empty('select attrelid::regclass, attname from pg_attribute where attrelid > 16384 and col_description(attrelid, attnum) ~ ''basis=consent''
                    and attrelid not in (''mail_preference''::regclass, ''mail_delivery''::regclass)',
                'nothing is kept because someone is said to have consented, but for which mail they want (CG-5)');
-- The text names these; what another column says needs another version of it first.
select set_eq($$select distinct p from catalogue() c, unnest(string_to_array(c.purposes, ',')) p where c.class is not null$$, array['provide', 'communicate', 'secure', 'legal'],
              'data is kept for the purposes that the policy names, and for no other (PR-4, PV-1)');
select set_eq($$select distinct basis from catalogue() where class is not null$$, array['contract', 'legal_obligation', 'legitimate_interest', 'consent'],
              'and on the legal bases that it names (PV-1)');
select set_eq($$select distinct relation from catalogue() where basis = 'legal_obligation' and relation <> 'person'$$,
              array['consent_event', 'erasure', 'erasure_address', 'erasure_pseudonym', 'personal_export', 'personal_export_piece', 'policy_proposal',
                    'privacy_request', 'privacy_request_entry', 'privacy_request_link', 'staff_access'],
              'a duty of the law: requests, copies, erasures, consents, how they were dealt with, and decisions about the policy (PV-1)');
select set_eq($$select distinct relation from catalogue() where basis = 'legitimate_interest'$$, array['activity', 'legal_hold', 'staff'],
              'a legitimate interest: whom a change was about, who answers requests, what a dispute needs (PV-1)');

-- What lacks an entry of the change log is not shipped.
set constraints all deferred;
select lives_ok('select ship(5), sentence(5)', 'one without an entry');
select throws_ok('set constraints all immediate', '23000', null, 'is not (CG-2)');
