-- Texts that are labelled with the same tags.
create table project (
  workspace uuid not null references workspace (id) on delete restrict,
  id uuid not null,
  name text not null,
  description text,
  documents int not null default 0,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  visibility text not null default 'private',
  indexable boolean not null default false,
  primary key (workspace, id),
  constraint project_name_is_short check (char_length(name) between 1 and 200),
  constraint project_description_is_short check (char_length(description) <= 2000),
  constraint project_documents_are_counted check (documents >= 0),
  constraint project_visibility_is_known check (visibility in ('private'))
);
alter table project enable row level security;
alter table project force row level security;

create policy project_tenant on project for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on project to obelus_annotations;
grant insert (workspace, id, name, description, created_by) on project to obelus_annotations;
grant update (name, description, documents, version) on project to obelus_annotations;
-- No update of visibility or indexable: nothing can be published yet.
-- No delete: a project with texts is removed by a job, piece by piece.

comment on table project is 'Texts and the tags to label them with. scope: tenant. retain: project+P30D';
comment on column project.workspace is 'Whose. privacy: none';
comment on column project.id is 'In the order of making. privacy: none';
comment on column project.name is 'What its members call it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column project.description is 'What it is for. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column project.documents is 'How many texts it has. privacy: none';
comment on column project.version is 'Grows with each change; If-Match names it. privacy: none';
comment on column project.created_by is 'Who made it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column project.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column project.visibility is 'Who may see it: members of the workspace. privacy: none';
comment on column project.indexable is 'May search engines show it? Never while it is private. privacy: none';
