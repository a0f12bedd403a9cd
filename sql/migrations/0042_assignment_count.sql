-- Counts of what is submitted.  The job is locked, so nobody counts beside.

-- What a submission adds to the counts of its person's day and labels.
create function submission_count(place uuid, of_job uuid, who uuid, on_day timestamptz, labels json, day_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into job_day as d (workspace, id, job, day, person, submissions, spans, classes, nothings, skips, seconds)
  values (place, day_id, of_job, on_day, who, 1, json_array_length(labels -> 'spans'), json_array_length(labels -> 'classes'),
          (labels ->> 'nothing')::boolean::int, 0, coalesce((labels ->> 'seconds')::int, 0))
  on conflict on constraint job_day_is_taken do update
     set submissions = d.submissions + 1, spans = d.spans + excluded.spans, classes = d.classes + excluded.classes,
         nothings = d.nothings + excluded.nothings, seconds = d.seconds + excluded.seconds;
  insert into job_label as l (workspace, job, label, person, count)
  select place, of_job, m.label, who, count(*)
    from (select label from json_to_recordset(labels -> 'spans') as s (label uuid)
          union all
          select label from json_to_recordset(labels -> 'classes') as c (label uuid)) m
   group by m.label
  on conflict on constraint job_label_pkey do update set count = l.count + excluded.count;
end $$;
comment on function submission_count is 'Count a submission.';

-- … and takes from them again.
create function submission_uncount(place uuid, of_job uuid, who uuid, on_day timestamptz, labels json) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update job_day
     set submissions = submissions - 1,
         spans = spans - json_array_length(labels -> 'spans'),
         classes = classes - json_array_length(labels -> 'classes'),
         nothings = nothings - (labels ->> 'nothing')::boolean::int,
         seconds = seconds - coalesce((labels ->> 'seconds')::int, 0)
   where workspace = place and job = of_job and day = on_day and person = who;
  update job_label l
     set count = l.count - n.count
    from (select m.label, count(*) as count
            from (select label from json_to_recordset(labels -> 'spans') as s (label uuid)
                  union all
                  select label from json_to_recordset(labels -> 'classes') as c (label uuid)) m
           group by m.label) n
   where l.workspace = place and l.job = of_job and l.person = who and l.label = n.label;
end $$;
comment on function submission_uncount is 'Count a submission no more.';

-- One example more, or one less (way -1), that someone has skipped.
create function skip_count(place uuid, of_job uuid, who uuid, on_day timestamptz, way int, day_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update annotation_job set skips = skips + way where workspace = place and id = of_job;
  update job_day set skips = skips + way where workspace = place and job = of_job and day = on_day and person = who;
  if not found then
    insert into job_day (workspace, id, job, day, person, submissions, spans, classes, nothings, skips, seconds)
    values (place, day_id, of_job, on_day, who, 0, 0, 0, 0, way, 0);
  end if;
end $$;
comment on function skip_count is 'Count a skipped example, or count it no more.';

do $$
declare
  f text;
begin
  foreach f in array array['submission_count', 'submission_uncount', 'skip_count'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
