-- Every statement that the privacy process can run, beside those of common/queries.sql.

-- practices() :one practices_found
-- Everything that is stored about people, or in which there may be people, as
-- the comments of the schema say it: what nobody wrote twice cannot disagree.
with stored as (
    select * from catalogue() where class is not null)
select (select json_agg(json_build_object(
                   'name', t.relation,
                   'about', split_part(t.said, ' scope: ', 1),
                   'retain', substring(t.said, ' retain: (\S+)')) order by t.relation)
          from (select distinct s.relation,
                       regexp_replace(obj_description(('public.' || quote_ident(s.relation))::regclass, 'pg_class'), '\s+', ' ', 'g') as said
                  from stored s) t) as tables,
       (select json_agg(json_build_object(
                   'table', s.relation, 'name', s.name, 'about', s.about, 'class', s.class, 'subject', s.subject_kind,
                   'purposes', s.purposes, 'basis', s.basis, 'source', s.source, 'clauses', s.clauses,
                   'retain', s.retain, 'erase', s.erase, 'export', s.export) order by s.relation, s."position")
          from stored s) as columns;

-- own_records(counted int, shown int) :many own_record
-- What is stored about the person who asks, table by table.
select o.relation as table, o.about, o.why, o.records, o.sample from own_records(:counted, :shown) o;

-- own_activity(before uuid, most int) :many own_deed_found
-- What the person who asks did, newest first.
select o.id, o.at, o.verb, o.workspace, o.workspace_name, o.project, o.project_name from own_activity(:before, :most) o;

-- retention_rules() :many retention_rule
-- The tables of which something goes when its time is over.
select relation
  from retention_rule
 order by relation;

-- retention_sweep(relation text, most int) :one retention_swept
-- The oldest of a table's rows whose time is over go, but for what a hold keeps.
select s.swept, s.is_over, s.is_busy
  from retention_sweep(:relation, :most) s;

-- retention_again(job uuid, self uuid, seconds int) :run
-- See to it that there is a next time.
insert into job (id, handler, kind, run_at)
select :job, 'privacy', 'retention', now() + make_interval(secs => :seconds::int)
 where not exists (select from job
                    where handler = 'privacy'
                      and kind = 'retention'
                      and state = 'ready'
                      and id <> :self);
