-- Every statement names the workspace, and row level security repeats it.  A
-- statement that changes something asks again whether its caller is a member
-- with the right role: the session may remember a role that was taken away.

-- projects_of(workspace uuid, after uuid, rows int) :many project
-- A page of the workspace's projects, oldest first.
select id, name, description, documents, version, created_at
  from project
 where workspace = :workspace
   and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
 order by id
 limit :rows;

-- project_by_id(workspace uuid, id uuid) :one project shared
-- One project of the workspace.
select id, name, description, documents, version, created_at
  from project
 where workspace = :workspace
   and id = :id;

-- project_create(workspace uuid, id uuid, name text, description text, tags json, tag_count int, person uuid, activity uuid, request uuid) :one project
-- A new project with its first tags.
with writer as (
    select person
      from member
     where workspace = :workspace
       and person = :person
       and role in ('owner', 'admin', 'manager')),
made as (
    insert into project (workspace, id, name, description, tags, created_by)
    select :workspace, :id, :name, :description, :tag_count, person
      from writer
    returning id, name, description, documents, version, created_at),
tagged as (
    insert into tag (workspace, id, project, name, description, colour, key, position)
    select :workspace, t.id, made.id, t.name, t.description, t.colour, t.key, t.position
      from made,
           json_to_recordset(:tags::json) as t (id uuid, name text, description text, colour text,
                                                key text, position int)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'project.create', 'project', id, id, :request
      from made)
select id, name, description, documents, version, created_at
  from made;

-- project_update(workspace uuid, id uuid, version int, name patch_text, description patch_text, person uuid, activity uuid, request uuid) :one project
-- Rename or describe a project, unless someone changed it since the caller read it.
with changed as (
    update project p
       set name = case when :name_given then :name else p.name end,
           description = case when :description_given then :description else p.description end,
           version = p.version + 1
      from member m
     where p.workspace = :workspace
       and p.id = :id
       and p.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning p.id, p.name, p.description, p.documents, p.version, p.created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'project.update', 'project', id, id, :request
      from changed)
select id, name, description, documents, version, created_at
  from changed;

-- project_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a project could not be changed, or given another tag.
select p.version, m.role, 200 - p.tags as room
  from project p
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager')
 where p.workspace = :workspace
   and p.id = :id;

-- tags_of(workspace uuid, project uuid) :many tag
-- A project's tags in their order; one row without an id when it has none.
select t.id, p.id as project, t.name, t.description, t.colour, t.key, t.position, t.version
  from project p
  left join tag t
    on t.workspace = :workspace
   and t.project = p.id
 where p.workspace = :workspace
   and p.id = :project
 order by t.position, t.id;

-- tag_create(workspace uuid, id uuid, project uuid, name text, description text, colour text, key text, person uuid, activity uuid, request uuid) :one tag
-- One more tag, behind the others; a project has at most 200.
with place as (
    update project p
       set tags = p.tags + 1
      from member m
     where p.workspace = :workspace
       and p.id = :project
       and p.tags < 200
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning p.id, p.tags),
made as (
    insert into tag (workspace, id, project, name, description, colour, key, position)
    select :workspace, :id, id, :name, :description, :colour, :key, tags - 1
      from place
    returning id, project, name, description, colour, key, position, version),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'tag.create', 'tag', id, project, :request
      from made)
select id, project, name, description, colour, key, position, version
  from made;

-- tag_update(workspace uuid, id uuid, version int, name patch_text, description patch_text, colour patch_text, key patch_text, person uuid, activity uuid, request uuid) :one tag
-- Change a tag, unless someone changed it since the caller read it.
with changed as (
    update tag t
       set name = case when :name_given then :name else t.name end,
           description = case when :description_given then :description else t.description end,
           colour = case when :colour_given then :colour else t.colour end,
           key = case when :key_given then :key else t.key end,
           version = t.version + 1
      from member m
     where t.workspace = :workspace
       and t.id = :id
       and t.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning t.id, t.project, t.name, t.description, t.colour, t.key, t.position, t.version),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'tag.update', 'tag', id, project, :request
      from changed)
select id, project, name, description, colour, key, position, version
  from changed;

-- tag_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a tag could not be changed.
select t.version, m.role, 0 as room
  from tag t
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager')
 where t.workspace = :workspace
   and t.id = :id;

-- documents_of(workspace uuid, project uuid, after uuid, rows int) :many document_row
-- A page of a project's texts, oldest first; one row without an id when there is none.
select d.id, d.name, d.length, d.spans, d.created_at
  from project p
  left join lateral (
        select id, name, length, spans, created_at
          from document
         where workspace = :workspace
           and project = p.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) d on true
 where p.workspace = :workspace
   and p.id = :project
 order by d.id;

-- document_create(workspace uuid, id uuid, project uuid, name text, text text, length int, person uuid, activity uuid, request uuid) :one document_row
-- A new text; the project counts it.
with place as (
    update project p
       set documents = p.documents + 1
      from member m
     where p.workspace = :workspace
       and p.id = :project
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning p.id),
made as (
    insert into document (workspace, id, project, name, text, length, created_by)
    select :workspace, :id, id, :name, :text, :length, :person
      from place
    returning id, project, name, length, spans, created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'document.create', 'document', id, project, :request
      from made)
select id, name, length, spans, created_at
  from made;

-- document_by_id(workspace uuid, id uuid) :one document shared
-- One text of the workspace.  A long one is left out: those who share the
-- connection would wait for it.
select id, project, name, case when length <= 20000 then text else '' end as text, length, spans, created_at
  from document
 where workspace = :workspace
   and id = :id;

-- document_long(workspace uuid, id uuid) :one document
-- The same, however long.
select id, project, name, text, length, spans, created_at
  from document
 where workspace = :workspace
   and id = :id;

