-- Links that set a new password, and the sessions that end with the old one.
alter table mailed_token drop constraint mailed_token_purpose_is_known;
alter table mailed_token add constraint mailed_token_purpose_is_known
  check (purpose in ('confirm', 'reset'));

alter table activity drop constraint activity_verb_is_known;
alter table activity add constraint activity_verb_is_known check (verb in (
  'signup', 'email.confirm', 'login', 'logout',
  'session.end', 'session.end-others', 'reset.ask', 'password.reset', 'password.change',
  'project.create', 'project.update', 'tag.create', 'tag.update', 'document.create',
  'span.create', 'span.update', 'span.delete', 'export.create'));

-- Statements after the first see what was committed while it waited for the
-- person's row: a log-in with the old password either holds that row before
-- us, and its session is found here, or waits for us, and finds another password.
create function person_password_set(who uuid, phc text, kept uuid) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  ended text;
begin
  update public.person set password = phc where id = who;
  with gone as (
    update public.session
       set revoked_at = now()
     where person = who
       and revoked_at is null
       and id is distinct from kept
    returning token_hash)
  select coalesce(string_agg(token_hash, ' '), '') into ended from gone;
  update public.mailed_token
     set used_at = now()
   where person = who
     and purpose = 'reset'
     and used_at is null;
  return ended;
end $$;
comment on function person_password_set is 'Set a person''s password, end their sessions but `kept`, and void the links that would set another; the hashes of the sessions that ended, with spaces between.';
revoke all on function person_password_set from public;
grant execute on function person_password_set to obelus_auth;
