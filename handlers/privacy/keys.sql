-- Every statement of the database of keys (sql/keys.sql); keys.c runs them.

-- key_add(id uuid, sealed text) :run
-- A new key.
insert into subject_key (id, sealed)
values (:id, :sealed);

-- key_by_id(id uuid) :one key_found
-- The key of this id; no row when it was destroyed.
select sealed
  from subject_key
 where id = :id;

-- key_destroy(id uuid) :run
-- What was sealed under it can never be read again.
delete from subject_key
 where id = :id;