-- document_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a span could not be made in a text.
select 1 as version, m.role, 0 as room
  from document d
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager', 'reviewer', 'annotator')
 where d.workspace = :workspace
   and d.id = :id;

-- spans_of(workspace uuid, document uuid, after uuid, rows int) :many span
-- A page of a text's spans in the order of their making; one row without an id when there is none.
select s.id, d.id as document, s.tag, s.start, s."end", s.version, s.created_by, s.created_at
  from document d
  left join lateral (
        select id, tag, start, "end", version, created_by, created_at
          from span
         where workspace = :workspace
           and document = d.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) s on true
 where d.workspace = :workspace
   and d.id = :document
 order by s.id;

-- span_create(workspace uuid, id uuid, document uuid, tag uuid, start int, end int, text text, person uuid, activity uuid, request uuid) :one span_attempt
-- A new span, if it lies within its text, covers what its maker saw, and its tag is the project's;
-- a text has some 10,000 at most.
with place as (
    select d.id, d.project, d.length, d.spans >= 10000 as is_full,
           substr(d.text, :start + 1, :end - :start) = :text as matches
      from document d
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager', 'reviewer', 'annotator')
     where d.workspace = :workspace
       and d.id = :document),
label as (
    select t.id
      from place
      join tag t
        on t.workspace = :workspace
       and t.id = :tag
       and t.project = place.project),
made as (
    insert into span (workspace, id, document, tag, start, "end", created_by)
    select :workspace, :id, place.id, label.id, :start, :end, :person
      from place, label
     where place.matches
       and :end <= place.length
       and not place.is_full
    returning id, document, tag, start, "end", version, created_by, created_at),
counted as (
    update document d
       set spans = d.spans + 1
      from made
     where d.workspace = :workspace
       and d.id = made.document),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'span.create', 'span', made.id, place.project, :request
      from made, place)
select made.id, place.id as document, made.tag, label.id as known_tag, made.start, made."end",
       made.version, place.length, place.matches, place.is_full, made.created_by, made.created_at
  from place
  left join label on true
  left join made on true;

-- span_update(workspace uuid, id uuid, version int, tag uuid, person uuid, activity uuid, request uuid) :one span
-- Put a span under another tag of its project, unless someone changed it since the caller read it.
with changed as (
    update span s
       set tag = t.id,
           version = s.version + 1
      from member m, document d, tag t
     where s.workspace = :workspace
       and s.id = :id
       and s.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager', 'reviewer', 'annotator')
       and d.workspace = :workspace
       and d.id = s.document
       and t.workspace = :workspace
       and t.id = :tag
       and t.project = d.project
    returning s.id, s.document, s.tag, s.start, s."end", s.version, s.created_by, s.created_at,
              d.project),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'span.update', 'span', id, project, :request
      from changed)
select id, document, tag, start, "end", version, created_by, created_at
  from changed;

-- span_delete(workspace uuid, id uuid, version int, person uuid, activity uuid, request uuid) :run
-- Remove a span, unless someone changed it since the caller read it; the text counts one less.
with gone as (
    delete from span s
     using member m, document d
     where s.workspace = :workspace
       and s.id = :id
       and s.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager', 'reviewer', 'annotator')
       and d.workspace = :workspace
       and d.id = s.document
    returning s.id, s.document, d.project),
counted as (
    update document d
       set spans = d.spans - 1
      from gone
     where d.workspace = :workspace
       and d.id = gone.document)
insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
select :workspace, :activity, :person, 'span.delete', 'span', id, project, :request
  from gone;

-- span_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a span could not be changed.
select s.version, m.role, 0 as room
  from span s
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager', 'reviewer', 'annotator')
 where s.workspace = :workspace
   and s.id = :id;

-- export_begin(workspace uuid, project uuid, person uuid, activity uuid, request uuid) :one export_begun
-- Someone downloads a project: that they did is kept.
with begun as (
    select p.id, p.name
      from project p
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
     where p.workspace = :workspace
       and p.id = :project),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'export.create', 'project', id, id, :request
      from begun)
select name
  from begun;

-- export_documents(workspace uuid, project uuid) :stream found_document
-- Every text of a project with its spans, in an order that does not change.
select d.id, d.name, d.text,
       (select coalesce(json_agg(json_build_object(
                   'id', s.id, 'start', s.start, 'end', s."end", 'tag', t.name,
                   'created_by', s.created_by, 'created_at', s.created_at)
                   order by s.start, s."end", s.id), '[]')
          from span s
          join tag t
            on t.workspace = :workspace
           and t.id = s.tag
         where s.workspace = :workspace
           and s.document = d.id) as spans
  from document d
 where d.workspace = :workspace
   and d.project = :project
 order by d.id;

-- datasets_of(workspace uuid, project uuid, after uuid, rows int) :many dataset
-- A page of a project's datasets, oldest first; one row without an id when there is none.
select d.id, p.id as project, d.name, d.description, d.examples, d.version, d.created_at
  from project p
  left join lateral (
        select id, name, description, examples, version, created_at
          from dataset
         where workspace = :workspace
           and project = p.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) d on true
 where p.workspace = :workspace
   and p.id = :project
 order by d.id;

-- dataset_create(workspace uuid, id uuid, project uuid, name text, description text, person uuid, activity uuid, request uuid) :one dataset
-- A new dataset, which has no examples yet.
with place as (
    select p.id
      from project p
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
     where p.workspace = :workspace
       and p.id = :project),
made as (
    insert into dataset (workspace, id, project, name, description, created_by)
    select :workspace, :id, id, :name, :description, :person
      from place
    returning id, project, name, description, examples, version, created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'dataset.create', 'dataset', id, project, :request
      from made)
