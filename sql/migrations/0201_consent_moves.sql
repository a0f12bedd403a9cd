-- One way of setting a preference, by whichever way it was asked for.

-- Nobody is asked but on the page where they choose, so that an act follows none, or the one before it.
create function consent_event_moves() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  before text := (select e.act from consent_event e
                   where e.id = new.previous and e.person = new.person and e.category = new.category and e.at <= new.at);
begin
  if (coalesce(before, 'none'), new.act) not in (('none', 'given'), ('none', 'refused'), ('refused', 'given'), ('given', 'withdrawn'), ('withdrawn', 'given'))
     or (before is null) <> (new.previous is null) then
    raise check_violation using constraint = 'consent_event_goes_on',
                                message = format('a consent does not go from %s to %s', coalesce(before, 'none'), new.act);
  end if;
  return new;
end $$;
comment on function consent_event_moves is 'What may follow what: nothing, given or refused; refused, given; given, withdrawn; withdrawn, given.';
revoke all on function consent_event_moves from public;
create trigger consent_event_moves before insert on consent_event
  for each row execute function consent_event_moves();

-- `said`: how it was said, what was shown, and which policy is in force.
create function mail_preference_set(who uuid, which text, wish boolean, event uuid, said json)
returns table (is_changed boolean, wanted boolean, since timestamptz, set_by text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  now_is mail_preference;
  -- Later than what was committed while we waited for our turn.
  moment timestamptz;
begin
  insert into mail_preference (person, category) values (who, which) on conflict do nothing;
  select * into strict now_is from mail_preference p where p.person = who and p.category = which for update;
  moment := clock_timestamp();
  if now_is.wanted = wish and now_is.event is not null then
    return query select false, now_is.wanted, now_is.since, now_is.set_by;
    return;
  end if;
  if said ->> 'text_sha256' is not null then
    insert into consent_text (sha256, language, title, text, label)
    values (said ->> 'text_sha256', said ->> 'language', said ->> 'title', said ->> 'text', said ->> 'label')
    on conflict do nothing;
  end if;
  insert into consent_event (id, person, category, act, method, despite_signal, policy_mode, policy_version, policy_sha256, text_sha256, language, previous, at)
  select mail_preference_set.event, who, which, case when wish then 'given' when now_is.wanted then 'withdrawn' else 'refused' end,
         said ->> 'method', wish and (said ->> 'despite_signal')::boolean,
         v.mode, v.number, v.sha256, said ->> 'text_sha256', said ->> 'language', now_is.event, moment
    from policy_version v
   where v.mode = said ->> 'mode' and v.number = (said ->> 'version')::int;
  update mail_preference p
     set wanted = wish, since = moment, set_by = case said ->> 'method' when 'page' then 'self' else 'one_click' end, event = mail_preference_set.event
   where p.person = who and p.category = which
  returning * into strict now_is;
  -- What has not left yet does not leave any more.
  if not wish then
    delete from job j
     using mail_delivery d
     where d.person = who and d.category = which and j.id = d.job and j.handler = 'privacy' and j.kind = 'mail' and j.state = 'ready';
  end if;
  return query select true, now_is.wanted, now_is.since, now_is.set_by;
end $$;
comment on function mail_preference_set is 'Say whether a person wants a kind of mail: the preference, and the act that made it so, unless it is so already.';
revoke all on function mail_preference_set(uuid, text, boolean, uuid, json) from public;
grant execute on function mail_preference_set(uuid, text, boolean, uuid, json) to obelus_privacy, obelus_rights;

-- Which version of the policy is in force; the page says which it has shown.
create function policy_in_force(of_mode text) returns table (number int, sha256 text)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select v.number, v.sha256
    from policy_publication p
    join policy_version v on v.mode = p.mode and v.number = p.number
   where p.mode = of_mode and p.effective_from <= now()
   order by p.number desc
   limit 1
$$;
comment on function policy_in_force is 'The version of the policy that is in force.';
revoke all on function policy_in_force(text) from public;
grant execute on function policy_in_force(text) to obelus_privacy, obelus_rights;
