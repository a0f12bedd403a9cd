-- What someone asks for by the law, with an account or without: the address is the only way to them.
create table privacy_request_state (
  state text primary key,
  about text not null,
  is_over boolean not null default false
);
create table privacy_request_way (
  from_state text not null references privacy_request_state on delete restrict,
  to_state text not null references privacy_request_state on delete restrict,
  by_whom text[] not null,
  primary key (from_state, to_state)
);
create index privacy_request_way_by_end on privacy_request_way (to_state);
create table privacy_request (
  id uuid primary key,
  type text not null,
  jurisdiction text not null,
  email text not null,
  email_key text not null,
  text text not null,
  state text not null default 'received' references privacy_request_state on delete restrict,
  received_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  ack_at timestamptz,
  verified_at timestamptz,
  due_at timestamptz not null,
  extended_until timestamptz,
  extension_reason text,
  proposal text,
  proposal_reason text,
  proposed_by uuid,
  decision text,
  decision_reason text,
  near_told_at timestamptz,
  over_told_at timestamptz,
  closed_at timestamptz,
  constraint privacy_request_type_is_known check (type in ('access', 'portability', 'rectify', 'erase', 'restrict', 'object', 'withdraw',
                                                           'review_automated', 'complaint')),
  constraint privacy_request_jurisdiction_is_known check (jurisdiction in ('eu', 'uk', 'california', 'unknown')),
  constraint privacy_request_email_is_short check (octet_length(email) <= 254),
  constraint privacy_request_text_is_short check (char_length(text) <= 4000),
  constraint privacy_request_extension_has_a_reason check ((extended_until is null) = (extension_reason is null)),
  constraint privacy_request_extension_is_longer check (extended_until > due_at),
  constraint privacy_request_proposal_is_known check (proposal in ('approved', 'partly_approved', 'refused')),
  constraint privacy_request_proposal_is_someones check (num_nulls(proposal, proposal_reason) in (0, 2) and (proposal is null) = (proposed_by is null)),
  constraint privacy_request_decision_is_known check (decision in ('approved', 'partly_approved', 'refused')),
  constraint privacy_request_decision_has_a_reason check ((decision is null) = (decision_reason is null))
);
create index privacy_request_by_address on privacy_request (email_key, received_at);
create index privacy_request_by_mailbox on privacy_request (lower(email_key), received_at);
alter index privacy_request_by_mailbox alter column 1 set statistics 0;
create index privacy_request_by_proposer on privacy_request (proposed_by);
create index privacy_request_by_state on privacy_request (state);
create index privacy_request_by_event on privacy_request (closed_at);
create index privacy_request_by_due on privacy_request (coalesce(extended_until, due_at)) where closed_at is null;
alter table privacy_request alter column email set statistics 0, alter column email_key set statistics 0;

comment on table privacy_request_state is 'Where a request can stand, in words for who made it. scope: global because it is the same for all';
comment on column privacy_request_state.state is 'The state. privacy: none';
comment on column privacy_request_state.about is 'What it means. privacy: none';
comment on column privacy_request_state.is_over is 'Whether nothing comes after it. privacy: none';
comment on table privacy_request_way is 'From where to where a request goes, and no other way. scope: global because it is the same for all';
comment on column privacy_request_way.from_state is 'From where. privacy: none';
comment on column privacy_request_way.to_state is 'To where. privacy: none';
comment on column privacy_request_way.by_whom is 'Who may: requester, staff, two (of the staff), clock, system. privacy: none';
comment on table privacy_request is 'What you asked for by the law. scope: global because whoever asks may have no account. retain: use+P3Y';
comment on column privacy_request.id is 'Made with it. privacy: none';
comment on column privacy_request.type is 'What is asked for. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.jurisdiction is 'By whose law, as they chose; never found out. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.email is 'The address, the only way to them. privacy: class=user.contact.email subject=email_key purpose=legal,communicate basis=legal_obligation source=provided clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.email_key is 'The key by which an address is compared. privacy: class=user.contact.email subject=email_key purpose=legal basis=legal_obligation source=derived clause=SC-5 retain=use+P3Y erase=delete export=no';
comment on column privacy_request.text is 'What they said about it. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=PV-10 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.state is 'Where it stands. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=automatic clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.received_at is 'When it came: the clock begins. privacy: class=user.activity subject=email_key purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.moved_at is 'Since when it stands there. privacy: class=user.activity subject=email_key purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.ack_at is 'When it was acknowledged. privacy: class=user.activity subject=email_key purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.verified_at is 'When the address was shown to be theirs. privacy: class=user.activity subject=email_key purpose=secure basis=legal_obligation source=automatic clause=LG-6 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.due_at is 'Until when it has to be answered (deadline_rule). privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=derived clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.extended_until is 'Until when that was put off; null: it was not. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=derived clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.extension_reason is 'Why, as they are told. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=PV-10 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.proposal is 'What one of the staff would decide, until another does. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=SC-5 retain=use+P3Y erase=delete export=no';
comment on column privacy_request.proposal_reason is 'Why. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=PV-10 retain=use+P3Y erase=delete export=no';
comment on column privacy_request.proposed_by is 'Who of the staff. privacy: class=user.id subject=proposed_by purpose=legal basis=legal_obligation source=automatic clause=SH-2 retain=use+P3Y erase=pseudonymise export=yes';
comment on column privacy_request.decision is 'What was decided. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=SC-5 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.decision_reason is 'Why, as they are told. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=PV-10 retain=use+P3Y erase=delete export=yes';
comment on column privacy_request.near_told_at is 'When the staff was told that it is nearly due. privacy: none';
comment on column privacy_request.over_told_at is 'When they were told that it is overdue. privacy: none';
comment on column privacy_request.closed_at is 'When it was over. privacy: class=user.activity subject=email_key purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=use+P3Y erase=delete export=yes';
do $$
declare t text;
begin
  foreach t in array array['privacy_request_state', 'privacy_request_way', 'privacy_request'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant insert on privacy_request to obelus_rights;
-- No other grant: who may see or change one is asked by functions of obelus_rights.
