-- The one way to do something with what one was handed: may it be, then do it.

-- What stands against it; 'done': nothing.  `known` is the version that the caller saw, 0 when they did not say.
create function assignment_standing(place uuid, a assignment, j annotation_job, what text, labels json, known int) returns text
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
    when takes_place and (select t.taken = t.room from task t where t.workspace = place and t.job = a.job and t.example = a.example) then 'full'
    when takes_place and not annotation_job_open(place, j, a.person) then 'closed'
    else 'done' end;
end $$;
comment on function assignment_standing is 'done, same (sent twice), stale, submitted (changing it needs its version), archived, full, closed or lost (kept as a draft), not-held, not-submitted.';

create function assignment_set(place uuid, which uuid, who uuid, what text, labels json, of_version int, why text,
                               known int, submission_id uuid, day_id uuid, activity_id uuid, request_id uuid)
returns table (standing text, id uuid, state text, lease_until timestamptz, version int)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  a assignment;
  j annotation_job;
  until timestamptz;
  outcome text;
begin
  if not exists (select from member m where m.workspace = place and m.person = who and m.role <> 'billing') then
    standing := 'forbidden';
    version := 0;
    return next;
    return;
  end if;
  -- A draft touches its own row alone and waits for nobody else's work.
  if what <> 'draft' then
    perform from annotation_job q
      join assignment x on x.workspace = place and x.id = which and x.person = who and x.job = q.id
     where q.workspace = place for no key update of q;
  end if;
  select * into a from assignment x where x.workspace = place and x.id = which and x.person = who for no key update;
  if not found then
    return;
  end if;
  select * into j from annotation_job q where q.workspace = place and q.id = a.job;
  until := now() + make_interval(secs => j.lease_seconds);
  outcome := assignment_standing(place, a, j, what, labels, known);
  if outcome in ('archived', 'full', 'closed', 'lost') and labels is not null then
    update assignment x set draft = labels where x.workspace = place and x.id = which;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    values (place, activity_id, who, 'assignment.draft', 'assignment', which, j.project, request_id);
  elsif outcome = 'done' then
    case what
      when 'draft' then
        update assignment x set draft = labels, lease_until = case when x.state = 'leased' then until end
         where x.workspace = place and x.id = which;
      when 'release' then perform assignment_free(place, a.job, which, 'lost');
      when 'skip' then perform assignment_skip(place, a, why, day_id);
      when 'reopen' then perform assignment_reopen(place, a, until);
      when 'submit' then perform assignment_submit(place, a, labels, of_version, submission_id, day_id);
    end case;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    values (place, activity_id, who, 'assignment.' || what, 'assignment', which, j.project, request_id);
  end if;
  return query
  select outcome, x.id, x.state, x.lease_until, x.version from assignment x where x.workspace = place and x.id = which;
end $$;
comment on function assignment_set is 'draft, release, skip, submit or reopen; the answer is that of assignment_standing, or forbidden. No row: no such assignment of theirs.';

do $$
declare
  f text;
  known text;
begin
  foreach f in array array['assignment_standing', 'assignment_set'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
  select pg_get_constraintdef(oid) into strict known
    from pg_constraint
   where conrelid = 'activity'::regclass and conname = 'activity_verb_is_known';
  assert known like '%])%', known;
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, '])', ', ''job.create''::text, ''job.update''::text, ''job.export''::text, ''assignment.take''::text, '
               || '''assignment.draft''::text, ''assignment.release''::text, ''assignment.skip''::text, '
               || '''assignment.reopen''::text, ''assignment.submit''::text])');
end $$;
