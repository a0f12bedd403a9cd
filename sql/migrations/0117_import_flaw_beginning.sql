-- Whoever is told that a row was left out sees which: what it is called, and how it begins.
alter table import_flaw
  add column external_id text constraint import_flaw_external_id_is_short check (char_length(external_id) <= 200),
  add column beginning text constraint import_flaw_beginning_is_short check (octet_length(beginning) <= 400);
comment on column import_flaw.external_id is 'What its owner calls the row; null: it has no such name, or none was read. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
comment on column import_flaw.beginning is 'How the row begins in the file, or the text of one that differs from an example; null: nothing of it can be read. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';
grant insert (external_id, beginning) on import_flaw to obelus_annotations;

create or replace function import_take(place uuid, of_import uuid, known_place bigint, ids uuid[], lines bigint[], contents text[],
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
  insert into import_flaw (workspace, id, import, line, word, field, external_id, beginning)
  select place, f.id, of_import, f.line, f.word, f.field, f.external_id, f.beginning
    from json_to_recordset(wrong) as f (id uuid, line bigint, word text, field text, external_id text, beginning text)
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
  insert into import_flaw (workspace, id, import, line, word, field, external_id, beginning)
  select place, o.id, of_import, o.line, 'other-content', i.id_field, g.external_id, left(g.content, 100)
    from unnest(other, other_lines) as o (id, line)
    left join unnest(ids, contents, external_ids) as g (id, content, external_id) on g.id = o.id
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
