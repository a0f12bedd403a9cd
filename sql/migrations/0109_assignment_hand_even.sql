-- Handing out lets the rooms of tasks follow what the job says, in parts.

-- A place in a task for someone, or null when there is none left for them in the job, or none was found so far (`more`).
-- What nobody had is looked for behind the last example that was handed out so; an import may have touched some of those,
-- be it all: they are stepped over, once, and so many in one call.
create or replace function task_take(place uuid, j annotation_job, who uuid, out chosen uuid, out more boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  at_once constant int := 2000;
  passed int := j.reached;
  seen int := 0;
  e record;
begin
  select c.chosen, c.more into chosen, more from task_closest(place, j.id, who, j.annotators) c;
  if chosen is not null then
    update task set taken = taken + 1, room = j.annotators where workspace = place and job = j.id and example = chosen;
    return;
  end if;
  for e in select id, position from example
            where workspace = place and dataset = j.dataset and position > j.reached
            order by position limit at_once loop
    seen := seen + 1;
    passed := e.position;
    perform from task t where t.workspace = place and t.job = j.id and t.example = e.id;
    if not found then
      chosen := e.id;
      exit;
    end if;
  end loop;
  if chosen is not null then
    update annotation_job
       set reached = passed, touched = touched + 1, tickets = tickets + 1
     where workspace = place and id = j.id;
    insert into task (workspace, job, example, room, taken, done, ticket)
    select place, j.id, chosen, j.annotators, 1, 0, tickets from annotation_job where workspace = place and id = j.id;
  elsif seen > 0 then
    update annotation_job set reached = passed where workspace = place and id = j.id;
    more := more or seen = at_once;
  end if;
end $$;
comment on function task_take is 'Of what others had, else the next example that nobody had. The job is locked.';

-- What someone has in their hands in a job, or is handed now; null: the job has nothing for them, or (`more`) not yet.
create or replace function assignment_hand(place uuid, of_job uuid, who uuid, another boolean, new_id uuid, out handed uuid, out more boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  j annotation_job;
  held int;
  chosen uuid;
  until timestamptz;
  seen int;
begin
  more := false;
  select * into j from annotation_job q where q.workspace = place and q.id = of_job for no key update;
  if not found or not annotation_job_open(place, j, who) then
    return;
  end if;
  until := now() + make_interval(secs => j.lease_seconds);
  -- Unless they are saving something at this moment; one's own goes on as long as nobody has the place.
  perform assignment_free(place, j.id, late.id, 'lost')
     from (select a.id from assignment a
            where a.workspace = place and a.id = any (array(select assignment_over(place, j.id, who))) and a.state = 'leased'
              and (a.lease_until < now()
                   or not exists (select from member m where m.workspace = place and m.person = a.person and m.role <> 'billing'))
              for no key update skip locked) late;
  select count(*), min(a.id::text)::uuid into held, handed from assignment a
   where a.workspace = place and a.job = j.id and a.person = who and a.state = 'leased';
  if another then
    handed := null;
  end if;
  if held = 0 or (another and held < 10) then
    if j.room_after is not null then
      perform task_even(place, (select q from annotation_job q where q.workspace = place and q.id = of_job));
    end if;
    select * into j from annotation_job q where q.workspace = place and q.id = of_job;
    select t.chosen, t.more into chosen, more from task_take(place, j, who) t;
    more := more or (chosen is null and j.room_after is not null);
  end if;
  select version into seen from label_schema where workspace = place and id = j.schema;
  if chosen is not null then
    insert into assignment as a (workspace, id, job, example, person, lease_until, handed_version)
    values (place, new_id, j.id, chosen, who, until, seen)
    on conflict on constraint assignment_is_taken
    do update set state = 'leased', lease_until = excluded.lease_until, handed_version = excluded.handed_version
    returning a.id into handed;
  elsif handed is not null then
    update assignment set lease_until = until, handed_version = seen where workspace = place and id = handed;
  end if;
end $$;
