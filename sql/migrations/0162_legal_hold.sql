-- What a dispute or a claim may need is kept for as long as that lasts, whatever the rules say.
create table legal_hold (
  id uuid primary key default gen_random_uuid(),
  reason text not null,
  relation text,
  person uuid,
  workspace uuid,
  approved_by uuid not null,
  approved_too uuid not null,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null,
  constraint legal_hold_reason_is_short check (char_length(reason) between 1 and 200),
  constraint legal_hold_is_about_one check (num_nonnulls(person, workspace) = 1),
  constraint legal_hold_has_two_approvers check (approved_by <> approved_too),
  constraint legal_hold_lasts_a_year check (ends_at >= starts_at and ends_at <= starts_at + interval '366 days')
);
create index legal_hold_by_person on legal_hold (person);
create index legal_hold_by_workspace on legal_hold (workspace);
create index legal_hold_by_approver on legal_hold (approved_by);
create index legal_hold_by_second_approver on legal_hold (approved_too);
create index legal_hold_by_event on legal_hold (ends_at);
alter table legal_hold enable row level security;
alter table legal_hold force row level security;
-- No policy, no grant: holds are made by operators, and looked at by what belongs to obelus_rights.
-- No foreign key: what was held, and who said so, is told after they are gone.

comment on table legal_hold is 'Rows that stay while they may be needed to protect rights or property. scope: global because it is about people and workspaces alike. retain: hold+P1Y';
comment on column legal_hold.id is 'Made with it. privacy: none';
comment on column legal_hold.reason is 'The file that it belongs to, without names. privacy: none';
comment on column legal_hold.relation is 'The table whose rows stay; null: each. privacy: none';
comment on column legal_hold.person is 'About whom; null: it is about a workspace. privacy: class=user.id subject=person purpose=legal basis=legitimate_interest source=provided clause=UP-6 retain=hold+P1Y erase=pseudonymise export=no';
comment on column legal_hold.workspace is 'In which workspace; null: it is about a person. privacy: none';
comment on column legal_hold.approved_by is 'Who approved it. privacy: class=user.id subject=approved_by purpose=legal basis=legitimate_interest source=provided clause=UP-6 retain=hold+P1Y erase=pseudonymise export=yes';
comment on column legal_hold.approved_too is 'Who else did. privacy: class=user.id subject=approved_too purpose=legal basis=legitimate_interest source=provided clause=UP-6 retain=hold+P1Y erase=pseudonymise export=yes';
comment on column legal_hold.starts_at is 'Since when. privacy: none';
comment on column legal_hold.ends_at is 'Until when; it is not made longer, another is made. privacy: none';

set local role obelus_admin;
insert into retention_rule (relation, clocks, period, source) values ('legal_hold', '{ends_at}', 'P1Y', 'policy');
