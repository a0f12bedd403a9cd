-- Reading a person's copy.  These functions are stable, so that each of their
-- queries sees what the one statement that calls them all sees: one snapshot.

create function personal_export_parts(of_person uuid)
returns table (file text, about text, retain text, columns json, rows bigint, step int)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  addresses text[] := personal_addresses(of_person);
  query text;
  ordering text;
  place refcursor;
  widest int;
begin
  for file, about, retain, columns, query, ordering in select * from personal_export_plan() loop
    execute format('select count(*), max(octet_length(line)) from (%s) found (line)', format(query, ''))
       into rows, widest using of_person, addresses;
    -- So many rows at once as are surely no more than the reader has room for.
    step := greatest(1, least(500, 65536 / greatest(1, coalesce(widest, 1))));
    place := 'personal_export_' || file;
    open place for execute format(query, ordering) using of_person, addresses;
    return next;
  end loop;
end $$;
comment on function personal_export_parts is 'The parts of a person''s copy, each with how many rows it has and how many to read at once; personal_export_lines reads them, in the same statement.';

-- A cursor lives as long as the statement's transaction: each call goes on
-- where the one before ended.
create function personal_export_lines(of_file text, most int) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  place refcursor := 'personal_export_' || of_file;
  lines text[] := '{}';
  line text;
begin
  for i in 1..most loop
    fetch place into line;
    exit when not found;
    lines := lines || line;
  end loop;
  return array_to_string(lines || ''::text, E'\n');
end $$;
comment on function personal_export_lines is 'The next lines of a part. Only within the statement that has begun to read its parts.';

-- Who a copy is for, in words that they know.
create function personal_export_about(of_person uuid) returns json
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object('id', p.id, 'username', p.username, 'email', p.email,
           'workspaces', coalesce((select json_agg(json_build_object('id', w.id, 'name', w.name, 'role', m.role) order by m.created_at, w.id)
                                     from member m join workspace w on w.id = m.workspace where m.person = p.id), '[]'))
    from person p
   where p.id = of_person
$$;
comment on function personal_export_about is 'Who a person is, and the names of the workspaces that they belong to, beside which their copy has ids.';

create function letter_to(of_person uuid, letter json) returns json
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object('to', p.email, 'subject', letter ->> 'subject', 'text', replace(letter ->> 'text', '{who}', p.username))
    from person p
   where p.id = of_person
$$;
comment on function letter_to is 'The payload of a mail to a person, whose address and name only the database knows.';

grant create on schema public to obelus_rights;
alter function personal_export_parts(uuid) owner to obelus_rights;
alter function personal_export_lines(text, int) owner to obelus_rights;
alter function personal_export_about(uuid) owner to obelus_rights;
alter function letter_to(uuid, json) owner to obelus_rights;
revoke create on schema public from obelus_rights;
set local role obelus_rights;
revoke all on function personal_export_parts(uuid),
  personal_export_lines(text, int),
  personal_export_about(uuid),
  letter_to(uuid, json) from public;
grant execute on function personal_export_parts(uuid),
  personal_export_lines(text, int),
  personal_export_about(uuid),
  letter_to(uuid, json) to obelus_privacy;
