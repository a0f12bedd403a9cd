-- Members who get the same work.
alter table activity drop constraint activity_verb_is_known;
alter table activity add constraint activity_verb_is_known check (verb in (
  'signup', 'email.confirm', 'address.ask', 'login', 'logout',
  'session.end', 'session.end-others', 'session.switch', 'session.authenticate',
  'reset.ask', 'password.reset', 'password.change',
  'workspace.create', 'member.update', 'member.remove', 'member.leave',
  'invitation.create', 'invitation.delete', 'invitation.accept',
  'team.create', 'team.update', 'team.delete', 'team.join', 'team.part',
  'project.create', 'project.update', 'tag.create', 'tag.update', 'document.create',
  'span.create', 'span.update', 'span.delete', 'export.create'));

create table team (
  workspace uuid not null references workspace (id) on delete restrict,
  id uuid not null,
  name text not null,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace, id),
  constraint team_name_is_taken unique (workspace, name),
  constraint team_name_is_short check (char_length(name) between 1 and 200)
);
alter table team enable row level security;
alter table team force row level security;

create policy team_tenant on team for all to obelus_auth
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select, delete on team to obelus_auth;
grant insert (workspace, id, name, created_by) on team to obelus_auth;
grant update (name, version) on team to obelus_auth;

comment on table team is 'Members who get the same work. scope: tenant. retain: workspace+P30D';
comment on column team.workspace is 'Whose. privacy: none';
comment on column team.id is 'In the order of making. privacy: none';
comment on column team.name is 'What its members call it. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=workspace+P30D erase=delete export=yes';
comment on column team.version is 'Grows with each change; If-Match names it. privacy: none';
comment on column team.created_by is 'Who made it. privacy: class=user.id subject=created_by purpose=provide basis=contract source=automatic clause=US-1 retain=workspace+P30D erase=pseudonymise export=yes';
comment on column team.created_at is 'When. privacy: class=user.activity subject=created_by purpose=provide basis=contract source=automatic clause=LG-6 retain=workspace+P30D erase=retain export=yes';

create table team_member (
  workspace uuid not null,
  team uuid not null,
  person uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace, team, person),
  foreign key (workspace, team) references team (workspace, id) on delete cascade,
  -- Whoever leaves the workspace leaves its teams.
  foreign key (workspace, person) references member (workspace, person) on delete cascade
);
create index team_member_by_person on team_member (workspace, person);
alter table team_member enable row level security;
alter table team_member force row level security;

create policy team_member_tenant on team_member for all to obelus_auth
  using (workspace = current_workspace()) with check (workspace = current_workspace());
grant select, delete on team_member to obelus_auth;
grant insert (workspace, team, person) on team_member to obelus_auth;

comment on table team_member is 'Who is in a team. scope: tenant. retain: workspace+P30D';
comment on column team_member.workspace is 'Whose. privacy: none';
comment on column team_member.team is 'The team. privacy: none';
comment on column team_member.person is 'Who is in it. privacy: class=user.membership subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=workspace+P30D erase=delete export=yes';
comment on column team_member.created_at is 'Since when. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=workspace+P30D erase=delete export=yes';
