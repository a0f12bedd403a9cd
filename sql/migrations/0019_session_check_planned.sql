-- The same question, asked in a language that keeps its plans: while Redis is
-- away every request asks it, and most of its time went into planning.
grant create on schema public to obelus_definer;
create or replace function session_check(hash text)
returns table (session uuid, person uuid, username text, workspace uuid, role text,
               authenticated_at timestamptz, expires_at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  with good as (
    select s.id, s.person, s.workspace, s.authenticated_at, s.expires_at, s.seen_at
      from session s
     where s.token_hash = hash
       and s.revoked_at is null
       and s.expires_at > now()
       and s.seen_at > now() - interval '12 hours'
  ), touched as (
    -- Once a minute at most: while Redis is away every request asks.
    update session u
       set seen_at = now()
      from good
     where u.id = good.id
       and good.seen_at < now() - interval '1 minute'
  )
  select g.id, g.person, p.username, g.workspace, m.role, g.authenticated_at, g.expires_at
    from good g
    join person p on p.id = g.person
    left join member m on m.workspace = g.workspace and m.person = g.person;
end
$$;
revoke create on schema public from obelus_definer;
