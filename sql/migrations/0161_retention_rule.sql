-- What has had its time goes: a rule a table whose comment names an event that
-- comes by itself (sql/README.md).  What hangs on a workspace, a project or a
-- membership goes with it, and has no rule.
create table retention_rule (
  relation text primary key,
  clocks text[] not null,
  unless text,
  period text not null,
  action text not null default 'delete',
  source text not null,
  swept bigint not null default 0,
  swept_at timestamptz,
  constraint retention_rule_has_a_clock check (cardinality(clocks) between 1 and 4),
  constraint retention_rule_period_is_iso_8601 check (period ~ '^P[1-9][0-9]*[DWMY]$'),
  constraint retention_rule_action_is_known check (action in ('delete')),
  constraint retention_rule_source_is_known check (source in ('policy', 'law'))
);
alter table retention_rule enable row level security;
alter table retention_rule force row level security;
create policy retention_rule_privacy on retention_rule for select to obelus_privacy using (true);
grant select on retention_rule to obelus_privacy;
-- No insert, no update: a rule comes with the migration of its table, and is what its comment says.

comment on table retention_rule is 'How long rows of a table stay. scope: global because it is about tables';
comment on column retention_rule.relation is 'The table. privacy: none';
comment on column retention_rule.clocks is 'Its columns of which the earliest time is when the event came. privacy: none';
comment on column retention_rule.unless is 'A column of it: where that has a value, the row stays; null: there is none. privacy: none';
comment on column retention_rule.period is 'How long after that, as its comment says. privacy: none';
comment on column retention_rule.action is 'What becomes of the row. privacy: none';
comment on column retention_rule.source is 'Whether the policy sets the period, or a law. privacy: none';
comment on column retention_rule.swept is 'How many rows have gone, ever. privacy: none';
comment on column retention_rule.swept_at is 'When it was seen to last. privacy: none';

-- By when they ended, so that what has not is never read.  They take the place of indexes that nothing asked.
create index session_by_event on session (least(expires_at, revoked_at));
create index mailed_token_by_event on mailed_token (least(expires_at, used_at));
create index invitation_by_event on invitation (least(expires_at, used_at, voided_at));
create index access_token_by_event on access_token (least(expires_at, revoked_at));
drop index session_by_end, mailed_token_by_end, invitation_by_end, access_token_by_end;
create index known_browser_by_event on known_browser (seen_at);
-- An account that was never confirmed.
create index person_by_event on person (created_at) where confirmed_at is null;

-- As their tables say: they go with the last step of their import's job.
comment on column import_chunk.bytes is 'As they came. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=job erase=delete export=no';
comment on column import_name.external_id is 'The id. privacy: class=content.name subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=job erase=delete export=no';
comment on column import_name.digest is 'Tells whether two rows of one id are the same. privacy: class=content.text subject=workspace purpose=provide basis=contract source=derived clause=PV-6 retain=job erase=delete export=no';

set local role obelus_admin;
do $$
declare
  made bigint;
begin
  insert into retention_rule (relation, clocks, unless, period, source)
  values ('session', '{expires_at, revoked_at}', null, 'P30D', 'policy'),
         ('mailed_token', '{expires_at, used_at}', null, 'P30D', 'policy'),
         ('invitation', '{expires_at, used_at, voided_at}', null, 'P30D', 'policy'),
         ('access_token', '{expires_at, revoked_at}', null, 'P30D', 'policy'),
         ('known_browser', '{seen_at}', null, 'P400D', 'policy'),
         ('job', '{ended_at}', null, 'P30D', 'policy'),
         ('personal_export', '{ended_at}', 'key', 'P30D', 'policy'),
         ('person', '{created_at}', 'confirmed_at', 'P30D', 'policy');
  get diagnostics made = row_count;
  assert made = 8;
end $$;
