-- Who has a workspace that stays, how an erasure ends, and how a restored backup forgets again.
grant create on schema public to obelus_rights;
create function erasure_hand_over(place uuid, who uuid) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  heir uuid;
begin
  update member m set role = 'owner', version = m.version + 1
   where m.workspace = place and m.person = erasure_heir(place, who)
  returning m.person into strict heir;
  perform erasure_log(place, 'member.update', 'member', heir);
  return (select string_agg(s.token_hash, ' ') from session s where s.person = heir and s.workspace = place and s.revoked_at is null);
end $$;
comment on function erasure_hand_over is 'A workspace is its heir''s from now on, whose sessions there are told.';
revoke all on function erasure_hand_over(uuid, uuid) from public;
alter function erasure_hand_over(uuid, uuid) owner to obelus_rights;

create function erasure_statement(which uuid, service text) returns table (statement text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object(
           'certificate', e.id, 'service', service, 'asked_on', case when not e.is_replay then e.asked_at::date end, 'erased_on', now()::date,
           'replayed_on', case when e.is_replay then now()::date end,
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
  if cardinality(erasure_left(e, false)) > 0
     or exists (select from erasure_step s where s.erasure = which and s.workspace is not null and erasure_step_has(s)) then
    return;
  end if;
  address := (select a.address from erasure_address a where a.erasure = which and a.is_told);
  is_replay := e.is_replay;
  insert into erasure_ledger (erasure, subject, kind)
  select which, e.person, 'person' union select which, s.workspace, 'workspace' from erasure_step s where s.erasure = which and s.workspace is not null
      on conflict do nothing;
  insert into certificate (id, statement, signature, key) values (which, erasure_end.statement, erasure_end.signature, erasure_end.key)
      on conflict do nothing;
  delete from erasure_step s where s.erasure = which;
  delete from erasure_pseudonym a where a.person = e.person;
  update erasure x set state = 'done', ended_at = now() where x.id = which;
  delete from erasure_address a where a.erasure in (select x.id from erasure x where x.person = e.person) and a.erasure <> which;
  update erasure x set person = gen_random_uuid(), token_hash = null where x.person = e.person;
  if cardinality(erasure_left(e, true)) > 1 then
    raise exception 'something of the erasure itself is left';
  end if;
  delete from erasure_address a where a.erasure = which;
  return next;
end $$;
comment on function erasure_end is 'Nothing is found any more: the certificate is given out, and what the erasure itself knew is forgotten. address: who is told. No row: something is left. What has come late has no certificate of its own.';
alter function erasure_end(uuid, text, text, text) owner to obelus_rights;
revoke all on function erasure_end(uuid, text, text, text) from public;
grant execute on function erasure_end(uuid, text, text, text) to obelus_privacy;

create function erasure_failed(which uuid) returns table (is_failed boolean)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update erasure e set state = 'failed' where e.id = which and e.state = 'executing' and not erasure_is_held(e) returning true
$$;
comment on function erasure_failed is 'A run has failed; another goes on.';
alter function erasure_failed(uuid) owner to obelus_rights;
revoke all on function erasure_failed(uuid) from public;
grant execute on function erasure_failed(uuid) to obelus_privacy;
revoke create on schema public from obelus_rights;

-- Called by the operator alone, before anybody is let in.
create function erasure_replay(which uuid, of_kind text, of_subject uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if of_kind = 'workspace' then
    perform erasure_plan_workspace(which, of_subject) from erasure where id = which and state = 'executing';
    return;
  end if;
  -- One that was done before the backup is done in it, too.
  insert into erasure (id, person, state, ends_at, is_replay)
  select which, of_subject, 'executing', now(), true where not exists (select from certificate where id = which)
      on conflict (id) do nothing;
  update erasure set state = 'executing' where id = which and state in ('frozen', 'failed');
  update erasure set is_replay = true where id = which and state = 'executing';
  -- One at a time: what the backup knows of it goes on now.
  update job set run_at = now() where handler = 'privacy' and kind = 'erase' and state = 'ready' and payload ->> 'erasure' = which::text;
  insert into job (id, handler, kind, payload)
  select gen_random_uuid(), 'privacy', 'erase', json_build_object('erasure', e.id)
    from erasure e
   where e.id = which and e.state = 'executing'
     and not exists (select from job j where j.handler = 'privacy' and j.kind = 'erase' and j.state <> 'dead' and j.payload ->> 'erasure' = which::text);
end $$;
comment on function erasure_replay is 'A line of the ledger, read by a restore: who was erased after the backup is erased again.';
revoke all on function erasure_replay(uuid, text, uuid) from public;

-- What was taken back after the backup is not known here: whoever asked may take it back anew.
create function erasure_anew(origin text) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  e record;
  token text;
  until timestamptz;
begin
  -- This mail is made though its account is frozen.
  perform set_config('obelus.erasure', 'on', true);
  for e in select x.id, least(x.ends_at - x.asked_at, interval '30 days') as span, p.username, p.email
             from erasure x join person p on p.id = x.person
            where x.state = 'frozen' order by x.id loop
    token := translate(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    until := now() + e.span;
    update erasure set token_hash = encode(sha256(token::bytea), 'hex'), ends_at = until where id = e.id;
    delete from job where handler = 'privacy' and kind = 'erase' and payload ->> 'erasure' = e.id::text;
    insert into job (id, handler, kind, payload, run_at)
    values (gen_random_uuid(), 'privacy', 'erase', json_build_object('erasure', e.id), until);
    insert into job (id, handler, kind, payload)
    select gen_random_uuid(), 'privacy', 'mail', json_build_object('to', e.email, 'subject', 'Your account will be erased', 'text', format(
        E'Hello %s,\n\n%s was restored from a backup, and in that your account is to be erased, as you asked. If you have taken it '
        'back since, we do not know that any more. On %s UTC what is about you is removed, for good. If that is not what you want, take '
        'it back before then, with this link and no earlier one:\n\n%2$s/cancellation#%4$s\n\nWhat was done is certified afterwards '
        'at\n\n%2$s/api/privacy/certificates/%5$s\n\nwhich says nothing of who you were. Keep that address: we will not know whose it was.\n',
        e.username, origin, to_char(until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), token, e.id))
     where e.email is not null;
  end loop;
end $$;
comment on function erasure_anew is 'For a restore, after the ledger: each erasure that can still be taken back has its time anew, and a new link to do so is mailed.';
revoke all on function erasure_anew(text) from public;
