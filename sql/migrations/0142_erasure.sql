-- The erasure of a person: what was asked, its plan, and what is left of it.
create table erasure (
  id uuid primary key,
  person uuid not null,
  state text not null default 'frozen',
  token_hash text,
  asked_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended_at timestamptz,
  is_replay boolean not null default false,
  constraint erasure_state_is_known check (state in ('frozen', 'cancelled', 'executing', 'failed', 'done')),
  constraint erasure_token_is_hashed check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint erasure_end_is_told check ((state in ('cancelled', 'done')) = (ended_at is not null)));
comment on table erasure is 'That someone asked to be erased. scope: global because it is about an account. retain: use+P30D';
comment on column erasure.id is 'Random: the address of its certificate. privacy: none';
comment on column erasure.person is 'Who. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=provided clause=PR-9 retain=use+P30D erase=pseudonymise export=yes';
comment on column erasure.state is 'Frozen, until the end or until it is cancelled; then executing, failed (and tried again), done. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-9 retain=use+P30D erase=retain export=yes';
comment on column erasure.token_hash is 'SHA-256 of the token in the link that takes it back. privacy: class=user.credential subject=person purpose=secure basis=legal_obligation source=derived clause=SE-1 retain=use+P30D erase=null export=no';
comment on column erasure.asked_at is 'When it was asked for. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=use+P30D erase=retain export=yes';
comment on column erasure.ends_at is 'Until when it can be taken back. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-9 retain=use+P30D erase=retain export=yes';
comment on column erasure.ended_at is 'When it was over, or taken back. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=LG-6 retain=use+P30D erase=retain export=yes';
comment on column erasure.is_replay is 'Whether a restored backup is made to forget again. privacy: none';
create index erasure_by_person on erasure (person);
create index erasure_by_event on erasure (ended_at);
create unique index erasure_by_token on erasure (token_hash);

create function erasure_moves() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state, new.state) not in (('frozen', 'cancelled'), ('frozen', 'executing'), ('executing', 'failed'),
                                    ('failed', 'executing'), ('executing', 'done'), ('done', 'executing')) then
    raise exception using errcode = 'check_violation', constraint = 'erasure_goes_on',
                          message = format('an erasure does not go from %s to %s', old.state, new.state);
  end if;
  return new;
end $$;
comment on function erasure_moves is 'The ways of an erasure: what was cancelled stays so; what was done goes on where something came late.';
revoke all on function erasure_moves() from public;
create trigger erasure_goes_on before update of state on erasure for each row execute function erasure_moves();

create table erasure_address (
  erasure uuid not null references erasure on delete cascade,
  address text not null,
  is_told boolean not null default false,
  made_at timestamptz not null default now(),
  primary key (erasure, address));
comment on table erasure_address is 'The addresses by which rows are found, until they are gone. scope: global because it is about an account. retain: erasure';
comment on column erasure_address.erasure is 'Whose. privacy: none';
comment on column erasure_address.address is 'An address as it was typed, or its key. privacy: class=user.contact.email subject=address purpose=legal basis=legal_obligation source=derived clause=PR-9 retain=erasure erase=delete export=no';
comment on column erasure_address.is_told is 'Whether the end is told there. privacy: none';
comment on column erasure_address.made_at is 'When it was noted. privacy: none';
create index erasure_address_by_address on erasure_address (address);

create table erasure_pseudonym (
  person uuid not null,
  workspace uuid not null,
  pseudonym uuid not null default gen_random_uuid(),
  made_at timestamptz not null default now(),
  primary key (person, workspace));
comment on table erasure_pseudonym is 'What takes a person''s place in a workspace, until all of it is done; then nobody knows any more. scope: global because it is about an account. retain: use+P30D';
comment on column erasure_pseudonym.person is 'Who. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=derived clause=PR-9 retain=use+P30D erase=delete export=no';
comment on column erasure_pseudonym.workspace is 'Where; nil: in what belongs to none. privacy: none';
comment on column erasure_pseudonym.pseudonym is 'Random. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=derived clause=PR-9 retain=use+P30D erase=delete export=no';
comment on column erasure_pseudonym.made_at is 'When it was made. privacy: none';
create index erasure_pseudonym_by_event on erasure_pseudonym (made_at);

create table erasure_step (
  erasure uuid not null references erasure on delete cascade,
  nth int not null,
  relation text not null,
  subject text not null,
  kind text not null,
  action text not null,
  workspace uuid,
  taken text[] not null default '{}',
  emptied text[] not null default '{}',
  kept text[] not null default '{}',
  done bigint not null default 0,
  is_done boolean not null default false,
  primary key (erasure, nth),
  constraint erasure_step_kind_is_known check (kind in ('person', 'address', 'workspace')),
  constraint erasure_step_action_is_known check (action in ('delete', 'pseudonymise')));
comment on table erasure_step is 'The plan, made of what the comments say: what refers first. scope: global because it is about an account';
comment on column erasure_step.erasure is 'Whose. privacy: none';
comment on column erasure_step.nth is 'Its place. privacy: none';
comment on column erasure_step.relation is 'The table. privacy: none';
comment on column erasure_step.subject is 'The column that leads to the person, the address or the workspace. privacy: none';
comment on column erasure_step.kind is 'Which of those. privacy: none';
comment on column erasure_step.action is 'Do the rows go, or become a pseudonym''s. privacy: none';
comment on column erasure_step.workspace is 'The workspace that goes as a whole; else null. privacy: none';
comment on column erasure_step.taken is 'Columns in which a pseudonym comes. privacy: none';
comment on column erasure_step.emptied is 'Columns that are empty from then on. privacy: none';
comment on column erasure_step.kept is 'Columns that stay as they are, of what is about a person. privacy: none';
comment on column erasure_step.done is 'Rows until now. privacy: none';
comment on column erasure_step.is_done is 'Whether none is left. privacy: none';

create table erasure_ledger (
  erasure uuid not null,
  subject uuid not null,
  kind text not null,
  at timestamptz not null default now(),
  primary key (erasure, subject),
  constraint erasure_ledger_kind_is_known check (kind in ('person', 'workspace')));
comment on table erasure_ledger is 'What is gone, by ids that lead to nobody; a file outside says the same, so that a restored backup forgets it again. scope: global because it outlives accounts and workspaces';
comment on column erasure_ledger.erasure is 'The erasure. privacy: none';
comment on column erasure_ledger.subject is 'The id that was an account''s or a workspace''s. privacy: none';
comment on column erasure_ledger.kind is 'Which of the two. privacy: none';
comment on column erasure_ledger.at is 'When. privacy: none';

create table certificate (
  id uuid primary key,
  statement text not null,
  signature text not null,
  key text not null,
  made_at timestamptz not null default now());
comment on table certificate is 'That an erasure is done, and how; it says nothing of whom. scope: global because its account is gone';
comment on column certificate.id is 'The erasure''s, which nobody guesses. privacy: none';
comment on column certificate.statement is 'JSON: numbers of rows by table. privacy: none';
comment on column certificate.signature is 'Ed25519 over its bytes, in base64url. privacy: none';
comment on column certificate.key is 'The public key, in base64url. privacy: none';
comment on column certificate.made_at is 'When. privacy: none';

do $$
declare t text;
begin
  foreach t in array array['erasure', 'erasure_address', 'erasure_pseudonym', 'erasure_step', 'erasure_ledger', 'certificate'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant insert on %I to obelus_rights', t);
  end loop;
end $$;
-- No other grant: all else is done by the functions of obelus_rights.
create policy certificate_read on certificate for select to obelus_privacy using (true);
grant select on certificate to obelus_privacy;
