-- A person's copy of what is stored about them: asked for, made by a worker,
-- there for a week.  The zip is rows, sealed under a key of its own that
-- stands in another database (sql/keys.sql): without it they are noise.
create table personal_export (
  id uuid primary key,
  person uuid not null references person (id) on delete cascade,
  state text not null default 'queued',
  key uuid,
  rows bigint not null default 0,
  written bigint not null default 0,
  bytes bigint not null default 0,
  pieces int not null default 0,
  downloads int not null default 0,
  asked_at timestamptz not null default now(),
  built_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  constraint personal_export_state_is_known check (state in ('queued', 'building', 'available', 'expired', 'failed')),
  constraint personal_export_has_ended check ((state in ('expired', 'failed')) = (ended_at is not null)),
  constraint personal_export_is_good_until check (state <> 'available' or num_nulls(key, built_at, expires_at) = 0),
  constraint personal_export_is_built_with_a_key check (state <> 'building' or key is not null)
);
create index personal_export_by_person on personal_export (person, id);
create index personal_export_by_event on personal_export (ended_at);
create unique index personal_export_is_one_at_a_time on personal_export (person) where state in ('queued', 'building');
alter table personal_export enable row level security;
alter table personal_export force row level security;
create policy personal_export_own on personal_export for all to obelus_privacy
  using (person = current_person()) with check (person = current_person());
grant select on personal_export to obelus_privacy;
grant insert (id, person) on personal_export to obelus_privacy;
grant update (state, key, rows, written, bytes, pieces, downloads, built_at, expires_at, ended_at) on personal_export to obelus_privacy;
-- No delete: that someone had a copy stays to be seen for as long as the table says.

comment on table personal_export is 'Copies of what is stored about you that you asked for. scope: global because an account is in no workspace. retain: use+P30D';
comment on column personal_export.id is 'In the order of asking. privacy: none';
comment on column personal_export.person is 'Whose copy. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-1 retain=use+P30D erase=delete export=yes';
comment on column personal_export.state is 'Queued, being built, available, expired (or taken back), or failed. privacy: none';
comment on column personal_export.key is 'The key under which it is sealed, in another database; null: it has none yet, or it is destroyed. privacy: none';
comment on column personal_export.rows is 'How many rows it will hold, about; how many it holds, once it is there. privacy: none';
comment on column personal_export.written is 'How many it holds so far. privacy: none';
comment on column personal_export.bytes is 'How large the file is, so far. privacy: none';
comment on column personal_export.pieces is 'In how many pieces. privacy: none';
comment on column personal_export.downloads is 'How often it was downloaded. privacy: class=user.activity subject=person purpose=secure basis=legal_obligation source=automatic clause=PR-11 retain=use+P30D erase=delete export=yes';
comment on column personal_export.asked_at is 'When it was asked for. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-1 retain=use+P30D erase=delete export=yes';
comment on column personal_export.built_at is 'When it was there. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-1 retain=use+P30D erase=delete export=yes';
comment on column personal_export.expires_at is 'Until when it is there. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-6 retain=use+P30D erase=delete export=yes';
comment on column personal_export.ended_at is 'When it expired, was taken back or failed. privacy: class=user.activity subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-6 retain=use+P30D erase=delete export=yes';

create table personal_export_piece (
  person uuid not null,
  export uuid not null references personal_export (id) on delete cascade,
  position int not null,
  bytes bytea not null,
  primary key (person, export, position)
);
create index personal_export_piece_by_export on personal_export_piece (export);
-- What is sealed cannot be compressed.
alter table personal_export_piece alter column bytes set storage external;
alter table personal_export_piece enable row level security;
alter table personal_export_piece force row level security;
create policy personal_export_piece_own on personal_export_piece for all to obelus_privacy
  using (person = current_person()) with check (person = current_person());
grant insert (person, export, position, bytes), select, delete on personal_export_piece to obelus_privacy;
-- No update: a piece is what it was sealed as.
comment on table personal_export_piece is 'The sealed pieces of such a copy. scope: global because an account is in no workspace. retain: copy';
comment on column personal_export_piece.person is 'Whose. privacy: class=user.id subject=person purpose=legal basis=legal_obligation source=automatic clause=PR-1 retain=copy erase=delete export=no';
comment on column personal_export_piece.export is 'Of which copy. privacy: none';
comment on column personal_export_piece.position is 'Its place; 0 is what the others are opened with, besides the key. privacy: none';
comment on column personal_export_piece.bytes is 'Sealed. privacy: class=user.copy subject=person purpose=legal basis=legal_obligation source=derived clause=PR-1 retain=copy erase=delete export=no';

-- One way through its states, and no way back.
create function personal_export_moves() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not (old.state, new.state) in (('queued', 'queued'), ('queued', 'building'), ('building', 'building'), ('building', 'available'),
                                    ('available', 'available'), ('queued', 'expired'), ('building', 'expired'), ('available', 'expired'),
                                    ('queued', 'failed'), ('building', 'failed'), ('expired', 'expired'), ('failed', 'failed')) then
    raise check_violation using message = 'a copy does not go from ' || old.state || ' to ' || new.state,
                                constraint = 'personal_export_goes_forward';
  end if;
  return new;
end $$;
comment on function personal_export_moves is 'The states of a copy: queued, building, available, expired; failed instead of available.';
revoke all on function personal_export_moves from public;
create trigger personal_export_moves before update on personal_export
  for each row execute function personal_export_moves();

-- Whose worker died with the last of its tries: nobody would make it or end it, and there could be no other.
create function personal_export_lost(most int) returns table (export uuid, person uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.id, e.person
    from personal_export e
   where e.state in ('queued', 'building')
     and e.asked_at < now() - interval '1 day'
     and not exists (select from job j
                      where j.handler = 'privacy' and j.kind = 'personal-export' and j.state <> 'dead' and j.payload ->> 'export' = e.id::text)
   order by e.id
   limit most
$$;
comment on function personal_export_lost is 'Copies that were asked for more than a day ago, are not there, and that no job makes.';
revoke all on function personal_export_lost(int) from public;
grant execute on function personal_export_lost(int) to obelus_privacy;
grant create on schema public to obelus_rights;
alter function personal_export_lost(int) owner to obelus_rights;
revoke create on schema public from obelus_rights;
