-- Who did what, when and to what: written by the statement that does it.
create table activity (
  workspace uuid not null,
  id uuid not null,
  actor uuid,
  verb text not null,
  object_kind text not null,
  object uuid,
  project uuid,
  request uuid not null,
  at timestamptz not null default now(),
  primary key (workspace, id),
  constraint activity_verb_is_known check (verb in (
    'signup', 'email.confirm', 'login', 'logout',
    'project.create', 'project.update', 'tag.create', 'tag.update', 'document.create',
    'span.create', 'span.update', 'span.delete', 'export.create'))
);
create index activity_by_project on activity (workspace, project, id);
create index activity_by_actor on activity (actor, id);
alter table activity enable row level security;
alter table activity force row level security;

create policy activity_read on activity for select to obelus_auth, obelus_annotations
  using (workspace = current_workspace()
         or (workspace = no_workspace() and actor = current_person()));
create policy activity_add on activity for insert to obelus_handler
  with check (workspace = current_workspace() or workspace = no_workspace());
grant select on activity to obelus_auth, obelus_annotations;
grant insert (workspace, id, actor, verb, object_kind, object, project, request) on activity to obelus_handler;
-- No update and no delete, for anyone: what happened stays on record.
-- No foreign keys: the record outlives what it tells of, and the actor of an
-- erased account becomes a pseudonym.

comment on table activity is 'Who did what, append only; account events have the nil workspace. scope: tenant. retain: workspace+P30D';
comment on column activity.workspace is 'Where; the nil UUID for an account''s own events. privacy: none';
comment on column activity.id is 'In the order of time. privacy: none';
comment on column activity.actor is 'Who; null: a stranger or the system. privacy: class=user.id subject=actor purpose=provide,secure basis=contract source=automatic clause=US-1 retain=workspace+P30D erase=pseudonymise export=yes';
comment on column activity.verb is 'What they did: the verbs of common/activity.h. privacy: class=user.activity subject=actor purpose=provide,secure basis=contract source=automatic clause=US-1 retain=workspace+P30D erase=retain export=yes';
comment on column activity.object_kind is 'The kind of thing it was done to: a table''s name. privacy: class=user.activity subject=actor purpose=provide,secure basis=contract source=automatic clause=US-1 retain=workspace+P30D erase=retain export=yes';
comment on column activity.object is 'Which one. privacy: class=user.activity subject=actor purpose=provide,secure basis=contract source=automatic clause=US-1 retain=workspace+P30D erase=retain export=yes';
comment on column activity.project is 'The project it belongs to. privacy: class=user.activity subject=actor purpose=provide,secure basis=contract source=automatic clause=US-1 retain=workspace+P30D erase=retain export=yes';
comment on column activity.request is 'The request that did it, as in the log and in X-Request-Id. privacy: class=user.activity subject=actor purpose=secure basis=contract source=automatic clause=LG-9 retain=workspace+P30D erase=retain export=no';
comment on column activity.at is 'When. privacy: class=user.activity subject=actor purpose=provide,secure basis=contract source=automatic clause=LG-6 retain=workspace+P30D erase=retain export=yes';
