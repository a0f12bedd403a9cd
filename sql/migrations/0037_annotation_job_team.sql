-- A team that is removed takes its place here with it; the job is no more open for that.
create table annotation_job_team (
  workspace uuid not null,
  job uuid not null,
  team uuid not null,
  primary key (workspace, job, team),
  foreign key (workspace, job) references annotation_job (workspace, id) on delete cascade,
  foreign key (workspace, team) references team (workspace, id) on delete cascade
);
create index annotation_job_team_by_team on annotation_job_team (workspace, team);
alter table annotation_job_team enable row level security;
alter table annotation_job_team force row level security;
create policy annotation_job_team_tenant on annotation_job_team for all to obelus_annotations
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant insert (workspace, job, team), select, delete on annotation_job_team to obelus_annotations;
comment on table annotation_job_team is 'Who works on a job. scope: tenant. retain: project+P30D';
comment on column annotation_job_team.workspace is 'Whose. privacy: none';
comment on column annotation_job_team.job is 'The job. privacy: none';
comment on column annotation_job_team.team is 'The team. privacy: none';

-- Who is in a team decides what they are handed.
create policy team_annotations on team for select to obelus_annotations using (workspace = current_workspace());
create policy team_member_annotations on team_member for select to obelus_annotations using (workspace = current_workspace());
grant select (workspace, id) on team to obelus_annotations;
grant select (workspace, team, person) on team_member to obelus_annotations;

-- Ranks have room between them; the queue of a workspace is changed by one at a time.
create function annotation_job_rank(place uuid, moved uuid, way text, before_job uuid) returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  step constant bigint := 1048576;
  lower bigint;
  upper bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('annotation_job.rank ' || place, 0));
  if way is not null then
    select coalesce(min(rank), 0), coalesce(max(rank), 0) into lower, upper from annotation_job where workspace = place;
    return case way when 'top' then lower - step else upper + step end;
  end if;
  select rank into upper from annotation_job where workspace = place and id = before_job and id <> moved;
  if not found then
    raise exception using errcode = 'foreign_key_violation', constraint = 'annotation_job_before_is_known',
                          message = 'no such job to go before';
  end if;
  select max(rank) into lower from annotation_job where workspace = place and rank < upper and id <> moved;
  if upper - lower < 2 then
    -- In the order in which whoever asks for work locks them.
    perform from annotation_job where workspace = place order by rank, id for no key update;
    update annotation_job j set rank = n.rank
      from (select id, row_number() over (order by rank, id) * step as rank
              from annotation_job where workspace = place and id <> moved) n
     where j.workspace = place and j.id = n.id;
    return annotation_job_rank(place, moved, null, before_job);
  end if;
  return coalesce(lower + (upper - lower) / 2, upper - step);
end $$;
comment on function annotation_job_rank is 'The rank at the top or bottom of a workspace''s queue, or just before another job.';
revoke all on function annotation_job_rank from public;
grant execute on function annotation_job_rank to obelus_annotations;
