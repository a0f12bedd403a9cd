-- What who runs a project does with what others were handed: take it out of their hands, or send a skipped one back.
-- The job is locked first: see assignment_next.
create function assignment_recall(place uuid, which uuid, asker uuid, was text, activity_id uuid, request_id uuid)
returns table (standing text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  a assignment;
  new_ticket bigint;
begin
  if not exists (select from member m where m.workspace = place and m.person = asker and m.role in ('owner', 'admin', 'manager')) then
    return query select 'forbidden';
    return;
  end if;
  perform from annotation_job q
    join assignment x on x.workspace = place and x.id = which and x.job = q.id
   where q.workspace = place for no key update of q;
  select * into a from assignment x where x.workspace = place and x.id = which for no key update;
  if not found then
    return;
  end if;
  if a.state <> was then
    return query select a.state;
    return;
  end if;
  if was = 'leased' then
    perform assignment_free(place, a.job, which, 'lost');
  else
    perform skip_count(place, a.job, a.person, a.counted_on, -1, null);
    -- With a new ticket, so that who has gone past it sees it again.
    update annotation_job q set tickets = q.tickets + 1 where q.workspace = place and q.id = a.job returning q.tickets into new_ticket;
    update assignment x set state = 'lost', reason = null, counted_on = null where x.workspace = place and x.id = which;
    update task t set ticket = new_ticket where t.workspace = place and t.job = a.job and t.example = a.example;
  end if;
  insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
  select place, activity_id, asker, case was when 'leased' then 'assignment.free' else 'assignment.return' end, 'assignment', which,
         q.project, request_id
    from annotation_job q where q.workspace = place and q.id = a.job;
  return query select 'done';
end $$;
comment on function assignment_recall is 'standing: done, forbidden, or the state in which it is instead of `was` (leased or skipped). No row: no such assignment.';
revoke all on function assignment_recall from public;
grant execute on function assignment_recall to obelus_annotations;

do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into strict known
    from pg_constraint
   where conrelid = 'activity'::regclass and conname = 'activity_verb_is_known';
  assert known like '%])%', known;
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, '])', ', ''assignment.free''::text, ''assignment.return''::text])');
end $$;
