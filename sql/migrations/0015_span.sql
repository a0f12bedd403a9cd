-- A stretch of a text with a tag.  Positions are Unicode code points, half-open.
create table span (
  workspace uuid not null,
  id uuid not null,
  document uuid not null,
  tag uuid not null,
  start int not null,
  "end" int not null,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace, id),
  foreign key (workspace, document) references document (workspace, id) on delete cascade,
  foreign key (workspace, tag) references tag (workspace, id) on delete restrict,
  constraint span_is_forward check (start >= 0 and start < "end")
);
create index span_by_place on span (workspace, document, start, "end", id);
create index span_by_tag on span (workspace, tag);
alter table span enable row level security;
alter table span force row level security;

create policy span_tenant on span for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select, delete on span to obelus_annotations;
grant insert (workspace, id, document, tag, start, "end", created_by) on span to obelus_annotations;
grant update (tag, version) on span to obelus_annotations;
-- No update of start or end: the covered text would no longer be what was
-- checked; a span is moved by removing it and marking another.

comment on table span is 'A labelled stretch of a text. scope: tenant. retain: project+P30D';
comment on column span.workspace is 'Whose. privacy: none';
comment on column span.id is 'In the order of making. privacy: none';
comment on column span.document is 'The text. privacy: none';
comment on column span.tag is 'The label. privacy: none';
comment on column span.start is 'Code points before it. privacy: none';
comment on column span."end" is 'Code points up to its end. privacy: none';
comment on column span.version is 'Grows with each change; If-Match names it. privacy: none';
comment on column span.created_by is 'Who marked it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column span.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