select id, project, name, description, examples, version, created_at
  from made;

-- dataset_by_id(workspace uuid, id uuid) :one dataset shared
-- One dataset of the workspace.
select id, project, name, description, examples, version, created_at
  from dataset
 where workspace = :workspace
   and id = :id;

-- dataset_update(workspace uuid, id uuid, version int, name patch_text, description patch_text, person uuid, activity uuid, request uuid) :one dataset
-- Rename or describe a dataset, unless someone changed it since the caller read it.
with changed as (
    update dataset d
       set name = case when :name_given then :name else d.name end,
           description = case when :description_given then :description else d.description end,
           version = d.version + 1
      from member m
     where d.workspace = :workspace
       and d.id = :id
       and d.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning d.id, d.project, d.name, d.description, d.examples, d.version, d.created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'dataset.update', 'dataset', id, project, :request
      from changed)
select id, project, name, description, examples, version, created_at
  from changed;

-- dataset_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a dataset could not be changed.
select d.version, m.role, 0 as room
  from dataset d
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager')
 where d.workspace = :workspace
   and d.id = :id;

-- examples_of(workspace uuid, dataset uuid, after uuid, rows int) :many example_row
-- A page of a dataset's examples by position; one row without an id when there is none.
select e.id, e.position, e.length, e.beginning, e.metadata_beginning, e.external_id, e.group_key, e.order_key
  from dataset d
  left join lateral (
        select id, position, length, left(content, 200) as beginning, left(metadata::text, 200) as metadata_beginning,
               external_id, group_key, order_key
          from example
         where workspace = :workspace
           and dataset = d.id
           and position > (select coalesce(max(last.position), -1)
                             from example last
                            where last.workspace = :workspace
                              and last.id = :after)
         order by position
         limit :rows) e on true
 where d.workspace = :workspace
   and d.id = :dataset
 order by e.position;

-- example_by_id(workspace uuid, id uuid) :one example
-- One example of the workspace, however long its text.
select id, dataset, position, length, content, metadata, external_id, group_key, order_key
  from example
 where workspace = :workspace
   and id = :id;

-- schemas_of(workspace uuid, project uuid, after uuid, rows int) :many label_schema_row
-- A page of a project's schemas, oldest first; one row without an id when there is none.
select s.id, p.id as project, s.name, s.description, s.overlap, s.classes, s.version, s.created_at
  from project p
  left join lateral (
        select id, name, description, overlap, classes, version, created_at
          from label_schema
         where workspace = :workspace
           and project = p.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) s on true
 where p.workspace = :workspace
   and p.id = :project
 order by s.id;

-- schema_by_id(workspace uuid, id uuid) :one label_schema
-- One schema with its labels.
select id, project, name, description, overlap, classes, version, created_at, labels
  from label_schema
 where workspace = :workspace
   and id = :id;

-- schema_create(workspace uuid, id uuid, project uuid, name text, description text, overlap text, classes text, labels json,
--               kept uuid, person uuid, activity uuid, request uuid) :one label_schema
-- A new schema with its labels, its first version.
with place as (
    select p.id
      from project p
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
     where p.workspace = :workspace
       and p.id = :project),
made as (
    insert into label_schema (workspace, id, project, name, description, overlap, classes, labels, created_by)
    select :workspace, :id, id, :name, :description, :overlap, :classes, :labels::json, :person
      from place
    returning id, project, name, description, overlap, classes, version, created_at, labels),
labelled as (
    insert into schema_label (workspace, id, schema, kind, name)
    select :workspace, l.id, made.id, l.kind, l.name
      from made, json_to_recordset(:labels::json) as l (id uuid, kind text, name text)),
versioned as (
    insert into schema_version (workspace, id, schema, version, overlap, classes, labels, created_by)
    select :workspace, :kept, id, version, overlap, classes, labels, :person
      from made),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'schema.create', 'schema', id, project, :request
      from made)
select id, project, name, description, overlap, classes, version, created_at, labels
  from made;

-- schema_update(workspace uuid, id uuid, version int, name text, description text, overlap text, classes text, labels json,
--               known int, kept uuid, person uuid, activity uuid, request uuid) :one label_schema
-- The next version of a schema: labels it has are renamed, new ones added, those that are left out retired; unless someone
-- changed it since the caller read it, `known` of the labels are not its own, or a new one is called as one that is left out.
with changed as (
    update label_schema s
       set name = :name, description = :description, overlap = :overlap, classes = :classes, labels = :labels::json,
           version = s.version + 1
      from member m
     where s.workspace = :workspace
       and s.id = :id
       and s.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
       and :known = (select count(*)
                       from json_to_recordset(:labels::json) as l (id uuid, kind text)
                       join schema_label k
                         on k.workspace = :workspace
                        and k.id = l.id
                        and k.schema = :id
                        and k.kind = l.kind)
       and not exists (select
                         from schema_label k
                         join json_to_recordset(:labels::json) as l (id uuid, kind text, name text)
                           on l.kind = k.kind
                          and l.name = k.name
                        where k.workspace = :workspace
                          and k.schema = :id
                          and not k.retired
                          and not exists (select from json_to_recordset(:labels::json) as o (id uuid) where o.id = k.id))
    returning s.id, s.project, s.name, s.description, s.overlap, s.classes, s.version, s.created_at, s.labels),
labelled as (
    insert into schema_label (workspace, id, schema, kind, name)
    select :workspace, l.id, changed.id, l.kind, l.name
      from changed, json_to_recordset(:labels::json) as l (id uuid, kind text, name text)
    on conflict (workspace, id) do update set name = excluded.name, retired = false),
