-- A text, exactly as it was uploaded.
create table document (
  workspace uuid not null,
  id uuid not null,
  project uuid not null,
  name text not null,
  text text not null,
  length int not null,
  spans int not null default 0,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace, id),
  foreign key (workspace, project) references project (workspace, id) on delete restrict,
  constraint document_name_is_short check (char_length(name) between 1 and 200),
  -- Not compared with the text: checks run again at each change of the row,
  -- and would read megabytes to count a span.
  constraint document_length_is_counted check (length >= 0),
  constraint document_spans_are_counted check (spans >= 0)
);
create index document_by_project on document (workspace, project, id);
alter table document enable row level security;
alter table document force row level security;

create policy document_tenant on document for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on document to obelus_annotations;
grant insert (workspace, id, project, name, text, length, created_by) on document to obelus_annotations;
grant update (spans) on document to obelus_annotations;
-- No update of text: spans point into it.

comment on table document is 'A text to be labelled. scope: tenant. retain: project+P30D';
comment on column document.workspace is 'Whose. privacy: none';
comment on column document.id is 'In the order of making. privacy: none';
comment on column document.project is 'The project it belongs to. privacy: none';
comment on column document.name is 'What its uploader called it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column document.text is 'The text itself, never normalised. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column document.length is 'Its length in Unicode code points. privacy: none';
comment on column document.spans is 'How many spans it has. privacy: none';
comment on column document.created_by is 'Who uploaded it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column document.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
