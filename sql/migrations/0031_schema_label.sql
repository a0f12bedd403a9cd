-- Each label a schema has or had, and what the schema was in each version.
create table schema_label (
  workspace uuid not null,
  id uuid not null,
  schema uuid not null,
  kind text not null,
  name text not null,
  retired boolean not null default false,
  primary key (workspace, id),
  foreign key (workspace, schema) references label_schema (workspace, id) on delete cascade,
  constraint schema_label_kind_is_known check (kind in ('tag', 'class')),
  constraint schema_label_name_is_short check (char_length(name) between 1 and 64)
);
create index schema_label_by_schema on schema_label (workspace, schema, id);
alter table schema_label enable row level security;
alter table schema_label force row level security;

create policy schema_label_tenant on schema_label for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on schema_label to obelus_annotations;
grant insert (workspace, id, schema, kind, name) on schema_label to obelus_annotations;
grant update (name, retired) on schema_label to obelus_annotations;
-- No delete: submissions refer to it; it is retired.

comment on table schema_label is 'A tag or a class, by an id that outlives its names. scope: tenant. retain: project+P30D';
comment on column schema_label.workspace is 'Whose. privacy: none';
comment on column schema_label.id is 'The same in every version. privacy: none';
comment on column schema_label.schema is 'The schema it belongs to. privacy: none';
comment on column schema_label.kind is 'For spans (tag) or whole texts (class). privacy: none';
comment on column schema_label.name is 'What it is called, or was when it was retired. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column schema_label.retired is 'Not to be given any more. privacy: none';

create table schema_version (
  workspace uuid not null,
  id uuid not null,
  schema uuid not null,
  version int not null,
  overlap text not null,
  classes text not null,
  labels json not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace, id),
  foreign key (workspace, schema) references label_schema (workspace, id) on delete cascade,
  constraint schema_version_is_taken unique (workspace, schema, version)
);
create index schema_version_by_schema on schema_version (workspace, schema, id);
alter table schema_version enable row level security;
alter table schema_version force row level security;

create policy schema_version_tenant on schema_version for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on schema_version to obelus_annotations;
grant insert (workspace, id, schema, version, overlap, classes, labels, created_by) on schema_version to obelus_annotations;
-- No update, no delete: submissions name the version that they were made with.

comment on table schema_version is 'What a schema was. scope: tenant. retain: project+P30D';
comment on column schema_version.workspace is 'Whose. privacy: none';
comment on column schema_version.id is 'In the order of making. privacy: none';
comment on column schema_version.schema is 'Of which schema. privacy: none';
comment on column schema_version.version is 'Which. privacy: none';
comment on column schema_version.overlap is 'Could two spans of one submission overlap? privacy: none';
comment on column schema_version.classes is 'One class a text, or several. privacy: none';
comment on column schema_version.labels is 'Its labels in their order. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column schema_version.created_by is 'Who made it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column schema_version.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
