-- Which files of this folder the database has had.
create table migration (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now(),
  constraint migration_checksum_is_sha256 check (checksum ~ '^[0-9a-f]{64}$')
);
alter table migration enable row level security;
alter table migration force row level security;
-- No policy and no grant: only obelus_admin, whom row-level security does not
-- stop, reads or writes it.

comment on table migration is 'Files of sql/migrations that were applied. scope: global because it is about the schema';
comment on column migration.name is 'The file. privacy: none';
comment on column migration.checksum is 'SHA-256 of the file when it was applied; it must not change afterwards. privacy: none';
comment on column migration.applied_at is 'When. privacy: none';
