-- The key pairs that sign access tokens of five minutes.  A row is there for as
-- long as something may be signed by it: it is announced before it signs, signs,
-- and is known for a while after another signs in its place.
create table signing_key (
  id uuid primary key,
  public_pem text not null,
  sealed text not null,
  announced_at timestamptz not null default now(),
  signs_from timestamptz not null,
  signs_until timestamptz,
  constraint signing_key_is_public check (public_pem ~ '^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]{100,150}-----END PUBLIC KEY-----\n$'),
  constraint signing_key_is_sealed check (sealed ~ '^[A-Za-z0-9_-]+$' and char_length(sealed) between 200 and 1000),
  constraint signing_key_is_announced_first check (signs_from >= announced_at),
  constraint signing_key_signs_forward check (signs_until >= signs_from)
);
alter table signing_key enable row level security;
alter table signing_key force row level security;

create policy signing_key_known on signing_key for select to obelus_handler using (true);
grant select (id, public_pem, announced_at) on signing_key to obelus_handler;
create policy signing_key_auth on signing_key for all to obelus_auth using (true) with check (true);
grant select, delete on signing_key to obelus_auth;
grant insert (id, public_pem, sealed, signs_from) on signing_key to obelus_auth;
grant update (signs_until) on signing_key to obelus_auth;
-- No grant of `sealed` to others: who could open it could be anyone.  No update
-- of a key or of when it signs: another is made.

comment on table signing_key is 'A key pair that signs access tokens: announced until signs_from, signing until signs_until, known for a quarter of an hour more. scope: global because a token is checked before a workspace is known.';
comment on column signing_key.id is 'Random: the kid of what it signs. privacy: none';
comment on column signing_key.public_pem is 'The public key, published. privacy: none';
comment on column signing_key.sealed is 'The private key, which only a process that holds the suite''s secret can open (base64url). privacy: none';
comment on column signing_key.announced_at is 'When it was made and published. privacy: none';
comment on column signing_key.signs_from is 'When it begins to sign: everyone who checks has learned it by then. privacy: none';
comment on column signing_key.signs_until is 'When another signs in its place; null: none is announced. privacy: none';
