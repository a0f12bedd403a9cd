-- What `privacy work` asks for, and a restore.
grant create on schema public to obelus_rights;
create function erasure_reopened(e erasure) returns erasure
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if e.state <> 'done' then
    return e;
  end if;
  e.person := (select l.subject from erasure_ledger l where l.erasure = e.id and l.kind = 'person');
  if cardinality(erasure_left(e, false)) > 0 then
    update erasure x set state = 'executing', ended_at = null, person = e.person where x.id = e.id returning * into e;
  end if;
  return e;
end $$;
comment on function erasure_reopened is 'What was at work beside the end of an erasure may have left a row of the person after it: that goes as well.';
revoke all on function erasure_reopened(erasure) from public;
alter function erasure_reopened(erasure) owner to obelus_rights;

create function erasure_is_held(e erasure) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  -- Those of an erasure that has begun are its own no longer.
  goes uuid[] := array(select w.workspace from workspaces_with(e.person) w where w.fate = 'goes'
                       union
                       select s.workspace from erasure_step s where s.erasure = e.id and s.workspace is not null and not s.is_done);
  h record;
  p record;
  places uuid[];
  is_found boolean;
begin
  -- What a backup brought back was erased before.
  if e.is_replay then
    return false;
  end if;
  for h in select * from legal_hold x where x.starts_at <= now() and x.ends_at > now() loop
    if h.workspace = any (goes) then
      return true;
    end if;
    -- What is about the person, anywhere or in the workspace; of someone else, what goes with a workspace.
    places := case when h.workspace is not null then array[h.workspace] when h.person <> e.person then goes end;
    for p in select q.*, exists (select from pg_attribute a where a.attrelid = format('public.%I', q.relation)::regclass and a.attname = 'workspace') as is_placed
               from erasure_paths() q where not erasure_is_own(q.relation) and (h.relation is null or q.relation = h.relation) loop
      continue when places is not null and not p.is_placed;
      execute format('select exists (select from %I t where t.%I = any ($1::%s[])%s)', p.relation, p.subject,
                     case p.kind when 'person' then 'uuid' else 'text' end, case when places is not null then ' and t.workspace = any ($2)' else '' end)
         into is_found
        using case p.kind when 'person' then array[coalesce(h.person, e.person)::text]
                          else array(select addresses_of(coalesce(h.person, e.person))) end, places;
      if is_found then
        return true;
      end if;
    end loop;
  end loop;
  return false;
end $$;
comment on function erasure_is_held is 'Does a claim need, for now, what would go? See legal_hold.';
revoke all on function erasure_is_held(erasure) from public;
alter function erasure_is_held(erasure) owner to obelus_rights;

create function erasure_begin(which uuid)
returns table (standing text, keys json, hashes text, ledger text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  e erasure;
  heirs text;
begin
  select * into e from erasure x where x.id = which for update;
  if not found then
    return;
  end if;
  e := erasure_reopened(e);
  standing := case when e.state = 'frozen' and e.ends_at > now() then 'early'
                   when e.state in ('frozen', 'executing', 'failed') and erasure_is_held(e) then 'held'
                   when e.state = 'frozen' and erasure_leaves_nobody(e.person) then 'held'
                   else e.state end;
  if standing in ('early', 'held', 'cancelled', 'done') then
    return next;
    return;
  end if;
  if e.state <> 'executing' then
    -- A row that came late may stand in the way of what was done after its table: all is looked at again.
    update erasure_step s set is_done = false where s.erasure = which;
    update erasure x set state = 'executing', token_hash = null where x.id = which returning * into e;
  end if;
  keys := (select json_agg(json_build_object('id', x.key)) from personal_export x where x.person = e.person and x.key is not null);
  if not exists (select from erasure_step s where s.erasure = which and not s.is_done) then
    heirs := erasure_plan(e);
  end if;
  hashes := concat_ws(' ', (select string_agg(s.token_hash, ' ') from session s where s.person = e.person and s.expires_at > now()),
                           (select string_agg(t.token_hash || ' ' || t.id, ' ') from access_token t where t.person = e.person and t.expires_at > now()),
                           heirs);
  standing := case when exists (select from erasure_step s where s.erasure = which and not s.is_done) then 'executing' else 'executed' end;
  if standing = 'executing' and exists (select from erasure_step s where s.erasure = which and (s.is_done or s.done > 0)) then
    return next;
    return;
  end if;
  ledger := (select string_agg(json_build_object('erasure', which, 'kind', l.kind, 'subject', l.subject)::text || E'\n', '' order by l.kind)
               from (select 'person' as kind, e.person as subject
                     union
                     select 'workspace', s.workspace from erasure_step s where s.erasure = which and s.workspace is not null) l);
  return next;
end $$;
comment on function erasure_begin is 'Begin, or go on. standing: early, held (by a claim, or because nobody could own a workspace), cancelled, done; executing: there are steps to do; executed: nothing is left. keys: of copies of their data. ledger: the lines for the file outside, at first and at last.';
alter function erasure_begin(uuid) owner to obelus_rights;
revoke all on function erasure_begin(uuid) from public;
grant execute on function erasure_begin(uuid) to obelus_privacy;

create function erasure_batch(which uuid) returns table (more boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  most int;
  e erasure;
  s erasure_step;
  leaf regclass;
  piece record;
  n int := 0;
  changed bigint := 0;
begin
  select * into e from erasure x where x.id = which and x.state = 'executing' for share;
  -- A claim that came meanwhile: erasure_begin tells.
  if found and erasure_is_held(e) then
    more := false;
    return next;
    return;
  end if;
  select * into s from erasure_step x where x.erasure = e.id and not x.is_done order by x.nth limit 1 for update;
  more := found;
  if found then
    -- Who is at work holds their job, and waits for what is locked here.
    most := case s.relation when 'assignment' then 100 else 500 end;
    for leaf in select t.relid from pg_partition_tree(format('public.%I', s.relation)::regclass) t where t.isleaf
                union select c.oid from pg_class c where c.oid = format('public.%I', s.relation)::regclass and c.relkind = 'r' loop
      select * into piece from erasure_piece(e, s, leaf, most - n);
      n := n + piece.chosen;
      changed := changed + piece.changed;
      exit when n >= most;
    end loop;
    update erasure_step x set done = x.done + changed, is_done = n < most where x.erasure = which and x.nth = s.nth;
  end if;
  return next;
end $$;
comment on function erasure_batch is 'Some hundred rows at most. more: false when no step was left, or a claim needs what is left.';
alter function erasure_batch(uuid) owner to obelus_rights;
revoke all on function erasure_batch(uuid) from public;
grant execute on function erasure_batch(uuid) to obelus_privacy;

revoke create on schema public from obelus_rights;
