-- Reading a person's copy.  These functions are stable, so that each of their
-- queries sees what the one statement that calls them all sees: one snapshot.

-- Nothing is read here: however much there is, the first line comes at once.
create function personal_export_parts(of_person uuid)
returns table (file text, about text, retain text, columns json)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
-- By their indexes, in the order of those: nothing is gathered to be sorted.
set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  addresses text[] := array(select account_addresses(only_oneself(of_person)));
  query text;
  ordering text;
  place refcursor;
begin
  for file, about, retain, columns, query, ordering in select * from personal_export_plan() loop
    place := 'personal_export_' || file;
    open place for execute format(query, ordering) using of_person, addresses;
    return next;
  end loop;
end $$;
comment on function personal_export_parts is 'The parts of the copy of the person who asks; personal_export_lines reads them, in the same statement.';

-- A cursor lives as long as the statement's transaction: each call goes on
-- where the one before ended.
create function personal_export_lines(of_file text) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  place refcursor := 'personal_export_' || of_file;
  lines text[] := '{}';
  line text;
  size int := 0;
begin
  -- What the reader has room for, and the line with which that is full.
  while size < 32768 and cardinality(lines) < 500 loop
    fetch place into line;
    exit when not found;
    lines := lines || line;
    size := size + octet_length(line);
  end loop;
  return array_to_string(lines || ''::text, E'\n');
end $$;
comment on function personal_export_lines is 'The next lines of a part. Only within the statement that has begun to read its parts.';

-- Volatile: it is asked again after each time that lines were read.
create function personal_export_goes_on(of_file text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  place refcursor := 'personal_export_' || of_file;
begin
  move relative 0 from place;
  return found;
end $$;
comment on function personal_export_goes_on is 'Whether the last lines of a part did not end for want of more. Only within the statement that has begun to read its parts.';

create function personal_export_estimate(of_person uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  addresses text[] := array(select account_addresses(only_oneself(of_person)));
  rows bigint := 0;
  query text;
  plan json;
begin
  for query in select p.query from personal_export_plan() p loop
    execute 'explain (format json) ' || format(query, '') into plan using of_person, addresses;
    rows := rows + (plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint;
  end loop;
  return rows;
end $$;
comment on function personal_export_estimate is 'How many rows the copy of the person who asks will have, as the planner sees it: none is read.';

-- Who a copy is for, in words that they know.
create function personal_export_about(of_person uuid) returns json
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object('id', p.id, 'username', p.username, 'email', p.email,
           'workspaces', coalesce((select json_agg(json_build_object('id', w.id, 'name', w.name, 'role', m.role) order by m.created_at, w.id)
                                     from member m join workspace w on w.id = m.workspace where m.person = p.id), '[]'))
    from person p
   where p.id = only_oneself(of_person)
$$;
comment on function personal_export_about is 'Who the person who asks is, and the names of the workspaces that they belong to, beside which their copy has ids.';

create function letter_to(of_person uuid, letter json) returns json
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object('to', p.email, 'subject', letter ->> 'subject', 'text', replace(letter ->> 'text', '{who}', p.username))
    from person p
   where p.id = only_oneself(of_person)
$$;
comment on function letter_to is 'The payload of a mail to the person who asks, whose address and name only the database knows.';

grant create on schema public to obelus_rights;
alter function personal_export_parts(uuid) owner to obelus_rights;
alter function personal_export_lines(text) owner to obelus_rights;
alter function personal_export_goes_on(text) owner to obelus_rights;
alter function personal_export_estimate(uuid) owner to obelus_rights;
alter function personal_export_about(uuid) owner to obelus_rights;
alter function letter_to(uuid, json) owner to obelus_rights;
revoke create on schema public from obelus_rights;
set local role obelus_rights;
revoke all on function personal_export_parts(uuid),
  personal_export_lines(text),
  personal_export_goes_on(text),
  personal_export_estimate(uuid),
  personal_export_about(uuid),
  letter_to(uuid, json) from public;
grant execute on function personal_export_parts(uuid),
  personal_export_lines(text),
  personal_export_goes_on(text),
  personal_export_estimate(uuid),
  personal_export_about(uuid),
  letter_to(uuid, json) to obelus_privacy;
