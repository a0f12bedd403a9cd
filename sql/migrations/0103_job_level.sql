-- How many examples of a job have so many submissions and were skipped by so many: from that follows how many
-- can still be finished by the people there are, without looking at the examples.
alter table task add column skips int not null default 0;
comment on column task.skips is 'How many have skipped it. privacy: none';
grant update (skips) on task to obelus_annotations;

create table job_level (
  workspace uuid not null,
  job uuid not null,
  done int not null,
  skips int not null,
  examples int not null,
  primary key (workspace, job, done, skips),
  foreign key (workspace, job) references annotation_job (workspace, id) on delete cascade,
  constraint job_level_is_counted check (examples >= 0)
) with (fillfactor = 50);
alter table job_level enable row level security;
alter table job_level force row level security;
create policy job_level_tenant on job_level for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, job, done, skips, examples), select, update (examples) on job_level to obelus_annotations;
comment on table job_level is 'How many examples of a job are how far. scope: tenant. retain: project+P30D';
comment on column job_level.workspace is 'Whose. privacy: none';
comment on column job_level.job is 'The job. privacy: none';
comment on column job_level.done is 'How many submissions each of these examples has. privacy: none';
comment on column job_level.skips is 'How many people have skipped each of them. privacy: none';
comment on column job_level.examples is 'How many there are. privacy: none';

-- Under forced row level security the owner would silently count nothing.
set local role obelus_admin;
update task t set skips = n.skips
  from (select workspace, job, example, count(*) as skips from assignment where state = 'skipped' group by workspace, job, example) n
 where t.workspace = n.workspace and t.job = n.job and t.example = n.example;
insert into job_level (workspace, job, done, skips, examples)
select workspace, job, done, skips, count(*) from task group by workspace, job, done, skips;
do $$
begin
  assert (select coalesce(sum(examples), 0) from job_level) = (select count(*) from task), 'not every task was counted';
  assert (select coalesce(sum(skips), 0) from task) = (select count(*) from assignment where state = 'skipped'), 'not every skip was counted';
end $$;
set local role obelus_owner;
