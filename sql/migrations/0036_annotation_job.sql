-- Work on a dataset: so many annotators label each of its examples by a schema.
create table annotation_job (
  workspace uuid not null,
  id uuid not null,
  project uuid not null,
  dataset uuid not null,
  schema uuid not null,
  name text not null,
  guidelines text,
  annotators int not null,
  lease_seconds int not null,
  for_teams boolean not null,
  state text not null default 'active',
  rank bigint not null,
  reached int not null default -1,
  tickets bigint not null default 0,
  touched int not null default 0,
  done int not null default 0,
  submissions int not null default 0,
  skips int not null default 0,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  visibility text not null default 'private',
  indexable boolean not null default false,
  primary key (workspace, id),
  foreign key (workspace, project) references project (workspace, id) on delete restrict,
  foreign key (workspace, dataset) references dataset (workspace, id) on delete restrict,
  foreign key (workspace, schema) references label_schema (workspace, id) on delete restrict,
  constraint annotation_job_name_is_taken unique (workspace, project, name),
  constraint annotation_job_name_is_short check (char_length(name) between 1 and 200),
  constraint annotation_job_guidelines_are_short check (char_length(guidelines) <= 100000),
  constraint annotation_job_annotators_are_few check (annotators between 1 and 20),
  constraint annotation_job_lease_ends check (lease_seconds between 60 and 604800),
  constraint annotation_job_state_is_known check (state in ('active', 'paused', 'archived')),
  constraint annotation_job_is_counted check (0 <= done and done <= touched and skips >= 0 and submissions >= done * annotators),
  constraint annotation_job_visibility_is_known check (visibility in ('private'))
  -- Its counters change with every submission, in place as long as a page has room.
) with (fillfactor = 50);
create index annotation_job_queue on annotation_job (workspace, rank, id);
create index annotation_job_by_project on annotation_job (workspace, project, id);
create index annotation_job_by_dataset on annotation_job (workspace, dataset, id);
create index annotation_job_by_schema on annotation_job (workspace, schema, id);
alter table annotation_job enable row level security;
alter table annotation_job force row level security;
create policy annotation_job_tenant on annotation_job for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on annotation_job to obelus_annotations;
grant insert (workspace, id, project, dataset, schema, name, guidelines, annotators, lease_seconds, for_teams, rank, created_by)
  on annotation_job to obelus_annotations;
grant update (name, guidelines, for_teams, state, rank, reached, tickets, touched, done, submissions, skips, version)
  on annotation_job to obelus_annotations;
-- No update of annotators: who has begun was told how many there are.  No delete: it is archived.

comment on table annotation_job is 'Work on a dataset. scope: tenant. retain: project+P30D';
comment on column annotation_job.workspace is 'Whose. privacy: none';
comment on column annotation_job.id is 'In the order of making. privacy: none';
comment on column annotation_job.project is 'The project it belongs to. privacy: none';
comment on column annotation_job.dataset is 'What is labelled. privacy: none';
comment on column annotation_job.schema is 'With which labels. privacy: none';
comment on column annotation_job.name is 'What its members call it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column annotation_job.guidelines is 'How to label, in Markdown. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column annotation_job.annotators is 'How many people label each example, exactly. privacy: none';
comment on column annotation_job.lease_seconds is 'How long an example is kept for whom it was handed to. privacy: none';
comment on column annotation_job.for_teams is 'Only for its teams; else for everyone of the workspace. privacy: none';
comment on column annotation_job.state is 'Active, paused or archived. privacy: none';
comment on column annotation_job.rank is 'Its place in the queue of the workspace: the least is first. privacy: none';
comment on column annotation_job.reached is 'The position of the last example that was touched. privacy: none';
comment on column annotation_job.tickets is 'Grows with each of its counts, also when one falls; numbers the tickets of its tasks. privacy: none';
comment on column annotation_job.touched is 'Examples that were handed to someone. privacy: none';
comment on column annotation_job.done is 'Examples that have all their submissions. privacy: none';
comment on column annotation_job.submissions is 'Submissions that count. privacy: none';
comment on column annotation_job.skips is 'Examples that someone has skipped, each as often. privacy: none';
comment on column annotation_job.version is 'Grows with each change of what people say of it; If-Match names it. privacy: none';
comment on column annotation_job.created_by is 'Who made it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column annotation_job.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column annotation_job.visibility is 'Who may see it: members of the workspace. privacy: none';
comment on column annotation_job.indexable is 'May search engines show it? Never while it is private. privacy: none';
