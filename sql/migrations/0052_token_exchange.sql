-- A token that we signed names the access token it was exchanged for: whether
-- that one still stands, and what it may do, is asked by its id.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'activity_verb_is_known');
begin
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, 'ARRAY[', 'ARRAY[''token.exchange''::text, ');
end $$;

grant create on schema public to obelus_definer;
create function token_check_by_id(id uuid)
returns table (token uuid, person uuid, workspace uuid, role text, scopes text, expires_at timestamptz)
language sql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select c.token, c.person, c.workspace, c.role, c.scopes, c.expires_at
    from access_token t
   cross join lateral token_check(t.token_hash) c
   where t.id = $1
$$;
alter function token_check_by_id(uuid) owner to obelus_definer;
revoke create on schema public from obelus_definer;
set local role obelus_definer;
revoke execute on function token_check_by_id(uuid) from public;
grant execute on function token_check_by_id(uuid) to obelus_handler;
comment on function token_check_by_id(uuid) is 'The same as token_check, of the access token with this id.';
reset role;
set local role obelus_owner;

-- Redis knows a token by its hash, and by its id where something was signed for it.
create or replace function access_tokens_touch(who uuid, place uuid, ended bool) returns text
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  with touched as (
    update public.access_token
       set revoked_at = case when ended then now() end
     where person = who
       and (place is null or workspace = place)
       and revoked_at is null
       and expires_at > now()
    returning id, token_hash)
  select string_agg(token_hash || ' ' || id, ' ') from touched
$$;
comment on function access_tokens_touch is 'The hashes and ids of a person''s good access tokens in a workspace (null: everywhere), with spaces between; null: there are none. ended: they are revoked.';
