-- Workers wait for NOTIFY job_<handler> rather than ask again and again.
create function job_wake() returns trigger
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Without a payload, so that a burst of jobs in one transaction wakes once.
  perform pg_notify('job_' || new.handler, '');
  return null;
end
$$;
comment on function job_wake() is 'Wakes the workers of a job''s handler when the transaction commits.';

create trigger job_wake after insert or update of state on job
  for each row when (new.state = 'ready') execute function job_wake();
