-- A piece of the file, at the byte where the last one ended, as bytes and not as a text of them.  import_receive stays for programs
-- that were there before.
create function import_keep(place uuid, of_import uuid, at bigint, piece bytea, is_last boolean, asker uuid,
                            activity_id uuid, request_id uuid, job_id uuid)
returns table (standing text, received bigint)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  i import;
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
    when at + length(piece) > 2147483648 then 'too-long'
    else 'kept' end;
  if standing = 'kept' then
    if length(piece) > 0 then
      insert into import_chunk (workspace, import, position, bytes) values (place, of_import, at, piece);
    end if;
    received := at + length(piece);
    update import
       set received = import_keep.received, version = version + 1,
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
comment on function import_keep is 'Keep a piece. standing: kept, forbidden, ended, elsewhere (the next byte is `received`), too-long. No row: no such import.';
revoke all on function import_keep from public;
grant execute on function import_keep to obelus_annotations;
