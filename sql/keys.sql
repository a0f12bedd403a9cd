-- The second database: keys that are destroyed so that what they seal, in the
-- database, its log and its backups, is noise at once.  It is not in the backup
-- of the other.  Run by a superuser as often as one likes (scripts/migrate does).
revoke all on database :"DBNAME" from public;
grant connect on database :"DBNAME" to obelus_admin, obelus_privacy;
revoke all on schema public from public;
alter schema public owner to obelus_owner;
grant usage on schema public to obelus_privacy;

set client_min_messages = warning;
set role obelus_owner;
create table if not exists subject_key (
  id uuid primary key,
  sealed text not null,
  made_at timestamptz not null default now(),
  constraint subject_key_is_sealed check (length(sealed) between 1 and 200)
);
-- What was destroyed does not stay in the file until enough else was.
alter table subject_key set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
-- A key is made, used and destroyed; none is ever another.
grant select, delete, insert (id, sealed) on subject_key to obelus_privacy;
comment on table subject_key is 'Keys under which something about one person is sealed. scope: global because they lead to nobody';
comment on column subject_key.id is 'By which what it seals names it. privacy: none';
comment on column subject_key.sealed is 'The key, under the suite''s own. privacy: none';
comment on column subject_key.made_at is 'When. privacy: none';
reset role;
