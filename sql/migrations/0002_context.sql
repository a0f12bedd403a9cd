-- Deny by default, and who is asking.
grant usage on schema public to obelus_handler, obelus_definer;
alter default privileges revoke execute on functions from public;

-- Set for one transaction by the library, from the caller of the request.
-- After that transaction the settings are empty texts, not null.
create function current_workspace() returns uuid
language sql stable parallel safe
return nullif(current_setting('obelus.workspace', true), '')::uuid;

create function current_person() returns uuid
language sql stable parallel safe
return nullif(current_setting('obelus.person', true), '')::uuid;

-- "auth" for obelus_auth.
create function current_handler() returns text
language sql stable parallel safe
return substring(current_user::text from '^obelus_(.*)$');

-- Stands for "no workspace" in activity of an account.
create function no_workspace() returns uuid
language sql immutable parallel safe
return '00000000-0000-0000-0000-000000000000'::uuid;

grant execute on function current_workspace(), current_person(), current_handler(), no_workspace() to obelus_handler;

comment on function current_workspace() is 'The workspace that the request acts in; null: none.';
comment on function current_person() is 'The person who asks; null: a stranger.';
comment on function current_handler() is 'The handler whose role this is.';
comment on function no_workspace() is 'The nil UUID: no workspace.';
