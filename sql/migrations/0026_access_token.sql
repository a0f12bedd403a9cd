-- What a person's programs show in place of a session.
create table access_token (
  id uuid primary key,
  token_hash text not null constraint access_token_is_taken unique,
  hint text not null,
  person uuid not null references person (id) on delete cascade,
  workspace uuid not null references workspace (id) on delete cascade,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint access_token_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint access_token_name_is_short check (char_length(name) between 1 and 100),
  constraint access_token_may_something check (cardinality(scopes) between 1 and 32),
  constraint access_token_lasts_a_year check (expires_at > created_at and expires_at <= created_at + interval '366 days')
);
create index access_token_by_person on access_token (person, id);
create index access_token_by_workspace on access_token (workspace);
create index access_token_by_end on access_token (expires_at);
alter table access_token enable row level security;
alter table access_token force row level security;

create policy access_token_auth on access_token for all to obelus_auth using (true) with check (true);
grant select, delete on access_token to obelus_auth;
grant insert (id, token_hash, hint, person, workspace, name, scopes, expires_at) on access_token to obelus_auth;
grant update (revoked_at) on access_token to obelus_auth;
-- No grant to others: they ask token_check().  No update of scopes: another token is made.

comment on table access_token is 'A personal access token of a program. scope: global because it is asked for before a workspace is known. retain: session+P30D';
comment on column access_token.id is 'Made with it. privacy: class=user.id subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=no';
comment on column access_token.token_hash is 'SHA-256 of the token. privacy: class=user.credential subject=person purpose=secure basis=contract source=derived clause=SE-1 retain=session+P30D erase=delete export=no';
comment on column access_token.hint is 'Its first eight characters. privacy: class=user.credential subject=person purpose=secure basis=contract source=derived clause=SE-1 retain=session+P30D erase=delete export=no';
comment on column access_token.person is 'Whose it is. privacy: class=user.id subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
comment on column access_token.workspace is 'Where it is good. privacy: class=user.membership subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=session+P30D erase=delete export=yes';
comment on column access_token.name is 'What its owner calls it. privacy: class=content.name subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=session+P30D erase=delete export=yes';
comment on column access_token.scopes is 'What it may do: words of common/need.h. privacy: none';
comment on column access_token.created_at is 'When it was made. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=session+P30D erase=delete export=yes';
comment on column access_token.last_used_at is 'When it was used last, to the hour. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=LG-6 retain=session+P30D erase=delete export=yes';
comment on column access_token.expires_at is 'When it ends by itself. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
comment on column access_token.revoked_at is 'When it was ended before that. privacy: class=user.activity subject=person purpose=secure basis=contract source=automatic clause=SE-1 retain=session+P30D erase=delete export=yes';
