-- What `privacy work` asks for, and a restore.
grant create on schema public to obelus_rights;
create function erasure_begin(which uuid)
returns table (standing text, keys json, hashes text, ledger text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare e erasure;
begin
  select * into e from erasure x where x.id = which for update;
  if not found then
    return;
  end if;
  standing := case when e.state = 'frozen' and e.ends_at > now() then 'early'
                   -- What a claim needs waits for its end, and everything with it: see legal_hold.
                   when e.state = 'frozen' and exists (
                     select from legal_hold h
                      where h.starts_at <= now() and h.ends_at > now()
                        and (h.person = e.person or h.workspace in (select m.workspace from member m where m.person = e.person))) then 'held'
                   else e.state end;
  if standing in ('early', 'held', 'cancelled', 'done') then
    return next;
    return;
  end if;
  if e.state <> 'executing' then
    update erasure x set state = 'executing', token_hash = null where x.id = which returning * into e;
  end if;
  keys := (select json_agg(json_build_object('id', x.key)) from personal_export x where x.person = e.person and x.key is not null);
  hashes := concat_ws(' ', (select string_agg(s.token_hash, ' ') from session s where s.person = e.person and s.expires_at > now()),
                           (select string_agg(t.token_hash || ' ' || t.id, ' ') from access_token t where t.person = e.person and t.expires_at > now()));
  if not exists (select from erasure_step s where s.erasure = which and not s.is_done) then
    perform erasure_plan(e);
  end if;
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
comment on function erasure_begin is 'Begin, or go on. standing: early, held, cancelled, done; executing: there are steps to do; executed: nothing is left. keys: of copies of their data. ledger: the lines for the file outside, at first and at last.';
alter function erasure_begin(uuid) owner to obelus_rights;
revoke all on function erasure_begin(uuid) from public;
grant execute on function erasure_begin(uuid) to obelus_privacy;

create function erasure_batch(which uuid) returns table (more boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  most constant int := 1000;
  e erasure;
  s erasure_step;
  leaf regclass;
  n int := 0;
begin
  select * into e from erasure x where x.id = which and x.state = 'executing' for share;
  select * into s from erasure_step x where x.erasure = e.id and not x.is_done order by x.nth limit 1 for update;
  more := found;
  if found then
    for leaf in select t.relid from pg_partition_tree(format('public.%I', s.relation)::regclass) t where t.isleaf
                union select c.oid from pg_class c where c.oid = format('public.%I', s.relation)::regclass and c.relkind = 'r' loop
      n := n + erasure_piece(e, s, leaf, most - n);
      exit when n >= most;
    end loop;
    update erasure_step x set done = x.done + n, is_done = n < most where x.erasure = which and x.nth = s.nth;
  end if;
  return next;
end $$;
comment on function erasure_batch is 'Some thousand rows at most. more: false when no step was left.';
alter function erasure_batch(uuid) owner to obelus_rights;
revoke all on function erasure_batch(uuid) from public;
grant execute on function erasure_batch(uuid) to obelus_privacy;

create function erasure_statement(which uuid, service text) returns table (statement text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object(
           'certificate', e.id, 'service', service, 'asked_on', e.asked_at::date, 'erased_on', now()::date,
           'backups_until', (now() + interval '35 days')::date,
           'found_afterwards', 0,
           'workspaces_removed', (select count(distinct s.workspace) from erasure_step s where s.erasure = e.id),
           'tables', (select coalesce(json_agg(t), '[]') from (
              select s.relation as table, split_part(obj_description(format('public.%I', s.relation)::regclass, 'pg_class'), ' scope: ', 1) as about,
                     sum(case s.action when 'delete' then s.done else 0 end) as removed,
                     sum(case s.action when 'pseudonymise' then s.done else 0 end) as pseudonymised,
                     (select coalesce(json_agg(distinct k), '[]') from erasure_step o cross join unnest(o.kept) k
                       where o.erasure = e.id and o.relation = s.relation) as retained,
                     case when bool_or(s.action = 'pseudonymise')
                          then 'they say nothing about anyone once a random value stands in the place of the person' end as why_retained
                from erasure_step s where s.erasure = e.id and s.done > 0 group by s.relation order by s.relation) t))::text
    from erasure e
   where e.id = which and e.state = 'executing'
$$;
comment on function erasure_statement is 'What the certificate of an erasure says.';
alter function erasure_statement(uuid, text) owner to obelus_rights;
revoke all on function erasure_statement(uuid, text) from public;
grant execute on function erasure_statement(uuid, text) to obelus_privacy;

create function erasure_end(which uuid, statement text, signature text, key text) returns table (address text, is_replay boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare e erasure;
begin
  select * into e from erasure x where x.id = which and x.state = 'executing' for update;
  if not found then
    return;
  end if;
  -- What has come since the last step is a step of the next run.
  if cardinality(erasure_left(e, false)) > 0 then
    return;
  end if;
  address := (select a.address from erasure_address a where a.erasure = which and a.is_told);
  is_replay := e.is_replay;
  insert into erasure_ledger (erasure, subject, kind)
  select which, e.person, 'person' union select which, s.workspace, 'workspace' from erasure_step s where s.erasure = which and s.workspace is not null;
  insert into certificate (id, statement, signature, key) values (which, erasure_end.statement, erasure_end.signature, erasure_end.key);
  delete from erasure_step s where s.erasure = which;
  delete from erasure_pseudonym a where a.person = e.person;
  update erasure x set state = 'done', ended_at = now() where x.id = which;
  update erasure x set person = gen_random_uuid(), token_hash = null where x.person = e.person;
  delete from erasure_address a where a.address in (select d.address from erasure_address d where d.erasure = which) and a.erasure <> which;
  if cardinality(erasure_left(e, true)) > 1 then
    raise exception 'something of the erasure itself is left';
  end if;
  delete from erasure_address a where a.erasure = which;
  return next;
end $$;
comment on function erasure_end is 'Nothing is found any more: the certificate is given out, and what the erasure itself knew is forgotten. address: who is told. No row: something is left.';
alter function erasure_end(uuid, text, text, text) owner to obelus_rights;
revoke all on function erasure_end(uuid, text, text, text) from public;
grant execute on function erasure_end(uuid, text, text, text) to obelus_privacy;

create function erasure_failed(which uuid) returns table (is_failed boolean)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update erasure set state = 'failed' where id = which and state = 'executing' returning true
$$;
comment on function erasure_failed is 'A run has failed; another goes on.';
alter function erasure_failed(uuid) owner to obelus_rights;
revoke all on function erasure_failed(uuid) from public;
grant execute on function erasure_failed(uuid) to obelus_privacy;
revoke create on schema public from obelus_rights;
