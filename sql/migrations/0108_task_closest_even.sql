-- Whether there is something goes by how many annotators the job says, whatever room its tasks have yet: see task_even.
-- Neither sorts: rows come in the order of the index that serves the question, before anything is known of a table, too.

-- Might the job have something for someone?  Asked without a lock, so that who has done all waits for nobody.
-- plpgsql keeps its plans; and what is first is asked for in order, since "is there any" is taken for a reason to
-- read a table from its beginning.  Conditions compare with variables: with coalesce() in them they are no part of
-- an index's under row-level security.
create or replace function annotation_job_has(place uuid, j annotation_job, who uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_sort = off as $$
declare
  passed bigint;
begin
  -- Some may be open again.
  if j.room_after is not null then
    return true;
  end if;
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

-- The task of a job that is closest to completion and was never this person's, or null.  Of each level so many are
-- looked at in one call: `more` says that there are others behind them, and the cursor goes on from there.
create or replace function task_closest(place uuid, of_job uuid, who uuid, levels int, out chosen uuid, out more boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp set enable_sort = off as $$
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
    for t in select example, ticket, taken from task
              where workspace = place and job = of_job and done = at_level and taken < room and ticket > before
              order by ticket limit at_once loop
      seen := seen + 1;
      -- One whose room has not followed yet may be full: it comes again with a new ticket when a place is given back.
      if t.taken < levels then
        -- By the unique key of theirs, whatever is known of how much there is: no other index has its order, and no other
        -- serves the condition on the person.
        perform from assignment a
          where a.workspace = place and a.job = of_job and a.example = t.example and a.person::text = who::text and a.state <> 'lost'
          order by a.person limit 1;
        if not found then
          chosen := t.example;
          exit;
        end if;
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
