-- A copy of one's data is taken back.  What other migrations have put into the
-- list of verbs stays in it.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into strict known
    from pg_constraint
   where conrelid = 'activity'::regclass and conname = 'activity_verb_is_known';
  assert known like '%''person.download''::text%', known;
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, '''person.download''::text', '''person.download''::text, ''person.discard''::text');
end $$;
