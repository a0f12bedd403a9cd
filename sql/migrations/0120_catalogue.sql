-- Rights are made of what the comments say: here they are as rows.
create function catalogue()
returns table (relation text, "position" int, name text, about text, class text, subject text, subject_kind text,
               purposes text, basis text, source text, clauses text, retain text, erase text, export boolean)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  -- Each comment is read once, and not for each of its words.
  with said as materialized (
    select c.relname::text as relation, a.attnum::int as "position", a.attname::text as name,
           regexp_replace(coalesce(col_description(c.oid, a.attnum), ''), '\s+', ' ', 'g') as words
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace
       and c.relkind in ('r', 'p')
       -- A part has its table's columns, and not their comments.
       and not c.relispartition),
  meant as (
    select s.relation, s."position", s.name, split_part(s.words, ' privacy: ', 1) as about,
           substring(s.words, ' class=(\S+)') as class, substring(s.words, ' subject=(\S+)') as subject,
           substring(s.words, ' purpose=(\S+)') as purposes, substring(s.words, ' basis=(\S+)') as basis,
           substring(s.words, ' source=(\S+)') as source, substring(s.words, ' clause=(\S+)') as clauses,
           substring(s.words, ' retain=(\S+)') as retain, substring(s.words, ' erase=(\S+)') as erase,
           substring(s.words, ' export=(\S+)') = 'yes' as export
      from said s)
  select m.relation, m."position", m.name, m.about, m.class, m.subject,
         case
           when m.class is null then null
           when leads.class = 'user.id' then 'person'
           when leads.class = 'user.contact.email' then 'address'
           when leads.name = 'workspace' or (leads.relation = 'workspace' and leads.name = 'id') then 'workspace'
           else 'unknown'
         end,
         m.purposes, m.basis, m.source, m.clauses, m.retain, m.erase, m.export
    from meant m
    left join meant leads on leads.relation = m.relation and leads.name = m.subject
$$;
comment on function catalogue is 'A row a column of every table, as its comment says it (sql/README.md); class and what follows it are null where a column holds nothing about a person. subject_kind: the column `subject` holds a person''s id, an address or a workspace''s id; unknown: none of these, which a test refuses.';
revoke all on function catalogue from public;
grant execute on function catalogue to obelus_privacy;
