-- Submissions and skips of a file become those of people, and are counted as if each had been made on its day.  The job
-- is locked: see assignment_next.  One id does for a row of assignment, of submission and of job_day.
create function import_labels_keep(place uuid, of_import uuid, j annotation_job, places uuid[], deeds json, labels json,
                                   fresh bigint[], out submissions int, out skips int)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  new_tasks int;
  new_done int;
  tickets_before bigint;
begin
  select count(digest), count(*) - count(digest) into submissions, skips
    from rows from (json_to_recordset(deeds) as (digest text)) with ordinality as d (digest, n)
   where n = any (fresh);
  insert into task (workspace, job, example, room, taken, done, ticket)
  select distinct place, j.id, places[d.line], j.annotators, 0, 0, 0
    from rows from (json_to_recordset(deeds) as (line int)) with ordinality as d (line, n)
   where n = any (fresh)
  on conflict on constraint task_pkey do nothing;
  get diagnostics new_tasks = row_count;
  with deed as (
    select d.*, places[d.line] as example, case when d.digest is not null then d.labels end as submitted
      from rows from (json_to_recordset(deeds) as (line int, id uuid, person uuid, digest text, reason text, version int, seconds int,
                                                   schema_version int, submitted_at timestamptz, day timestamptz),
                      json_array_elements(labels))
           with ordinality as d (line, id, person, digest, reason, version, seconds, schema_version, submitted_at, day, labels, n)
     where n = any (fresh)),
  kept as (
    insert into assignment as a (workspace, id, job, example, person, state, submission, schema_version, handed_version, reason,
                                 seconds, counted_on, version, submitted_at, import)
    select place, d.id, j.id, d.example, d.person, case when d.digest is null then 'skipped' else 'submitted' end, d.submitted,
           case when d.digest is not null then d.schema_version end, d.schema_version, d.reason, d.seconds, d.day, d.version,
           d.submitted_at, of_import
      from deed d order by d.n
    on conflict on constraint assignment_is_taken do update
       set state = excluded.state, submission = excluded.submission, schema_version = excluded.schema_version,
           handed_version = excluded.handed_version, reason = excluded.reason, seconds = excluded.seconds,
           counted_on = excluded.counted_on, submitted_at = excluded.submitted_at, import = excluded.import,
           -- What was lost stays its person's draft; a version is never told twice.
           version = greatest(excluded.version, a.version + (excluded.submission is not null)::int)
     where a.state = 'lost'
    returning a.id, a.example, a.person, a.version)
  insert into submission (workspace, id, assignment, version, labels, schema_version, created_at)
  select place, d.id, k.id, k.version, d.submitted, d.schema_version, d.submitted_at
    from deed d
    join kept k on k.example = d.example and k.person = d.person
   where d.digest is not null
   order by d.n;
  update annotation_job q
     set tickets = q.tickets + n.examples
    from (select count(distinct places[d.line]) as examples
            from rows from (json_to_recordset(deeds) as (line int)) with ordinality as d (line, n)
           where n = any (fresh)) n
   where q.workspace = place and q.id = j.id
  returning q.tickets - n.examples into tickets_before;
  -- Each has a task by now, which is so found by its key.
  with counted as (
    insert into task as t (workspace, job, example, room, taken, done, ticket)
    select place, j.id, places[d.line], j.annotators, count(d.digest), count(d.digest),
           tickets_before + row_number() over (order by min(d.n))
      from rows from (json_to_recordset(deeds) as (line int, digest text)) with ordinality as d (line, digest, n)
     where n = any (fresh)
     group by places[d.line]
    on conflict on constraint task_pkey do update
       set room = excluded.room, taken = t.taken + excluded.taken, done = t.done + excluded.done, ticket = excluded.ticket
    returning t.example, t.done = t.room as is_whole)
  select count(*) filter (where c.is_whole) into new_done
    from counted c
   where exists (select from rows from (json_to_recordset(deeds) as (line int, digest text)) with ordinality as d (line, digest, n)
                  where d.n = any (fresh) and places[d.line] = c.example and d.digest is not null);
  update annotation_job q
     set touched = q.touched + new_tasks, done = q.done + new_done,
         submissions = q.submissions + import_labels_keep.submissions, skips = q.skips + import_labels_keep.skips
   where q.workspace = place and q.id = j.id;
end $$;
comment on function import_labels_keep is 'Make assignments of those deeds that are new, and count them for their examples and their job.';
revoke all on function import_labels_keep from public;
grant execute on function import_labels_keep to obelus_annotations;
