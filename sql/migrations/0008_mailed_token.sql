-- What a link in a mail of ours is good for, once.
create table mailed_token (
  token_hash text primary key,
  purpose text not null,
  person uuid not null references person (id) on delete cascade,
  email text not null,
  email_key text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint mailed_token_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint mailed_token_purpose_is_known check (purpose in ('confirm')),
  constraint mailed_token_ends_after_it_begins check (expires_at > created_at)
);
create index mailed_token_by_person on mailed_token (person);
create index mailed_token_by_end on mailed_token (expires_at);
alter table mailed_token enable row level security;
alter table mailed_token force row level security;

create policy mailed_token_auth on mailed_token for all to obelus_auth using (true) with check (true);
grant select, delete on mailed_token to obelus_auth;
grant insert (token_hash, purpose, person, email, email_key, expires_at) on mailed_token to obelus_auth;
grant update (used_at) on mailed_token to obelus_auth;

comment on table mailed_token is 'A link that was mailed. scope: global because whoever follows it has no session. retain: use+P30D';
comment on column mailed_token.token_hash is 'SHA-256 of the token in the link. privacy: class=user.credential subject=person purpose=secure basis=contract source=derived clause=SE-1 retain=use+P30D erase=delete export=no';
comment on column mailed_token.purpose is 'What following it does. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column mailed_token.person is 'Whose account. privacy: class=user.id subject=person purpose=provide basis=contract source=automatic clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column mailed_token.email is 'The address it was sent to. privacy: class=user.contact.email subject=person purpose=provide,communicate basis=contract source=provided clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column mailed_token.email_key is 'The key by which that address is unique. privacy: class=user.contact.email subject=person purpose=secure basis=contract source=derived clause=PV-3 retain=use+P30D erase=delete export=no';
comment on column mailed_token.created_at is 'When it was sent. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=use+P30D erase=delete export=yes';
comment on column mailed_token.expires_at is 'Until when it is good. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
comment on column mailed_token.used_at is 'When it was followed. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
