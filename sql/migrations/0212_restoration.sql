-- What a restore ends: whatever may have been ended, used or taken back since the backup was made.
create table restoration (
  at timestamptz primary key
);
alter table restoration enable row level security;
alter table restoration force row level security;
-- No policy, no grant: an operator's restore makes it, and what belongs to obelus_rights reads it.

comment on table restoration is 'When a backup was restored. scope: global because it is about nobody';
comment on column restoration.at is 'When. privacy: none';

-- Called by the operator alone, before anybody is let in.
create function restored(of_mode text) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  policy record;
  p mail_preference;
begin
  insert into restoration (at) values (now());
  update session set revoked_at = now() where revoked_at is null;
  update mailed_token set used_at = now() where used_at is null;
  update access_token set revoked_at = now() where revoked_at is null;
  update invitation set voided_at = now() where used_at is null and voided_at is null;
  -- News that are on their way in the backup may have arrived since.
  delete from job j
   where j.handler = 'privacy'
     and (j.kind = 'mailing' or j.id in (select d.job from mail_delivery d));
  select * into strict policy from policy_in_force(of_mode);
  for p in select * from mail_preference x where x.wanted order by x.person, x.category loop
    perform mail_preference_set(p.person, p.category, false, e.id, json_build_object('method', 'restore', 'mode', of_mode, 'version', policy.number))
       -- As our ids are: the time, then what is random.
       from (select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid as id
               from replace(gen_random_uuid()::text, '-', '') r) e;
  end loop;
end $$;
comment on function restored is 'For a restore: sessions, mailed links, access tokens and invitations end, and nobody gets mail that they may have switched off since the backup.';
revoke all on function restored(text) from public;
