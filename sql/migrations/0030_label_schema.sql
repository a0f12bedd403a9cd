-- What a job asks for: tags of spans and classes of texts, each change a version.
-- The list of verbs is taken as it is, and grows.
do $$ begin
  execute (select 'alter table activity drop constraint activity_verb_is_known, add constraint activity_verb_is_known '
      || replace(pg_get_constraintdef(oid), '])', ', ''schema.create''::text, ''schema.update''::text])')
    from pg_constraint where conname = 'activity_verb_is_known');
end $$;

create table label_schema (
  workspace uuid not null,
  id uuid not null,
  project uuid not null,
  name text not null,
  description text,
  overlap text not null,
  classes text not null,
  labels json not null,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  visibility text not null default 'private',
  indexable boolean not null default false,
  primary key (workspace, id),
  foreign key (workspace, project) references project (workspace, id) on delete restrict,
  constraint label_schema_name_is_taken unique (workspace, project, name),
  constraint label_schema_name_is_short check (char_length(name) between 1 and 200),
  constraint label_schema_description_is_short check (char_length(description) <= 2000),
  constraint label_schema_overlap_is_known check (overlap in ('none', 'allow')),
  constraint label_schema_classes_is_known check (classes in ('single', 'multi')),
  constraint label_schema_visibility_is_known check (visibility in ('private'))
);
create index label_schema_by_project on label_schema (workspace, project, id);
alter table label_schema enable row level security;
alter table label_schema force row level security;

create policy label_schema_tenant on label_schema for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on label_schema to obelus_annotations;
grant insert (workspace, id, project, name, description, overlap, classes, labels, created_by) on label_schema to obelus_annotations;
grant update (name, description, overlap, classes, labels, version) on label_schema to obelus_annotations;
-- No update of visibility or indexable: nothing can be published yet.

comment on table label_schema is 'Tags and classes that a job asks for. scope: tenant. retain: project+P30D';
comment on column label_schema.workspace is 'Whose. privacy: none';
comment on column label_schema.id is 'In the order of making. privacy: none';
comment on column label_schema.project is 'The project it belongs to. privacy: none';
comment on column label_schema.name is 'What its members call it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column label_schema.description is 'What it is for. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column label_schema.overlap is 'May two spans of one submission overlap? privacy: none';
comment on column label_schema.classes is 'One class a text, or several. privacy: none';
comment on column label_schema.labels is 'Its labels as they are now, in their order. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column label_schema.version is 'Grows with each change; If-Match names it, and every submission. privacy: none';
comment on column label_schema.created_by is 'Who made it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column label_schema.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column label_schema.visibility is 'Who may see it: members of the workspace. privacy: none';
comment on column label_schema.indexable is 'May search engines show it? Never while it is private. privacy: none';
