-- Be a handler that answers someone in a workspace; null: nobody, nowhere.
create function tap.act(handler text, in_workspace uuid default null, as_person uuid default null) returns void
language sql as $$
  select set_config('role', 'obelus_' || handler, true),
         set_config('obelus.workspace', coalesce(in_workspace::text, ''), true),
         set_config('obelus.person', coalesce(as_person::text, ''), true)
$$;

-- Be the superuser again, to arrange what a story needs.
create function tap.arrange() returns void
language sql as $$ select set_config('role', 'none', true) $$;

-- A name for a fixed id, so that stories can be read.
create function tap.id(name text) returns uuid
language sql immutable as $$ select md5(name)::uuid $$;

-- How many rows a statement touches.
create function tap.touched(statement text) returns bigint
language plpgsql as $$
declare
  n bigint;
begin
  execute statement;
  get diagnostics n = row_count;
  return n;
end
$$;

-- Refused for want of a privilege, or by row-level security.
create function tap.refused(statement text, why text) returns text
language sql as $$ select throws_ok(statement, '42501', null, why) $$;
