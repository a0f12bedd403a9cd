-- Labels are handed over with the names that people have in the workspace, and
-- no handler but auth reads person: a function tells the names, and nothing
-- else, of those who belong to the workspace that is asked about.
grant execute on function current_workspace() to obelus_definer;
grant create on schema public to obelus_definer;
create function member_names(place uuid) returns table (person uuid, username text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.person, p.username
    from member m
    join person p on p.id = m.person
   where m.workspace = place
     and place = current_workspace();
$$;
alter function member_names(uuid) owner to obelus_definer;
revoke create on schema public from obelus_definer;
set local role obelus_definer;
comment on function member_names is 'The user names of a workspace''s members, for whoever acts in it.';
revoke all on function member_names from public;
grant execute on function member_names to obelus_annotations;
reset role;