retired as (
    update schema_label k
       set retired = true
      from changed
     where k.workspace = :workspace
       and k.schema = changed.id
       and not exists (select from json_to_recordset(:labels::json) as l (id uuid) where l.id = k.id)),
versioned as (
    insert into schema_version (workspace, id, schema, version, overlap, classes, labels, created_by)
    select :workspace, :kept, id, version, overlap, classes, labels, :person
      from changed),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'schema.update', 'schema', id, project, :request
      from changed)
select id, project, name, description, overlap, classes, version, created_at, labels
  from changed;

-- schema_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a schema could not be changed.
select s.version, m.role, 0 as room
  from label_schema s
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager')
 where s.workspace = :workspace
   and s.id = :id;

-- schema_versions_of(workspace uuid, schema uuid, after uuid, rows int) :many schema_version
-- A page of what a schema was, oldest first.
select v.id, v.version, v.overlap, v.classes, v.labels, v.created_by, v.created_at
  from label_schema s
  left join lateral (
        select id, version, overlap, classes, labels, created_by, created_at
          from schema_version
         where workspace = :workspace
           and schema = s.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) v on true
 where s.workspace = :workspace
   and s.id = :schema
 order by v.id;

-- imports_of(workspace uuid, dataset uuid, after uuid, rows int) :many dataset_import
-- A page of a dataset's imports, oldest first; one row without an id when there is none.
select i.id, d.id as dataset, i.format, i.content_field, i.id_field, i.group_field, i.order_field, i.metadata_field,
       i.all_or_nothing, i.job, i.state, i.received, i.parsed, i.examples, i.known, i.submissions, i.skips, i.flaws, i.version,
       i.created_at, i.ended_at
  from dataset d
  left join lateral (
        select *
          from import
         where workspace = :workspace
           and dataset = d.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) i on true
 where d.workspace = :workspace
   and d.id = :dataset
 order by i.id;

-- import_create(workspace uuid, id uuid, dataset uuid, format text, content_field text, id_field text, group_field text,
--               order_field text, metadata_field text, all_or_nothing bool, job uuid, person uuid, activity uuid,
--               request uuid) :one dataset_import
-- A new import, which waits for its file; if it is into a job, one of this dataset that goes on.
with place as (
    select d.id, d.project
      from dataset d
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
      left join annotation_job j
        on j.workspace = :workspace
       and j.id = :job
       and j.dataset = d.id
       and j.state <> 'archived'
     where d.workspace = :workspace
       and d.id = :dataset
       and (:job::uuid is null or j.id is not null)),
made as (
    insert into import (workspace, id, dataset, format, content_field, id_field, group_field, order_field, metadata_field,
                        all_or_nothing, job, created_by)
    select :workspace, :id, id, :format, :content_field, :id_field, :group_field, :order_field, :metadata_field,
           :all_or_nothing, :job, :person
      from place
    returning id, dataset, format, content_field, id_field, group_field, order_field, metadata_field,
              all_or_nothing, job, state, received, parsed, examples, known, submissions, skips, flaws, version, created_at, ended_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'import.create', 'import', made.id, place.project, :request
      from made, place)
select id, dataset, format, content_field, id_field, group_field, order_field, metadata_field,
       all_or_nothing, job, state, received, parsed, examples, known, submissions, skips, flaws, version, created_at, ended_at
  from made;

-- import_by_id(workspace uuid, id uuid) :one dataset_import shared
-- One import of the workspace.
select id, dataset, format, content_field, id_field, group_field, order_field, metadata_field,
       all_or_nothing, job, state, received, parsed, examples, known, submissions, skips, flaws, version, created_at, ended_at
  from import
 where workspace = :workspace
   and id = :id;

-- import_keep(workspace uuid, id uuid, at int, piece binary, last bool, person uuid, activity uuid, request uuid, job uuid) :one import_kept
-- Keep a piece of the file; a file that is whole goes to the workers.
select standing, received
  from import_keep(:workspace, :id, :at, :piece, :last, :person, :activity, :request, :job);

-- import_empty(workspace uuid, import uuid, person uuid) :run
-- Some of the pieces and names of an import that this person may remove.
with chosen as (
    select i.id
      from import i
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
     where i.workspace = :workspace
       and i.id = :import
       and not (i.all_or_nothing and i.state = 'adding')),
no_piece as (
    delete from import_chunk
     where workspace = :workspace
       and import = (select id from chosen)
       and position <= (
             select max(position)
               from (select position from import_chunk where workspace = :workspace and import = :import order by position limit 2000) first)
    returning 1),
no_name as (
    delete from import_name
     where workspace = :workspace
       and import = (select id from chosen)
       and external_id <= (
             select max(external_id)
               from (select external_id from import_name where workspace = :workspace and import = :import order by external_id limit 200000) first)
    returning 1)
select 1 from no_piece union all select 1 from no_name limit 1;

-- import_remove(workspace uuid, id uuid, person uuid, activity uuid, request uuid, job uuid) :one import_kept
-- Remove an import with what came of its file.
select standing, received
  from import_remove(:workspace, :id, :person, :activity, :request, :job);

-- import_flaws_of(workspace uuid, import uuid, after uuid, rows int) :many import_flaw
-- A page of the rows that were left out, in the order of the file; one row without an id when there is none.
select f.id, f.line, f.word, f.field, f.about, f.external_id, f.beginning
  from import i
  left join lateral (
        select id, line, word, field, about, external_id, beginning
          from import_flaw
         where workspace = :workspace
           and import = i.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) f on true
 where i.workspace = :workspace
   and i.id = :import
 order by f.id;

