-- Whom an activity was done to, and whose link a job is to mail, is found as
-- whoever else a row is about.
alter table activity add column object_person uuid
  generated always as (case when object_kind in ('person', 'member') then object end) stored;
comment on column activity.object_person is 'To whom, where its object is a person. privacy: class=user.id subject=object_person purpose=secure,provide basis=legitimate_interest source=automatic clause=US-1 retain=workspace+P30D erase=pseudonymise export=no';
create index activity_by_object_person on activity (object_person) where object_person is not null;

alter table job add column person uuid generated always as ((payload ->> 'person')::uuid) stored;
comment on column job.person is 'Whom it is about, if anyone. privacy: class=user.id subject=person purpose=provide basis=contract source=automatic clause=PV-3 retain=job+P30D erase=delete export=no';
create index job_by_person on job (person) where person is not null;

grant create on schema public to obelus_rights;
create function erasure_log(place uuid, verb text, kind text, object uuid) returns void
language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into activity (workspace, id, actor, verb, object_kind, object, request)
  select place,
         -- As our ids are: the time, then what is random.
         (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid,
         null, verb, kind, object, gen_random_uuid()
    from replace(gen_random_uuid()::text, '-', '') r
$$;
comment on function erasure_log is 'What an erasure does to a workspace that stays.';
revoke all on function erasure_log(uuid, text, text, uuid) from public;
alter function erasure_log(uuid, text, text, uuid) owner to obelus_rights;
grant insert on activity to obelus_rights;
revoke create on schema public from obelus_rights;
