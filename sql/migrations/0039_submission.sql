-- Each submission that ever was.
create table submission (
  workspace uuid not null,
  id uuid not null,
  assignment uuid not null,
  version int not null,
  labels json not null,
  schema_version int not null,
  created_at timestamptz not null default now(),
  primary key (workspace, id),
  foreign key (workspace, assignment) references assignment (workspace, id) on delete cascade,
  constraint submission_version_is_taken unique (workspace, assignment, version)
);
create index submission_by_assignment on submission (workspace, assignment, id);
alter table submission enable row level security;
alter table submission force row level security;
create policy submission_tenant on submission for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, id, assignment, version, labels, schema_version), select on submission to obelus_annotations;
-- No update, no delete: what was submitted was submitted.
comment on table submission is 'What someone submitted, each time. scope: tenant. retain: project+P30D';
comment on column submission.workspace is 'Whose. privacy: none';
comment on column submission.id is 'In the order of submitting. privacy: none';
comment on column submission.assignment is 'For what. privacy: none';
comment on column submission.version is 'The assignment''s version by it. privacy: none';
comment on column submission.labels is 'The labels. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column submission.schema_version is 'The version of the schema that was seen. privacy: none';
comment on column submission.created_at is 'When. privacy: class=user.activity subject=workspace purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';

-- Tasks of this level with a ticket up to this one are no more this person's to take.
create table job_cursor (
  workspace uuid not null,
  job uuid not null,
  person uuid not null,
  level int not null,
  ticket bigint not null,
  primary key (workspace, job, person, level),
  foreign key (workspace, job) references annotation_job (workspace, id) on delete cascade
);
alter table job_cursor enable row level security;
alter table job_cursor force row level security;
create policy job_cursor_tenant on job_cursor for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, job, person, level, ticket), select, update (ticket) on job_cursor to obelus_annotations;
comment on table job_cursor is 'How far someone has gone through the tasks of a job. scope: tenant. retain: project+P30D';
comment on column job_cursor.workspace is 'Whose. privacy: none';
comment on column job_cursor.job is 'The job. privacy: none';
comment on column job_cursor.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=no';
comment on column job_cursor.level is 'Of tasks with so many submissions. privacy: none';
comment on column job_cursor.ticket is 'Up to which ticket. privacy: none';

-- What someone did for a job on a day.
create table job_day (
  workspace uuid not null,
  id uuid not null,
  job uuid not null,
  day timestamptz not null,
  person uuid not null,
  submissions int not null,
  spans int not null,
  classes int not null,
  nothings int not null,
  skips int not null,
  seconds bigint not null,
  primary key (workspace, id),
  foreign key (workspace, job) references annotation_job (workspace, id) on delete cascade,
  constraint job_day_is_taken unique (workspace, job, day, person),
  constraint job_day_is_counted check (least(submissions, spans, classes, nothings, skips, seconds) >= 0)
) with (fillfactor = 50);
create index job_day_by_job on job_day (workspace, job, id);
alter table job_day enable row level security;
alter table job_day force row level security;
create policy job_day_tenant on job_day for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, id, job, day, person, submissions, spans, classes, nothings, skips, seconds), select,
      update (submissions, spans, classes, nothings, skips, seconds) on job_day to obelus_annotations;
comment on table job_day is 'What someone did for a job on a day. scope: tenant. retain: project+P30D';
comment on column job_day.workspace is 'Whose. privacy: none';
comment on column job_day.id is 'In the order of beginning. privacy: none';
comment on column job_day.job is 'The job. privacy: none';
comment on column job_day.day is 'The day: its first moment, UTC. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column job_day.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column job_day.submissions is 'Examples first submitted on that day, and still submitted. privacy: none';
comment on column job_day.spans is 'Spans of those, as they are now. privacy: none';
comment on column job_day.classes is 'Classes of those. privacy: none';
comment on column job_day.nothings is 'Those in which nothing was to be labelled. privacy: none';
comment on column job_day.skips is 'Examples skipped on that day, and still skipped. privacy: none';
comment on column job_day.seconds is 'How long those took, as their annotator says. privacy: class=user.activity subject=person purpose=provide basis=contract source=provided clause=LG-6 retain=project+P30D erase=retain export=yes';

-- How often someone gave a label in a job.
create table job_label (
  workspace uuid not null,
  job uuid not null,
  label uuid not null,
  person uuid not null,
  count int not null,
  primary key (workspace, job, label, person),
  foreign key (workspace, job) references annotation_job (workspace, id) on delete cascade,
  foreign key (workspace, label) references schema_label (workspace, id) on delete restrict,
  constraint job_label_is_counted check (count >= 0)
) with (fillfactor = 50);
create index job_label_by_label on job_label (workspace, label, job, person);
alter table job_label enable row level security;
alter table job_label force row level security;
create policy job_label_tenant on job_label for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, job, label, person, count), select, update (count) on job_label to obelus_annotations;
comment on table job_label is 'How often someone gave a label in a job. scope: tenant. retain: project+P30D';
comment on column job_label.workspace is 'Whose. privacy: none';
comment on column job_label.job is 'The job. privacy: none';
comment on column job_label.label is 'The label. privacy: none';
comment on column job_label.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column job_label.count is 'How often, in what is submitted now. privacy: none';
