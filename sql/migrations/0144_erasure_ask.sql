-- What a person may ask about their erasure, and ask for.
grant create on schema public to obelus_rights;
create function erasure_preview(who uuid)
returns table (relation text, about text, why text, action text, rows bigint, kept text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  p record;
  t record;
  places uuid[];
  -- One more than is told, so that "more than" can be said: no table costs more than this.
  most constant int := 10001;
begin
  places := array(select w.workspace from workspaces_with(only_oneself(who)) w where w.fate = 'goes');
  for p in select q.*, obj_description(format('public.%I', q.relation)::regclass, 'pg_class') as said
             from erasure_paths() q where not erasure_is_own(q.relation) order by q.relation, q.subject loop
    execute format('select count(*) from (select from %I t where t.%I = any ($1::%s[])%s limit $2) counted', p.relation, p.subject,
                   case p.kind when 'person' then 'uuid' else 'text' end,
                   case when p.said like '%scope: tenant%' then ' and coalesce(t.workspace <> all ($3), true)' else '' end)
       into rows
      using case p.kind when 'person' then array[who::text] else array(select addresses_of(who)) end, most, places;
    if rows > 0 then
      relation := p.relation;
      about := split_part(p.said, ' scope: ', 1);
      why := p.why;
      action := p.action;
      kept := case p.action when 'pseudonymise' then p.kept_about end;
      return next;
    end if;
  end loop;
  for t in select c.relname, obj_description(c.oid, 'pg_class') as said
             from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and obj_description(c.oid, 'pg_class') like '%scope: tenant%'
            order by c.relname loop
    execute format('select count(*) from (select from %I where workspace = any ($1) limit $2) counted', t.relname) into rows using places, most;
    if rows > 0 then
      relation := t.relname;
      about := split_part(t.said, ' scope: ', 1);
      why := null;
      action := 'workspace';
      kept := null;
      return next;
    end if;
  end loop;
end $$;
comment on function erasure_preview is 'What the erasure of a person would do, by table: delete, pseudonymise (kept: what stays of those rows), or workspace: goes with the workspaces in which nobody else is. Counts end at 10,001.';
alter function erasure_preview(uuid) owner to obelus_rights;
revoke all on function erasure_preview(uuid) from public;
grant execute on function erasure_preview(uuid) to obelus_privacy;

create function erasure_workspaces(who uuid)
returns table (id uuid, name text, fate text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select w.workspace, w.name, w.fate from workspaces_with(only_oneself(who)) w order by w.workspace limit 1000
$$;
comment on function erasure_workspaces is 'workspaces_with, for who asks about themselves.';
alter function erasure_workspaces(uuid) owner to obelus_rights;
revoke all on function erasure_workspaces(uuid) from public;
grant execute on function erasure_workspaces(uuid) to obelus_privacy;

create function erasure_ask(new_id uuid, who uuid, called text, hash text, seconds int)
returns table (standing text, email text, hashes text, ends_at timestamptz, names json)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform only_oneself(who);
  -- Whoever logs in, moves, makes a token or changes who owns a workspace comes before or after this.
  perform from member m
    where m.workspace in (select x.workspace from member x where x.person = who) and (m.role in ('owner', 'admin') or m.person = who)
    order by m.workspace, m.person for update;
  select case when p.username <> called then 'other' when p.frozen_at is null then 'done' else 'frozen' end, p.email into standing, email
    from person p where p.id = who for update;
  if not found then
    return;
  end if;
  names := (select json_agg(w.name order by w.name) from workspaces_with(who) w where w.fate = 'hand-over');
  if standing = 'done' and names is not null then
    standing := 'last';
  end if;
  if standing = 'done' then
    update person set frozen_at = now() where id = who;
    perform set_config('obelus.erasure', 'on', true);
    with gone as (
      update session s set revoked_at = now() where s.person = who and s.revoked_at is null returning s.token_hash),
    spent as (
      update access_token t set revoked_at = now() where t.person = who and t.revoked_at is null returning t.token_hash || ' ' || t.id as words)
    select concat_ws(' ', (select string_agg(token_hash, ' ') from gone), (select string_agg(words, ' ') from spent)) into hashes;
    update mailed_token t set used_at = now() where t.person = who and t.used_at is null;
    update invitation i set voided_at = now() where i.invited_by = who and i.used_at is null and i.voided_at is null;
    delete from job j where j.kind = 'mail' and j.state <> 'running' and j.recipient = erasure_ask.email;
    insert into erasure as e (id, person, token_hash, ends_at)
    values (new_id, who, hash, now() + make_interval(secs => seconds)) returning e.ends_at into ends_at;
  end if;
  return next;
end $$;
comment on function erasure_ask is 'Freeze a person''s account, to be erased so many seconds from now. standing: done, other (that is not what they are called), frozen (asked already), last (of the workspaces in names they are the last owner, beside others). hashes: of the sessions and tokens that ended.';
alter function erasure_ask(uuid, uuid, text, text, int) owner to obelus_rights;
revoke all on function erasure_ask(uuid, uuid, text, text, int) from public;
grant execute on function erasure_ask(uuid, uuid, text, text, int) to obelus_privacy;

create function erasure_cancel(hash text) returns table (id uuid, person uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare e erasure;
begin
  update erasure x set state = 'cancelled', token_hash = null, ended_at = now()
   where x.token_hash = hash and x.state = 'frozen'
  returning * into e;
  if found then
    update person p set frozen_at = null where p.id = e.person;
    return query select e.id, e.person;
  end if;
end $$;
comment on function erasure_cancel is 'Take an erasure back by its link, unless it has begun: one may log in again. No row: there is none that could be.';
alter function erasure_cancel(text) owner to obelus_rights;
revoke all on function erasure_cancel(text) from public;
grant execute on function erasure_cancel(text) to obelus_privacy;

create function erasure_rename(who uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare place uuid;
begin
  for place in
    update workspace w set name = 'Workspace', version = w.version + 1
      from member m
      join person p on p.id = m.person
     where m.person = who and m.role = 'owner' and w.id = m.workspace and w.name = p.username
       and not exists (select from member o where o.workspace = m.workspace and o.created_at < m.created_at)
       and not exists (select from erasure_step s where s.workspace = m.workspace)
    returning w.id loop
    perform erasure_log(place, 'workspace.update', 'workspace', place);
  end loop;
end $$;
comment on function erasure_rename is 'A workspace that stays, and is still called as its maker when they signed up, has a name of its own. Not one that others made.';
revoke all on function erasure_rename(uuid) from public;
alter function erasure_rename(uuid) owner to obelus_rights;
revoke create on schema public from obelus_rights;
