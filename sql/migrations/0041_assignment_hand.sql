-- A place in a task for someone, or null when there is none left for them in the job, or none was found so far (`more`).
create function task_take(place uuid, j annotation_job, who uuid, out chosen uuid, out more boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  at_position int;
begin
  select c.chosen, c.more into chosen, more from task_closest(place, j.id, who, j.annotators) c;
  if chosen is not null then
    update task set taken = taken + 1 where workspace = place and job = j.id and example = chosen;
    return;
  end if;
  select e.id, e.position into chosen, at_position from example e
   where e.workspace = place and e.dataset = j.dataset and e.position > j.reached
   order by e.position limit 1;
  if chosen is not null then
    update annotation_job
       set reached = at_position, touched = touched + 1, tickets = tickets + 1
     where workspace = place and id = j.id;
    insert into task (workspace, job, example, room, taken, done, ticket)
    select place, j.id, chosen, j.annotators, 1, 0, tickets from annotation_job where workspace = place and id = j.id;
  end if;
end $$;
comment on function task_take is 'Of what others had, else the next example that nobody had. The job is locked.';

-- What someone has in their hands in a job, or is handed now; null: the job has nothing for them, or (`more`) not yet.
create function assignment_hand(place uuid, of_job uuid, who uuid, another boolean, new_id uuid, out handed uuid, out more boolean)
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
    select t.chosen, t.more into chosen, more
      from task_take(place, (select q from annotation_job q where q.workspace = place and q.id = of_job), who) t;
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
comment on function assignment_hand is 'Hand someone an example of one job.';

-- What they have in their hands comes first, else the queue says.  Jobs that are done are not looked at.
create function assignment_next(place uuid, who uuid, wanted uuid, another boolean, new_id uuid, activity_id uuid, request_id uuid)
returns table (id uuid, job uuid, example uuid, state text, lease_until timestamptz, draft json, submission json, version int, again boolean,
              reason text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  j annotation_job;
  in_hand uuid;
  handed uuid;
  more boolean;
  holder uuid;
begin
  if not exists (select from member m where m.workspace = place and m.person = who and m.role <> 'billing') then
    raise exception using errcode = 'insufficient_privilege', message = 'not a member who labels';
  end if;
  again := false;
  reason := 'none-left';
  if wanted is null and not another then
    select a.job into in_hand from assignment a
      join annotation_job q on q.workspace = place and q.id = a.job and q.state = 'active'
     where a.workspace = place and a.person = who and a.state = 'leased'
     order by a.id limit 1;
  end if;
  for j in
    select q.* from annotation_job q
      join dataset d on d.workspace = place and d.id = q.dataset
     where q.workspace = place and q.state = 'active' and q.done < d.examples and (wanted is null or q.id = wanted)
     order by q.id is not distinct from in_hand desc, q.rank, q.id
  loop
    if not annotation_job_open(place, j, who) then
      reason := case when wanted is null then reason else 'not-for-you' end;
      continue;
    end if;
    handed := null;
    more := false;
    if annotation_job_has(place, j, who) then
      select h.handed, h.more into handed, more from assignment_hand(place, j.id, who, another, new_id) h;
    end if;
    if handed is not null then
      insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
      values (place, activity_id, who, 'assignment.take', 'assignment', handed, j.project, request_id);
      return query
      select a.id, a.job, a.example, a.state, a.lease_until, a.draft, a.submission, a.version, false, null::text
        from assignment a
       where a.workspace = place and a.id = handed;
      return;
    elsif more then
      -- How far one has looked is kept; the next call goes on, and nobody waits for the job meanwhile.
      again := true;
      reason := null;
      return next;
      return;
    elsif another and (select count(*) from assignment a
                        where a.workspace = place and a.job = j.id and a.person = who and a.state = 'leased') >= 10 then
      reason := 'ten-in-hand';
    else
      -- Nothing: do others have what is left?  In the order of an index, see annotation_job_has.
      select a.person into holder from assignment a
       where a.workspace = place and a.job = j.id and a.state = 'leased' and a.person <> who
       order by a.lease_until limit 1;
      reason := case when holder is not null then 'in-other-hands' else reason end;
    end if;
  end loop;
  if exists (select from annotation_job q where q.workspace = place and q.id = wanted and q.state <> 'active') then
    reason := 'not-active';
  end if;
  return next;
end $$;
comment on function assignment_next is 'Hand someone what they are to label next; without an id, reason says why there is nothing: none-left, in-other-hands, ten-in-hand, not-for-you, not-active. again: ask again, there is more to look through.';

do $$
declare
  f text;
begin
  foreach f in array array['assignment_free', 'assignment_over', 'annotation_job_open', 'annotation_job_has', 'task_closest', 'task_take',
                           'assignment_hand', 'assignment_next'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
