-- What a person's copy is made of.  All of it follows from the comments of the
-- columns (catalogue()): a column that says it is about a person, and part of
-- their copy, is in it from the day it is added.

-- A part is a table and the column of it that leads to the person.  Of its key
-- is in it what is about nobody, so that rows can be told apart and asked for.
create function personal_export_plan()
returns table (file text, about text, retain text, columns json, query text, ordering text)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with known as materialized (
    select c.*, a.attrelid as oid, format_type(a.atttypid, a.atttypmod) as type, c.class is null and a.attnum = any (k.indkey) as is_key
      from catalogue() c
      join pg_attribute a on a.attrelid = ('public.' || quote_ident(c.relation))::regclass and a.attname = c.name
      left join pg_index k on k.indrelid = a.attrelid and k.indisprimary),
  part as (
    select oid, relation, subject, min(subject_kind) as kind, count(*) over (partition by oid) as ways,
           regexp_replace(coalesce(obj_description(oid, 'pg_class'), ''), '\s+', ' ', 'g') as words
      from known
     where export and subject_kind in ('person', 'address')
     group by oid, relation, subject)
  select case when p.ways = 1 then p.relation else p.relation || '.' || p.subject end,
         split_part(p.words, ' scope: ', 1), substring(p.words from 'retain: (\S+)'), c.said,
         format('select row_to_json(x)::text from (select %s from public.%I where %I %s %%s) x', c.list, p.relation, p.subject,
                case p.kind when 'person' then '= $1' else '= any ($2)' end),
         coalesce(found_in_order(p.oid, p.subject, ''), '')
    from part p
   cross join lateral (
     select json_agg(json_build_object('name', k.name, 'about', k.about, 'type', k.type, 'class', k.class,
              'purposes', string_to_array(k.purposes, ','), 'basis', k.basis, 'source', k.source,
              'clauses', string_to_array(k.clauses, ','), 'retain', k.retain, 'erase', k.erase) order by k."position") as said,
            -- A text of type json may have line breaks.
            string_agg(format(case k.type when 'json' then '%1$I::jsonb as %1$I' else '%1$I' end, k.name), ', ' order by k."position") as list
       from known k
      where k.oid = p.oid and (k.is_key or (k.subject = p.subject and k.export))) c
   order by p.relation, p.subject
$$;
comment on function personal_export_plan is 'The parts of a person''s copy: what each is called and holds, and the query of its rows, a JSON object each, by the person''s id ($1) or one of their addresses ($2); %s in it is for their order.';
revoke all on function personal_export_plan from public;
grant execute on function personal_export_plan to obelus_rights;
