-- The queue of the staff comes in pages, and one's account says whether one is of the staff.
grant execute on function is_staff() to obelus_auth;

grant create on schema public to obelus_rights;
drop function staff_requests(text, int);
create function staff_requests(which text, after uuid, most int) returns setof json
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  c privacy_request;
begin
  perform only_staff();
  select * into c from privacy_request q where q.id = after;
  if which = 'closed' then
    return query
      select staff_request_row(r)
        from privacy_request r
       where r.closed_at is not null
         and (after is null or (r.closed_at, r.id) < (c.closed_at, c.id))
       order by r.closed_at desc, r.id desc
       limit most;
  elsif which = 'unconfirmed' then
    return query
      select staff_request_row(r)
        from privacy_request r
       where r.closed_at is null and r.state in ('verifying', 'unverifiable')
         and (after is null or (coalesce(r.extended_until, r.due_at), r.id) > (coalesce(c.extended_until, c.due_at), c.id))
       order by coalesce(r.extended_until, r.due_at), r.id
       limit most;
  else
    return query
      select staff_request_row(r)
        from privacy_request r
       where r.closed_at is null and r.state not in ('verifying', 'unverifiable')
         and (after is null
              or (r.state = 'answered', coalesce(r.extended_until, r.due_at), r.id) > (c.state = 'answered', coalesce(c.extended_until, c.due_at), c.id))
       order by r.state = 'answered', coalesce(r.extended_until, r.due_at), r.id
       limit most;
  end if;
end $$;
comment on function staff_requests is 'open: what is to be answered, the first due first, and then what is answered; unconfirmed: of addresses that nobody has shown to be theirs yet; closed: the newest first. after: the last one that was shown.';
revoke all on function staff_requests from public;
grant execute on function staff_requests to obelus_privacy;
alter function staff_requests owner to obelus_rights;
revoke create on schema public from obelus_rights;
