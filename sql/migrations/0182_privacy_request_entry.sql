-- What came of a request, who may look at it, and who did.
create table privacy_request_entry (
  request uuid not null references privacy_request on delete cascade,
  nth int not null,
  at timestamptz not null default now(),
  email_key text not null,
  by_whom text not null,
  staff uuid,
  from_state text,
  to_state text,
  text text,
  primary key (request, nth),
  constraint privacy_request_entry_is_someones check (by_whom in ('requester', 'staff', 'clock', 'system')),
  constraint privacy_request_entry_of_staff_names_them check ((by_whom = 'staff') = (staff is not null)),
  constraint privacy_request_entry_says_something check (num_nonnulls(to_state, text) > 0),
  constraint privacy_request_entry_text_is_short check (char_length(text) <= 8000)
);
create index privacy_request_entry_by_address on privacy_request_entry (email_key);
create index privacy_request_entry_by_staff on privacy_request_entry (staff);
create table privacy_request_link (
  token_hash text primary key,
  request uuid not null references privacy_request on delete cascade,
  email_key text not null,
  made_at timestamptz not null default now(),
  constraint privacy_request_link_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$')
);
create index privacy_request_link_by_request on privacy_request_link (request);
create index privacy_request_link_by_address on privacy_request_link (email_key);
create table staff (
  person uuid primary key references person on delete cascade,
  added_at timestamptz not null default now()
);
create table staff_access (
  id uuid primary key,
  staff uuid not null,
  request uuid not null,
  person uuid,
  reason text not null,
  at timestamptz not null default now(),
  constraint staff_access_reason_is_known check (reason in ('handling', 'second-opinion', 'complaint', 'audit'))
);
create index staff_access_by_staff on staff_access (staff);
create index staff_access_by_person on staff_access (person, id);
create index staff_access_by_request on staff_access (request);
create index staff_access_by_event on staff_access (at);
-- No foreign key: who looked is told after they, or what they looked at, are gone.
alter table privacy_request_entry alter column email_key set statistics 0;
alter table privacy_request_link alter column email_key set statistics 0;

comment on table privacy_request_entry is 'What happened to a request that you made, and what was written about it. scope: global because whoever asks may have no account. retain: request';
comment on column privacy_request_entry.request is 'Which. privacy: none';
comment on column privacy_request_entry.nth is 'Its place. privacy: none';
comment on column privacy_request_entry.at is 'When. privacy: class=user.activity subject=email_key purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=request erase=delete export=yes';
comment on column privacy_request_entry.email_key is 'Whose request it is. privacy: class=user.contact.email subject=email_key purpose=legal basis=legal_obligation source=derived clause=SC-5 retain=request erase=delete export=no';
comment on column privacy_request_entry.by_whom is 'By whom: requester, staff, clock or system. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=automatic clause=SC-5 retain=request erase=delete export=yes';
comment on column privacy_request_entry.staff is 'Who of the staff. privacy: class=user.id subject=staff purpose=legal basis=legal_obligation source=automatic clause=SH-2 retain=request erase=pseudonymise export=yes';
comment on column privacy_request_entry.from_state is 'From where it went; null: it stayed. privacy: none';
comment on column privacy_request_entry.to_state is 'To where. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=automatic clause=SC-5 retain=request erase=delete export=yes';
comment on column privacy_request_entry.text is 'What was written, to the other side. privacy: class=user.request subject=email_key purpose=legal basis=legal_obligation source=provided clause=PV-10 retain=request erase=delete export=yes';
comment on table privacy_request_link is 'A mailed link by which a request is followed. scope: global because whoever follows it has no session. retain: request';
comment on column privacy_request_link.token_hash is 'SHA-256 of the token in the link. privacy: class=user.credential subject=email_key purpose=secure basis=legal_obligation source=derived clause=SE-1 retain=request erase=delete export=no';
comment on column privacy_request_link.request is 'Which request. privacy: none';
comment on column privacy_request_link.email_key is 'Whose it is. privacy: class=user.contact.email subject=email_key purpose=legal basis=legal_obligation source=derived clause=SC-5 retain=request erase=delete export=no';
comment on column privacy_request_link.made_at is 'When it was mailed. privacy: class=user.activity subject=email_key purpose=secure basis=legal_obligation source=automatic clause=LG-6 retain=request erase=delete export=yes';
comment on table staff is 'Who answers requests, of those with accounts. scope: global because it is about an account. retain: account+P30D';
comment on column staff.person is 'Who. privacy: class=user.id subject=person purpose=secure basis=legitimate_interest source=provided clause=SH-2 retain=account+P30D erase=delete export=yes';
comment on column staff.added_at is 'Since when. privacy: class=user.activity subject=person purpose=secure basis=legitimate_interest source=automatic clause=SH-2 retain=account+P30D erase=delete export=yes';
comment on table staff_access is 'When one of the staff looked at a request of yours. scope: global because it is about accounts. retain: use+P3Y';
comment on column staff_access.id is 'Made with it. privacy: none';
comment on column staff_access.staff is 'Who looked. privacy: class=user.id subject=staff purpose=secure basis=legal_obligation source=automatic clause=SH-2 retain=use+P3Y erase=pseudonymise export=yes';
comment on column staff_access.request is 'At which request. privacy: none';
comment on column staff_access.person is 'Whose account had its address; null: none. privacy: class=user.id subject=person purpose=secure basis=legal_obligation source=derived clause=SH-2 retain=use+P3Y erase=pseudonymise export=yes';
comment on column staff_access.reason is 'Why, as a word. privacy: class=user.activity subject=person purpose=secure basis=legal_obligation source=provided clause=SH-2 retain=use+P3Y erase=retain export=yes';
comment on column staff_access.at is 'When. privacy: class=user.activity subject=person purpose=secure basis=legal_obligation source=automatic clause=LG-6 retain=use+P3Y erase=retain export=yes';
do $$
declare t text;
begin
  foreach t in array array['privacy_request_entry', 'privacy_request_link', 'staff', 'staff_access'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant insert on %I to obelus_rights', t);
  end loop;
end $$;

-- For operators, as obelus_admin.
create function staff_add(username text) returns uuid
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
declare
  who uuid := (select p.id from person p where p.username = staff_add.username and p.confirmed_at is not null);
begin
  if who is null then
    raise exception 'nobody here is called %', username using errcode = 'invalid_parameter_value';
  end if;
  insert into staff (person) values (who) on conflict do nothing;
  return who;
end $$;
comment on function staff_add is 'For operators: whoever has this user name answers requests from now on.';
revoke all on function staff_add from public;
create function staff_remove(username text) returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp as $$
  with gone as (delete from staff s using person p where p.id = s.person and p.username = staff_remove.username returning s.person)
  select count(*) = 1 from gone
$$;
comment on function staff_remove is 'For operators: they do so no more. false: they did not.';
revoke all on function staff_remove from public;
