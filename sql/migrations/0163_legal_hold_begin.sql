-- For operators, as obelus_admin: they say who approved a hold by user name.
create function legal_hold_begin(reason text, ends_at timestamptz, approved_by text, approved_too text,
                                 of_person text default null, of_workspace uuid default null, of_relation text default null)
returns uuid
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_variable
declare
  names text[] := array_remove(array[approved_by, approved_too, of_person], null);
  unknown text := (select string_agg(n, ', ') from unnest(names) n where not exists (select from person p where p.username = n));
  made uuid;
begin
  if unknown is not null then
    raise exception 'nobody here is called %', unknown using errcode = 'invalid_parameter_value';
  end if;
  if of_workspace is not null and not exists (select from workspace w where w.id = of_workspace) then
    raise exception 'there is no workspace %', of_workspace using errcode = 'invalid_parameter_value';
  end if;
  if of_relation is not null and not exists (select from catalogue() c where c.relation = of_relation and c.class is not null) then
    raise exception 'no table % has anything about anyone', of_relation using errcode = 'invalid_parameter_value';
  end if;
  insert into legal_hold (reason, relation, person, workspace, approved_by, approved_too, ends_at)
  values (reason, of_relation, (select p.id from person p where p.username = of_person), of_workspace,
          (select p.id from person p where p.username = approved_by), (select p.id from person p where p.username = approved_too), ends_at)
  returning id into made;
  return made;
end $$;
comment on function legal_hold_begin is 'For operators: keep what is about a person (by user name) or in a workspace, of one table or of all, until a day within the year. Two people approve.';
revoke all on function legal_hold_begin from public;

create function legal_hold_end(hold uuid) returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp as $$
  with ended as (update legal_hold set ends_at = now() where id = hold and ends_at > now() returning id)
  select count(*) = 1 from ended
$$;
comment on function legal_hold_end is 'For operators: end a hold before its day. false: there is none, or it has ended.';
revoke all on function legal_hold_end from public;
