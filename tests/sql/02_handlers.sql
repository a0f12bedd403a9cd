-- What each handler is refused, first; then what it may do.
insert into person (id, username, password, confirmed_at)
values (id('ada'), 'ada', '$argon2id$x', now()), (id('eve'), 'eve', '$argon2id$x', null);
insert into workspace (id, name) values (id('A'), 'A');
insert into member (workspace, person, role) values (id('A'), id('ada'), 'owner');
insert into project (workspace, id, name, created_by) values (id('A'), id('pa'), 'pa', id('ada'));
insert into tag (workspace, id, project, name, colour, position) values (id('A'), id('ta'), id('pa'), 'ta', '#000000', 0);
insert into document (workspace, id, project, name, text, length, created_by) values (id('A'), id('da'), id('pa'), 'da', 'text', 4, id('ada'));
insert into activity (workspace, id, actor, verb, object_kind, request) values (id('A'), id('aa'), id('ada'), 'login', 'x', id('r'));
insert into job (id, handler, kind) values (id('j-auth'), 'auth', 'mail'), (id('j-billing'), 'billing', 'mail');

-- Only auth knows people, sessions and mailed links; not even auth knows texts.
select refused(format('select from %I', t), format('%s reads %s', h, t))
  from unnest(array['annotations', 'billing', 'support', 'privacy']) h,
       unnest(array['person', 'session', 'mailed_token', 'workspace', 'migration']) t
 where act(h, id('A'), id('ada')) is not null;
select refused(format('select from %I', t), format('%s reads %s', h, t))
  from unnest(array['billing', 'support', 'privacy']) h,
       unnest(array['member', 'project', 'tag', 'document', 'span', 'activity']) t
 where act(h, id('A'), id('ada')) is not null;
select refused(format('select from %I', t), format('auth reads %s', t))
  from unnest(array['project', 'tag', 'document', 'span', 'migration']) t
 where act('auth', id('A'), id('ada')) is not null;

-- Nobody rewrites what happened.
select refused(statement, format('%s: %s', h, statement))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h,
       unnest(array['update activity set verb = ''logout''', 'delete from activity', 'truncate activity']) statement
 where act(h, id('A'), id('ada')) is not null;

-- Everybody adds to it, here or for an account.
select lives_ok(format('insert into activity (workspace, id, verb, object_kind, request) values (%L, %L, ''login'', ''x'', %L)',
                       w, id(h || w), id('r')), format('%s adds activity', h))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h,
       unnest(array[id('A'), no_workspace()]) w
 where act(h, id('A'), id('ada')) is not null;
select refused(format('insert into activity (workspace, id, verb, object_kind, request, at) values (%L, %L, ''login'', ''x'', %L, ''2000-01-01'')',
                      id('A'), id('back'), id('r')), 'nobody says when')
  from unnest(array['auth', 'annotations']) h
 where act(h, id('A'), id('ada')) is not null;
select throws_ok(format('insert into activity (workspace, id, verb, object_kind, request) values (%L, %L, ''peek'', ''x'', %L)',
                        id('A'), id('peek'), id('r')), '23514', null, 'verbs are a closed list');

-- Jobs: each its own.
select act('auth');
select is_empty('select from job where handler <> ''auth''', 'auth sees its jobs');
select isnt_empty('select from job', 'and does see those');
select is(touched('delete from job where handler = ''billing'''), 0::bigint, 'and ends no other''s');
select is(touched('update job set progress = 50 where handler = ''billing'''), 0::bigint, 'or changes it');
select refused('insert into job (id, handler, kind) values (id(''j''), ''billing'', ''mail'')', 'auth makes no job for billing (ASVS 13.2.2, item 76)');
select refused('update job set handler = ''billing''', 'or hands one over');
select refused('update job set payload = ''{}''', 'or changes what one is about');
select act(h), lives_ok(format('insert into job (id, handler, kind, payload) values (%L, %L, ''mail'', ''{}'')', id('j' || h), h),
                        format('%s makes a job', h))
  from unnest(array['auth', 'annotations', 'billing', 'support', 'privacy']) h;

-- auth.
select act('auth', null, id('ada'));
select refused('update person set username = ''bob''', 'a user name does not change');
select refused('update person set created_at = now()', 'nor when someone came');
select is(touched('delete from person where id = id(''ada'')'), 0::bigint, 'someone who confirmed is not dropped');
select is(touched('delete from person where id = id(''eve'')'), 1::bigint, 'someone who did not is');
select refused('update member set person = id(''ada'')', 'a membership is nobody else''s');
select is(touched('delete from member'), 0::bigint, 'whoever is in no workspace removes nobody');
select is(touched('update workspace set name = ''x'''), 0::bigint, 'and renames no workspace');
select refused('update workspace set created_at = now()', 'nor is one made anew');
select refused('update known_browser set person = id(''ada'')', 'a browser''s token is nobody else''s');
select refused('update session set expires_at = now() + interval ''1 year''', 'a session is not stretched');
select refused('update mailed_token set expires_at = now() + interval ''1 year''', 'nor a link');
select lives_ok('insert into person (id, username, password) values (id(''bob''), ''bob'', ''$argon2id$x'')', 'auth makes people');

-- annotations.
select act('annotations', id('A'), id('ada'));
select refused('delete from project', 'a project is not deleted');
select refused('delete from document', 'nor a text');
select refused('delete from tag', 'nor a tag');
select refused('update project set visibility = ''private''', 'nothing is published (PR-7)');
select refused('update project set indexable = true', 'or shown to search engines (PR-8)');
select refused('update project set created_by = id(''eve'')', 'who made it stays');
select refused('update document set text = ''x''', 'a text does not change');
select refused('update document set length = 1', 'nor its length');
select refused('update span set start = 1', 'a span does not move');
select refused('insert into member (workspace, person, role) values (id(''A''), id(''bob''), ''owner'')', 'annotations makes no members');
select refused('select created_at from member', 'and knows no more of them than it needs');
select is(touched('update document set spans = 1'), 1::bigint, 'it counts spans');
select is(touched('update project set name = ''new'', version = version + 1'), 1::bigint, 'and renames projects');
