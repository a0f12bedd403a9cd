-- What Redis must forget of someone's access tokens when their role changes;
-- and the end of those tokens, with a membership or a lost password.
create function access_tokens_touch(who uuid, place uuid, ended bool) returns text
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  with touched as (
    update public.access_token
       set revoked_at = case when ended then now() end
     where person = who
       and (place is null or workspace = place)
       and revoked_at is null
       and expires_at > now()
    returning token_hash)
  select string_agg(token_hash, ' ') from touched
$$;
comment on function access_tokens_touch is 'The hashes of a person''s good access tokens in a workspace (null: everywhere), with spaces between; null: there are none. ended: they are revoked.';
revoke all on function access_tokens_touch from public;
grant execute on function access_tokens_touch to obelus_auth;
