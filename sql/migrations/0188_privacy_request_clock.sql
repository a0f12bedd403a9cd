-- The clock of requests, and how long they are kept.
grant create on schema public to obelus_rights;
create function privacy_requests_tick()
returns table (near int, overdue int, ended int, staff json)
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
  return next;
end $$;
comment on function privacy_requests_tick is 'Requests that are due within a week, or overdue, are marked, each once; addresses that nobody has shown to be theirs for a week, and answers that were there for a month, are let go. staff: whom to tell, if there is something to tell.';
revoke all on function privacy_requests_tick() from public;
grant execute on function privacy_requests_tick() to obelus_privacy;
alter function privacy_requests_tick() owner to obelus_rights;
revoke create on schema public from obelus_rights;

set local role obelus_admin;
do $$
declare
  made bigint;
begin
  -- 24 months is what California demands of records of requests; three years is when most claims are over.
  insert into retention_rule (relation, clocks, period, source)
  values ('privacy_request', '{closed_at}', 'P3Y', 'law'),
         ('staff_access', '{at}', 'P3Y', 'policy');
  get diagnostics made = row_count;
  assert made = 2;
end $$;
-- The first job, which makes the next.
insert into job (id, handler, kind) values (gen_random_uuid(), 'privacy', 'request-clock');
