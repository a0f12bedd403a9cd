-- A text that an operator sends to all who asked for such mail, and to whom it went.
create table mailing (
  id uuid primary key default gen_random_uuid(),
  category text not null,
  subject text not null,
  text text not null,
  sha256 text not null,
  made_at timestamptz not null default now(),
  constraint mailing_is_of_a_category check (category in ('news', 'feedback')),
  constraint mailing_has_a_subject check (char_length(subject) between 1 and 200 and subject !~ '[[:cntrl:]]'),
  constraint mailing_has_a_text check (char_length(text) between 1 and 90000),
  constraint mailing_is_hashed check (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
);
create unique index mailing_is_one_text on mailing (category, sha256);
alter table mailing enable row level security;
alter table mailing force row level security;
-- No policy, no grant: operators make it, and what belongs to obelus_rights reads it.

comment on table mailing is 'A text that went, or goes, to all who asked for such mail. scope: global because it is about nobody';
comment on column mailing.id is 'Random. privacy: none';
comment on column mailing.category is 'To those who asked for this. privacy: none';
comment on column mailing.subject is 'The mail''s subject. privacy: none';
comment on column mailing.text is 'What it says. privacy: none';
comment on column mailing.sha256 is 'SHA-256 of the text: the same one is not sent again. privacy: none';
comment on column mailing.made_at is 'When. privacy: none';

create table mail_delivery (
  mailing uuid not null references mailing (id) on delete cascade,
  person uuid not null references person (id) on delete cascade,
  category text not null,
  token_hash text not null,
  job uuid not null,
  made_at timestamptz not null default now(),
  primary key (mailing, person),
  constraint mail_delivery_token_is_hashed check (token_hash ~ '^[0-9a-f]{64}$')
);
create index mail_delivery_by_person on mail_delivery (person, mailing);
create unique index mail_delivery_by_token on mail_delivery (token_hash);
create index mail_delivery_by_event on mail_delivery (made_at);
alter table mail_delivery enable row level security;
alter table mail_delivery force row level security;
create policy mail_delivery_own on mail_delivery for select to obelus_privacy using (person = current_person());
grant select (person, category, job) on mail_delivery to obelus_privacy;
-- No insert: mailing_batch makes them.  No update, no delete.

comment on table mail_delivery is 'Mail that you had asked for, and that went to you. scope: global because an account is in no workspace. retain: use+P400D';
comment on column mail_delivery.mailing is 'Which text. privacy: none';
comment on column mail_delivery.person is 'To whom. privacy: class=user.id subject=person purpose=communicate basis=consent source=automatic clause=UP-9 retain=use+P400D erase=delete export=yes';
comment on column mail_delivery.category is 'Which kind of mail it is. privacy: class=user.activity subject=person purpose=communicate basis=consent source=automatic clause=UP-9 retain=use+P400D erase=delete export=yes';
comment on column mail_delivery.token_hash is 'SHA-256 of the token in its link, which ends such mail. privacy: class=user.credential subject=person purpose=communicate basis=consent source=derived clause=CH-3 retain=use+P400D erase=delete export=no';
comment on column mail_delivery.job is 'The job that sends it, while there is one. privacy: none';
comment on column mail_delivery.made_at is 'When. privacy: class=user.activity subject=person purpose=communicate basis=consent source=automatic clause=UP-9 retain=use+P400D erase=delete export=yes';

set local role obelus_admin;
insert into retention_rule (relation, clocks, period, source) values ('mail_delivery', '{made_at}', 'P400D', 'policy');
