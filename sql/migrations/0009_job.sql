-- Work for later.  A job that has ended well is deleted: payloads hold addresses.
create table job (
  id uuid primary key,
  handler text not null,
  kind text not null,
  workspace uuid,
  payload json,
  state text not null default 'ready',
  run_at timestamptz not null default now(),
  leased_until timestamptz,
  attempt int not null default 0,
  error text,
  progress int not null default 0,
  created_at timestamptz not null default now(),
  constraint job_state_is_known check (state in ('ready', 'running', 'dead')),
  constraint job_runs_on_a_lease check ((state = 'running') = (leased_until is not null)),
  constraint job_error_is_a_slug check (error ~ '^[a-z0-9-]{1,64}$'),
  constraint job_progress_is_a_percentage check (progress between 0 and 100)
);
-- What a worker looks for: the next that is due, or whose lease has run out.
create index job_due on job (handler, coalesce(leased_until, run_at)) where state <> 'dead';
alter table job enable row level security;
alter table job force row level security;

create policy job_own on job for all to obelus_handler
  using (handler = current_handler()) with check (handler = current_handler());
grant select, delete on job to obelus_handler;
grant insert (id, handler, kind, workspace, payload, run_at) on job to obelus_handler;
grant update (state, run_at, leased_until, attempt, error, progress) on job to obelus_handler;
-- No foreign key to workspace: a job may outlive it, to clean up behind it.

comment on table job is 'Work that a handler does later. scope: global because workers claim across workspaces. retain: job+P30D';
comment on column job.id is 'Made by who asks for the work. privacy: none';
comment on column job.handler is 'Whose work; a role sees only its own. privacy: none';
comment on column job.kind is 'Which function runs it. privacy: none';
comment on column job.workspace is 'Where it acts; null: nowhere. privacy: none';
comment on column job.payload is 'What it needs to know, such as a rendered mail with its address. privacy: class=user.contact.email subject=id purpose=communicate,provide basis=contract source=provided clause=PV-3 retain=job+P30D erase=delete export=no';
comment on column job.state is 'Ready, running, or dead after its last attempt. privacy: none';
comment on column job.run_at is 'Not before. privacy: none';
comment on column job.leased_until is 'A worker has it until then; afterwards it is taken to have died. privacy: none';
comment on column job.attempt is 'How often it was begun; tells a worker whether the job is still its own. privacy: none';
comment on column job.error is 'Slug of the problem it last ended with, never a text. privacy: none';
comment on column job.progress is 'In hundredths. privacy: none';
comment on column job.created_at is 'When it was asked for. privacy: none';
