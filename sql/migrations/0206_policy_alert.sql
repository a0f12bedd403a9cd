-- What a person is told of a new version of the policy on their pages, until they say that they have seen it.
grant create on schema public to obelus_rights;
create function policy_alert(of_mode text)
returns table (number int, class text, published_at timestamptz, effective_from timestamptz, in_force boolean, changes json)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.number, p.class, p.published_at, p.effective_from, p.effective_from <= now(),
         (select json_agg(json_build_object('version', c.version, 'changed_on', c.changed_on, 'origin', c.origin, 'summary', c.summary))
            from policy_changes(p.mode, p.number) c)
    from policy_publication p
    join person o on o.id = current_person()
   where p.mode = of_mode
     and p.number > 1
     -- Whoever came later has known no other.
     and o.created_at < p.effective_from
     and not exists (select from policy_notice n
                      where n.mode = p.mode and n.version = p.number and n.person = o.id and n.dismissed_at is not null)
$$;
comment on function policy_alert is 'The versions that were announced, but for those that the person who asks has seen, or that were in force when they came.';

create function policy_dismiss(of_mode text, of_number int) returns table (version uuid, is_new boolean)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  with announced as (
    select v.id, v.mode, v.number
      from policy_publication p
      join policy_version v on v.mode = p.mode and v.number = p.number
     where p.mode = of_mode and p.number = of_number),
  seen as (
    insert into policy_notice (mode, version, person, dismissed_at)
    select mode, number, current_person(), now() from announced
    on conflict (mode, version, person) do update set dismissed_at = excluded.dismissed_at where policy_notice.dismissed_at is null
    returning person)
  select id, exists (select from seen) from announced
$$;
comment on function policy_dismiss is 'The person who asks has seen a version; the first time counts. No row: it was not announced.';
revoke all on function policy_alert, policy_dismiss from public;
grant execute on function policy_alert, policy_dismiss to obelus_privacy;
alter function policy_alert owner to obelus_rights;
alter function policy_dismiss owner to obelus_rights;
revoke create on schema public from obelus_rights;
