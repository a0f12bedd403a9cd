-- What someone has in their hands in a job, or is handed now; null: the job has nothing for them.
create function assignment_hand(place uuid, of_job uuid, who uuid, another boolean, new_id uuid) returns uuid
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  j annotation_job;
  in_hand uuid;
  held int;
  chosen uuid;
  until timestamptz;
begin
  select * into j from annotation_job q
   where q.workspace = place and q.id = of_job and q.state = 'active' for no key update;
  if not found then
    return null;
  end if;
  until := now() + make_interval(secs => j.lease_seconds);
  -- Others' time is over; one's own goes on as long as nobody has taken the place.
  perform assignment_free(place, j.id, late.id, 'lost')
     from (select a.id from assignment a
            where a.workspace = place and a.job = j.id and a.state = 'leased' and a.lease_until < now() and a.person <> who
            order by a.lease_until limit 20) late;
  select count(*), min(a.id::text)::uuid into held, in_hand from assignment a
   where a.workspace = place and a.job = j.id and a.person = who and a.state = 'leased';
  if held = 0 or (another and held < 10) then
    chosen := task_take(place, (select q from annotation_job q where q.workspace = place and q.id = of_job), who);
  end if;
  if chosen is not null then
    insert into assignment as a (workspace, id, job, example, person, lease_until)
    values (place, new_id, j.id, chosen, who, until)
    on conflict on constraint assignment_is_taken do update set state = 'leased', lease_until = excluded.lease_until
    returning a.id into in_hand;
  elsif in_hand is not null then
    update assignment set lease_until = until where workspace = place and id = in_hand;
  end if;
  return in_hand;
end $$;
comment on function assignment_hand is 'Hand someone an example of one job.';

create function assignment_next(place uuid, who uuid, wanted uuid, another boolean, new_id uuid, activity_id uuid, request_id uuid)
returns table (id uuid, job uuid, example uuid, state text, lease_until timestamptz, draft json, submission json, version int)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  j annotation_job;
  handed uuid;
begin
  if not exists (select from member m where m.workspace = place and m.person = who and m.role <> 'billing') then
    raise exception using errcode = 'insufficient_privilege', message = 'not a member who labels';
  end if;
  for j in
    select q.* from annotation_job q
     where q.workspace = place and q.state = 'active' and (wanted is null or q.id = wanted)
       and (not q.for_teams
            or exists (select from annotation_job_team t
                         join team_member m on m.workspace = place and m.team = t.team and m.person = who
                        where t.workspace = place and t.job = q.id))
     order by q.rank, q.id
  loop
    continue when not annotation_job_has(place, j, who);
    handed := assignment_hand(place, j.id, who, another, new_id);
    continue when handed is null;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    values (place, activity_id, who, 'assignment.take', 'assignment', handed, j.project, request_id);
    return query
    select a.id, a.job, a.example, a.state, a.lease_until, a.draft, a.submission, a.version
      from assignment a
     where a.workspace = place and a.id = handed;
    return;
  end loop;
end $$;
comment on function assignment_next is 'Hand someone what they are to label next. No row: there is nothing.';

do $$
declare
  f text;
begin
  foreach f in array array['assignment_free', 'annotation_job_has', 'task_closest', 'task_take', 'assignment_hand', 'assignment_next'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
