-- Handing out.  Each step locks its job first, so that tickets become visible
-- in their order, and what was counted stays true until the commit.

-- An assignment that is not its person's any more: its place is free.
create function assignment_free(place uuid, of_job uuid, which uuid, becomes text) returns void
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
  update assignment set state = becomes, lease_until = null where workspace = place and id = which;
end $$;
comment on function assignment_free is 'Give the place of a lease back.';

-- Might the job have something for someone?  Asked without a lock, so that who has done all waits for nobody.
-- plpgsql keeps its plans; and what is first is asked for in order, since "is there any" is taken for a reason to
-- read a table from its beginning.
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
  perform from assignment
    where workspace = place and job = j.id and state = 'leased' and lease_until < now() order by lease_until limit 1;
  if found then
    return true;
  end if;
  for at_level in 0 .. j.annotators - 1 loop
    select ticket into passed from job_cursor where workspace = place and job = j.id and person = who and level = at_level;
    perform from task
      where workspace = place and job = j.id and done = at_level and taken < room and ticket > coalesce(passed, 0)
      order by ticket limit 1;
    if found then
      return true;
    end if;
  end loop;
  return false;
end $$;
comment on function annotation_job_has is 'Is there anything left in a job to look at for someone?';

-- The task of a job that is closest to completion and was never this person's, or null.
create function task_closest(place uuid, of_job uuid, who uuid, levels int) returns uuid
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  before bigint;
  passed bigint;
  chosen uuid;
  t record;
begin
  for at_level in reverse levels - 1 .. 0 loop
    before := coalesce((select c.ticket from job_cursor c
                         where c.workspace = place and c.job = of_job and c.person = who and c.level = at_level), 0);
    passed := before;
    for t in select example, ticket from task
              where workspace = place and job = of_job and done = at_level and taken < room and ticket > before
              order by ticket loop
      if not exists (select from assignment a
                      where a.workspace = place and a.job = of_job and a.example = t.example and a.person = who
                        and a.state <> 'lost') then
        chosen := t.example;
        exit;
      end if;
      passed := t.ticket;
    end loop;
    if passed > before then
      insert into job_cursor (workspace, job, person, level, ticket) values (place, of_job, who, at_level, passed)
      on conflict on constraint job_cursor_pkey do update set ticket = excluded.ticket;
    end if;
    exit when chosen is not null;
  end loop;
  return chosen;
end $$;
comment on function task_closest is 'What someone is handed next of what others had.';

-- A place in a task for someone, or null when there is none left for them in the job.
create function task_take(place uuid, j annotation_job, who uuid) returns uuid
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  chosen uuid := task_closest(place, j.id, who, j.annotators);
  at_position int;
begin
  if chosen is not null then
    update task set taken = taken + 1 where workspace = place and job = j.id and example = chosen;
    return chosen;
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
  return chosen;
end $$;
comment on function task_take is 'Of what others had, else the next example that nobody had. The job is locked.';