-- import_state_of(workspace uuid, id uuid) :one import_state
-- What a worker needs to know of an import.
select id, state, format, content_field, id_field, group_field, order_field, metadata_field,
       received, parsed, line, after_cr, is_behind, header, dataset, job
  from import
 where workspace = :workspace
   and id = :id;

-- import_chunk_at(workspace uuid, import uuid, at int) :one import_chunk
-- The piece of a file that holds a byte.
select position, encode(bytes, 'hex') as bytes
  from import_chunk
 where workspace = :workspace
   and import = :import
   and position = (select max(position)
                     from import_chunk
                    where workspace = :workspace
                      and import = :import
                      and position <= :at);

-- import_take(workspace uuid, id uuid, known int, ids binary, lines binary, contents binary, metadata binary, external_ids binary,
--             group_keys binary, order_keys binary, wrong json, parsed int, line int, after_cr bool, is_behind bool,
--             header text) :later import_taken
-- Make examples of a batch of rows, given as a list a column; the place in the file moves on with them.
select flaws
  from import_take(:workspace, :id, :known, :ids, :lines, :contents, :metadata, :external_ids, :group_keys, :order_keys,
                   :wrong, :parsed, :line, :after_cr, :is_behind, :header);

-- import_labels_of(workspace uuid, job uuid) :one import_labels_of
-- What an import into a job needs to know of it: its labels, retired ones too, and who may have given them.
select j.annotators, j.schema, s.version as schema_version,
       (select coalesce(json_agg(json_build_object('id', l.id, 'name', l.name) order by l.id), '[]')
          from schema_label l
         where l.workspace = :workspace
           and l.schema = j.schema) as labels,
       (select coalesce(json_agg(json_build_object('id', n.person, 'name', n.username) order by n.person), '[]')
          from member_names(:workspace) n) as people
  from annotation_job j
  join label_schema s
    on s.workspace = :workspace
   and s.id = j.schema
 where j.workspace = :workspace
   and j.id = :job;

-- import_labels_version(workspace uuid, schema uuid, version int) :one assignment_slice
-- What a schema was in a version, for what a file's submissions are checked against.
select null as role, null as id, 0 as handed_version, null as content, 0 as length, version, overlap, classes, labels
  from schema_version
 where workspace = :workspace
   and schema = :schema
   and version = :version;

-- import_labels_person(workspace uuid, person uuid) :one labels_name
-- Someone who is no member, but has labelled here.
select person as id, 'left' as name
  from assignment
 where workspace = :workspace
   and person = :person
 order by id
 limit 1;

-- import_labels_take(workspace uuid, id uuid, known int, given json, deeds json, labels json, tallies json, wrong json,
--                    parsed int, line int, after_cr bool) :one import_taken
-- Make examples of a batch of lines, and what people did with them theirs; the place in the file moves on with them.
select flaws
  from import_labels_take(:workspace, :id, :known, :given, :deeds, :labels, :tallies, :wrong,
                          :parsed, :line, :after_cr);

-- import_end(workspace uuid, id uuid, activity uuid, request uuid, job uuid) :one import_ended
-- The file was read to its end.
select state
  from import_end(:workspace, :id, :activity, :request, :job);

-- import_forget(workspace uuid, import uuid) :run
-- Some of the pieces and names of a file that was read.
with no_piece as (
    delete from import_chunk
     where workspace = :workspace
       and import = :import
       and position <= (
             select max(position)
               from (select position from import_chunk where workspace = :workspace and import = :import order by position limit 100) first)
    returning 1),
no_name as (
    delete from import_name
     where workspace = :workspace
       and import = :import
       and external_id <= (
             select max(external_id)
               from (select external_id from import_name where workspace = :workspace and import = :import order by external_id limit 10000) first)
    returning 1)
select 1 from no_piece union all select 1 from no_name;

-- annotation_jobs_of(workspace uuid, project uuid, after uuid, rows int) :many annotation_job_row
-- A page of a project's jobs, oldest first; one row without an id when there is none.
select j.id, p.id as project, j.dataset, j.schema, j.name, j.state, j.annotators, j.for_teams,
       j.sample, d.examples, j.touched, j.done, j.submissions, j.skips, j.tickets + d.examples as revision, j.version
  from project p
  left join lateral (
        select *
          from annotation_job
         where workspace = :workspace
           and project = p.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) j on true
  left join dataset d
    on d.workspace = :workspace
   and d.id = j.dataset
 where p.workspace = :workspace
   and p.id = :project
 order by j.id;

