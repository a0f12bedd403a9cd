-- Whatever changes a task is counted where it changes it.  Its job is locked by then, so nobody counts beside.
create function task_comes() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into job_level as l (workspace, job, done, skips, examples)
  select workspace, job, done, skips, count(*) from come group by workspace, job, done, skips
  on conflict on constraint job_level_pkey do update set examples = l.examples + excluded.examples;
  return null;
end $$;
comment on function task_comes() is 'Counts how many examples of a job are how far: of many that come at once, once.';
create trigger task_comes after insert on task
  referencing new table as come for each statement execute function task_comes();

create function task_moves() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update job_level set examples = examples - 1
   where workspace = old.workspace and job = old.job and done = old.done and skips = old.skips;
  insert into job_level as l (workspace, job, done, skips, examples) values (new.workspace, new.job, new.done, new.skips, 1)
  on conflict on constraint job_level_pkey do update set examples = l.examples + 1;
  return null;
end $$;
comment on function task_moves() is 'Counts an example that is farther than it was, or less far.';
create trigger task_moves after update of done, skips on task
  for each row when (old.done <> new.done or old.skips <> new.skips) execute function task_moves();
-- None for a task that goes: it goes with its job, and so do the counts.

create function assignment_skips() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update task set skips = skips + case new.state when 'skipped' then 1 else -1 end
   where workspace = new.workspace and job = new.job and example = new.example;
  return null;
end $$;
comment on function assignment_skips() is 'Counts how many have skipped an example.';
create trigger assignment_comes_skipped after insert on assignment
  for each row when (new.state = 'skipped') execute function assignment_skips();
create trigger assignment_is_skipped after update of state on assignment
  for each row when ((old.state = 'skipped') <> (new.state = 'skipped')) execute function assignment_skips();
