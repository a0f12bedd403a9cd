-- The erasure itself, a piece at a time: whoever goes on finds what is left.
grant create on schema public to obelus_rights;
create function erasure_plan_workspace(e uuid, place uuid) returns void
language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into erasure_step (erasure, nth, relation, subject, kind, action, workspace)
  select e, (select coalesce(max(s.nth), 0) from erasure_step s where s.erasure = e) + row_number() over (order by t.last, t.depth, t.relname),
         t.relname, case when t.last then 'id' else 'workspace' end, 'workspace', 'delete', place
    from (select c.relname, c.relname = 'workspace' as last, d.depth
            from pg_class c
            join catalogue_depth() d on d.relation = c.relname
           where c.relnamespace = 'public'::regnamespace
             and (obj_description(c.oid, 'pg_class') like '%scope: tenant%' or c.relname = 'workspace')) t
   where exists (select from workspace w where w.id = place)
$$;
comment on function erasure_plan_workspace is 'Steps by which a workspace goes with all that is in it.';
revoke all on function erasure_plan_workspace(uuid, uuid) from public;
alter function erasure_plan_workspace(uuid, uuid) owner to obelus_rights;

create function erasure_keys(e erasure, kind text, place uuid) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case kind when 'person' then array[e.person::text]
                   when 'workspace' then array[place::text]
                   else array(select a.address from erasure_address a where a.erasure = e.id) end
$$;
comment on function erasure_keys is 'By which values the rows of a step are found.';
revoke all on function erasure_keys(erasure, text, uuid) from public;
alter function erasure_keys(erasure, text, uuid) owner to obelus_rights;

create function erasure_left(e erasure, own boolean) returns text[]
language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  p record;
  found_some boolean;
  left_over text[] := '{}';
begin
  for p in select q.* from erasure_paths() q where erasure_is_own(q.relation) = own order by q.depth, q.relation, q.subject loop
    execute format('select exists (select from %I where %I = any ($1::%s[]))', p.relation, p.subject,
                   case p.kind when 'person' then 'uuid' else 'text' end)
       into found_some using erasure_keys(e, p.kind, null);
    if found_some then
      left_over := left_over || (p.relation || '.' || p.subject);
    end if;
  end loop;
  return left_over;
end $$;
comment on function erasure_left is 'The ways, as table.column, on which something about the person is found; own: of the erasure''s own tables, else of all others.';
revoke all on function erasure_left(erasure, boolean) from public;
alter function erasure_left(erasure, boolean) owner to obelus_rights;

create function erasure_step_has(s erasure_step) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  has boolean;
begin
  execute format('select exists (select from %I where %I = $1)', s.relation, s.subject) into has using s.workspace;
  return has;
end $$;
comment on function erasure_step_has is 'Is something left, or back, of the workspace that goes?';
revoke all on function erasure_step_has(erasure_step) from public;
alter function erasure_step_has(erasure_step) owner to obelus_rights;

create function erasure_plan(e erasure) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  w record;
  ways text[];
  hashes text;
begin
  insert into erasure_address (erasure, address, is_told)
  select e.id, a, a = (select email from person where id = e.person) and not e.is_replay from addresses_of(e.person) a
      on conflict do nothing;
  -- A backup does not know who has come since: of its workspaces those go that the ledger names, and nobody is given one.
  for w in select * from workspaces_with(e.person) where not e.is_replay order by workspace loop
    if w.fate = 'goes' then
      perform erasure_plan_workspace(e.id, w.workspace);
    elsif w.fate = 'hand-over' then
      hashes := concat_ws(' ', hashes, erasure_hand_over(w.workspace, e.person));
    end if;
  end loop;
  perform erasure_rename(e.person);
  update erasure_step s set is_done = false where s.erasure = e.id and s.workspace is not null and s.is_done and erasure_step_has(s);
  ways := erasure_left(e, false);
  insert into erasure_step (erasure, nth, relation, subject, kind, action, taken, emptied, kept)
  select e.id, (select coalesce(max(s.nth), 0) from erasure_step s where s.erasure = e.id)
               -- Who is no member any more has nothing new; the account holds their name and address until the end.
               + row_number() over (order by p.relation = 'person', p.action = 'pseudonymise', p.depth, p.relation, p.subject),
         p.relation, p.subject, p.kind, p.action, p.taken, p.emptied, case p.action when 'pseudonymise' then p.kept else '{}' end
    from erasure_paths() p
   where p.relation || '.' || p.subject = any (ways);
  return hashes;
end $$;
comment on function erasure_plan is 'Plan what is left to do; of whom sessions are to be forgotten, because they own a workspace now.';
revoke all on function erasure_plan(erasure) from public;
alter function erasure_plan(erasure) owner to obelus_rights;

create function erasure_pseudonymise(e erasure, s erasure_step, leaf regclass, rows tid[]) returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  place text := 'no_workspace()';
  changed bigint;
begin
  if exists (select from pg_attribute where attrelid = leaf and attname = 'workspace' and not attisdropped) then
    place := 'coalesce(t.workspace, no_workspace())';
  end if;
  for turn in 1..2 loop
    begin
      execute format('insert into erasure_pseudonym (person, workspace) select distinct $2, %s from %s t where t.ctid = any ($1) on conflict do nothing',
                     place, leaf) using rows, e.person;
      execute format('update %s t set %s from erasure_pseudonym a where t.ctid = any ($1) and t.%I = $2 and a.person = $2 and a.workspace = %s', leaf,
                     (select string_agg(format('%I = a.pseudonym', c), ', ') from unnest(s.taken) c)
                     || coalesce((select ', ' || string_agg(format('%I = null', c), ', ') from unnest(s.emptied) c), ''), s.subject, place)
        using rows, e.person;
      get diagnostics changed = row_count;
      return changed;
    exception when unique_violation then
      if turn = 2 then
        raise;
      end if;
    end;
    -- A row came late whose like is the pseudonym's: from here on another stands for the person.
    execute format('delete from erasure_pseudonym a using %s t where t.ctid = any ($1) and a.person = $2 and a.workspace = %s', leaf, place)
      using rows, e.person;
  end loop;
end $$;
comment on function erasure_pseudonymise is 'These rows become a pseudonym''s, one a workspace: how many did.';
revoke all on function erasure_pseudonymise(erasure, erasure_step, regclass, tid[]) from public;
alter function erasure_pseudonymise(erasure, erasure_step, regclass, tid[]) owner to obelus_rights;

create function erasure_piece(e erasure, s erasure_step, leaf regclass, most int, out chosen int, out changed bigint)
language plpgsql set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  keys text[] := erasure_keys(e, s.kind, s.workspace);
  of_type text := case s.kind when 'address' then 'text' else 'uuid' end;
  rows tid[];
begin
  execute format('select array(select ctid from %s where %I = any ($1::%s[]) limit $2)', leaf, s.subject, of_type) into rows using keys, most;
  chosen := cardinality(rows);
  changed := 0;
  if chosen > 0 and s.action = 'delete' then
    execute format('delete from %s where ctid = any ($1) and %I = any ($2::%s[])', leaf, s.subject, of_type) using rows, keys;
    get diagnostics changed = row_count;
  elsif chosen > 0 then
    changed := erasure_pseudonymise(e, s, leaf, rows);
  end if;
end $$;
comment on function erasure_piece is 'So many rows of a step, of one part of its table: how many there were, and how many changed or went.';
revoke all on function erasure_piece(erasure, erasure_step, regclass, int) from public;
alter function erasure_piece(erasure, erasure_step, regclass, int) owner to obelus_rights;
revoke create on schema public from obelus_rights;
