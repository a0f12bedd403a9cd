-- Handing out.  Each step locks its job first, so that tickets become visible
-- in their order, and what was counted stays true until the commit.

-- An assignment that is not its person's any more: its place is free.
create function assignment_free(place uuid, of_job uuid, which uuid, becomes text, why text default null) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  new_ticket bigint;
begin
  update annotation_job set tickets = tickets + 1 where workspace = place and id = of_job returning tickets into new_ticket;
  update task t
     set taken = taken - 1, ticket = new_ticket
    from assignment a
   where a.workspace = place and a.id = which
     and t.workspace = place and t.job = of_job and t.example = a.example;
  update assignment
     set state = becomes, lease_until = null, reason = why,
         counted_on = case becomes when 'skipped' then date_trunc('day', now(), 'UTC') end
   where workspace = place and id = which;
end $$;
comment on function assignment_free is 'Give the place of a lease back: it is lost, or skipped.';

-- May someone be handed examples of the job?
create function annotation_job_open(place uuid, j annotation_job, who uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return j.state = 'active'
     and (not j.for_teams
          or exists (select from annotation_job_team t
                       join team_member m on m.workspace = place and m.team = t.team and m.person = who
                      where t.workspace = place and t.job = j.id));
end $$;
comment on function annotation_job_open is 'Is a job active, and for this person?';

-- Others' leases that are over: their time is, or they left the workspace.  Of those that end first, so many.
create function assignment_over(place uuid, of_job uuid, who uuid) returns setof uuid
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select a.id
    from (select x.id, x.person, x.lease_until from assignment x
           where x.workspace = place and x.job = of_job and x.state = 'leased'
           order by x.lease_until limit 20) a
   where a.person <> who
     and (a.lease_until < now()
          or not exists (select from member m where m.workspace = place and m.person = a.person and m.role <> 'billing'));
end $$;
comment on function assignment_over is 'Leases of a job whose places others may have.';

-- Might the job have something for someone?  Asked without a lock, so that who has done all waits for nobody.
-- plpgsql keeps its plans; and what is first is asked for in order, since "is there any" is taken for a reason to
-- read a table from its beginning.  Conditions compare with variables: with coalesce() in them they are no part of
-- an index's under row-level security.
create function annotation_job_has(place uuid, j annotation_job, who uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  passed bigint;
begin
  perform from assignment where workspace = place and job = j.id and person = who and state = 'leased' order by id limit 1;
  if found then
    return true;
  end if;
  perform from example where workspace = place and dataset = j.dataset and position > j.reached order by position limit 1;
  if found then
    return true;
  end if;
  perform assignment_over(place, j.id, who) limit 1;
  if found then
    return true;
  end if;
  for at_level in 0 .. j.annotators - 1 loop
    select ticket into passed from job_cursor where workspace = place and job = j.id and person = who and level = at_level;
    passed := coalesce(passed, 0);
    perform from task
      where workspace = place and job = j.id and done = at_level and taken < room and ticket > passed
      order by ticket limit 1;
    if found then
      return true;
    end if;
  end loop;
  return false;
end $$;
comment on function annotation_job_has is 'Is there anything left in a job to look at for someone?';

-- The task of a job that is closest to completion and was never this person's, or null.  Of each level so many are
-- looked at in one call: `more` says that there are others behind them, and the cursor goes on from there.
create function task_closest(place uuid, of_job uuid, who uuid, levels int, out chosen uuid, out more boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  at_once constant int := 2000;
  before bigint;
  passed bigint;
  seen int;
  t record;
begin
  more := false;
  for at_level in reverse levels - 1 .. 0 loop
    select c.ticket into before from job_cursor c
     where c.workspace = place and c.job = of_job and c.person = who and c.level = at_level;
    before := coalesce(before, 0);
    passed := before;
    seen := 0;
    for t in select example, ticket from task
              where workspace = place and job = of_job and done = at_level and taken < room and ticket > before
              order by ticket limit at_once loop
      seen := seen + 1;
      -- By the unique key of theirs, whatever is known of how much this person did.
      perform from assignment a
        where a.workspace = place and a.job = of_job and a.example = t.example and a.person = who and a.state <> 'lost'
        order by a.workspace, a.job, a.example, a.person limit 1;
      if not found then
        chosen := t.example;
        exit;
      end if;
      passed := t.ticket;
    end loop;
    more := more or (chosen is null and seen = at_once);
    if passed > before then
      insert into job_cursor (workspace, job, person, level, ticket) values (place, of_job, who, at_level, passed)
      on conflict on constraint job_cursor_pkey do update set ticket = excluded.ticket;
    end if;
    exit when chosen is not null;
  end loop;
end $$;
comment on function task_closest is 'What someone is handed next of what others had.';
