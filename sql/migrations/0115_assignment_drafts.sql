-- Drafts are counted: whoever names how many they have seen does not write over one that was saved elsewhere since.
alter table assignment add column drafts int not null default 0;
comment on column assignment.drafts is 'How many drafts were saved; who names it does not write over one that they have not seen. privacy: none';

grant update (drafts) on assignment to obelus_annotations;

drop function assignment_set(uuid, uuid, uuid, text, json, int, text, int, uuid, uuid, uuid, uuid);
create function assignment_set(place uuid, which uuid, who uuid, what text, labels json, of_version int, why text, known int,
                               seen int, submission_id uuid, day_id uuid, activity_id uuid, request_id uuid)
returns table (standing text, id uuid, state text, lease_until timestamptz, version int, drafts int)
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
    drafts := 0;
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
  -- They have not seen what was saved last; unless it is this: the same again is the same, whether or not the first answer arrived.
  if seen not in (-1, a.drafts) and labels is not null and outcome in ('done', 'archived', 'full', 'closed', 'lost') then
    outcome := case
      when a.draft::text is distinct from labels::text then 'stale'
      when outcome = 'done' and what = 'draft' then 'same'
      else outcome end;
  end if;
  if outcome in ('archived', 'full', 'closed', 'lost') and labels is not null then
    update assignment x set draft = labels, drafts = x.drafts + 1 where x.workspace = place and x.id = which;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    values (place, activity_id, who, 'assignment.draft', 'assignment', which, j.project, request_id);
  elsif outcome = 'done' then
    case what
      when 'draft' then
        update assignment x
           set draft = labels, drafts = x.drafts + 1, lease_until = case when x.state = 'leased' then until end
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
  select outcome, x.id, x.state, x.lease_until, x.version, x.drafts from assignment x where x.workspace = place and x.id = which;
end $$;
comment on function assignment_set is 'draft, release, skip, submit or reopen; `seen`: how many drafts they know of, -1 when they do not say. The answer is that of assignment_standing, or forbidden. No row: no such assignment of theirs.';
revoke all on function assignment_set from public;
grant execute on function assignment_set to obelus_annotations;
