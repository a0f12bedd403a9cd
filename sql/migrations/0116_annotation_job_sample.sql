-- A job of sample texts, to try things out with, stands behind all other work: it must not keep anyone from that.
alter table annotation_job add column sample boolean not null default false;
comment on column annotation_job.sample is 'Of sample texts, to try things out with: new jobs go before it. privacy: none';
grant insert (sample) on annotation_job to obelus_annotations;

create or replace function annotation_job_rank(place uuid, moved uuid, way text, before_job uuid) returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  step constant bigint := 1048576;
  lower bigint;
  upper bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('annotation_job.rank ' || place, 0));
  if way = 'new' then
    -- Samples that stand behind all other work stay there; where someone has put one elsewhere, it stays as well.
    select q.id into before_job from annotation_job q
     where q.workspace = place and q.sample
       and q.rank > coalesce((select max(o.rank) from annotation_job o
                               where o.workspace = place and not o.sample and o.state <> 'archived'), -9223372036854775808)
     order by q.rank, q.id limit 1;
    way := case when before_job is null then 'bottom' end;
  end if;
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
comment on function annotation_job_rank is 'The rank at the top or bottom of a workspace''s queue, of a new job (before the samples at the bottom), or just before another job.';

-- What is in hand comes first, but a sample only where it stands in the queue.
create or replace function assignment_next(place uuid, who uuid, wanted uuid, another boolean, new_id uuid, activity_id uuid, request_id uuid)
returns table (id uuid, job uuid, example uuid, state text, lease_until timestamptz, draft json, submission json, version int, again boolean,
              reason text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  j annotation_job;
  in_hand uuid;
  handed uuid;
  more boolean;
  holder uuid;
begin
  if not exists (select from member m where m.workspace = place and m.person = who and m.role <> 'billing') then
    raise exception using errcode = 'insufficient_privilege', message = 'not a member who labels';
  end if;
  again := false;
  reason := 'none-left';
  if wanted is null and not another then
    select a.job into in_hand from assignment a
      join annotation_job q on q.workspace = place and q.id = a.job and q.state = 'active' and not q.sample
     where a.workspace = place and a.person = who and a.state = 'leased'
     order by a.id limit 1;
  end if;
  for j in
    select q.* from annotation_job q
      join dataset d on d.workspace = place and d.id = q.dataset
     where q.workspace = place and q.state = 'active' and q.done < d.examples and (wanted is null or q.id = wanted)
     order by q.id is not distinct from in_hand desc, q.rank, q.id
  loop
    if not annotation_job_open(place, j, who) then
      reason := case when wanted is null then reason else 'not-for-you' end;
      continue;
    end if;
    handed := null;
    more := false;
    if annotation_job_has(place, j, who) then
      select h.handed, h.more into handed, more from assignment_hand(place, j.id, who, another, new_id) h;
    end if;
    if handed is not null then
      insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
      values (place, activity_id, who, 'assignment.take', 'assignment', handed, j.project, request_id);
      return query
      select a.id, a.job, a.example, a.state, a.lease_until, a.draft, a.submission, a.version, false, null::text
        from assignment a
       where a.workspace = place and a.id = handed;
      return;
    elsif more then
      -- How far one has looked is kept; the next call goes on, and nobody waits for the job meanwhile.
      again := true;
      reason := null;
      return next;
      return;
    elsif another and (select count(*) from assignment a
                        where a.workspace = place and a.job = j.id and a.person = who and a.state = 'leased') >= 10 then
      reason := 'ten-in-hand';
    else
      -- Nothing: do others have what is left?  In the order of an index, see annotation_job_has.
      select a.person into holder from assignment a
       where a.workspace = place and a.job = j.id and a.state = 'leased' and a.person <> who
       order by a.lease_until limit 1;
      reason := case when holder is not null then 'in-other-hands' else reason end;
    end if;
  end loop;
  if exists (select from annotation_job q where q.workspace = place and q.id = wanted and q.state <> 'active') then
    reason := 'not-active';
  end if;
  return next;
end $$;
