-- The staff is told of each new request, once.
alter table privacy_request add column new_told_at timestamptz;
comment on column privacy_request.new_told_at is 'When the staff was told that it has come. privacy: none';

grant create on schema public to obelus_rights;
drop function privacy_requests_tick();
create function privacy_requests_tick()
returns table (near int, overdue int, ended int, staff json, fresh json)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  r privacy_request;
begin
  ended := 0;
  for r in select q.* from privacy_request q
            where (q.state = 'verifying' and q.moved_at < now() - interval '7 days')
               or (q.state = 'unverifiable' and q.moved_at < now() - interval '7 days')
               or (q.state = 'answered' and q.moved_at < now() - interval '30 days')
            order by q.id limit 1000 for update skip locked loop
    perform privacy_request_go(r.id, 'clock', case r.state when 'verifying' then 'unverifiable' else 'closed' end, null);
    ended := ended + 1;
  end loop;
  with told as (
    update privacy_request q set near_told_at = now()
     where q.closed_at is null and q.state not in ('verifying', 'unverifiable', 'answered') and q.near_told_at is null
       and coalesce(q.extended_until, q.due_at) < now() + interval '7 days'
    returning q.id)
  select count(*) into near from told;
  with told as (
    update privacy_request q set over_told_at = now()
     where q.closed_at is null and q.state not in ('verifying', 'unverifiable', 'answered') and q.over_told_at is null
       and coalesce(q.extended_until, q.due_at) < now()
    returning q.id)
  select count(*) into overdue from told;
  staff := (select coalesce(json_agg(p.email), '[]') from staff s join person p on p.id = s.person where near + overdue > 0 and p.frozen_at is null and p.email is not null);
  -- Whose own it is, is told nothing of it here: others answer it.  While there is no staff, they wait.
  with told as (
    update privacy_request q set new_told_at = now()
     where q.id in (select n.id from privacy_request n
                     where n.closed_at is null and n.verified_at is not null and n.state <> 'answered' and n.new_told_at is null
                       and exists (select from staff s where is_staff_still(s.person))
                     order by n.due_at, n.id limit 100)
    returning q.id, q.type, coalesce(q.extended_until, q.due_at) as due_at, q.email_key)
  select coalesce(json_agg(json_build_object('to', p.email, 'id', t.id, 'type', t.type, 'due_at', t.due_at) order by t.due_at, t.id), '[]') into fresh
    from told t
    join staff s on is_staff_still(s.person)
    join person p on p.id = s.person and p.email_key <> t.email_key;
  return next;
end $$;
comment on function privacy_requests_tick is 'Requests that are due within a week, or overdue, are marked, each once; addresses that nobody has shown to be theirs for a week, and answers that were there for a month, are let go. staff: whom to tell, if there is something to tell. fresh: whom to tell of a request that is new, each once.';
revoke all on function privacy_requests_tick() from public;
grant execute on function privacy_requests_tick() to obelus_privacy;
alter function privacy_requests_tick() owner to obelus_rights;
revoke create on schema public from obelus_rights;

-- Of those that are there nobody needs to be told any more.
set local role obelus_admin;
do $$
declare
  were bigint := (select count(*) from privacy_request where verified_at is not null);
  made bigint;
begin
  update privacy_request set new_told_at = now() where verified_at is not null;
  get diagnostics made = row_count;
  assert made = were;
end $$;
