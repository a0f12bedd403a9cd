-- A batch of a file that is added as a whole or not at all: which rows have the id, and not the content, of another one?
-- Another is looked for as the first from there on in the order of a key, and then compared: so it is found by that key,
-- whatever is known of the tables.
create function import_check(place uuid, of_import uuid, of_dataset uuid, ids uuid[], lines bigint[], contents text[],
                             metadata json[], external_ids text[], group_keys text[], order_keys text[])
returns table (others uuid[], other_lines bigint[])
language sql set search_path = pg_catalog, public, pg_temp as $$
  with rows as (
    select g.*, md5(json_build_array(g.content, g.metadata::text, g.group_key, g.order_key)::text) as digest
      from unnest(ids, lines, contents, metadata, external_ids, group_keys, order_keys)
           as g (id, line, content, metadata, external_id, group_key, order_key)
     where g.external_id is not null),
  named as (
    insert into import_name (workspace, import, external_id, digest)
    select place, of_import, external_id, digest from rows order by line
    on conflict do nothing
    returning external_id, digest),
  before as (
    select r.id, r.line
      from rows r
      left join named n on n.external_id = r.external_id
      left join lateral (
           select x.import, x.external_id, x.digest from import_name x
            where x.workspace = place and (x.import, x.external_id) >= (of_import, r.external_id)
            order by x.import, x.external_id limit 1) f on f.import = of_import and f.external_id = r.external_id
      left join lateral (
           select x.* from example x
            where x.workspace = place and (x.dataset, x.external_id) >= (of_dataset, r.external_id)
            order by x.dataset, x.external_id limit 1) e on e.dataset = of_dataset and e.external_id = r.external_id
     where coalesce(n.digest, f.digest) <> r.digest
        or (e.id is not null and (e.content, e.metadata::text, e.group_key, e.order_key)
            is distinct from (r.content, r.metadata::text, r.group_key, r.order_key)))
  select coalesce(array_agg(id order by line), '{}'), array_agg(line order by line) from before
$$;
comment on function import_check is 'Rows with something else under their id than an earlier row of the file, or the dataset, has; and their lines.';
revoke all on function import_check from public;
grant execute on function import_check to obelus_annotations;
