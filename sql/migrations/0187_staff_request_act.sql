-- What the staff does to a request: moves it, decides by two, puts it off, writes.
grant create on schema public to obelus_rights;
create function staff_request_decide(r privacy_request, wanted text, why text) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Of an address that nobody has shown to be theirs nothing is told, and nothing done.
  if r.state <> 'assessing' or (r.verified_at is null and wanted <> 'refused') then
    return 'no-way';
  end if;
  if r.proposal is distinct from wanted or r.proposal_reason is distinct from why or not is_staff_still(r.proposed_by) then
    update privacy_request q set proposal = wanted, proposal_reason = why, proposed_by = current_person() where q.id = r.id;
    return 'proposed';
  end if;
  if r.proposed_by = current_person() then
    return 'same';
  end if;
  update privacy_request q
     set decision = wanted, decision_reason = why, proposal = null, proposal_reason = null, proposed_by = null
   where q.id = r.id;
  return case when privacy_request_go(r.id, 'two', wanted, why) then 'done' else 'no-way' end;
end $$;
comment on function staff_request_decide is 'The first proposes, another one decides the same for the same reason, which is what is told. same: that would be the same person twice.';
revoke all on function staff_request_decide from public;
alter function staff_request_decide owner to obelus_rights;

create function staff_request_extend(r privacy_request, why text) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  later timestamptz := deadline(r.jurisdiction, r.type, 'extend', r.received_at);
begin
  if r.closed_at is not null or r.state = 'answered' or r.verified_at is null or r.extended_until is not null or r.due_at < now() or later <= r.due_at then
    return 'too-late';
  end if;
  update privacy_request q set extended_until = later, extension_reason = why, near_told_at = null where q.id = r.id;
  return 'done';
end $$;
comment on function staff_request_extend is 'Once, before it is due, by as much as the law allows, and when there is somebody to tell.';
revoke all on function staff_request_extend from public;
alter function staff_request_extend owner to obelus_rights;

create function staff_request_act(which uuid, act text, wanted text, said text, hash text)
returns table (standing text, email text, item json)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r privacy_request;
begin
  if not is_staff() then
    return;
  end if;
  select * into r from privacy_request q where q.id = which for update;
  if not found then
    return;
  end if;
  if only_staff() = privacy_request_account(r) then
    raise insufficient_privilege using message = 'their own request';
  end if;
  standing := 'no-way';
  if act = 'move' then
    standing := case when wanted in ('approved', 'partly_approved', 'refused') then 'by-two'
                     when wanted = 'duplicate' and not exists (
                       select from privacy_request o where o.email_key = r.email_key and o.type = r.type and o.id <> r.id and o.closed_at is null) then 'no-way'
                     when privacy_request_go(which, 'staff', wanted, said) then 'done' else 'no-way' end;
    if standing = 'done' and wanted = 'executing' then
      perform privacy_request_execute(r);
    end if;
  elsif act = 'decide' then
    standing := staff_request_decide(r, wanted, said);
  elsif act = 'extend' then
    standing := staff_request_extend(r, said);
  elsif r.closed_at is null then
    perform privacy_request_note(r, 'staff', null, said);
    standing := 'done';
  end if;
  if standing = 'done' and r.verified_at is not null then
    -- Who has not shown that the address is theirs is told nothing more there.
    email := r.email;
    insert into privacy_request_link (token_hash, request, email_key) values (hash, which, r.email_key);
  end if;
  item := (select staff_request_row(q) from privacy_request q where q.id = which);
  return next;
end $$;
comment on function staff_request_act is 'What one of the staff does to a request: move, decide, extend, write. standing: done, proposed, same, by-two (that is decided, not moved to), too-late, no-way. email: who is told, by a link that has this hash. No row for others, as if there were none.';
revoke all on function staff_request_act from public;
grant execute on function staff_request_act to obelus_privacy;
alter function staff_request_act owner to obelus_rights;
revoke create on schema public from obelus_rights;
