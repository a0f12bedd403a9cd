-- Before a version of the policy is announced, what one of the staff has said of it; after that, who was told, and who has seen it.
create table policy_proposal (
  mode text not null,
  version int not null,
  proposed_by uuid not null references person (id) on delete cascade,
  class text not null,
  effective_from timestamptz not null,
  proposed_at timestamptz not null default now(),
  primary key (mode, version),
  constraint policy_proposal_has_a_class check (class in ('minor', 'material')),
  constraint policy_proposal_of_version foreign key (mode, version) references policy_version (mode, number) on delete restrict
);
create index policy_proposal_by_person on policy_proposal (proposed_by);
create index policy_proposal_by_event on policy_proposal (proposed_at);

create table policy_telling (
  mode text not null,
  number int not null,
  to_tell bigint,
  told bigint not null default 0,
  ended_at timestamptz,
  primary key (mode, number),
  constraint policy_telling_counts check (told >= 0 and to_tell >= 0),
  constraint policy_telling_of_publication foreign key (mode, number) references policy_publication (mode, number) on delete restrict
);

create table policy_notice (
  mode text not null,
  version int not null,
  person uuid not null references person (id) on delete cascade,
  job uuid,
  made_at timestamptz not null default now(),
  dismissed_at timestamptz,
  primary key (mode, version, person),
  constraint policy_notice_is_of_something check (job is not null or dismissed_at is not null),
  constraint policy_notice_of_publication foreign key (mode, version) references policy_publication (mode, number) on delete restrict
);
create index policy_notice_by_person on policy_notice (person, mode, version);
do $$
declare t text;
begin
  foreach t in array array['policy_proposal', 'policy_telling', 'policy_notice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
-- No policy, no grant to a handler: functions of obelus_rights ask who may.
grant insert (mode, version, proposed_by, class, effective_from) on policy_proposal to obelus_rights;
grant insert (mode, number, class, effective_from, supersedes) on policy_publication to obelus_rights;
grant insert (mode, number) on policy_telling to obelus_rights;
grant insert (mode, version, person, job, dismissed_at) on policy_notice to obelus_rights;

comment on table policy_proposal is 'What you, of the staff, have said of a new version of the privacy policy, until another says the same. scope: global because an account is in no workspace. retain: use+P90D';
comment on column policy_proposal.mode is 'Of which version: its mode. privacy: none';
comment on column policy_proposal.version is 'Of which version: its number. privacy: none';
comment on column policy_proposal.proposed_by is 'Who. privacy: class=user.id subject=proposed_by purpose=legal basis=legal_obligation source=automatic clause=CG-3 retain=use+P90D erase=delete export=yes';
comment on column policy_proposal.class is 'Whether it changes what people may rely on (material) or only how it is said (minor). privacy: class=user.activity subject=proposed_by purpose=legal basis=legal_obligation source=provided clause=CG-3 retain=use+P90D erase=delete export=yes';
comment on column policy_proposal.effective_from is 'From when it would be in force. privacy: class=user.activity subject=proposed_by purpose=legal basis=legal_obligation source=provided clause=CG-3 retain=use+P90D erase=delete export=yes';
comment on column policy_proposal.proposed_at is 'When. privacy: class=user.activity subject=proposed_by purpose=legal basis=legal_obligation source=automatic clause=CG-3 retain=use+P90D erase=delete export=yes';
comment on table policy_telling is 'How far the mail of a material version is. scope: global because it is about nobody';
comment on column policy_telling.mode is 'Of which version: its mode. privacy: none';
comment on column policy_telling.number is 'Of which version: its number. privacy: none';
comment on column policy_telling.to_tell is 'How many people are to be told; null: they were not counted yet. privacy: none';
comment on column policy_telling.told is 'To how many a mail was made. privacy: none';
comment on column policy_telling.ended_at is 'When everyone had been told. privacy: none';
comment on table policy_notice is 'Of which new versions of the privacy policy you were told, and when you said that you had seen them. scope: global because an account is in no workspace. retain: account+P30D';
comment on column policy_notice.mode is 'Of which version: its mode. privacy: none';
comment on column policy_notice.version is 'Of which version: its number. privacy: class=user.activity subject=person purpose=communicate basis=contract source=automatic clause=CG-3,CG-4 retain=account+P30D erase=delete export=yes';
comment on column policy_notice.person is 'Who. privacy: class=user.id subject=person purpose=communicate basis=contract source=automatic clause=CG-3,CG-4 retain=account+P30D erase=delete export=yes';
comment on column policy_notice.job is 'The job that tells it by mail, while there is one; null: it was not told by mail. privacy: none';
comment on column policy_notice.made_at is 'When it was told by mail, or seen. privacy: class=user.activity subject=person purpose=communicate basis=contract source=automatic clause=CG-3 retain=account+P30D erase=delete export=yes';
comment on column policy_notice.dismissed_at is 'When they said that they had seen it; null: not yet. privacy: class=user.activity subject=person purpose=communicate basis=contract source=provided clause=CG-4 retain=account+P30D erase=delete export=yes';

set local role obelus_admin;
insert into retention_rule (relation, clocks, period, source) values ('policy_proposal', '{proposed_at}', 'P90D', 'policy');
