-- A log-in.  This row is the truth; Redis only remembers it for a while.
create table session (
  id uuid primary key,
  token_hash text not null constraint session_token_is_taken unique,
  person uuid not null references person (id) on delete cascade,
  workspace uuid references workspace (id) on delete set null,
  created_at timestamptz not null default now(),
  authenticated_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint session_token_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint session_ends_after_it_begins check (expires_at > created_at)
);
create index session_by_person on session (person);
create index session_by_workspace on session (workspace);
create index session_by_end on session (expires_at);
alter table session enable row level security;
alter table session force row level security;

create policy session_auth on session for all to obelus_auth using (true) with check (true);
grant select, delete on session to obelus_auth;
grant insert (id, token_hash, person, workspace, authenticated_at, expires_at) on session to obelus_auth;
grant update (workspace, authenticated_at, seen_at, revoked_at) on session to obelus_auth;
-- No grant to others: they ask session_check().  No update of expires_at: a
-- session is not stretched, a new one is begun.

comment on table session is 'A log-in of a person. scope: global because it is asked for before a workspace is known. retain: session+P30D';
comment on column session.id is 'Made at log-in. privacy: class=user.id subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=no';
comment on column session.token_hash is 'SHA-256 of the cookie''s token. privacy: class=user.credential subject=person purpose=secure basis=contract source=derived clause=SE-1 retain=session+P30D erase=delete export=no';
comment on column session.person is 'Who logged in. privacy: class=user.id subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
comment on column session.workspace is 'Where they act; null: nowhere yet. privacy: class=user.membership subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=session+P30D erase=delete export=yes';
comment on column session.created_at is 'When they logged in. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=session+P30D erase=delete export=yes';
comment on column session.authenticated_at is 'When the password was typed last. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
comment on column session.seen_at is 'When it was used last, to the minute. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=session+P30D erase=delete export=yes';
comment on column session.expires_at is 'When it ends by itself. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
comment on column session.revoked_at is 'When it was ended before that. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
