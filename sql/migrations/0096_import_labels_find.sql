-- Which example a line of our complete form tells of: that which it names, if it is of this dataset; else that of its
-- external id; else that which was made of such a line before, whose id is made of the line's (import_labels.c).  Here and
-- below one row is looked for as the first from there on in the order of a key, and then compared: so it is found by that
-- key, whatever is known of the workspace.
create function import_labels_find(place uuid, of_dataset uuid, given json)
returns table (nth bigint, example uuid, is_same boolean)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select g.n, e.id,
         -- A line has no line breaks but within texts, so metadata comes without those that it had.
         (e.content, translate(e.metadata::text, E'\r\n', '  '), e.external_id, e.group_key, e.order_key)
         is not distinct from (g.content, g.metadata, g.external_id, g.group_key, g.order_key)
    from rows from (json_to_recordset(given) as (id uuid, known uuid, content text, metadata text, external_id text,
                                                 group_key text, order_key text))
         with ordinality as g (id, known, content, metadata, external_id, group_key, order_key, n)
    left join lateral (
         select * from (
           (select 1 as choice, g.known = x.id as is_it, x.* from example x
             where x.workspace = place and x.id >= g.known order by x.id limit 1)
           union all
           (select 2, x.external_id = g.external_id, x.* from example x
             where g.external_id is not null and x.workspace = place and (x.dataset, x.external_id) >= (of_dataset, g.external_id)
             order by x.dataset, x.external_id limit 1)
           union all
           (select 3, x.id = g.id, x.* from example x where x.workspace = place and x.id >= g.id order by x.id limit 1)) one
          where one.is_it and one.dataset = of_dataset
          order by choice limit 1) e on true;
end $$;
comment on function import_labels_find is 'The example of each row, null when it is new, and whether it is as the row says.';

-- What of a batch's submissions and skips is new, and which rows cannot be: their person has something else, or there is
-- no room for so many.  The job is locked, so that this stays true; `places` are the rows' examples, null: new ones.
create function import_labels_fit(place uuid, j annotation_job, places uuid[], deeds json)
returns table (line int, word text, field text, fresh bigint[])
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  with deed as (
    select d.*, places[d.line] as example
      from rows from (json_to_recordset(deeds) as (line int, field text, person uuid, digest text, reason text))
           with ordinality as d (line, field, person, digest, reason, n)),
  compared as (
    select d.*, a.id is not null and a.state <> 'lost' as is_known,
           -- Of a submission all but its first member, the version of the schema.
           case a.state when 'submitted' then encode(sha256(convert_to(substr(a.submission::text, strpos(a.submission::text, ',')), 'UTF8')), 'hex')
                                              is distinct from d.digest
                        when 'skipped' then a.reason is distinct from d.reason
                        else coalesce(a.state, 'lost') = 'leased' end as is_other
      from deed d
      left join lateral (
           select x.id, x.job, x.example, x.person, x.state, x.submission, x.reason from assignment x
            where d.example is not null and x.workspace = place and (x.job, x.example, x.person) >= (j.id, d.example, d.person)
            order by x.job, x.example, x.person limit 1) a on a.job = j.id and a.example = d.example and a.person = d.person),
  fitted as (
    select c.line, min(c.field) filter (where c.is_other) as other,
           count(*) filter (where not c.is_known and c.digest is not null) as wanted,
           array_agg(c.n order by c.n) filter (where not c.is_known) as fresh, min(c.example::text)::uuid as example
      from compared c
     group by c.line)
  select f.line,
         case when f.other is not null then 'other-labels'
              when f.wanted > j.annotators - coalesce(t.taken, 0) then 'full' end,
         coalesce(f.other, 'submissions'), f.fresh
    from fitted f
    left join lateral (
         select x.job, x.example, x.taken from task x
          where f.example is not null and x.workspace = place and (x.job, x.example) >= (j.id, f.example)
          order by x.job, x.example limit 1) t on t.job = j.id and t.example = f.example;
end $$;
comment on function import_labels_fit is 'Of each row with labels or skips: what stands against it, if anything, and which are new.';

do $$
declare
  f text;
begin
  foreach f in array array['import_labels_find', 'import_labels_fit'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
