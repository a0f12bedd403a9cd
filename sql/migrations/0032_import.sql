-- Files that fill a dataset.  They come in pieces, which are rows, and the
-- worker makes examples of them: one file of a dataset at a time, so that
-- its examples stand in the order of its files.
alter table dataset add column places int not null default 0;
update dataset d
   set places = coalesce((select max(position) + 1 from example e where e.workspace = d.workspace and e.dataset = d.id), 0);
alter table dataset add constraint dataset_places_are_counted check (places >= examples);
grant update (places) on dataset to obelus_annotations;
comment on column dataset.places is 'The position that the next example gets. privacy: none';

create table import (
  workspace uuid not null,
  id uuid not null,
  dataset uuid not null,
  format text not null,
  content_field text,
  id_field text,
  group_field text,
  order_field text,
  metadata_field text,
  all_or_nothing boolean not null default false,
  state text not null default 'receiving',
  received bigint not null default 0,
  parsed bigint not null default 0,
  line bigint not null default 1,
  after_cr boolean not null default false,
  is_behind boolean not null default false,
  header text,
  examples int not null default 0,
  known int not null default 0,
  flaws int not null default 0,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, dataset) references dataset (workspace, id) on delete cascade,
  constraint import_format_is_known check (format in ('jsonl', 'json', 'csv', 'tsv', 'lines', 'text')),
  constraint import_state_is_known check (state in ('receiving', 'waiting', 'checking', 'adding', 'done', 'refused')),
  constraint import_has_ended check ((state in ('done', 'refused')) = (ended_at is not null)),
  constraint import_is_2_gib_at_most check (received between 0 and 2147483648),
  constraint import_is_read_as_far_as_it_came check (parsed between 0 and received)
);
create index import_by_dataset on import (workspace, dataset, id);
create index import_waiting on import (workspace, dataset, id) where state = 'waiting';
create unique index import_runs_alone on import (workspace, dataset) where state in ('checking', 'adding');
alter table import enable row level security;
alter table import force row level security;
create policy import_tenant on import for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select, delete on import to obelus_annotations;
grant insert (workspace, id, dataset, format, content_field, id_field, group_field, order_field, metadata_field, all_or_nothing, created_by)
  on import to obelus_annotations;
grant update (state, received, parsed, line, after_cr, is_behind, header, examples, known, flaws, version, ended_at)
  on import to obelus_annotations;

comment on table import is 'A file that fills a dataset. scope: tenant. retain: project+P30D';
comment on column import.workspace is 'Whose. privacy: none';
comment on column import.id is 'In the order of making. privacy: none';
comment on column import.dataset is 'What it fills. privacy: none';
comment on column import.format is 'How the file is written. privacy: none';
comment on column import.content_field is 'The member or column that holds the text. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import.id_field is 'The one that holds the id. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import.group_field is 'The one whose equals belong together. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import.order_field is 'The one that orders those. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import.metadata_field is 'The one that is kept as metadata; null: all others are. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import.all_or_nothing is 'Is nothing added when one row is wrong? privacy: none';
comment on column import.state is 'Receiving, waiting for its turn, checking, adding, done, or refused. privacy: none';
comment on column import.received is 'Bytes of the file that are here. privacy: none';
comment on column import.parsed is 'Bytes of it that were read: where to go on. privacy: none';
comment on column import.line is 'The line that begins there. privacy: none';
comment on column import.after_cr is 'Was the byte before a CR? privacy: none';
comment on column import.is_behind is 'Has the JSON array ended? privacy: none';
comment on column import.header is 'The first row of a table: its names. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import.examples is 'How many it added. privacy: none';
comment on column import.known is 'How many the dataset had already. privacy: none';
comment on column import.flaws is 'How many rows are wrong. privacy: none';
comment on column import.version is 'Grows with each step. privacy: none';
comment on column import.created_by is 'Who sends it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=project+P30D erase=pseudonymise export=yes';
comment on column import.created_at is 'When it was begun. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';
comment on column import.ended_at is 'When it was done. privacy: none';

-- What other migrations have put into the list of verbs stays in it.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into strict known
    from pg_constraint
   where conrelid = 'activity'::regclass and conname = 'activity_verb_is_known';
  assert known like '%''dataset.update''::text%', known;
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, '''dataset.update''::text',
               '''dataset.update''::text, ''import.create''::text, ''import.receive''::text, ''import.delete''::text, ''import.end''::text');
end $$;
