-- signing_key: everyone may know what is public of it; what signs is auth's alone (ASVS 13.2.2, item 76).
create function tap.pem() returns text language sql immutable
as $$ select E'-----BEGIN PUBLIC KEY-----\n' || repeat('A', 124) || E'\n-----END PUBLIC KEY-----\n' $$;
create function tap.sealed() returns text language sql immutable as $$ select repeat('s', 375) $$;
create function tap.key(name text, why text, since timestamptz default null) returns boolean language sql
as $$ select signing_key_add(id(name), pem(), sealed(), since, why) $$;
-- So long ago was it announced, and so it signed.
create function tap.aged(name text, ago interval) returns void language sql
as $$ update signing_key set announced_at = announced_at - ago, signs_from = signs_from - ago, signs_until = signs_until - ago where id = id(name) $$;

select act('auth');
select ok(key('one', 'lost'), 'the first key is made');
select is((select signs_from from signing_key), now(), 'and signs at once');
select act(h), results_eq('select id, public_pem from signing_key', format('values (%L::uuid, %L)', id('one'), pem()), format('%s knows the key', h))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h;
select act(h), refused('select sealed from signing_key', format('%s does not see what signs', h)),
       refused('select * from signing_key', format('%s sees not all of it', h)),
       refused('delete from signing_key', format('%s takes none away', h)),
       refused('update signing_key set public_pem = pem()', format('%s changes none', h)),
       refused('insert into signing_key (id, public_pem, sealed, signs_from) values (id(''x''), pem(), sealed(), now())', format('%s makes none', h)),
       refused('select key(''x'', ''lost'')', format('%s has none made', h)),
       refused('select signing_key_rotate(true)', format('%s does not rotate', h))
  from unnest(array['annotations', 'billing', 'support', 'privacy']) h;
select is_empty('select r.rolname from pg_roles r
                  where r.rolname not in (''obelus_auth'', ''obelus_owner'', ''obelus_admin'') and r.rolname !~ ''^pg_'' and not r.rolsuper
                    and has_column_privilege(r.oid, ''signing_key'', ''sealed'', ''select'')', 'nobody but auth reads private keys');

select act('auth');
select is((select length(sealed) from signing_key), 375, 'auth does see what signs');
select refused('update signing_key set public_pem = pem()', 'but puts no key in the place of another');
select refused('update signing_key set signs_from = now()', 'and lets none sign early');
select refused('select signing_key_rotate(false)', 'only an operator asks for another');

-- One after the other.
select ok(not key('two', 'due'), 'whoever saw no key finds one');
select arrange(), aged('one', interval '30 days'), act('auth');
select ok(not key('two', 'due', now() - interval '31 days'), 'whoever saw an older one, too');
select ok(key('two', 'due', now() - interval '30 days'), 'after the newest another is announced');
select is((select signs_from - announced_at from signing_key where id = id('two')), interval '10 minutes', 'which signs in ten minutes');
select is((select signs_until from signing_key where id = id('one')), (select signs_from from signing_key where id = id('two')), 'when the one until now ends');
select arrange(), aged('two', interval '2 minutes'), act('auth');
select ok(key('three', 'due', now() - interval '2 minutes'), 'an operator has another made, whatever the age');
select is((select signs_from - now() from signing_key where id = id('three')), interval '10 minutes', 'which is announced for as long');
select is((select signs_until - signs_from from signing_key where id = id('two')), interval '2 minutes', 'while the one before it signs');

-- What nobody can open, and what someone else could.
select arrange(), aged(n, interval '1 minute'), act('auth') from unnest(array['one', 'two', 'three']) n;
select ok(key('four', 'lost', now()), 'keys that are lost are followed at once');
select is((select signs_from from signing_key where id = id('four')), now(), 'by one that signs');
select is((select count(*) from signing_key), 4::bigint, 'and what they signed is still good');
select arrange(), aged('four', interval '1 minute'), act('auth');
select ok(key('five', 'leaked', now()), 'one that has leaked is followed at once');
select results_eq('select id from signing_key', format('values (%L::uuid)', id('five')), 'and taken back with all before it');

-- Values.
select arrange();
select throws_ok(format('insert into signing_key (id, public_pem, sealed, signs_from) values (id(''x''), %L, sealed(), now())', replace(pem(), 'PUBLIC', 'PRIVATE')),
                 '23514', null, 'a private key is not published by mistake');
select throws_ok(format('insert into signing_key (id, public_pem, sealed, signs_from) values (id(''x''), pem(), %L, now())', replace(pem(), 'PUBLIC', 'PRIVATE')),
                 '23514', null, 'nor kept unsealed');

-- An operator asks.
delete from job;
select signing_key_rotate(true);
select results_eq('select handler, kind, (payload ->> ''since'')::timestamptz, payload ->> ''is_leaked'' from job',
                  'values (''auth'', ''key'', now(), ''true'')', 'what an operator asks for is a job of auth');
