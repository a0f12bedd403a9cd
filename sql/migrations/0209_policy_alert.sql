-- A release may bring several versions to an installation that has none: none of them is news there.
grant create on schema public to obelus_rights;
set local role obelus_rights;
create or replace function policy_alert(of_mode text)
returns table (number int, class text, published_at timestamptz, effective_from timestamptz, in_force boolean, changes json)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.number, p.class, p.published_at, p.effective_from, p.effective_from <= now(),
         (select json_agg(json_build_object('version', c.version, 'changed_on', c.changed_on, 'origin', c.origin, 'summary', c.summary))
            from policy_changes(p.mode, p.number) c)
    from policy_publication p
    join person o on o.id = current_person()
   where p.mode = of_mode
     -- What was in force when it was published is what an installation got first: nobody has read another.
     and p.effective_from > p.published_at
     -- Whoever came later has known no other.
     and o.created_at < p.effective_from
     and not exists (select from policy_notice n
                      where n.mode = p.mode and n.version = p.number and n.person = o.id and n.dismissed_at is not null)
$$;
reset role;
revoke create on schema public from obelus_rights;
