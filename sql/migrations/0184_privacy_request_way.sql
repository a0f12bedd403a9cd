-- The ways of a request: a closed list, and a trigger that knows no other.
create function privacy_request_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.state = 'received' then
    return new;
  elsif tg_op = 'UPDATE' and exists (select from privacy_request_way w where w.from_state = old.state and w.to_state = new.state) then
    new.moved_at := now();
    new.closed_at := (select now() from privacy_request_state s where s.state = new.state and s.is_over);
    return new;
  end if;
  raise exception using errcode = 'check_violation', constraint = 'privacy_request_goes_on',
    message = format('a request does not go from %s to %s', case when tg_op = 'UPDATE' then old.state else 'nothing' end, new.state);
end $$;
comment on function privacy_request_moves is 'The ways of a request: those of privacy_request_way.';
revoke all on function privacy_request_moves() from public;
grant create on schema public to obelus_rights;
alter function privacy_request_moves() owner to obelus_rights;
create trigger privacy_request_begins before insert on privacy_request for each row execute function privacy_request_moves();
create trigger privacy_request_goes_on before update of state on privacy_request for each row execute function privacy_request_moves();

create function privacy_request_note(r privacy_request, by_whom text, to_state text, said text) returns void
language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into privacy_request_entry (request, nth, email_key, by_whom, staff, from_state, to_state, text)
  select r.id, (select coalesce(max(e.nth), 0) + 1 from privacy_request_entry e where e.request = r.id), r.email_key, by_whom,
         case by_whom when 'staff' then current_person() end, case when to_state is not null then r.state end, to_state, said
$$;
comment on function privacy_request_note is 'What happened to a request, or was written about it, by the staff who asks or by another.';
revoke all on function privacy_request_note from public;
alter function privacy_request_note owner to obelus_rights;

create function privacy_request_go(which uuid, by_whom text, to_state text, said text) returns boolean
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  r privacy_request;
begin
  select * into strict r from privacy_request q where q.id = which for update;
  if not exists (select from privacy_request_way w
                  where w.from_state = r.state and w.to_state = privacy_request_go.to_state and privacy_request_go.by_whom = any (w.by_whom)) then
    return false;
  end if;
  update privacy_request q set state = to_state where q.id = which;
  perform privacy_request_note(r, case by_whom when 'two' then 'staff' else by_whom end, to_state, said);
  return true;
end $$;
comment on function privacy_request_go is 'Move a request, and note it. false: there is no such way for them.';
revoke all on function privacy_request_go from public;
alter function privacy_request_go owner to obelus_rights;
revoke create on schema public from obelus_rights;

set local role obelus_admin;
insert into privacy_request_state (state, about, is_over)
values ('received', 'We have received your request.', false),
       ('acknowledged', 'We have told you by mail that we have it.', false),
       ('verifying', 'We wait for you to show, by the mailed link, that the address is yours.', false),
       ('verified', 'You have shown that the address is yours.', false),
       ('unverifiable', 'Nobody has shown that the address is theirs.', false),
       ('assessing', 'Someone is looking at what you ask for.', false),
       ('approved', 'We will do what you ask for.', false),
       ('partly_approved', 'We will do a part of what you ask for, and say why not all of it.', false),
       ('refused', 'We will not do what you ask for, and say why.', false),
       ('executing', 'It is being done.', false),
       ('failed', 'It could not be done at the first try, and is tried again.', false),
       ('answered', 'You have our answer.', false),
       ('closed', 'Your request is closed.', true),
       ('withdrawn', 'You have taken your request back.', true),
       ('duplicate', 'It is the same as another request of yours, which goes on.', true);
insert into privacy_request_way (from_state, to_state, by_whom)
values ('received', 'acknowledged', '{system}'),
       ('acknowledged', 'verifying', '{system}'),
       ('verifying', 'verified', '{requester,system}'),
       ('verifying', 'unverifiable', '{clock}'),
       ('unverifiable', 'verified', '{requester}'),
       ('unverifiable', 'assessing', '{staff}'),
       ('unverifiable', 'closed', '{staff,clock}'),
       ('verified', 'assessing', '{staff}'),
       ('assessing', 'approved', '{two}'),
       ('assessing', 'partly_approved', '{two}'),
       ('assessing', 'refused', '{two}'),
       ('approved', 'executing', '{staff}'),
       ('partly_approved', 'executing', '{staff}'),
       ('refused', 'answered', '{staff}'),
       ('executing', 'failed', '{staff}'),
       ('failed', 'executing', '{staff}'),
       ('executing', 'answered', '{staff}'),
       ('answered', 'closed', '{staff,clock}'),
       ('verifying', 'duplicate', '{staff}'),
       ('verified', 'duplicate', '{staff}'),
       ('assessing', 'duplicate', '{staff}'),
       ('received', 'withdrawn', '{requester}'),
       ('acknowledged', 'withdrawn', '{requester}'),
       ('verifying', 'withdrawn', '{requester}'),
       ('verified', 'withdrawn', '{requester}'),
       ('unverifiable', 'withdrawn', '{requester}'),
       ('assessing', 'withdrawn', '{requester}'),
       ('approved', 'withdrawn', '{requester}'),
       ('partly_approved', 'withdrawn', '{requester}');
