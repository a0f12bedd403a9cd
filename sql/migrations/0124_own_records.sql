-- What is stored about the person who asks, found by what the comments say.
-- Anybody can ask for a link to any address: only what an account has, or had when its reset was mailed, is its person's.
create function account_addresses(who uuid) returns setof text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with own as (
    select email, email_key from person where id = who and email is not null
    union
    select t.email, t.email_key
      from mailed_token t
     where t.person = who and t.purpose = 'reset'
       and not exists (select from person p where p.id <> who and p.email_key = t.email_key))
  select distinct unnest(array[email, email_key]) from own
$$;
comment on function account_addresses is 'The addresses that a person''s account has or had, as they typed them and as they are compared.';

create function found_in_order(of_table regclass, subject text, way text) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select 'order by ' || string_agg(quote_ident(a.attname) || way, ', ' order by k.n)
    from (select x.indkey
            from pg_index x
            join pg_attribute f on f.attrelid = x.indrelid and f.attnum = x.indkey[0]
           where x.indrelid = of_table and f.attname = subject and x.indpred is null and x.indexprs is null
           order by x.indnkeyatts desc, x.indexrelid
           limit 1) i
   cross join lateral unnest(i.indkey::int2[]) with ordinality k (attnum, n)
    join pg_attribute a on a.attrelid = of_table and a.attnum = k.attnum
$$;
comment on function found_in_order is 'The order, forwards or (way: desc) backwards, in which rows come out of the index that finds them by `subject`, so that nothing has to be sorted.';

create function own_records(counted int, shown int)
returns table (relation text, about text, why text, records int, sample json)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  addresses constant text[] := array(select account_addresses(current_person()));
  t record;
begin
  for t in
    with said as materialized (select * from catalogue())
    select c.relation, c.subject, c.subject_kind,
           split_part(obj_description(of.oid, 'pg_class'), ' scope: ', 1) as about,
           (select leads.about from said leads where leads.relation = c.relation and leads.name = c.subject) as why,
           string_agg(format('%L, %I', c.name, c.name), ', ' order by c."position") filter (where c.export) as members,
           -- Ids tell the time, so the newest come first.
           coalesce(found_in_order(of.oid, c.subject, ' desc'), '') as newest
      from said c
      join pg_class of on of.oid = ('public.' || quote_ident(c.relation))::regclass
     where c.subject_kind in ('person', 'address')
     group by c.relation, of.oid, c.subject, c.subject_kind
    having bool_or(c.export)
     order by c.relation <> 'person', c.relation, c.subject
  loop
    execute format(
      'select (select count(*)::int from (select from %1$I where %2$I = any ($1::%5$s) limit $2) n),
              coalesce((select json_agg(json_build_object(%3$s)) from (select * from %1$I where %2$I = any ($1::%5$s) %4$s limit $3) s), ''[]'')',
      t.relation, t.subject, t.members, t.newest,
      case t.subject_kind when 'person' then 'uuid[]' else 'text[]' end)
      into records, sample
      using case t.subject_kind when 'person' then array[current_person()::text] else addresses end, counted, shown;
    relation := t.relation;
    about := t.about;
    why := t.why;
    return next;
  end loop;
end $$;
comment on function own_records is 'For each table that has rows about the person who asks: what it is, by which of its columns they are found, how many there are (`counted` at most) and the newest `shown` of them, with what is part of a person''s copy.';

create function own_activity(before uuid, most int)
returns table (id uuid, at timestamptz, verb text, workspace uuid, workspace_name text, project uuid, project_name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.id, a.at, a.verb, nullif(a.workspace, no_workspace()), w.name, a.project, p.name
    from activity a
    -- Names are asked for when they are shown, of where one still belongs: they are never part of the record.
    left join member m on m.workspace = a.workspace and m.person = current_person()
    left join workspace w on w.id = m.workspace
    left join project p on p.workspace = m.workspace and p.id = a.project and m.role <> 'billing'
   where a.actor = current_person()
     and (before is null or a.id < before)
   order by a.id desc
   limit most
$$;
comment on function own_activity is 'What the person who asks did, newest first, in all workspaces.';

revoke all on function account_addresses(uuid), found_in_order(regclass, text, text), own_records(int, int), own_activity(uuid, int) from public;
grant execute on function own_records(int, int), own_activity(uuid, int) to obelus_privacy;
grant create on schema public to obelus_rights;
alter function account_addresses(uuid) owner to obelus_rights;
alter function found_in_order(regclass, text, text) owner to obelus_rights;
alter function own_records(int, int) owner to obelus_rights;
alter function own_activity(uuid, int) owner to obelus_rights;
revoke create on schema public from obelus_rights;

-- People read it now.
comment on table activity is 'What people did, when and to what; lines are only ever added. scope: tenant. retain: workspace+P30D';
