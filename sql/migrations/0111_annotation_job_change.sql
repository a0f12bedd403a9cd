-- A job is changed by a function, since what is counted anew is counted only when the job is locked.
create function annotation_job_change(place uuid, of_job uuid, known int, asker uuid, name_given boolean, new_name text,
                                      guidelines_given boolean, new_guidelines text, wanted int, new_state text, way text,
                                      before_job uuid, activity_id uuid, request_id uuid)
returns setof annotation_job
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  j annotation_job;
  new_rank bigint;
  now_done int;
begin
  if not exists (select from annotation_job q where q.workspace = place and q.id = of_job and q.version = known)
     or not exists (select from member m where m.workspace = place and m.person = asker and m.role in ('owner', 'admin', 'manager')) then
    return;
  end if;
  -- The queue first: who renumbers it locks its jobs.
  if way is not null or before_job is not null then
    new_rank := annotation_job_rank(place, of_job, way, before_job);
  end if;
  select * into j from annotation_job q where q.workspace = place and q.id = of_job and q.version = known for no key update;
  if not found then
    return;
  end if;
  if wanted < j.annotators then
    -- As for who is handed out: leases that are over are nobody's.
    perform assignment_free(place, j.id, late.id, 'lost')
       from (select a.id from assignment a
               join task t on t.workspace = place and t.job = j.id and t.example = a.example
              where a.workspace = place and a.job = j.id and a.state = 'leased' and t.taken > wanted
                and (a.lease_until < now()
                     or not exists (select from member m where m.workspace = place and m.person = a.person and m.role <> 'billing'))
                for no key update of a skip locked) late;
  end if;
  if wanted <> j.annotators then
    now_done := annotation_job_fit(place, j, wanted);
  end if;
  update annotation_job q
     set name = case when name_given then new_name else q.name end,
         guidelines = case when guidelines_given then new_guidelines else q.guidelines end,
         annotators = coalesce(wanted, q.annotators),
         done = coalesce(now_done, q.done),
         room_after = case when now_done is null then q.room_after else '00000000-0000-0000-0000-000000000000' end,
         state = coalesce(new_state, q.state),
         rank = coalesce(new_rank, q.rank),
         version = q.version + 1
   where q.workspace = place and q.id = of_job
  returning * into j;
  insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
  values (place, activity_id, asker, 'job.update', 'job', of_job, j.project, request_id);
  return next j;
end $$;
comment on function annotation_job_change is 'The job as it is then. No row: there is none, the caller saw another version, or may not.';
revoke all on function annotation_job_change from public;
grant execute on function annotation_job_change to obelus_annotations;
