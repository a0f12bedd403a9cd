-- A batch of rows as lists, not as a document.  What takes a document stays for workers that were there before.
create function import_take(place uuid, of_import uuid, known_place bigint, ids uuid[], lines bigint[], contents text[],
                            metadata json[], external_ids text[], group_keys text[], order_keys text[], wrong json,
                            to_place bigint, to_line bigint, to_after_cr boolean, to_behind boolean, to_header text)
returns table (flaws int)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
  many int := coalesce(cardinality(ids), 0);
  base int;
  made int := 0;
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
    select places into base from dataset where workspace = place and id = i.dataset for no key update;
    made := import_add(place, i.dataset, base, i.known = 0 and i.flaws = 0, ids, contents, metadata, external_ids, group_keys, order_keys);
    update dataset set places = places + many, examples = examples + made where workspace = place and id = i.dataset;
    if made < many then
      select coalesce(array_agg(g.id order by g.line), '{}'), array_agg(g.line order by g.line)
        into other, other_lines
        from unnest(ids, lines, contents, metadata, external_ids, group_keys, order_keys)
             as g (id, line, content, metadata, external_id, group_key, order_key)
        join example e on e.workspace = place and e.dataset = i.dataset and e.external_id = g.external_id
       where e.id <> g.id
         and (e.content, e.metadata::text, e.group_key, e.order_key)
             is distinct from (g.content, g.metadata::text, g.group_key, g.order_key);
    end if;
  elsif many > 0 then
    select c.others, c.other_lines into other, other_lines
      from import_check(place, of_import, i.dataset, ids, lines, contents, metadata, external_ids, group_keys, order_keys) as c;
  end if;
  insert into import_flaw (workspace, id, import, line, word, field)
  select place, o.id, of_import, o.line, 'other-content', i.id_field
    from unnest(other, other_lines) as o (id, line)
   limit greatest(0, room - json_array_length(wrong));
  update import m
     set parsed = to_place, line = to_line, after_cr = to_after_cr, is_behind = to_behind,
         header = coalesce(to_header, m.header), version = m.version + 1,
         examples = m.examples + made,
         known = m.known + case when i.state = 'adding' then many - made - cardinality(other) else 0 end,
         flaws = m.flaws + json_array_length(wrong) + cardinality(other)
   where workspace = place and id = of_import
  returning m.flaws into import_take.flaws;
  return next;
end $$;
comment on function import_take(uuid, uuid, bigint, uuid[], bigint[], text[], json[], text[], text[], text[], json, bigint, bigint, boolean, boolean, text)
  is 'One batch of rows, a list a column. No row: another worker has been here.';
revoke all on function import_take(uuid, uuid, bigint, uuid[], bigint[], text[], json[], text[], text[], text[], json, bigint, bigint, boolean, boolean, text) from public;
grant execute on function import_take(uuid, uuid, bigint, uuid[], bigint[], text[], json[], text[], text[], text[], json, bigint, bigint, boolean, boolean, text) to obelus_annotations;
