-- The steps of an import.  Each locks the import, then its dataset.

-- Begin the file of a dataset that waits longest, unless one is being read.
create function import_begin_next(place uuid, of_dataset uuid, job_id uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  chosen uuid;
begin
  perform from dataset where workspace = place and id = of_dataset for no key update;
  if exists (select from import
              where workspace = place and dataset = of_dataset and state in ('checking', 'adding')) then
    return;
  end if;
  update import
     set state = case when all_or_nothing then 'checking' else 'adding' end, version = version + 1
   where workspace = place
     and id = (select id from import
                where workspace = place and dataset = of_dataset and state = 'waiting'
                order by id limit 1)
  returning id into chosen;
  if chosen is not null then
    insert into job (id, handler, kind, workspace, payload)
    values (job_id, 'annotations', 'import', place, json_build_object('import', chosen));
  end if;
end $$;
comment on function import_begin_next is 'Hand the next file of a dataset to the workers.';

-- A piece of the file, at the byte where the last one ended.
create function import_receive(place uuid, of_import uuid, at bigint, piece text, is_last boolean, asker uuid,
                               activity_id uuid, request_id uuid, job_id uuid)
returns table (standing text, received bigint)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
  bytes bytea := decode(piece, 'base64');
begin
  select * into i from import where workspace = place and id = of_import for no key update;
  if not found then
    return;
  end if;
  received := i.received;
  standing := case
    when not exists (select from member where workspace = place and person = asker and role in ('owner', 'admin', 'manager'))
      then 'forbidden'
    when i.state <> 'receiving' then 'ended'
    when i.received <> at then 'elsewhere'
    when at + length(bytes) > 2147483648 then 'too-long'
    else 'kept' end;
  if standing = 'kept' then
    if length(bytes) > 0 then
      insert into import_chunk (workspace, import, position, bytes) values (place, of_import, at, bytes);
    end if;
    received := at + length(bytes);
    update import
       set received = import_receive.received, version = version + 1,
           state = case when is_last then 'waiting' else state end
     where workspace = place and id = of_import;
    if activity_id is not null then
      insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
      select place, activity_id, asker, 'import.receive', 'import', of_import, d.project, request_id
        from dataset d where d.workspace = place and d.id = i.dataset;
    end if;
    if is_last then
      perform import_begin_next(place, i.dataset, job_id);
    end if;
  end if;
  return next;
end $$;
comment on function import_receive is 'Keep a piece (base64). standing: kept, forbidden, ended, elsewhere (the next byte is `received`), too-long. No row: no such import.';

-- The file was read to its end: add it after all, or leave it; the next one of the dataset begins.
create function import_end(place uuid, of_import uuid, activity_id uuid, request_id uuid, job_id uuid)
returns table (state text)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
begin
  select * into i from import m
   where m.workspace = place and m.id = of_import and m.state in ('checking', 'adding')
     for no key update;
  if not found then
    return;
  end if;
  import_end.state := case
    when i.state = 'checking' and i.flaws = 0 then 'adding'
    when i.flaws > 0 and i.examples + i.known = 0 then 'refused'
    else 'done' end;
  if import_end.state = 'adding' then
    update import m
       set state = 'adding', parsed = 0, line = 1, after_cr = false, is_behind = false, version = version + 1
     where m.workspace = place and m.id = of_import;
  else
    update import m
       set state = import_end.state, parsed = m.received, ended_at = now(), version = version + 1
     where m.workspace = place and m.id = of_import;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select place, activity_id, i.created_by, 'import.end', 'import', of_import, d.project, request_id
      from dataset d where d.workspace = place and d.id = i.dataset;
    perform import_begin_next(place, i.dataset, job_id);
  end if;
  return next;
end $$;
comment on function import_end is 'What becomes of a file that was read: adding (now, after it was checked), done, refused. No row: another worker has been here.';

-- Remove an import; the examples that it added stay.
create function import_remove(place uuid, of_import uuid, asker uuid, activity_id uuid, request_id uuid, job_id uuid)
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
  if not exists (select from member where workspace = place and person = asker and role in ('owner', 'admin', 'manager')) then
    standing := 'forbidden';
  else
    standing := 'kept';
    delete from import where workspace = place and id = of_import;
    insert into activity (workspace, id, actor, verb, object_kind, object, project, request)
    select place, activity_id, asker, 'import.delete', 'import', of_import, d.project, request_id
      from dataset d where d.workspace = place and d.id = i.dataset;
    perform import_begin_next(place, i.dataset, job_id);
  end if;
  return next;
end $$;
comment on function import_remove is 'standing: kept (that is, done) or forbidden. No row: no such import.';

do $$
declare
  f text;
begin
  foreach f in array array['import_begin_next', 'import_receive', 'import_end', 'import_remove'] loop
    execute format('revoke all on function %s from public', f::regproc);
    execute format('grant execute on function %s to obelus_annotations', f::regproc);
  end loop;
end $$;
