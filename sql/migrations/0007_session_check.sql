-- The one question about sessions that every handler may ask.
grant select on session, member to obelus_definer;
grant update (seen_at) on session to obelus_definer;
grant select (id, username) on person to obelus_definer;

create function session_check(hash text)
returns table (session uuid, person uuid, username text, workspace uuid, role text,
               authenticated_at timestamptz, expires_at timestamptz)
language sql volatile security definer
set search_path = pg_catalog, public, pg_temp
begin atomic
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
end;
grant create on schema public to obelus_definer;
alter function session_check(text) owner to obelus_definer;
revoke create on schema public from obelus_definer;
set local role obelus_definer;
revoke execute on function session_check(text) from public;
grant execute on function session_check(text) to obelus_handler;
comment on function session_check(text) is
  'Who holds the session whose token has this SHA-256, unless it was revoked, has expired or was not used for 12 hours.';
