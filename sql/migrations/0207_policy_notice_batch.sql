-- A material version is told by mail to everyone who has an account, batch by batch.
grant create on schema public to obelus_rights;

-- `letter`: subject, and text with {who}, {from} and {changes}.
create function policy_notice_batch(of_mode text, of_number int, after uuid, most int, letter json) returns table (last uuid, made int)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  with version as materialized (
    select replace(replace(letter ->> 'text', '{from}', to_char(p.effective_from at time zone 'UTC', 'FMDD FMMonth YYYY, HH24:MI') || ' (UTC)'),
                   '{changes}', (select string_agg('- ' || c.summary || E'\n', '') from policy_changes(p.mode, p.number) c)) as text
      from policy_publication p
     where p.mode = of_mode and p.number = of_number and p.class = 'material'),
  turn as materialized (
    select p.id, p.email, p.username, p.confirmed_at is not null and p.frozen_at is null as is_active, v.text, gen_random_uuid() as job
      from version v
     cross join lateral (select * from person o where o.id > coalesce(after, no_workspace()) order by o.id limit most) p),
  told as (
    insert into policy_notice (mode, version, person, job)
    select of_mode, of_number, id, job from turn where is_active
    -- Whoever has seen it on a page already is mailed all the same, and nobody twice.
    on conflict (mode, version, person) do update set job = excluded.job where policy_notice.job is null
    returning person),
  queued as (
    insert into job (id, handler, kind, payload)
    select t.job, 'privacy', 'mail', json_build_object('to', t.email, 'subject', letter ->> 'subject', 'text', replace(t.text, '{who}', t.username))
      from told
      join turn t on t.id = told.person
    returning id),
  counted as (
    update policy_telling
       set told = told + (select count(*) from queued),
           to_tell = case when exists (select from turn)
                          then coalesce(to_tell, (select count(*) from person where confirmed_at is not null and frozen_at is null)) else told end,
           ended_at = case when not exists (select from turn) then coalesce(ended_at, now()) else ended_at end
     where mode = of_mode and number = of_number)
  select (select id from turn order by id desc limit 1), (select count(*)::int from queued)
$$;
comment on function policy_notice_batch is 'Make the mails of a material version for the next people, after one: the last of them (null: there were none) and how many mails. Nobody gets it twice.';
revoke all on function policy_notice_batch from public;
grant execute on function policy_notice_batch to obelus_privacy;
alter function policy_notice_batch owner to obelus_rights;
revoke create on schema public from obelus_rights;