-- annotation_job_queue(workspace uuid, after uuid, rows int) :many annotation_job_row
-- A page of the workspace's jobs in the order in which they are handed out.
select j.id, j.project, j.dataset, j.schema, j.name, j.state, j.annotators, j.for_teams,
       j.sample, d.examples, j.touched, j.done, j.submissions, j.skips, j.tickets + d.examples as revision, j.version
  from annotation_job j
  join dataset d
    on d.workspace = :workspace
   and d.id = j.dataset
 where j.workspace = :workspace
   and (j.rank, j.id) > (select coalesce(max(last.rank), -9223372036854775808),
                                coalesce(max(last.id::text)::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
                           from annotation_job last
                          where last.workspace = :workspace
                            and last.id = :after)
 order by j.rank, j.id
 limit :rows;

-- annotation_job_create(workspace uuid, id uuid, project uuid, dataset uuid, schema uuid, name text, guidelines text,
--                       annotators int, lease_seconds int, for_teams bool, teams json, sample bool, person uuid, activity uuid,
--                       request uuid) :one annotation_job
-- A new job at the end of the workspace's queue, before samples that stand there; a sample behind all.
with place as (
    select d.project, d.examples
      from dataset d
      join label_schema s
        on s.workspace = :workspace
       and s.id = :schema
       and s.project = d.project
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
     where d.workspace = :workspace
       and d.id = :dataset
       and d.project = :project),
made as (
    insert into annotation_job (workspace, id, project, dataset, schema, name, guidelines, annotators, lease_seconds,
                                for_teams, sample, rank, created_by)
    select :workspace, :id, project, :dataset, :schema, :name, :guidelines, :annotators, :lease_seconds, :for_teams,
           :sample, annotation_job_rank(:workspace, :id, case when :sample then 'bottom' else 'new' end, null), :person
      from place
    returning *),
teamed as (
    insert into annotation_job_team (workspace, job, team)
    select :workspace, made.id, t.id
      from made, json_to_recordset(:teams::json) as t (id uuid)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'job.create', 'job', id, project, :request
      from made)
select j.id, j.project, j.dataset, j.schema, j.name, j.state, j.annotators, j.for_teams,
       j.sample, d.examples, j.touched, j.done, j.submissions, j.skips, j.tickets + d.examples as revision, j.version,
       j.guidelines, j.lease_seconds, j.created_at, :teams::json as teams
  from made j, place d;

-- job_parts(workspace uuid, project uuid, dataset uuid, schema uuid, person uuid) :one job_parts
-- Why a job could not be made; no row when there is no such project.
select exists (select from dataset where workspace = :workspace and id = :dataset and project = p.id) as dataset,
       exists (select from label_schema where workspace = :workspace and id = :schema and project = p.id) as schema,
       exists (select from member where workspace = :workspace and person = :person
                                    and role in ('owner', 'admin', 'manager')) as member
  from project p
 where p.workspace = :workspace
   and p.id = :project;

-- annotation_job_by_id(workspace uuid, id uuid) :one annotation_job
-- One job of the workspace, and how far it is.
select j.id, j.project, j.dataset, j.schema, j.name, j.state, j.annotators, j.for_teams,
       j.sample, d.examples, j.touched, j.done, j.submissions, j.skips, j.tickets + d.examples as revision, j.version,
       j.guidelines, j.lease_seconds, j.created_at,
       (select coalesce(json_agg(json_build_object('id', t.team) order by t.team), '[]')
          from annotation_job_team t
         where t.workspace = :workspace
           and t.job = j.id) as teams
  from annotation_job j
  join dataset d
    on d.workspace = :workspace
   and d.id = j.dataset
 where j.workspace = :workspace
   and j.id = :id;

-- annotation_job_update(workspace uuid, id uuid, version int, name patch_text, guidelines patch_text, annotators patch_int,
--                       state text, queue text, before uuid, person uuid, activity uuid, request uuid) :one annotation_job
-- Change a job or its place in the queue, unless someone changed it since the caller read it.
select j.id, j.project, j.dataset, j.schema, j.name, j.state, j.annotators, j.for_teams,
       j.sample, d.examples, j.touched, j.done, j.submissions, j.skips, j.tickets + d.examples as revision, j.version,
       j.guidelines, j.lease_seconds, j.created_at,
       (select coalesce(json_agg(json_build_object('id', t.team) order by t.team), '[]')
          from annotation_job_team t
         where t.workspace = :workspace
           and t.job = j.id) as teams
  from annotation_job_change(:workspace, :id, :version, :person, :name_given, :name, :guidelines_given, :guidelines,
                             case when :annotators_given then :annotators::int end, :state, :queue, :before, :activity, :request) j
  join dataset d
    on d.workspace = :workspace
   and d.id = j.dataset;

-- annotation_job_teams(workspace uuid, id uuid, version int, for_teams bool, teams json, person uuid, activity uuid, request uuid) :one annotation_job
-- Let these teams work on a job, or everyone.
with changed as (
    update annotation_job j
       set for_teams = :for_teams, version = j.version + 1
      from member m
     where j.workspace = :workspace
       and j.id = :id
       and j.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning j.*),
chosen as (
    select t.id
      from changed, json_to_recordset(:teams::json) as t (id uuid)),
gone as (
    delete from annotation_job_team t
     using changed
     where t.workspace = :workspace
       and t.job = changed.id
       and not exists (select from chosen where chosen.id = t.team)),
come as (
    insert into annotation_job_team (workspace, job, team)
    select :workspace, changed.id, chosen.id
      from changed, chosen
     where not exists (select from annotation_job_team t
                        where t.workspace = :workspace
                          and t.job = changed.id
                          and t.team = chosen.id)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'job.update', 'job', id, project, :request
      from changed)
select j.id, j.project, j.dataset, j.schema, j.name, j.state, j.annotators, j.for_teams,
       j.sample, d.examples, j.touched, j.done, j.submissions, j.skips, j.tickets + d.examples as revision, j.version,
       j.guidelines, j.lease_seconds, j.created_at, :teams::json as teams
  from changed j
  join dataset d
    on d.workspace = :workspace
   and d.id = j.dataset;

-- annotation_job_standing(workspace uuid, id uuid, person uuid) :one standing
-- Why a job could not be changed.
select j.version, m.role, 0 as room
  from annotation_job j
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager')
 where j.workspace = :workspace
   and j.id = :id;

-- assignments_of(workspace uuid, person uuid, after uuid, rows int) :many assignment_row
-- A page of what someone had in their hands, newest first.
select a.id, a.job, j.name as job_name, j.state as job_state, a.example, left(e.content, 100) as beginning,
       e.length > 100 as cut, a.state, a.drafted, a.schema_version, a.version, a.created_at, a.submitted_at
  from (select id, job, example, state, draft is not null as drafted, schema_version, version, created_at, submitted_at
          from assignment
         where workspace = :workspace
           and person = :person
           and id < (select coalesce(:after, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
         order by id desc
         limit :rows) a
  join annotation_job j
    on j.workspace = :workspace
   and j.id = a.job
  join example e
    on e.workspace = :workspace
   and e.id = a.example
 order by a.id desc;

-- assignment_next(workspace uuid, person uuid, job uuid, another bool, id uuid, activity uuid, request uuid) :one assignment
-- Hand someone what they are to label next.
select a.id, a.job, a.example, a.state, a.lease_until, e.content, e.metadata, e.external_id, j.name as job_name,
       j.schema, s.version as schema_version, s.overlap, s.classes, s.labels, a.draft, a.submission, a.version,
       coalesce(b.drafts, 0) as drafts, a.again, a.reason,
       (select coalesce(sum(d.submissions), 0)::int
          from job_day d
         where d.workspace = :workspace
           and d.job = a.job
           and d.person = :person) as own
  from assignment_next(:workspace, :person, :job, :another, :id, :activity, :request) a
  left join assignment b
    on b.workspace = :workspace
   and b.id = a.id
  left join example e
    on e.workspace = :workspace
   and e.id = a.example
  left join annotation_job j
    on j.workspace = :workspace
   and j.id = a.job
  left join label_schema s
    on s.workspace = :workspace
   and s.id = j.schema;

-- assignment_by_id(workspace uuid, id uuid, person uuid) :one assignment
-- One's own assignment with all that is needed to label it.
select a.id, a.job, a.example, a.state, a.lease_until, e.content, e.metadata, e.external_id, j.name as job_name,
       j.schema, s.version as schema_version, s.overlap, s.classes, s.labels, a.draft, a.submission, a.version,
       a.drafts, false as again, null as reason,
       (select coalesce(sum(d.submissions), 0)::int
          from job_day d
         where d.workspace = :workspace
           and d.job = a.job
           and d.person = :person) as own
  from assignment a
  join example e
    on e.workspace = :workspace
   and e.id = a.example
  join annotation_job j
    on j.workspace = :workspace
   and j.id = a.job
  join label_schema s
    on s.workspace = :workspace
   and s.id = j.schema
 where a.workspace = :workspace
   and a.id = :id
   and a.person = :person;

-- assignment_slice(workspace uuid, id uuid, person uuid, version int) :one assignment_slice
-- What a submission is checked against, and whether its person may make one still.
select m.role, a.id, a.handed_version, e.content, e.length, v.version, v.overlap, v.classes, coalesce(v.labels, '[]') as labels
  from (select) caller
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role <> 'billing'
  left join assignment a
    on a.workspace = :workspace
   and a.id = :id
   and a.person = :person
  left join example e
    on e.workspace = :workspace
   and e.id = a.example
  left join annotation_job j
    on j.workspace = :workspace
   and j.id = a.job
  left join schema_version v
    on v.workspace = :workspace
   and v.schema = j.schema
   and v.version = :version;

-- assignment_set(workspace uuid, id uuid, person uuid, what text, labels json, schema_version int, reason text, known int, seen int,
--                submission uuid, day uuid, activity uuid, request uuid) :one assignment_done
-- Save, submit, skip, give back or take back what one was handed.
select standing, id, state, lease_until, version, drafts
  from assignment_set(:workspace, :id, :person, :what, :labels, :schema_version, :reason, :known, :seen, :submission, :day,
                      :activity, :request);

-- submissions_of(workspace uuid, assignment uuid, person uuid, after uuid, rows int) :many submission_row
-- A page of what someone submitted for an assignment of theirs, oldest first; one row without an id when there is none.
select s.id, a.id as assignment, s.version, s.schema_version, s.labels, s.created_at
  from assignment a
  left join lateral (
        select id, version, schema_version, labels, created_at
          from submission
         where workspace = :workspace
           and assignment = a.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) s on true
 where a.workspace = :workspace
   and a.id = :assignment
   and a.person = :person
 order by s.id;

-- job_days_of(workspace uuid, job uuid, after uuid, rows int) :many job_day
-- A page of what people did for a job, by day; one row without an id when there is nothing.
select d.id, j.id as job, d.day, d.person, n.username, d.submissions, d.spans, d.classes, d.nothings, d.skips, d.seconds
  from annotation_job j
  left join lateral (
        select id, day, person, submissions, spans, classes, nothings, skips, seconds
          from job_day
         where workspace = :workspace
           and job = j.id
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) d on true
  left join member_names(:workspace) n
    on n.person = d.person
 where j.workspace = :workspace
   and j.id = :job
 order by d.id;

-- job_frequencies(workspace uuid, job uuid, after uuid, rows int) :many frequency
-- A page of how often the schema's labels, retired ones too, were given in a job; one row without an id when it has none.
with names as materialized (
    select person, username
      from member_names(:workspace))
select l.id, l.kind, l.name, l.retired, coalesce(c.count, 0) as count, coalesce(c.people, '[]') as people
  from annotation_job j
  left join lateral (
        select id, kind, name, retired
          from schema_label
         where workspace = :workspace
           and schema = j.schema
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) l on true
  left join lateral (
        select sum(g.count) as count,
               json_agg(json_build_object('person', g.person, 'username', n.username, 'count', g.count) order by g.person) as people
          from job_label g
          left join names n
            on n.person = g.person
         where g.workspace = :workspace
           and g.job = j.id
           and g.label = l.id) c on true
 where j.workspace = :workspace
   and j.id = :job
 order by l.id;

-- job_skips_of(workspace uuid, job uuid, after uuid, rows int) :many skip
-- A page of what people have skipped in a job, and why; one row without an id when there is nothing.
select a.id, a.example, left(e.content, 100) as beginning, a.person, n.username, a.reason
  from annotation_job j
  left join lateral (
        select id, example, person, reason
          from assignment
         where workspace = :workspace
           and job = j.id
           and state = 'skipped'
           and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by id
         limit :rows) a on true
  left join example e
    on e.workspace = :workspace
   and e.id = a.example
  left join member_names(:workspace) n
    on n.person = a.person
 where j.workspace = :workspace
   and j.id = :job
 order by a.id;

-- job_leases_of(workspace uuid, job uuid, after uuid, rows int) :many lease
-- A page of what people have in their hands in a job, ten a person at most; one row without an id when there is nothing.
-- The limit, which nothing reaches, keeps the planner to the index of what is in hand.
select a.id, a.example, left(e.content, 100) as beginning, a.person, n.username, a.handed_at as since, a.lease_until as until
  from annotation_job j
  left join lateral (
        select h.id, h.example, h.person, h.handed_at, h.lease_until
          from (select id, example, person, handed_at, lease_until
                  from assignment
                 where workspace = :workspace
                   and job = j.id
                   and state = 'leased'
                 order by lease_until
                 limit 2147483647) h
         where h.id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by h.id
         limit :rows) a on true
  left join example e
    on e.workspace = :workspace
   and e.id = a.example
  left join member_names(:workspace) n
    on n.person = a.person
 where j.workspace = :workspace
   and j.id = :job
 order by a.id;

-- assignment_recall(workspace uuid, id uuid, person uuid, was text, activity uuid, request uuid) :one recalled
-- Take an example out of someone's hands, or send one back that they skipped.
select standing
  from assignment_recall(:workspace, :id, :person, :was, :activity, :request);

-- annotation_job_progress(workspace uuid, id uuid) :one job_progress
-- How far the examples of a job are, and how many can get no further with the people there are.
select d.examples, d.examples - j.touched as untouched, j.touched - j.done as begun, j.done, l.skipped,
       l.stuck + case when p.people < j.annotators then d.examples - j.touched else 0 end as stuck,
       j.annotators, p.people
  from annotation_job j
  join dataset d
    on d.workspace = :workspace
   and d.id = j.dataset
 cross join lateral (
        select count(*) as people
          from member m
         where m.workspace = :workspace
           and m.role <> 'billing'
           and (not j.for_teams
                or exists (select
                             from team_member b
                             join annotation_job_team t
                               on t.workspace = :workspace
                              and t.job = j.id
                              and t.team = b.team
                            where b.workspace = :workspace
                              and b.person = m.person))) p
 cross join lateral (
        select coalesce(sum(examples) filter (where skips > 0), 0) as skipped,
               coalesce(sum(examples) filter (where skips > p.people - j.annotators), 0) as stuck
          from job_level
         where workspace = :workspace
           and job = j.id
           and done < j.annotators) l
 where j.workspace = :workspace
   and j.id = :id;

-- labels_begin(workspace uuid, job uuid, person uuid, activity uuid, request uuid) :one labels_begun
-- Someone downloads what a job's people have labelled: that they did is kept.
with begun as (
    select j.id, j.name, j.project, j.schema
      from annotation_job j
      join member m
        on m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
     where j.workspace = :workspace
       and j.id = :job),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select :workspace, :activity, :person, 'job.export', 'job', id, project, :request
      from begun)
select b.name,
       (select coalesce(json_agg(json_build_object('id', l.id, 'name', l.name) order by l.id), '[]')
          from schema_label l
         where l.workspace = :workspace
           and l.schema = b.schema) as labels,
       (select coalesce(json_agg(json_build_object('id', n.person, 'name', n.username) order by n.person), '[]')
          from member_names(:workspace) n) as people
  from begun b;

-- labels_of(workspace uuid, job uuid, untouched bool) :stream labelled_row
-- Each example of a job in its order, once for each who submitted or skipped it; its content comes with the first of those.
-- The limits, which nothing reaches, keep the planner from sorting all of it: rows leave as they are found.
select x.id, x.position, x.external_id, x.group_key, x.order_key,
       case when coalesce(a.nth, 1) = 1 then x.content end as content,
       case when coalesce(a.nth, 1) = 1 then x.metadata end as metadata,
       a.person, a.state, a.version, a.schema_version, a.reason, a.submitted_at, a.counted_on as day, a.submission
  from (select id, position, external_id, group_key, order_key, content, metadata
          from example
         where workspace = :workspace
           and dataset = (select dataset from annotation_job where workspace = :workspace and id = :job)
         order by position
         limit 2147483647) x
  left join lateral (
        select person, state, version, schema_version, reason, submitted_at, counted_on, submission,
               row_number() over w as nth, first_value(state) over w as best
          from assignment
         where workspace = :workspace
           and job = :job
           and example = x.id
           and state in ('submitted', 'skipped')
        window w as (order by state = 'skipped', id)
         order by state = 'skipped', id
         limit 100) a on true
 where :untouched
    or a.best = 'submitted'
 order by x.position;

-- labels_by_example(workspace uuid, job uuid, untouched bool) :stream found_example
-- Each example of a job in its order, with all that was submitted for it: between control characters, which no JSON has.
select x.id, x.content, x.metadata, a.seen
  from (select id, position, content, metadata
          from example
         where workspace = :workspace
           and dataset = (select dataset from annotation_job where workspace = :workspace and id = :job)
         order by position
         limit 2147483647) x
  left join lateral (
        select string_agg(person || chr(31) || submitted_at || chr(31) || submission, chr(30) order by id) as seen
          from assignment
         where workspace = :workspace
           and job = :job
           and example = x.id
           and state = 'submitted') a on true
 where :untouched
    or a.seen is not null
 order by x.position;

-- job_guidelines(workspace uuid, id uuid) :one job_guidelines shared
-- How to label in a job.
select guidelines as markdown, version
  from annotation_job
 where workspace = :workspace
   and id = :id;
