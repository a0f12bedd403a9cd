-- How everything that is about one person is found, made of what the comments say.
grant create on schema public to obelus_rights;
grant execute on function catalogue(), no_workspace() to obelus_rights;
create function catalogue_depth() returns table (relation text, depth int)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with recursive refers as (
    select distinct k.conrelid, k.confrelid
      from pg_constraint k
     where k.contype = 'f' and k.conparentid = 0 and k.conrelid <> k.confrelid),
  walk as (
    select c.oid, 0 as depth
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    union
    select r.confrelid, w.depth + 1
      from walk w
      join refers r on r.conrelid = w.oid
     where w.depth < 30)
  select c.relname::text, max(w.depth)
    from walk w
    join pg_class c on c.oid = w.oid
   group by c.relname
$$;
comment on function catalogue_depth is 'Of every table, how long a chain of others refers to it: rows of what has less go first.';
revoke all on function catalogue_depth() from public;
alter function catalogue_depth() owner to obelus_rights;

create function erasure_paths()
returns table (relation text, subject text, kind text, action text, taken text[], emptied text[], kept text[], kept_about text,
               why text, depth int)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with said as materialized (
    select c.relation, c.name, c.about, c.subject, c.subject_kind, c.erase,
           format('public.%I', c.relation)::regclass as oid
      from catalogue() c
     where c.subject_kind in ('person', 'address')),
  path as (
    select s.relation, s.oid, s.subject, min(s.subject_kind) as kind,
           max(s.erase) filter (where s.name = s.subject) as action,
           max(s.about) filter (where s.name = s.subject) as why,
           array_agg(s.name order by s.name) filter (where s.erase in ('delete', 'null') and s.name <> s.subject) as emptied,
           array_agg(s.name order by s.name) filter (where s.erase = 'retain') as kept,
           string_agg(s.about, ' ' order by s.name) filter (where s.erase = 'retain') as kept_about
      from said s
     group by s.relation, s.oid, s.subject)
  select p.relation, p.subject, p.kind, p.action,
         -- What is made of another column changes with that.
         case when a.attgenerated = '' then array[p.subject]
              else array(select distinct u.attname::text
                           from pg_attrdef d
                           join pg_depend e on e.classid = 'pg_attrdef'::regclass and e.objid = d.oid
                                           and e.refclassid = 'pg_class'::regclass and e.refobjid = p.oid
                           join pg_attribute u on u.attrelid = p.oid and u.attnum = e.refobjsubid
                          where d.adrelid = p.oid and d.adnum = a.attnum
                            and u.atttypid = a.atttypid and u.attnum <> a.attnum) end,
         coalesce(p.emptied, '{}'), coalesce(p.kept, '{}'), p.kept_about, p.why,
         d.depth
    from path p
    join pg_attribute a on a.attrelid = p.oid and a.attname = p.subject
    join catalogue_depth() d on d.relation = p.relation
$$;
comment on function erasure_paths is 'A row a way that leads from a table to people: the column `subject`, and what becomes of the rows. taken: the columns in which a pseudonym comes; emptied: those that go with the person; kept: those that stay as they are.';
revoke all on function erasure_paths() from public;
alter function erasure_paths() owner to obelus_rights;

create function erasure_is_own(relation text) returns boolean
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select relation in ('erasure', 'erasure_address', 'erasure_pseudonym')
$$;
comment on function erasure_is_own is 'Does the erasure itself need it until its end?';
revoke all on function erasure_is_own(text) from public;
alter function erasure_is_own(text) owner to obelus_rights;

create function only_oneself(who uuid) returns uuid
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if who is distinct from current_person() then
    raise insufficient_privilege using message = 'someone else''s rights';
  end if;
  return who;
end $$;
comment on function only_oneself is 'The person, who has to be the one who asks.';
revoke all on function only_oneself(uuid) from public;
alter function only_oneself(uuid) owner to obelus_rights;

create function addresses_of(who uuid) returns setof text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with own as (
    select address from account_addresses(who) address)
  select address from own
  union
  -- The same in other capitals, by which someone invited them.
  select unnest(array[i.email, i.email_key])
    from own
    join invitation i on lower(i.email_key) = lower(own.address)
$$;
comment on function addresses_of is 'Every address of a person, and its keys.';
revoke all on function addresses_of(uuid) from public;
alter function addresses_of(uuid) owner to obelus_rights;

create function workspaces_with(who uuid)
returns table (workspace uuid, name text, fate text)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select m.workspace, w.name,
         case when not others.are_there then 'goes'
              when m.role = 'owner' and not others.own then 'hand-over'
              else 'stays' end
    from member m
    join workspace w on w.id = m.workspace
   cross join lateral (
         select count(*) > 0 as are_there,
                coalesce(bool_or(o.role = 'owner' and p.frozen_at is null), false) as own
           from member o
           join person p on p.id = o.person
          where o.workspace = m.workspace and o.person <> who) others
   where m.person = who
$$;
comment on function workspaces_with is 'The workspaces of a person, and what their erasure does to each: it goes where nobody else is in it; hand-over: others are, and none of them owns it.';
revoke all on function workspaces_with(uuid) from public;
alter function workspaces_with(uuid) owner to obelus_rights;

create function erasure_heir(place uuid, who uuid) returns uuid
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select m.person
    from member m
    join person p on p.id = m.person
   where m.workspace = place and m.person <> who and m.role = 'admin' and p.frozen_at is null
   order by m.created_at, m.person
   limit 1
$$;
comment on function erasure_heir is 'Who owns a workspace when its last owner is gone: the admin who has been there longest.';
revoke all on function erasure_heir(uuid, uuid) from public;
alter function erasure_heir(uuid, uuid) owner to obelus_rights;

create function erasure_leaves_nobody(who uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from workspaces_with(who) w where w.fate = 'hand-over' and erasure_heir(w.workspace, who) is null)
$$;
comment on function erasure_leaves_nobody is 'Is there a workspace that nobody who is left could own? Whoever asked was no last owner; it has come about since.';
revoke all on function erasure_leaves_nobody(uuid) from public;
alter function erasure_leaves_nobody(uuid) owner to obelus_rights;
revoke create on schema public from obelus_rights;
