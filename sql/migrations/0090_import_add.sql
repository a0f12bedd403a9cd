-- The examples of a batch, from a list a column (a list that is null: nobody has any), at the places from `base` on.
-- What is new is added at once: to look whether each id is there already costs more than to begin anew when one is.
create function import_add(place uuid, of_dataset uuid, base int, is_new boolean, ids uuid[], contents text[], metadata json[],
                           external_ids text[], group_keys text[], order_keys text[])
returns int
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  made int;
begin
  if is_new then
    begin
      insert into example (workspace, id, dataset, position, content, length, metadata, external_id, group_key, order_key)
      select place, g.id, of_dataset, base + g.n::int - 1, g.content, char_length(g.content), g.metadata, g.external_id, g.group_key, g.order_key
        from unnest(ids, contents, metadata, external_ids, group_keys, order_keys)
             with ordinality as g (id, content, metadata, external_id, group_key, order_key, n);
      get diagnostics made = row_count;
      return made;
    exception when unique_violation then
      null; -- an id is there already, or twice in the batch
    end;
  end if;
  -- In the order of the lists, so that the first of two that have one id stays.
  insert into example (workspace, id, dataset, position, content, length, metadata, external_id, group_key, order_key)
  select place, g.id, of_dataset, base + g.n::int - 1, g.content, char_length(g.content), g.metadata, g.external_id, g.group_key, g.order_key
    from unnest(ids, contents, metadata, external_ids, group_keys, order_keys)
         with ordinality as g (id, content, metadata, external_id, group_key, order_key, n)
   order by g.n
  on conflict on constraint example_external_id_is_taken do nothing;
  get diagnostics made = row_count;
  return made;
end $$;
comment on function import_add is 'How many were added: all but those whose external_id the dataset has. is_new: it probably has none of them.';
revoke all on function import_add from public;
grant execute on function import_add to obelus_annotations;
