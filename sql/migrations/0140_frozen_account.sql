-- An account whose owner asked for its end is frozen until then: nobody logs
-- in, nothing is mailed there but about this, and no workspace counts on it.
grant create on schema public to obelus_rights;
grant usage on schema public to obelus_rights;
alter table person add column frozen_at timestamptz;
comment on column person.frozen_at is 'When its erasure was asked for, while that has not been taken back. privacy: class=user.activity subject=id purpose=provide,secure basis=legal_obligation source=automatic clause=PR-9 retain=account+P30D erase=delete export=yes';
create index person_by_frozen_email on person (email) where frozen_at is not null;

create function mail_is_muted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('obelus.erasure', true) is distinct from 'on'
     and exists (select from person where email = new.payload ->> 'to' and frozen_at is not null) then
    return null;
  end if;
  return new;
end $$;
comment on function mail_is_muted is 'A mail to a frozen account is not made; but by the statement that freezes it, which says so by the setting obelus.erasure.';
alter function mail_is_muted() owner to obelus_rights;
revoke all on function mail_is_muted() from public;
create trigger job_is_muted before insert on job
  for each row when (new.kind = 'mail') execute function mail_is_muted();

create or replace function member_set(place uuid, who uuid, known int, wanted text, asker uuid)
returns table (standing text, current int, hashes text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  own text;
  theirs text;
begin
  perform from public.member
    where workspace = place
      and (role in ('owner', 'admin') or person in (who, asker))
    order by person
      for update;
  select role into own from public.member where workspace = place and person = asker;
  select role, version into theirs, current from public.member where workspace = place and person = who;
  if theirs is null then
    return;
  end if;
  standing := case
    when who = asker and wanted is null then 'done'
    when own = 'owner' then 'done'
    when own = 'admin' and theirs <> 'owner' and wanted is distinct from 'owner' then 'done'
    else 'forbidden' end;
  if standing = 'done' and known <> current then
    standing := 'stale';
  end if;
  -- An owner who is about to be erased is none that a workspace keeps.
  if standing = 'done' and theirs = 'owner' and wanted is distinct from 'owner'
     and not exists (select from public.member m join public.person p on p.id = m.person
                      where m.workspace = place and m.role = 'owner' and m.person <> who and p.frozen_at is null) then
    standing := 'last';
  end if;
  if standing = 'done' then
    if wanted is null then
      delete from public.member where workspace = place and person = who;
    else
      update public.member
         set role = wanted, version = version + 1
       where workspace = place and person = who
      returning version into current;
    end if;
    with touched as (
      update public.session
         set workspace = case when wanted is null then null else place end
       where person = who
         and workspace = place
         and revoked_at is null
      returning token_hash)
    select coalesce(string_agg(token_hash, ' '), '') into hashes from touched;
  end if;
  return next;
end $$;

-- While an erasure is under way the day may have another's name already: then it keeps the skip, as submission_uncount leaves it.
create or replace function skip_count(place uuid, of_job uuid, who uuid, on_day timestamptz, way int, day_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update annotation_job set skips = skips + way where workspace = place and id = of_job;
  update job_day set skips = skips + way where workspace = place and job = of_job and day = on_day and person = who;
  if not found and way > 0 then
    insert into job_day (workspace, id, job, day, person, submissions, spans, classes, nothings, skips, seconds)
    values (place, day_id, of_job, on_day, who, 0, 0, 0, 0, way, 0);
  end if;
end $$;
revoke create on schema public from obelus_rights;
