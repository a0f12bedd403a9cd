-- Who belongs to a workspace, and as what.
create table member (
  workspace uuid not null references workspace (id) on delete restrict,
  person uuid not null references person (id) on delete cascade,
  role text not null,
  created_at timestamptz not null default now(),
  primary key (workspace, person),
  constraint member_role_is_known
    check (role in ('owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'))
);
create index member_by_person on member (person);
alter table member enable row level security;
alter table member force row level security;

create policy member_of_workspace on member for select to obelus_annotations
  using (workspace = current_workspace() or person = current_person());
grant select (workspace, person, role) on member to obelus_annotations;

-- Auth looks up the workspaces of someone who is about to log in, and makes a
-- first membership before there is anyone to act as.
create policy member_auth_read on member for select to obelus_auth using (true);
create policy member_auth_add on member for insert to obelus_auth with check (true);
grant select on member to obelus_auth;
grant insert (workspace, person, role) on member to obelus_auth;
-- No update, no delete: nobody is promoted or removed yet.

comment on table member is 'A person in a workspace. scope: tenant. retain: membership+P30D';
comment on column member.workspace is 'The team. privacy: class=user.membership subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=membership+P30D erase=delete export=yes';
comment on column member.person is 'Who. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=membership+P30D erase=delete export=yes';
comment on column member.role is 'What they may do: the roles of common/need.h. privacy: class=user.membership subject=person purpose=provide,secure basis=contract source=provided clause=SE-1 retain=membership+P30D erase=delete export=yes';
comment on column member.created_at is 'Since when. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=membership+P30D erase=delete export=yes';
