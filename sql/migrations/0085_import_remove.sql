-- What is added as a whole or not at all is not stopped halfway: who asks for that is told to wait.
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
    perform import_begin_next(place, i.dataset, job_id);
  end if;
  return next;
end $$;
comment on function import_remove is 'standing: kept (that is, done), forbidden, or adding (as a whole: it is not stopped halfway). No row: no such import.';
