-- Texts that belong together: what is labelled, measured and downloaded as one.
create table dataset (
  workspace uuid not null,
  id uuid not null,
  project uuid not null,
  name text not null,
  description text,
  examples int not null default 0,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  visibility text not null default 'private',
  indexable boolean not null default false,
  primary key (workspace, id),
  foreign key (workspace, project) references project (workspace, id) on delete restrict,
  constraint dataset_name_is_taken unique (workspace, project, name),
  constraint dataset_name_is_short check (char_length(name) between 1 and 200),
  constraint dataset_description_is_short check (char_length(description) <= 2000),
  constraint dataset_examples_are_counted check (examples >= 0),
  constraint dataset_visibility_is_known check (visibility in ('private'))
);
create index dataset_by_project on dataset (workspace, project, id);
alter table dataset enable row level security;
alter table dataset force row level security;

create policy dataset_tenant on dataset for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on dataset to obelus_annotations;
grant insert (workspace, id, project, name, description, created_by) on dataset to obelus_annotations;
grant update (name, description, examples, version) on dataset to obelus_annotations;
-- No update of visibility or indexable: nothing can be published yet.

comment on table dataset is 'Texts that belong together. scope: tenant. retain: project+P30D';
comment on column dataset.workspace is 'Whose. privacy: none';
comment on column dataset.id is 'In the order of making. privacy: none';
comment on column dataset.project is 'The project it belongs to. privacy: none';
comment on column dataset.name is 'What its members call it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column dataset.description is 'Where its texts come from. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column dataset.examples is 'How many examples it has. privacy: none';
comment on column dataset.version is 'Grows with each change; If-Match names it. privacy: none';
comment on column dataset.created_by is 'Who made it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column dataset.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column dataset.visibility is 'Who may see it: members of the workspace. privacy: none';
comment on column dataset.indexable is 'May search engines show it? Never while it is private. privacy: none';

-- One text of a dataset, exactly as it was uploaded; no label crosses it.
create table example (
  workspace uuid not null,
  id uuid not null,
  dataset uuid not null,
  position int not null,
  content text not null,
  length int not null,
  metadata json,
  external_id text,
  group_key text,
  order_key text,
  primary key (workspace, id),
  foreign key (workspace, dataset) references dataset (workspace, id) on delete restrict,
  -- The order of the dataset is that of its files, and tells where a page begins.
  constraint example_position_is_taken unique (workspace, dataset, position),
  constraint example_external_id_is_taken unique (workspace, dataset, external_id),
  constraint example_external_id_is_short check (char_length(external_id) between 1 and 200),
  constraint example_group_key_is_short check (char_length(group_key) between 1 and 200),
  constraint example_order_key_is_short check (char_length(order_key) between 1 and 200),
  constraint example_length_is_counted check (length > 0),
  constraint example_position_is_counted check (position >= 0)
);
create index example_by_group on example (workspace, dataset, group_key, order_key) where group_key is not null;
alter table example enable row level security;
alter table example force row level security;

create policy example_tenant on example for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select on example to obelus_annotations;
grant insert (workspace, id, dataset, position, content, length, metadata, external_id, group_key, order_key) on example to obelus_annotations;
-- No update: labels point into the content.

comment on table example is 'One text of a dataset. scope: tenant. retain: project+P30D';
comment on column example.workspace is 'Whose. privacy: none';
comment on column example.id is 'In the order of making. privacy: none';
comment on column example.dataset is 'The dataset it belongs to. privacy: none';
comment on column example.position is 'Its place in the dataset, counted from 0; places of rows that were refused are left out. privacy: none';
comment on column example.content is 'The text itself, never normalised. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column example.length is 'Its length in Unicode code points. privacy: none';
comment on column example.metadata is 'What came with it, given back byte for byte. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column example.external_id is 'What its owner calls it; once in a dataset. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column example.group_key is 'Examples that are shown together share it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column example.order_key is 'Their order among those. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
