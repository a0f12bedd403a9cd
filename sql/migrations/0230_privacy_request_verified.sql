-- A session shows whose an address is when the password was typed lately, and a mailed link for a day.
grant create on schema public to obelus_rights;
drop function privacy_request_ask(uuid, text, text, text, text, text, text, boolean);
create function privacy_request_ask(new_id uuid, hash text, kind text, place text, address text, key text, said text, in_session boolean, is_fresh boolean)
returns table (id uuid, email text, due_at timestamptz, is_verified boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  is_own boolean := false;
begin
  -- Asked of whoever asks, not of the address: a stranger cannot find out whether it has an account.
  if in_session and current_person() is not null then
    is_own := exists (select from person p where p.id = current_person() and p.email_key = key);
  end if;
  -- A session alone may be somebody else's by now, at a computer that was left.
  is_verified := is_own and is_fresh;
  -- Two at once for one mailbox count each other, however it is spelt.  Whose it is, is not kept from asking by others.
  perform pg_advisory_xact_lock(hashtext('privacy_request ' || lower(key)));
  if not is_own and exists (
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
comment on function privacy_request_ask is 'Take a request; whoever has a session of the account with that address, and typed its password lately, has shown that it is theirs. No row: strangers have an address written to three times an hour at most, and six times a day.';
revoke all on function privacy_request_ask from public;
grant execute on function privacy_request_ask to obelus_privacy;
alter function privacy_request_ask owner to obelus_rights;

create function privacy_request_relink(r privacy_request, next_hash text) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Two at once count each other.
  perform from privacy_request q where q.id = r.id for update;
  if (select count(*) from privacy_request_link l where l.request = r.id and l.made_at > now() - interval '1 hour') >= 3 then
    return null;
  end if;
  insert into privacy_request_link (token_hash, request, email_key) values (next_hash, r.id, r.email_key);
  return r.email;
end $$;
comment on function privacy_request_relink is 'Another link to a request, and the address to which it is to be mailed. null: three were in this hour.';
revoke all on function privacy_request_relink from public;
alter function privacy_request_relink owner to obelus_rights;

drop function privacy_request_follow(text, text, text);
create function privacy_request_follow(hash text, act text, said text, next_hash text)
returns table (standing text, seen json, found_records json, email text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r privacy_request := privacy_request_linked(hash);
begin
  if r.id is null then
    return;
  end if;
  standing := 'done';
  if r.verified_at is null and r.closed_at is null then
    -- Whoever has the link has the mail, or had it: for a day that shows whose the address is.
    if exists (select from privacy_request_link l where l.token_hash = hash and l.made_at > now() - interval '1 day') then
      perform privacy_request_go(r.id, 'requester', 'verified', null);
      update privacy_request q set verified_at = now() where q.id = r.id and q.closed_at is null;
    else
      standing := 'late';
      email := privacy_request_relink(r, next_hash);
    end if;
  end if;
  if standing = 'done' and act = 'write' then
    select * into r from privacy_request q where q.id = r.id for update;
    if r.closed_at is not null or (select count(*) from privacy_request_entry e where e.request = r.id and e.by_whom = 'requester') >= 100 then
      standing := 'over';
    else
      perform privacy_request_note(r, 'requester', null, said);
    end if;
  elsif standing = 'done' and act = 'withdraw' and not privacy_request_go(r.id, 'requester', 'withdrawn', null) then
    standing := 'over';
  end if;
  seen := (select row_to_json(s) from privacy_request_seen(r.id) s);
  found_records := (select privacy_request_found(q) from privacy_request q where q.id = r.id);
  return next;
end $$;
comment on function privacy_request_follow is 'By a mailed link: see, write to, or withdraw a request; the first time, within a day of the mail, shows that the address is theirs. standing: done; over (it is too late for that); late (the day is over: email is where another link, which has next_hash, is to be mailed). No row: no such link.';
revoke all on function privacy_request_follow from public;
grant execute on function privacy_request_follow to obelus_privacy;
alter function privacy_request_follow owner to obelus_rights;
revoke create on schema public from obelus_rights;
