-- What the staff may do.  Each of these asks whether they are.
grant create on schema public to obelus_rights;
create function is_staff_still(who uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from staff s join person p on p.id = s.person where s.person = who and p.frozen_at is null)
$$;
comment on function is_staff_still is 'Does what somebody has said as one of the staff count?';
revoke all on function is_staff_still from public;
alter function is_staff_still owner to obelus_rights;

create function only_staff() returns uuid
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if not is_staff_still(current_person()) then
    raise insufficient_privilege using message = 'not of the staff';
  end if;
  return current_person();
end $$;
comment on function only_staff is 'Who asks, and has to be of the staff.';
revoke all on function only_staff() from public;
alter function only_staff() owner to obelus_rights;

create function is_staff() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from staff s where s.person = current_person())
$$;
comment on function is_staff is 'Is it one of the staff who asks?';
revoke all on function is_staff() from public;
grant execute on function is_staff() to obelus_privacy;
alter function is_staff() owner to obelus_rights;

create function staff_request_row(r privacy_request) returns json
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object(
    'id', r.id, 'type', r.type, 'jurisdiction', r.jurisdiction, 'state', r.state, 'received_at', r.received_at, 'verified_at', r.verified_at,
    'due_at', coalesce(r.extended_until, r.due_at), 'is_extended', r.extended_until is not null, 'extended_at_most', deadline(r.jurisdiction, r.type, 'extend', r.received_at),
    'standing', case when r.closed_at is not null then 'closed' when r.state = 'answered' then 'answered' when coalesce(r.extended_until, r.due_at) < now() then 'overdue'
                     when coalesce(r.extended_until, r.due_at) < now() + interval '7 days' then 'near' else 'open' end,
    'proposal', r.proposal, 'is_proposed_by_me', coalesce(r.proposed_by = current_person(), false), 'decision', r.decision, 'closed_at', r.closed_at,
    'ways', (select coalesce(json_agg(json_build_object('to', w.to_state, 'by_two', 'two' = any (w.by_whom)) order by w.to_state), '[]')
               from privacy_request_way w where w.from_state = r.state and w.by_whom && '{staff,two}'))
$$;
comment on function staff_request_row is 'A request in the queue: nothing of whom it is about.';
revoke all on function staff_request_row from public;
alter function staff_request_row owner to obelus_rights;

create function staff_requests(which text, most int) returns setof json
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform only_staff();
  if which = 'closed' then
    return query
      select staff_request_row(r) from privacy_request r where r.closed_at is not null order by r.closed_at desc, r.id limit most;
  elsif which = 'unconfirmed' then
    return query
      select staff_request_row(r)
        from privacy_request r
       where r.closed_at is null and r.state in ('verifying', 'unverifiable')
       order by coalesce(r.extended_until, r.due_at), r.id
       limit most;
  else
    return query
      select staff_request_row(r)
        from privacy_request r
       where r.closed_at is null and r.state not in ('verifying', 'unverifiable')
       order by r.state = 'answered', coalesce(r.extended_until, r.due_at), r.id
       limit most;
  end if;
end $$;
comment on function staff_requests is 'open: what is to be answered, the first due first, and then what is answered; unconfirmed: of addresses that nobody has shown to be theirs yet; closed: the newest first.';
revoke all on function staff_requests from public;
grant execute on function staff_requests to obelus_privacy;
alter function staff_requests owner to obelus_rights;

create function privacy_request_account(r privacy_request) returns uuid
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select p.id from person p where p.email_key = r.email_key and p.confirmed_at is not null
$$;
comment on function privacy_request_account is 'Whose account has the address of a request, if anyone''s.';
revoke all on function privacy_request_account from public;
alter function privacy_request_account owner to obelus_rights;

create function staff_request_read(which uuid, why text, access uuid) returns table (seen json, item json, email text, has_account boolean, proposal_reason text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r privacy_request;
  account uuid;
begin
  if not is_staff() then
    return;
  end if;
  select * into r from privacy_request q where q.id = which;
  if not found then
    return;
  end if;
  account := privacy_request_account(r);
  if only_staff() = account then
    raise insufficient_privilege using message = 'their own request';
  end if;
  insert into staff_access (id, staff, request, person, reason) values (access, current_person(), which, account, why);
  return query select row_to_json(s), staff_request_row(r), r.email, account is not null, r.proposal_reason from privacy_request_seen(which) s;
end $$;
comment on function staff_request_read is 'One of the staff looks at a request, and says why: whoever it is about can see that. No row for others, as if there were none.';
revoke all on function staff_request_read from public;
grant execute on function staff_request_read to obelus_privacy;
alter function staff_request_read owner to obelus_rights;

create function own_access_log(most int) returns table (id uuid, at timestamptz, reason text, request_type text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.id, a.at, a.reason, r.type
    from staff_access a
    left join privacy_request r on r.id = a.request
   where a.person = current_person()
   order by a.id desc
   limit most
$$;
comment on function own_access_log is 'When the staff looked at what is about the person who asks, the newest first.';
revoke all on function own_access_log from public;
grant execute on function own_access_log to obelus_privacy;
alter function own_access_log owner to obelus_rights;
revoke create on schema public from obelus_rights;
