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
    update task set taken = taken + 1 where workspace = place and job = j.id and example = chosen;
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
