-- The one question about access tokens that every handler may ask, and the
-- verbs of their activity.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'activity_verb_is_known');
begin
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, 'ARRAY[', 'ARRAY[''token.create''::text, ''token.revoke''::text, ');
end $$;

grant select on access_token to obelus_definer;
grant update (last_used_at) on access_token to obelus_definer;
grant create on schema public to obelus_definer;
create function token_check(hash text)
returns table (token uuid, person uuid, workspace uuid, role text, scopes text, expires_at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  with good as (
    -- Whoever is no member any more has no token here.
    select t.id, t.person, t.workspace, m.role, t.scopes, t.expires_at, t.last_used_at
      from access_token t
      join member m on m.workspace = t.workspace and m.person = t.person
     where t.token_hash = hash
       and t.revoked_at is null
       and t.expires_at > now()
  ), touched as (
    update access_token u
       set last_used_at = now()
      from good
     where u.id = good.id
       and coalesce(good.last_used_at < now() - interval '1 hour', true)
  )
  select g.id, g.person, g.workspace, g.role, array_to_string(g.scopes, ' '), g.expires_at
    from good g;
end
$$;
alter function token_check(text) owner to obelus_definer;
revoke create on schema public from obelus_definer;
set local role obelus_definer;
revoke execute on function token_check(text) from public;
grant execute on function token_check(text) to obelus_handler;
comment on function token_check(text) is
  'Whose access token has this SHA-256, and what they and it may do in its workspace, unless it was revoked, has expired or they are no member there.';
