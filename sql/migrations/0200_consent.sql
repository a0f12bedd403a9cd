-- Mail that nobody has to get: what was said to people when they were asked,
-- what each of them answered and when, and what they get now.
create table consent_text (
  sha256 text primary key,
  language text not null,
  title text not null,
  text text not null,
  label text not null,
  constraint consent_text_is_hashed check (sha256 = encode(sha256(convert_to(title || E'\n' || text || E'\n' || label || E'\n', 'UTF8')), 'hex')),
  constraint consent_text_has_a_language check (language ~ '^[a-z]{2}$')
);
alter table consent_text enable row level security;
alter table consent_text force row level security;
create policy consent_text_privacy on consent_text for all to obelus_privacy using (true) with check (true);
grant select on consent_text to obelus_privacy;
grant insert (sha256, language, title, text, label) on consent_text to obelus_privacy;
-- No update, no delete: what somebody agreed to stays to be read.

comment on table consent_text is 'What was said to people when they were asked. scope: global because it is about nobody';
comment on column consent_text.sha256 is 'SHA-256 of title, text and label, with a line feed after each. privacy: none';
comment on column consent_text.language is 'In which language (ISO 639-1). privacy: none';
comment on column consent_text.title is 'What it is called. privacy: none';
comment on column consent_text.text is 'What it is, and how it ends. privacy: none';
comment on column consent_text.label is 'What stands beside the switch. privacy: none';

create table consent_event (
  id uuid primary key,
  person uuid not null references person (id) on delete cascade,
  category text not null,
  act text not null,
  method text not null,
  despite_signal boolean not null,
  policy_mode text not null,
  policy_version int not null,
  policy_sha256 text not null,
  text_sha256 text references consent_text (sha256) on delete restrict,
  language text,
  previous uuid,
  at timestamptz not null,
  constraint consent_event_is_of_a_category check (category in ('news', 'feedback')),
  constraint consent_event_act_is_known check (act in ('given', 'refused', 'withdrawn')),
  constraint consent_event_method_is_known check (method in ('page', 'one_click')),
  constraint consent_event_gives_by_what_was_shown check (num_nulls(text_sha256, language) in (0, case when act = 'given' then 0 else 2 end)),
  constraint consent_event_despite_is_of_giving check (act = 'given' or not despite_signal)
);
create unique index consent_event_begins_once on consent_event (person, category) where previous is null;
create unique index consent_event_follows_one on consent_event (previous);
create index consent_event_by_person on consent_event (person, id);
create index consent_event_by_text on consent_event (text_sha256);
alter table consent_event enable row level security;
alter table consent_event force row level security;
create policy consent_event_own on consent_event for all to obelus_privacy
  using (person = current_person()) with check (person = current_person());
grant select on consent_event to obelus_privacy;
grant insert (id, person, category, act, method, despite_signal, policy_mode, policy_version, policy_sha256, text_sha256, language, previous, at)
  on consent_event to obelus_privacy;
-- No update, no delete: what was said stays; another event takes it back.
-- No foreign key of previous: an erasure removes them in any order.

comment on table consent_event is 'What you agreed to, and what you took back. scope: global because an account is in no workspace. retain: account+P30D';
comment on column consent_event.id is 'Of this act, and of its receipt. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=automatic clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.person is 'Who. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=automatic clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.category is 'To which kind of mail. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=provided clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.act is 'Given, refused or withdrawn. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=provided clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.method is 'On a page, or by the link in a mail. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.despite_signal is 'Whether it was given, when asked again, while the browser sent a signal against what is optional. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=provided clause=CH-5 retain=account+P30D erase=delete export=yes';
comment on column consent_event.policy_mode is 'Of which policy. privacy: none';
comment on column consent_event.policy_version is 'Which version of the privacy policy was in force. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.policy_sha256 is 'SHA-256 of that version. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=derived clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.text_sha256 is 'SHA-256 of what was shown; null: nothing was, the link of a mail was used. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=derived clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.language is 'In which language. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column consent_event.previous is 'The act before it; null: it is the first of its kind. privacy: none';
comment on column consent_event.at is 'When. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=account+P30D erase=delete export=yes';

create table mail_preference (
  person uuid not null references person (id) on delete cascade,
  category text not null,
  wanted boolean not null default false,
  since timestamptz not null default now(),
  set_by text not null default 'self',
  event uuid,
  mailed_at timestamptz,
  primary key (person, category),
  constraint mail_preference_is_of_a_category check (category in ('news', 'feedback')),
  constraint mail_preference_was_set_by_someone check (set_by in ('self', 'one_click')),
  constraint mail_preference_is_wanted_by_an_act check (event is not null or not wanted)
);
create index mail_preference_by_category on mail_preference (category, person) where wanted;
alter table mail_preference enable row level security;
alter table mail_preference force row level security;
create policy mail_preference_own on mail_preference for all to obelus_privacy
  using (person = current_person()) with check (person = current_person());
grant select on mail_preference to obelus_privacy;
grant insert (person, category), update (wanted, since, set_by, event) on mail_preference to obelus_privacy;
-- No delete: that one does not want something is worth knowing, too.

comment on table mail_preference is 'Which mail you want beyond what is about your account. scope: global because an account is in no workspace. retain: account+P30D';
comment on column mail_preference.person is 'Who. privacy: class=user.id subject=person purpose=communicate basis=consent source=provided clause=UP-9 retain=account+P30D erase=delete export=yes';
comment on column mail_preference.category is 'Which kind of mail. privacy: class=user.activity subject=person purpose=communicate basis=consent source=provided clause=UP-9 retain=account+P30D erase=delete export=yes';
comment on column mail_preference.wanted is 'Whether it is wanted. privacy: class=user.activity subject=person purpose=communicate basis=consent source=provided clause=UP-9 retain=account+P30D erase=delete export=yes';
comment on column mail_preference.since is 'Since when that is so. privacy: class=user.activity subject=person purpose=communicate basis=consent source=automatic clause=UP-9 retain=account+P30D erase=delete export=yes';
comment on column mail_preference.set_by is 'By whom: self on a page, or one_click by the link in a mail. privacy: class=user.activity subject=person purpose=communicate basis=consent source=automatic clause=CH-3 retain=account+P30D erase=delete export=yes';
comment on column mail_preference.event is 'The act that made it so; null: there was none yet. privacy: none';
comment on column mail_preference.mailed_at is 'When there was such a mail last. privacy: class=user.activity subject=person purpose=communicate basis=consent source=automatic clause=UP-8 retain=account+P30D erase=delete export=yes';
