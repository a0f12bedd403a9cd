-- What an import holds while it is read, and what it left out.
-- A piece of the file, until its examples are made.
create table import_chunk (
  workspace uuid not null,
  import uuid not null,
  position bigint not null,
  bytes bytea not null,
  primary key (workspace, import, position),
  foreign key (workspace, import) references import (workspace, id) on delete cascade
);
-- Compressing what is read once costs more than it saves.
alter table import_chunk alter column bytes set storage external;
alter table import_chunk enable row level security;
alter table import_chunk force row level security;
create policy import_chunk_tenant on import_chunk for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, import, position, bytes), select, delete on import_chunk to obelus_annotations;
comment on table import_chunk is 'A piece of an uploaded file, until it was read. scope: tenant. retain: job';
comment on column import_chunk.workspace is 'Whose. privacy: none';
comment on column import_chunk.import is 'Of which file. privacy: none';
comment on column import_chunk.position is 'Its first byte in the file. privacy: none';
comment on column import_chunk.bytes is 'As they came. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=no';

-- The ids of a file that is added as a whole or not at all, while it is checked.
create table import_name (
  workspace uuid not null,
  import uuid not null,
  external_id text not null,
  digest text not null,
  primary key (workspace, import, external_id),
  foreign key (workspace, import) references import (workspace, id) on delete cascade
);
alter table import_name enable row level security;
alter table import_name force row level security;
create policy import_name_tenant on import_name for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, import, external_id, digest), select, delete on import_name to obelus_annotations;
comment on table import_name is 'An id in a file that is being checked. scope: tenant. retain: job';
comment on column import_name.workspace is 'Whose. privacy: none';
comment on column import_name.import is 'Of which file. privacy: none';
comment on column import_name.external_id is 'The id. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=no';
comment on column import_name.digest is 'Tells whether two rows of one id are the same. privacy: class=content.text subject=workspace purpose=provide basis=contract source=derived clause=PV-6 retain=project+P30D erase=delete export=no';

-- A row that was left out, and why.
create table import_flaw (
  workspace uuid not null,
  id uuid not null,
  import uuid not null,
  line bigint not null,
  word text not null,
  field text,
  primary key (workspace, id),
  foreign key (workspace, import) references import (workspace, id) on delete cascade
);
create index import_flaw_by_import on import_flaw (workspace, import, id);
alter table import_flaw enable row level security;
alter table import_flaw force row level security;
create policy import_flaw_tenant on import_flaw for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, id, import, line, word, field), select, delete on import_flaw to obelus_annotations;
comment on table import_flaw is 'A row of a file that was left out. scope: tenant. retain: project+P30D';
comment on column import_flaw.workspace is 'Whose. privacy: none';
comment on column import_flaw.id is 'In the order of the file. privacy: none';
comment on column import_flaw.import is 'Of which file. privacy: none';
comment on column import_flaw.line is 'The line in which the row begins, counted from 1. privacy: none';
comment on column import_flaw.word is 'What is wrong, as a word. privacy: none';
comment on column import_flaw.field is 'In which member or column. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
