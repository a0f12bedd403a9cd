-- Who runs a workspace can end a member's sessions in it.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'activity_verb_is_known');
begin
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, 'ARRAY[', 'ARRAY[''member.end-sessions''::text, ');
end $$;
