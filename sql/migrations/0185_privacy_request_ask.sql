-- What whoever asks may do: ask, and by a mailed link see what came of it, write, and take it back.
grant create on schema public to obelus_rights;
grant execute on function current_person() to obelus_rights;
create function privacy_request_ask(new_id uuid, hash text, kind text, place text, address text, key text, said text, in_session boolean)
returns table (id uuid, email text, due_at timestamptz, is_verified boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Asked of whoever asks, not of the address: a stranger cannot find out whether it has an account.
  is_verified := false;
  if in_session and current_person() is not null then
    is_verified := exists (select from person p where p.id = current_person() and p.email_key = key);
  end if;
  -- Two at once for one mailbox count each other, however it is spelt.  Whose it is, is not kept from asking by others.
  perform pg_advisory_xact_lock(hashtext('privacy_request ' || lower(key)));
  if not is_verified and exists (
    select from privacy_request r
     where lower(r.email_key) = lower(key) and r.received_at > now() - interval '1 day'
    having count(*) >= 6 or count(*) filter (where r.received_at > now() - interval '1 hour') >= 3) then
    return;
  end if;
  id := new_id;
  email := address;
  due_at := deadline(place, kind, 'answer', now());
  insert into privacy_request (id, type, jurisdiction, email, email_key, text, due_at)
  values (new_id, kind, place, address, key, said, privacy_request_ask.due_at);
  insert into privacy_request_link (token_hash, request, email_key) values (hash, new_id, key);
  perform privacy_request_go(new_id, 'system', 'acknowledged', null);
  perform privacy_request_go(new_id, 'system', 'verifying', null);
  if is_verified then
    perform privacy_request_go(new_id, 'system', 'verified', null);
  end if;
  update privacy_request r set ack_at = now(), verified_at = case when privacy_request_ask.is_verified then now() end where r.id = new_id;
  return next;
end $$;
comment on function privacy_request_ask is 'Take a request; whoever has a session of the account with that address has shown that it is theirs. No row: strangers have an address written to three times an hour at most, and six times a day.';
revoke all on function privacy_request_ask from public;
grant execute on function privacy_request_ask to obelus_privacy;
alter function privacy_request_ask owner to obelus_rights;

create function privacy_request_seen(which uuid)
returns table (id uuid, type text, jurisdiction text, text text, state text, about text, received_at timestamptz, verified_at timestamptz, due_at timestamptz,
               extended_until timestamptz, extension_reason text, decision text, decision_reason text, closed_at timestamptz,
               history json, messages json, reads json)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select r.id, r.type, r.jurisdiction, r.text, r.state, s.about, r.received_at, r.verified_at, r.due_at, r.extended_until, r.extension_reason,
         r.decision, r.decision_reason, r.closed_at,
         (select coalesce(json_agg(json_build_object('at', e.at, 'by', e.by_whom, 'state', e.to_state, 'about', es.about, 'text', e.text) order by e.nth), '[]')
            from privacy_request_entry e join privacy_request_state es on es.state = e.to_state where e.request = r.id),
         (select coalesce(json_agg(json_build_object('at', e.at, 'by', e.by_whom, 'text', e.text) order by e.nth), '[]')
            from privacy_request_entry e where e.request = r.id and e.to_state is null),
         (select coalesce(json_agg(json_build_object('at', a.at, 'reason', a.reason) order by a.id), '[]')
            from (select * from staff_access x where x.request = r.id order by x.id desc limit 1000) a)
    from privacy_request r
    join privacy_request_state s on s.state = r.state
   where r.id = which
$$;
comment on function privacy_request_seen is 'A request as both sides see it: what it is, what happened, what was written, and when the staff looked at it.';
revoke all on function privacy_request_seen from public;
alter function privacy_request_seen owner to obelus_rights;

create function privacy_request_linked(hash text) returns privacy_request
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select r
    from privacy_request_link l
    join privacy_request r on r.id = l.request
   where l.token_hash = hash
     and (r.closed_at is null or r.closed_at > now() - interval '90 days')
$$;
comment on function privacy_request_linked is 'The request to which a link leads, until 90 days after it was closed.';
revoke all on function privacy_request_linked from public;
alter function privacy_request_linked owner to obelus_rights;

create function privacy_request_follow(hash text, act text, said text)
returns table (standing text, seen json, found_records json)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r privacy_request := privacy_request_linked(hash);
begin
  if r.id is null then
    return;
  end if;
  standing := 'done';
  -- Whoever has the link has the mail, however late.
  if r.verified_at is null and r.closed_at is null then
    perform privacy_request_go(r.id, 'requester', 'verified', null);
    update privacy_request q set verified_at = now() where q.id = r.id and q.closed_at is null;
  end if;
  if act = 'write' then
    select * into r from privacy_request q where q.id = r.id for update;
    if r.closed_at is not null or (select count(*) from privacy_request_entry e where e.request = r.id and e.by_whom = 'requester') >= 100 then
      standing := 'over';
    else
      perform privacy_request_note(r, 'requester', null, said);
    end if;
  elsif act = 'withdraw' and not privacy_request_go(r.id, 'requester', 'withdrawn', null) then
    standing := 'over';
  end if;
  seen := (select row_to_json(s) from privacy_request_seen(r.id) s);
  found_records := (select privacy_request_found(q) from privacy_request q where q.id = r.id);
  return next;
end $$;
comment on function privacy_request_follow is 'By a mailed link: see, write to, or withdraw a request; the first time shows that the address is theirs. standing: done; over (it is too late for that). No row: no such link.';
revoke all on function privacy_request_follow from public;
grant execute on function privacy_request_follow to obelus_privacy;
alter function privacy_request_follow owner to obelus_rights;
revoke create on schema public from obelus_rights;
