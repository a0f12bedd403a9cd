-- What an assignment's person does with it.  The job is locked first: see assignment_next.

-- The place of a submission or a lease, in the counts of its job and task; way -1: it is taken back.
create function task_done(place uuid, a assignment, way int) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- Whether it was, or will be, one that has all its submissions.
  whole int := (select (x.done + (way + 1) / 2 = x.room)::int from task x
                 where x.workspace = place and x.job = a.job and x.example = a.example);
  new_ticket bigint;
begin
  update annotation_job q
     set tickets = q.tickets + 1, submissions = q.submissions + way, done = q.done + way * whole
   where q.workspace = place and q.id = a.job
  returning q.tickets into new_ticket;
  update task x set done = x.done + way, ticket = new_ticket
   where x.workspace = place and x.job = a.job and x.example = a.example;
end $$;
comment on function task_done is 'Count that a task has a submission more, or less.';

create function assignment_submit(place uuid, a assignment, labels json, of_version int, submission_id uuid, day_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  on_day timestamptz := date_trunc('day', now(), 'UTC');
begin
  if a.state = 'submitted' then
    on_day := a.counted_on;
    perform submission_uncount(place, a.job, a.person, on_day, a.submission);
  else
    if a.state = 'skipped' then
      perform skip_count(place, a.job, a.person, a.counted_on, -1, null);
    end if;
    if a.state <> 'leased' then
      update task set taken = taken + 1 where workspace = place and job = a.job and example = a.example;
    end if;
    perform task_done(place, a, 1);
  end if;
  perform submission_count(place, a.job, a.person, on_day, labels, day_id);
  update assignment x
     set state = 'submitted', lease_until = null, submission = labels, draft = null, schema_version = of_version,
         seconds = (labels ->> 'seconds')::int, reason = null, counted_on = on_day, version = a.version + 1, submitted_at = now()
   where x.workspace = place and x.id = a.id;
  insert into submission (workspace, id, assignment, version, labels, schema_version)
  values (place, submission_id, a.id, a.version + 1, labels, of_version);
end $$;
comment on function assignment_submit is 'Submit labels, for the first time or instead of others.';

create function assignment_skip(place uuid, a assignment, why text, day_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform assignment_free(place, a.job, a.id, 'skipped', why);
  perform skip_count(place, a.job, a.person, date_trunc('day', now(), 'UTC'), 1, day_id);
end $$;
comment on function assignment_skip is 'Leave an example to others.';

-- Submitted or skipped: it is in hand again, and what was submitted is its draft unless another was saved since.
create function assignment_reopen(place uuid, a assignment, until timestamptz) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if a.state = 'submitted' then
    perform submission_uncount(place, a.job, a.person, a.counted_on, a.submission);
    perform task_done(place, a, -1);
  else
    perform skip_count(place, a.job, a.person, a.counted_on, -1, null);
    update annotation_job set tickets = tickets + 1 where workspace = place and id = a.job;
    update task set taken = taken + 1 where workspace = place and job = a.job and example = a.example;
  end if;
  update assignment x
     set state = 'leased', lease_until = until, draft = coalesce(x.draft, x.submission), submission = null,
         schema_version = null, submitted_at = null, seconds = null, reason = null, counted_on = null, version = a.version + 1
   where x.workspace = place and x.id = a.id;
end $$;
comment on function assignment_reopen is 'Take a submission or a skip back.';

do $$
declare
  f text;
begin
  foreach f in array array['task_done', 'assignment_submit', 'assignment_skip', 'assignment_reopen'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
