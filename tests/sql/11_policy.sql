-- The privacy policy: what was published stays, and comes whole (CG-1, CG-2).
create function tap.publish(n int, hash text default null) returns void language sql as $$
  insert into policy_version (mode, number, language, class, sha256, effective_from, supersedes)
  values ('saas', n, 'en', 'minor', coalesce(hash, encode(sha256(convert_to(E'Head\tCG-1\tWords.\n', 'UTF8')), 'hex')), now() + interval '30 days', n - 1)
$$;
create function tap.sentence(n int) returns void language sql
as $$ insert into policy_clause values ('saas', n, 1, 'Head', 'CG-1', 'Words.') $$;
create function tap.entry(n int) returns void language sql
as $$ insert into policy_change values ('saas', n, 1, now(), 'ours', 'Words.') $$;

select is((select count(*) from policy_version where number = 1), 3::bigint, 'each mode has a text from the beginning');
select is_empty('select mode, number from policy_version v where sha256 <> policy_sha256(mode, number)', 'whose hash is that of its sentences (CG-1)');
select throws_ok(format('update policy_version set %s', change), '23000', null, 'a version does not change: ' || change || ' (CG-1)')
  from unnest(array['class = ''minor''', 'effective_from = now()', 'sha256 = repeat(''0'', 64)']) change;
select throws_ok(statement, '23000', null, 'nor anything of it: ' || statement)
  from unnest(array['update policy_clause set sentence = ''Other words.''', 'delete from policy_clause', 'delete from policy_version',
    'update policy_change set summary = ''Other words.''', 'delete from policy_change', 'truncate policy_change', 'truncate policy_version cascade']) statement;
select throws_ok('insert into policy_clause values (''saas'', 1, 999, ''Head'', ''CG-1'', ''Words.'')', '23000', null, 'no sentence is added later (CG-1)');
select throws_ok('insert into policy_change values (''saas'', 1, 999, now(), ''ours'', ''Words.'')', '23000', null, 'nor an entry of the change log');

-- One that is published whole is.
select lives_ok('select publish(2), sentence(2), entry(2)', 'a version with its sentences and its entry');
select lives_ok('set constraints all immediate', 'is published');
set constraints all deferred;
select lives_ok('select publish(3), sentence(3)', 'one without an entry');
select throws_ok('set constraints all immediate', '23000', null, 'is not (CG-2)');

-- Who may.
select act(h), refused('insert into policy_change values (''saas'', 1, 99, now(), ''ours'', ''Words.'')', h || ' publishes nothing'),
       refused('update policy_version set class = ''minor''', h || ' changes nothing')
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
