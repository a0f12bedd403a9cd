-- Datasets are made and changed.  What other migrations have put into the list stays in it.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into strict known
    from pg_constraint
   where conrelid = 'activity'::regclass and conname = 'activity_verb_is_known';
  assert known like '%''export.create''::text%', known;
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, '''export.create''::text', '''export.create''::text, ''dataset.create''::text, ''dataset.update''::text');
end $$;
