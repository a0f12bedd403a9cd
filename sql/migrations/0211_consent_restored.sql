-- A backup does not know what was taken back after it, so that a restore takes all of it back.
alter table consent_event
  drop constraint consent_event_method_is_known,
  add constraint consent_event_method_is_known check (method in ('page', 'one_click', 'restore'));
alter table mail_preference
  drop constraint mail_preference_was_set_by_someone,
  add constraint mail_preference_was_set_by_someone check (set_by in ('self', 'one_click', 'restore'));
comment on column consent_event.method is 'On a page, by the link in a mail, or because a backup was restored. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=CH-3 retain=account erase=delete export=yes';
comment on column mail_preference.set_by is 'By whom: self on a page, one_click by the link in a mail, or restore by us when a backup was restored. privacy: class=user.activity subject=person purpose=communicate basis=consent source=automatic clause=CH-3 retain=account erase=delete export=yes';

-- `said`: how it was said, what was shown, and which policy is in force.
create or replace function mail_preference_set(who uuid, which text, wish boolean, event uuid, said json)
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
     set wanted = wish, since = moment, set_by = case said ->> 'method' when 'page' then 'self' else said ->> 'method' end, event = mail_preference_set.event
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
