-- The tenant: every text, tag and span belongs to one.
create table workspace (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now(),
  constraint workspace_name_is_short check (char_length(name) between 1 and 200)
);
alter table workspace enable row level security;
alter table workspace force row level security;

create policy workspace_auth_read on workspace for select to obelus_auth using (true);
create policy workspace_auth_add on workspace for insert to obelus_auth with check (true);
grant select on workspace to obelus_auth;
grant insert (id, name) on workspace to obelus_auth;
-- No update, no delete: there is no such act yet.

comment on table workspace is 'A team and what it works on. scope: global because it is the tenant itself. retain: workspace+P30D';
comment on column workspace.id is 'First column of every tenant table''s key. privacy: none';
comment on column workspace.name is 'What its members call it; at first the name of who made it. privacy: class=content.name subject=id purpose=provide basis=contract source=provided clause=PV-6 retain=workspace+P30D erase=delete export=yes';
comment on column workspace.created_at is 'When it was made. privacy: none';
