-- Make examples of `many` rows (to count them here would be to read them once more), and note what is wrong with others; the place in the file moves on with them.
create function import_take(place uuid, of_import uuid, known_place bigint, given json, many int, wrong json,
                            to_place bigint, to_line bigint, to_after_cr boolean, to_behind boolean, to_header text)
returns table (flaws int)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
  base int;
  made uuid[] := '{}';
  other uuid[] := '{}';
  other_lines bigint[];
  room int;
begin
  select * into i from import
   where workspace = place and id = of_import and state in ('checking', 'adding') and parsed = known_place
     for no key update;
  if not found then
    return;
  end if;
  room := greatest(0, 10000 - i.flaws);
  insert into import_flaw (workspace, id, import, line, word, field)
  select place, f.id, of_import, f.line, f.word, f.field
    from json_to_recordset(wrong) as f (id uuid, line bigint, word text, field text)
   limit room;
  if i.state = 'adding' and many > 0 then
    update dataset set places = places + many
     where workspace = place and id = i.dataset
    returning places - many into base;
    with rows as (
      select (base + n - 1)::int as position, g.*
        from rows from (json_to_recordset(given) as (id uuid, content text, metadata text, external_id text,
                                                     group_key text, order_key text))
             with ordinality as g (id, content, metadata, external_id, group_key, order_key, n)),
    added as (
      insert into example (workspace, id, dataset, position, content, length, metadata, external_id, group_key, order_key)
      select place, id, i.dataset, position, content, char_length(content), metadata::json, external_id, group_key, order_key
        from rows order by position
      on conflict on constraint example_external_id_is_taken do nothing
      returning id)
    select coalesce(array_agg(id), '{}') into made from added;
    update dataset set examples = examples + cardinality(made)
     where workspace = place and id = i.dataset;
    if cardinality(made) < many then
      select coalesce(array_agg(g.id order by g.line), '{}'), array_agg(g.line order by g.line)
        into other, other_lines
        from json_to_recordset(given) as g (id uuid, line bigint, content text, metadata text, external_id text,
                                            group_key text, order_key text)
        join example e on e.workspace = place and e.dataset = i.dataset and e.external_id = g.external_id
       where g.id <> all (made)
         and (e.content, e.metadata::text, e.group_key, e.order_key)
             is distinct from (g.content, g.metadata, g.group_key, g.order_key);
    end if;
  elsif many > 0 then
    with rows as (
      select g.*, md5(json_build_array(g.content, g.metadata, g.group_key, g.order_key)::text) as digest
        from json_to_recordset(given) as g (id uuid, line bigint, content text, metadata text, external_id text,
                                            group_key text, order_key text)
       where g.external_id is not null),
    named as (
      insert into import_name (workspace, import, external_id, digest)
      select place, of_import, external_id, digest from rows
      on conflict do nothing
      returning external_id, digest),
    before as (
      select r.id, r.line
        from rows r
        left join named n on n.external_id = r.external_id
        left join import_name f on f.workspace = place and f.import = of_import and f.external_id = r.external_id
        left join example e on e.workspace = place and e.dataset = i.dataset and e.external_id = r.external_id
       where coalesce(n.digest, f.digest) <> r.digest
          or (e.id is not null and (e.content, e.metadata::text, e.group_key, e.order_key)
              is distinct from (r.content, r.metadata, r.group_key, r.order_key)))
    select coalesce(array_agg(id order by line), '{}'), array_agg(line order by line) into other, other_lines from before;
  end if;
  insert into import_flaw (workspace, id, import, line, word, field)
  select place, o.id, of_import, o.line, 'other-content', i.id_field
    from unnest(other, other_lines) as o (id, line)
   limit greatest(0, room - json_array_length(wrong));
  update import m
     set parsed = to_place, line = to_line, after_cr = to_after_cr, is_behind = to_behind,
         header = coalesce(to_header, m.header), version = m.version + 1,
         examples = m.examples + cardinality(made),
         known = m.known + case when i.state = 'adding' then many - cardinality(made) - cardinality(other) else 0 end,
         flaws = m.flaws + json_array_length(wrong) + cardinality(other)
   where workspace = place and id = of_import
  returning m.flaws into import_take.flaws;
  return next;
end $$;
comment on function import_take is 'One batch of rows. No row: another worker has been here.';
revoke all on function import_take from public;
grant execute on function import_take to obelus_annotations;
