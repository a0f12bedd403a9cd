-- Browsers that people were logged in with: strangers' wrong passwords do not
-- keep them out, and a log-in from any other is told by mail.
create table known_browser (
  token_hash text primary key,
  person uuid not null references person (id) on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  constraint known_browser_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$')
);
create index known_browser_by_person on known_browser (person, seen_at);
alter table known_browser enable row level security;
alter table known_browser force row level security;

-- Asked before anyone is logged in.
create policy known_browser_auth on known_browser for all to obelus_auth using (true) with check (true);
grant select, delete on known_browser to obelus_auth;
grant insert (token_hash, person) on known_browser to obelus_auth;
grant update (seen_at) on known_browser to obelus_auth;
-- No update of person: a token is one person's.

comment on table known_browser is 'A browser that a person was logged in with. scope: global because it is asked for before anyone is logged in. retain: use+P400D';
comment on column known_browser.token_hash is 'SHA-256 of the person''s token in the cookie. privacy: class=user.credential subject=person purpose=secure basis=contract source=derived clause=SE-1 retain=use+P400D erase=delete export=no';
comment on column known_browser.person is 'Who was logged in. privacy: class=user.id subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P400D erase=delete export=yes';
comment on column known_browser.created_at is 'When they were first. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=use+P400D erase=delete export=yes';
comment on column known_browser.seen_at is 'When they logged in with it last. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=use+P400D erase=delete export=yes';
