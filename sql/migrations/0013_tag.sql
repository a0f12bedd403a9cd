-- What a span of text can be labelled as.
create table tag (
  workspace uuid not null,
  id uuid not null,
  project uuid not null,
  name text not null,
  description text,
  colour text not null,
  key text,
  position int not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace, id),
  foreign key (workspace, project) references project (workspace, id) on delete restrict,
  constraint tag_name_is_taken unique (workspace, project, name),
  constraint tag_key_is_taken unique (workspace, project, key),
  constraint tag_name_is_short check (char_length(name) between 1 and 64),
  constraint tag_description_is_short check (char_length(description) <= 2000),
  constraint tag_colour_is_rgb check (colour ~ '^#[0-9a-f]{6}$'),
  constraint tag_key_is_one_character check (key ~ '^[a-z0-9]$')
);
alter table tag enable row level security;
alter table tag force row level security;

create policy tag_tenant on tag for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on tag to obelus_annotations;
grant insert (workspace, id, project, name, description, colour, key, position) on tag to obelus_annotations;
grant update (name, description, colour, key, position, version) on tag to obelus_annotations;
-- No delete: spans refer to it.

comment on table tag is 'A label of a project. scope: tenant. retain: project+P30D';
comment on column tag.workspace is 'Whose. privacy: none';
comment on column tag.id is 'In the order of making. privacy: none';
comment on column tag.project is 'The project it belongs to. privacy: none';
comment on column tag.name is 'What people see. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column tag.description is 'When to use it. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column tag.colour is 'As #rrggbb. privacy: none';
comment on column tag.key is 'The key on the keyboard that applies it. privacy: none';
comment on column tag.position is 'Its place in the list. privacy: none';
comment on column tag.version is 'Grows with each change; If-Match names it. privacy: none';
comment on column tag.created_at is 'When it was added. privacy: none';
