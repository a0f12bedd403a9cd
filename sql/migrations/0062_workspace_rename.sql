-- A workspace gets another name.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'activity_verb_is_known');
begin
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, 'ARRAY[', 'ARRAY[''workspace.update''::text, ');
end $$;

alter table workspace add column version int not null default 1;
comment on column workspace.version is 'Grows with each change; If-Match names it. privacy: none';
create policy workspace_auth_change on workspace for update to obelus_auth
  using (id = current_workspace()) with check (id = current_workspace());
grant update (name, version) on workspace to obelus_auth;
