-- token_check: the one thing that every handler may ask about access tokens.
insert into person (id, username, password) values (id('ada'), 'ada', '$argon2id$x'), (id('bob'), 'bob', '$argon2id$x');
insert into workspace (id, name) values (id('A'), 'A'), (id('B'), 'B');
insert into member (workspace, person, role) values (id('A'), id('ada'), 'manager');
create function tap.hash(name text) returns text language sql immutable as $$ select encode(sha256(name::bytea), 'hex') $$;
insert into access_token (id, token_hash, hint, person, workspace, name, scopes, created_at, last_used_at, expires_at, revoked_at)
select id(n), hash(n), 'obl_test', id('ada'), w, n, '{project.read,span.write}', now() - interval '2 days', used, ends, revoked
  from (values ('good', id('A'), null, now() + interval '1 day', null),
               ('used', id('A'), now() - interval '59 minutes', now() + interval '1 day', null),
               ('old', id('A'), now() - interval '61 minutes', now() + interval '1 day', null),
               ('left', id('B'), null, now() + interval '1 day', null),
               ('revoked', id('A'), null, now() + interval '1 day', now()),
               ('expired', id('A'), null, now(), null))
       t (n, w, used, ends, revoked);

select act(h), results_eq(format('select token, person, workspace, role, scopes from token_check(%L)', hash('good')),
                          format('values (%L::uuid, %L::uuid, %L::uuid, ''manager'', ''project.read span.write'')', id('good'), id('ada'), id('A')),
                          format('%s is told whose token it is', h))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h;

-- Of what was signed for it, by its id.
select act(h), results_eq(format('select token, person, workspace, role, scopes from token_check_by_id(%L)', id('good')),
                          format('select token, person, workspace, role, scopes from token_check(%L)', hash('good')),
                          format('%s is told the same by its id', h))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h;

select act('billing');
select is_empty(format('select from token_check_by_id(%L)', id(n)), format('by the id, too: %s', n))
  from unnest(array['revoked', 'expired', 'left', 'unknown']) n;
select is_empty(format('select from token_check(%L)', hash(n)), format('a token that is %s is none', n))
  from unnest(array['revoked', 'expired', 'left', 'unknown']) n;
select is((select count(*) from token_check(hash(n))), 1::bigint, n || ' is one') from unnest(array['used', 'old']) n;
select refused('select from access_token', 'and the table stays closed');
select refused('select access_tokens_touch(id(''ada''), null, true)', 'and none but auth ends them');

select arrange();
select is((select last_used_at from access_token where id = id(n)), now(), n || ': the use is noted') from unnest(array['good', 'old']) n;
select is((select last_used_at from access_token where id = id('used')), now() - interval '59 minutes', 'but once an hour only');
select is((select last_used_at from access_token where id = id('revoked')), null, 'and not of one that has ended');

-- A role that changes is told to Redis; a membership that ends ends its tokens, and no others.
select act('auth');
select is((select count(*) from string_to_table(access_tokens_touch(id('ada'), id('A'), false), ' ')), 6::bigint, 'the good ones are named, by hash and by id');
select is((select count(*) from token_check(hash('good'))), 1::bigint, 'and stay good');
select is((select access_tokens_touch(id('bob'), null, true)), null, 'who has none loses none');
select is((select count(*) from string_to_table(access_tokens_touch(id('ada'), id('A'), true), ' ')), 6::bigint, 'with the membership');
select is_empty(format('select from token_check(%L)', hash('good')), 'they end');
select is((select access_tokens_touch(id('ada'), null, true)), hash('left') || ' ' || id('left'), 'those of other workspaces had not');
