-- Of an import into a job, too, it is told how the rows begin that were left out.
create or replace function import_labels_take(place uuid, of_import uuid, known_place bigint, given json, deeds json, labels json, tallies json,
                                   wrong json, to_place bigint, to_line bigint, to_after_cr boolean)
returns table (flaws int)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
  j annotation_job;
  many int := json_array_length(given);
  base int;
  places uuid[];
  words text[];
  fields text[];
  fresh bigint[];
  made int;
  bad int;
  room int;
  new_submissions int := 0;
  new_skips int := 0;
begin
  select * into i from import
   where workspace = place and id = of_import and state = 'adding' and parsed = known_place
     for no key update;
  if not found then
    return;
  end if;
  select * into j from annotation_job q where q.workspace = place and q.id = i.job for no key update;
  select array_agg(f.example order by f.nth),
         array_agg(case when j.state = 'archived' then 'archived'
                        when f.example is not null and not f.is_same then 'other-content' end order by f.nth)
    into places, words
    from import_labels_find(place, i.dataset, given) f;
  -- As for who is handed out: leases that are over are nobody's.
  perform assignment_free(place, j.id, late.id, 'lost')
     from (select a.id from assignment a
            where a.workspace = place and a.state = 'leased'
              and a.id = any (array(select held.id
                                      from (select x.id, x.example from assignment x
                                             where x.workspace = place and x.job = j.id and x.state = 'leased'
                                             order by x.lease_until limit 2147483647) held
                                     where held.example = any (array(select places[d.line] from json_to_recordset(deeds) as d (line int)))))
              and (a.lease_until < now()
                   or not exists (select from member m where m.workspace = place and m.person = a.person and m.role <> 'billing'))
              for no key update skip locked) late;
  with fit as materialized (select * from import_labels_fit(place, j, places, deeds))
  select array_agg(f.field order by n.n), array_agg(coalesce(words[n.n], f.word) order by n.n),
         (select array_agg(x.n) from fit f, unnest(f.fresh) x (n) where f.word is null and words[f.line] is null)
    into fields, words, fresh
    from generate_series(1, many) n (n)
    left join fit f on f.line = n.n;
  update dataset set places = dataset.places + many where workspace = place and id = i.dataset
  returning dataset.places - many into base;
  insert into example (workspace, id, dataset, position, content, length, metadata, external_id, group_key, order_key)
  select place, g.id, i.dataset, base + g.n - 1, g.content, char_length(g.content), g.metadata::json, g.external_id,
         g.group_key, g.order_key
    from rows from (json_to_recordset(given) as (id uuid, content text, metadata text, external_id text, group_key text, order_key text))
         with ordinality as g (id, content, metadata, external_id, group_key, order_key, n)
   where places[g.n] is null and words[g.n] is null
   order by g.n;
  get diagnostics made = row_count;
  update dataset set examples = examples + made where workspace = place and id = i.dataset;
  select array_agg(coalesce(places[g.n], g.id) order by g.n), count(*) filter (where words[g.n] is not null)
    into places, bad
    from rows from (json_to_recordset(given) as (id uuid)) with ordinality as g (id, n);
  if fresh is not null then
    select k.submissions, k.skips into new_submissions, new_skips
      from import_labels_keep(place, of_import, j, places, deeds, labels, fresh) k;
    perform import_labels_count(place, j.id, deeds, tallies, fresh);
  end if;
  room := greatest(0, 10000 - i.flaws);
  insert into import_flaw (workspace, id, import, line, word, field, about, external_id, beginning)
  select place, f.id, of_import, f.line, f.word, f.field, f.about, f.external_id, f.beginning
    from (select w.id, w.line, w.word, w.field, w.about, w.external_id, w.beginning
            from json_to_recordset(wrong)
                 as w (id uuid, line bigint, word text, field text, about text, external_id text, beginning text)
          union all
          select g.flaw, g.line, words[g.n], case words[g.n] when 'other-content' then i.id_field else fields[g.n] end, null,
                 g.external_id, left(g.content, 100)
            from rows from (json_to_recordset(given) as (flaw uuid, line bigint, external_id text, content text))
                 with ordinality as g (flaw, line, external_id, content, n)
           where words[g.n] is not null
           order by id limit room) f;
  update import m
     set parsed = to_place, line = to_line, after_cr = to_after_cr, version = m.version + 1,
         examples = m.examples + made, known = m.known + many - made - bad,
         submissions = m.submissions + new_submissions, skips = m.skips + new_skips,
         flaws = m.flaws + json_array_length(wrong) + bad
   where m.workspace = place and m.id = of_import
  returning m.flaws into import_labels_take.flaws;
  return next;
end $$;
