-- What is done with an assignment goes by how many annotators its job says, too.

-- A place of a task is taken again by who had it before; its room is what the job says.
create function task_again(place uuid, a assignment) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update task x set taken = x.taken + 1, room = q.annotators
    from annotation_job q
   where q.workspace = place and q.id = a.job
     and x.workspace = place and x.job = a.job and x.example = a.example;
end $$;
comment on function task_again is 'A place is taken again. The job is locked.';
revoke all on function task_again from public;
grant execute on function task_again to obelus_annotations;

-- The place of a submission or a lease, in the counts of its job and task; way -1: it is taken back.
create or replace function task_done(place uuid, a assignment, way int) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- Whether it was, or will be, one that has all its submissions.
  whole int := (select (x.done + (way + 1) / 2 = q.annotators)::int
                  from task x
                  join annotation_job q on q.workspace = place and q.id = a.job
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

create or replace function assignment_submit(place uuid, a assignment, labels json, of_version int, submission_id uuid, day_id uuid) returns void
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
      perform task_again(place, a);
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

-- Submitted or skipped: it is in hand again, and what was submitted is its draft unless another was saved since.
create or replace function assignment_reopen(place uuid, a assignment, until timestamptz) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if a.state = 'submitted' then
    perform submission_uncount(place, a.job, a.person, a.counted_on, a.submission);
    perform task_done(place, a, -1);
  else
    perform skip_count(place, a.job, a.person, a.counted_on, -1, null);
    update annotation_job set tickets = tickets + 1 where workspace = place and id = a.job;
    perform task_again(place, a);
  end if;
  update assignment x
     set state = 'leased', lease_until = until, draft = coalesce(x.draft, x.submission), submission = null,
         schema_version = null, submitted_at = null, seconds = null, reason = null, counted_on = null, version = a.version + 1
   where x.workspace = place and x.id = a.id;
end $$;

-- What stands against it; 'done': nothing.  `known` is the version that the caller saw, 0 when they did not say.
create or replace function assignment_standing(place uuid, a assignment, j annotation_job, what text, labels json, known int) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  takes_place constant boolean := what in ('submit', 'reopen') and a.state in ('lost', 'skipped');
begin
  return case
    -- The same again is the same, whether or not the first answer arrived.
    when what = 'submit' and a.state = 'submitted' and a.submission::text = labels::text and known in (0, a.version, a.version - 1) then 'same'
    when known not in (0, a.version) then 'stale'
    -- Whatever was submitted once is replaced only by who has seen it, be it taken back or not: an old request may come late.
    when what = 'submit' and a.version > 1 and known = 0 then 'submitted'
    when what = 'draft' and a.state = 'submitted' and known = 0 then 'submitted'
    when j.state = 'archived' then 'archived'
    when what in ('skip', 'release') and a.state <> 'leased' then 'not-held'
    when what = 'draft' and a.state in ('lost', 'skipped') then 'lost'
    when what = 'reopen' and a.state in ('leased', 'lost') then 'not-submitted'
    when takes_place and (select t.taken >= j.annotators from task t where t.workspace = place and t.job = a.job and t.example = a.example) then 'full'
    when takes_place and not annotation_job_open(place, j, a.person) then 'closed'
    else 'done' end;
end $$;
