-- Values that no row may have, by the name of what refuses them.
insert into person (id, username, email, email_key, password) values (id('ada'), 'ada', 'Ada@example.org', 'Ada@example.org', '$argon2id$x');
insert into workspace (id, name) values (id('A'), 'A');
insert into project (workspace, id, name, created_by) values (id('A'), id('pa'), 'pa', id('ada'));
insert into tag (workspace, id, project, name, colour, key, position) values (id('A'), id('ta'), id('pa'), 'ta', '#0a1b2c', 'a', 0);
insert into document (workspace, id, project, name, text, length, created_by) values (id('A'), id('da'), id('pa'), 'da', 'text', 4, id('ada'));
insert into span (workspace, id, document, tag, start, "end", created_by) values (id('A'), id('sa'), id('da'), id('ta'), 0, 4, id('ada'));

create function tap.violates(statement text, expected text) returns text
language plpgsql as $$
declare
  named text;
begin
  execute statement;
  return ok(false, format('%s: not refused: %s', expected, statement));
exception when integrity_constraint_violation then
  get stacked diagnostics named = constraint_name;
  return is(named, expected, statement);
end
$$;

select violates(format('insert into person (id, username, password) values (id(%L), %L, ''$argon2id$x'')', u, u), 'person_username_is_plain')
  from unnest(array['ab', repeat('a', 33), 'Ada', '-ada', '_ada', 'a da', 'ada.l', 'ädа', '', E'ada\n']) u;
select lives_ok(format('insert into person (id, username, password) values (id(%L), %L, ''$argon2id$x'')', u, u), u)
  from unnest(array['abc', '0-_', repeat('z', 32)]) u;
select violates('insert into person (id, username, password) values (id(''x''), ''ada'', ''$argon2id$x'')', 'person_username_is_taken');
select violates('insert into person (id, username, email, email_key, password) values (id(''x''), ''xyz'', ''b'', ''Ada@example.org'', ''$argon2id$x'')', 'person_email_is_taken');
select violates('insert into person (id, username, email, password) values (id(''x''), ''xyz'', ''b'', ''$argon2id$x'')', 'person_email_has_its_key');
select violates('insert into person (id, username, password) values (id(''x''), ''xyz'', ''secret'')', 'person_password_is_argon2id');
select violates('insert into session (id, token_hash, person, expires_at) values (id(''x''), ''short'', id(''ada''), now() + interval ''1 day'')', 'session_token_is_sha256');
select violates('insert into session (id, token_hash, person, expires_at) values (id(''x''), repeat(''a'', 64), id(''ada''), now())', 'session_ends_after_it_begins');
select violates('insert into mailed_token (token_hash, purpose, person, email, email_key, expires_at) values (repeat(''a'', 64), ''win'', id(''ada''), ''a'', ''a'', now() + interval ''1 day'')', 'mailed_token_purpose_is_known');
select violates('insert into member (workspace, person, role) values (id(''A''), id(''ada''), ''king'')', 'member_role_is_known');
select violates('insert into job (id, handler, kind, state) values (id(''x''), ''auth'', ''mail'', ''running'')', 'job_runs_on_a_lease');
select violates('insert into job (id, handler, kind, state) values (id(''x''), ''auth'', ''mail'', ''done'')', 'job_state_is_known');
select violates('insert into job (id, handler, kind, error) values (id(''x''), ''auth'', ''mail'', ''No such user: ada@example.org'')', 'job_error_is_a_slug');
select violates('insert into job (id, handler, kind, progress) values (id(''x''), ''auth'', ''mail'', 101)', 'job_progress_is_a_percentage');
select violates(format('insert into project (workspace, id, name, created_by) values (id(''A''), id(''x''), %L, id(''ada''))', n), 'project_name_is_short')
  from unnest(array['', repeat('ä', 201)]) n;
select violates('update project set visibility = ''public'' where workspace = id(''A'')', 'project_visibility_is_known');
select violates('insert into tag (workspace, id, project, name, colour, position) values (id(''A''), id(''x''), id(''pa''), ''ta'', ''#000000'', 1)', 'tag_name_is_taken');
select violates('insert into tag (workspace, id, project, name, colour, key, position) values (id(''A''), id(''x''), id(''pa''), ''x'', ''#000000'', ''a'', 1)', 'tag_key_is_taken');
select violates(format('update tag set colour = %L where workspace = id(''A'')', c), 'tag_colour_is_rgb') from unnest(array['red', '#000', '#GGGGGG', '#AABBCC', '#0000000']) c;
select violates(format('update tag set key = %L where workspace = id(''A'')', k), 'tag_key_is_one_character') from unnest(array['', 'A', 'ab', '!', 'ä']) k;
select violates(format('update tag set name = %L where workspace = id(''A'')', n), 'tag_name_is_short') from unnest(array['', repeat('x', 65)]) n;
select violates(format('update span set start = %s, "end" = %s where workspace = id(''A'')', s, e), 'span_is_forward')
  from (values (-1, 1), (0, 0), (2, 1)) v (s, e);
select violates('delete from tag where workspace = id(''A'')', 'span_workspace_tag_fkey');
select violates('delete from project where workspace = id(''A'')', 'tag_workspace_project_fkey');
select violates('delete from workspace where id = id(''A'')', 'project_workspace_fkey');

select is((select visibility || indexable from project where workspace = id('A')), 'privatefalse', 'a project is private, and search engines do not know it');
delete from document where workspace = id('A');
select is_empty('select from span where workspace = id(''A'')', 'spans go with their text');
