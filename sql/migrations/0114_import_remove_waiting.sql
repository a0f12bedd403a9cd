-- A file that waits is removed without a look at its dataset: nothing begins in its place. Else who removes it
-- has the import and waits for the dataset, while the end of the one before has the dataset and waits for the import.
create or replace function import_begin_next(place uuid, of_dataset uuid, job_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  chosen uuid;
begin
  perform from dataset where workspace = place and id = of_dataset for no key update;
  if exists (select from import
              where workspace = place and dataset = of_dataset and state in ('checking', 'adding')) then
    return;
  end if;
  loop
    select id into chosen from import
     where workspace = place and dataset = of_dataset and state = 'waiting'
     order by id limit 1;
    exit when not found;
    update import
       set state = case when all_or_nothing then 'checking' else 'adding' end, version = version + 1
     where workspace = place and id = chosen and state = 'waiting';
    -- Removed while we waited for it: then the one behind it.
    continue when not found;
    insert into job (id, handler, kind, workspace, payload)
    values (job_id, 'annotations', 'import', place, json_build_object('import', chosen));
    exit;
  end loop;
end $$;

create or replace function import_remove(place uuid, of_import uuid, asker uuid, activity_id uuid, request_id uuid, job_id uuid)
returns table (standing text, received bigint)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
begin
  select * into i from import where workspace = place and id = of_import for update;
  if not found then
    return;
  end if;
  received := i.received;
  standing := case
    when not exists (select from member where workspace = place and person = asker and role in ('owner', 'admin', 'manager'))
      then 'forbidden'
    -- Unless nobody is at it any more.
    when i.all_or_nothing and i.state = 'adding'
     and exists (select from job where handler = 'annotations' and state <> 'dead' and kind = 'import'
                    and payload ->> 'import' = of_import::text)
      then 'adding'
    else 'kept' end;
  if standing = 'kept' then
    delete from import where workspace = place and id = of_import;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select place, activity_id, asker, 'import.delete', 'import', of_import, d.project, request_id
      from dataset d where d.workspace = place and d.id = i.dataset;
    if i.state in ('checking', 'adding') then
      perform import_begin_next(place, i.dataset, job_id);
    end if;
  end if;
  return next;
end $$;
