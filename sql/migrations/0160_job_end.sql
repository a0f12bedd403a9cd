-- A job that is dead says since when: it is kept for a while, and then forgotten.
alter table job add column ended_at timestamptz;
create index job_by_end on job (ended_at) where ended_at is not null;
comment on column job.ended_at is 'When it had its last attempt in vain; null: it is to be run. privacy: none';

-- Whoever lets a job die or sends it again, by hand as well.
create function job_end() returns trigger
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
begin
  new.ended_at := case when new.state = 'dead' then now() end;
  return new;
end $$;
comment on function job_end() is 'Keeps the time at which a job died, for as long as it is dead.';
revoke all on function job_end() from public;
create trigger job_end before insert or update of state on job
  for each row when ((new.state = 'dead') <> (new.ended_at is not null)) execute function job_end();

set local role obelus_admin;
do $$
declare
  dead bigint := (select count(*) from job where state = 'dead');
  changed bigint;
begin
  update job set state = state where state = 'dead';
  get diagnostics changed = row_count;
  assert changed = dead;
  assert not exists (select from job where (state = 'dead') <> (ended_at is not null));
end $$;
