-- What nobody has shown to be theirs is no work yet, and stands in the way of nothing: anybody can ask for any address.
grant create on schema public to obelus_rights;
drop function staff_requests(boolean, int);
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
revoke all on function staff_requests(text, int) from public;
grant execute on function staff_requests(text, int) to obelus_privacy;
alter function staff_requests(text, int) owner to obelus_rights;
revoke create on schema public from obelus_rights;
