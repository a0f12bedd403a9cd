-- How many people label each example of a job can be changed.  Handing out goes by what the job says at once; the rooms of
-- its tasks follow in parts, with those who ask for work next, so that no request looks at all of a job.
alter table annotation_job add column room_after uuid;
comment on column annotation_job.room_after is 'Tasks of examples behind this one have the room of before; null: none has. privacy: none';
grant update (annotators, room_after) on annotation_job to obelus_annotations;
grant update (room) on task to obelus_annotations;

-- How many of its examples are done when so many annotators are wanted.  The job is locked.
create function annotation_job_fit(place uuid, j annotation_job, wanted int) returns int
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  -- More than wanted have it: submitted, or with someone who has it in hand, ten of a job at most.
  if exists (select from job_level l where l.workspace = place and l.job = j.id and l.done > wanted and l.examples > 0)
     or exists (select from assignment a
                  join task t on t.workspace = place and t.job = j.id and t.example = a.example
                 where a.workspace = place and a.job = j.id and a.state = 'leased' and t.taken > wanted) then
    raise exception using errcode = 'unique_violation', constraint = 'annotation_job_annotators_are_kept',
                          message = 'some example has more annotators';
  end if;
  return (select coalesce(sum(l.examples), 0) from job_level l where l.workspace = place and l.job = j.id and l.done = wanted);
end $$;
comment on function annotation_job_fit is 'How many examples of a job are done with another number of annotators; an error when an example has more.';

-- The next thousand tasks get their job's room, with new tickets, so that who has gone past them sees those that are open again.
create function task_even(place uuid, j annotation_job) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  at_once constant int := 1000;
  n int := 0;
  last uuid;
begin
  for last in select example from task where workspace = place and job = j.id and example > j.room_after order by example limit at_once loop
    n := n + 1;
    update task set room = j.annotators, ticket = j.tickets + n where workspace = place and job = j.id and example = last;
  end loop;
  update annotation_job q set tickets = q.tickets + n, room_after = case when n = at_once then last end
   where q.workspace = place and q.id = j.id;
end $$;
comment on function task_even is 'Some tasks of a job whose number of annotators was changed get its room. The job is locked.';

do $$
declare
  f text;
begin
  foreach f in array array['annotation_job_fit', 'task_even'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
