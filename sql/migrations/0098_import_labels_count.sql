-- What a file's submissions and skips add to the counts of their people's days and labels: submission_count and skip_count,
-- for many at once.  The job is locked, so nobody counts beside.
create function import_labels_count(place uuid, of_job uuid, deeds json, tallies json, fresh bigint[]) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into job_day as d (workspace, id, job, day, person, submissions, spans, classes, nothings, skips, seconds)
  select place, min(g.id::text)::uuid, of_job, g.day, g.person, count(g.digest), sum(g.spans), sum(g.classes), sum(g.nothing::int),
         count(*) - count(g.digest), coalesce(sum(g.seconds), 0)
    from rows from (json_to_recordset(deeds) as (id uuid, person uuid, digest text, day timestamptz, spans int, classes int,
                                                 nothing boolean, seconds int))
         with ordinality as g (id, person, digest, day, spans, classes, nothing, seconds, n)
   where n = any (fresh)
   group by g.day, g.person
   order by min(g.n)
  on conflict on constraint job_day_is_taken do update
     set submissions = d.submissions + excluded.submissions, spans = d.spans + excluded.spans, classes = d.classes + excluded.classes,
         nothings = d.nothings + excluded.nothings, skips = d.skips + excluded.skips, seconds = d.seconds + excluded.seconds;
  insert into job_label as l (workspace, job, label, person, count)
  select place, of_job, t.label, t.person, sum(t.count)
    from json_to_recordset(tallies) as t (deed bigint, person uuid, label uuid, count int)
   where t.deed = any (fresh)
   group by t.label, t.person
  on conflict on constraint job_label_pkey do update set count = l.count + excluded.count;
end $$;
comment on function import_labels_count is 'Count submissions and skips of a file for their people.';
revoke all on function import_labels_count from public;
grant execute on function import_labels_count to obelus_annotations;
