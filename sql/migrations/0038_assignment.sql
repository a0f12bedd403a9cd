-- An example of a job that was handed to someone: who may have it yet.
create table task (
  workspace uuid not null,
  job uuid not null,
  example uuid not null,
  room int not null,
  taken int not null,
  done int not null,
  ticket bigint not null,
  primary key (workspace, job, example),
  foreign key (workspace, job) references annotation_job (workspace, id) on delete cascade,
  foreign key (workspace, example) references example (workspace, id) on delete restrict,
  -- Exactly so many annotators, whatever else happens.
  constraint task_has_room check (0 <= done and done <= taken and taken <= room)
);
create index task_open on task (workspace, job, done, ticket) where taken < room;
create index task_by_example on task (workspace, example);
alter table task enable row level security;
alter table task force row level security;
create policy task_tenant on task for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, job, example, room, taken, done, ticket), select, update (taken, done, ticket) on task to obelus_annotations;
comment on table task is 'An example of a job that was handed to someone. scope: tenant. retain: project+P30D';
comment on column task.workspace is 'Whose. privacy: none';
comment on column task.job is 'The job. privacy: none';
comment on column task.example is 'The example. privacy: none';
comment on column task.room is 'For how many annotators. privacy: none';
comment on column task.taken is 'How many have it in their hands or have submitted it. privacy: none';
comment on column task.done is 'How many have submitted it. privacy: none';
comment on column task.ticket is 'Grows within the job whenever it becomes someone''s to take; see job_cursor. privacy: none';

-- An example in someone's hands: their lease, draft and submission.
create table assignment (
  workspace uuid not null,
  id uuid not null,
  job uuid not null,
  example uuid not null,
  person uuid not null,
  state text not null default 'leased',
  lease_until timestamptz,
  draft json,
  submission json,
  schema_version int,
  handed_version int not null,
  reason text,
  seconds int,
  counted_on timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  submitted_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, job, example) references task (workspace, job, example) on delete cascade,
  constraint assignment_is_taken unique (workspace, job, example, person),
  constraint assignment_state_is_known check (state in ('leased', 'lost', 'skipped', 'submitted')),
  constraint assignment_lease_ends check ((state = 'leased') = (lease_until is not null)),
  constraint assignment_is_submitted check ((state = 'submitted') = (submission is not null)
    and (submission is null) = (schema_version is null) and (submission is null) = (submitted_at is null)),
  constraint assignment_is_counted check ((state in ('skipped', 'submitted')) = (counted_on is not null)),
  constraint assignment_reason_is_short check (char_length(reason) <= 2000),
  constraint assignment_seconds_are_counted check (seconds >= 0)
);
create index assignment_by_lease on assignment (workspace, job, lease_until) where state = 'leased';
create index assignment_held on assignment (workspace, job, person, id) where state = 'leased';
create index assignment_in_hand on assignment (workspace, person, id) where state = 'leased';
create index assignment_skipped on assignment (workspace, job, id) where state = 'skipped';
create index assignment_by_person on assignment (workspace, person, id);
alter table assignment enable row level security;
alter table assignment force row level security;
create policy assignment_tenant on assignment for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, id, job, example, person, lease_until, handed_version), select,
      update (state, lease_until, draft, submission, schema_version, handed_version, reason, seconds, counted_on, version, submitted_at)
  on assignment to obelus_annotations;
comment on table assignment is 'An example in someone''s hands. scope: tenant. retain: project+P30D';
comment on column assignment.workspace is 'Whose. privacy: none';
comment on column assignment.id is 'In the order of handing out. privacy: none';
comment on column assignment.job is 'Of which job. privacy: none';
comment on column assignment.example is 'The example. privacy: none';
comment on column assignment.person is 'Whose hands. privacy: class=user.id subject=person purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column assignment.state is 'Leased, lost (the time was over, or it was given back), skipped or submitted. privacy: none';
comment on column assignment.lease_until is 'Nobody else is handed their place until then. privacy: none';
comment on column assignment.draft is 'Labels that were not submitted. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column assignment.submission is 'Labels that were. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column assignment.schema_version is 'The version of the schema that they saw. privacy: none';
comment on column assignment.handed_version is 'The version of the schema that they were handed last. privacy: none';
comment on column assignment.reason is 'Why they skipped it. privacy: class=content.text subject=person purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column assignment.seconds is 'How long they say it took. privacy: class=user.activity subject=person purpose=provide basis=contract source=provided clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column assignment.counted_on is 'The day that it is counted for, see job_day. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column assignment.version is 'Grows with each submission and each that is taken back; If-Match names it. privacy: none';
comment on column assignment.created_at is 'When it was handed out first. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column assignment.submitted_at is 'When it was submitted last. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
