-- Verbs of requests.  What other migrations have put into the list stays in it.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into strict known
    from pg_constraint
   where conrelid = 'activity'::regclass and conname = 'activity_verb_is_known';
  assert known like '%''erasure.end''::text%', known;
  alter table activity drop constraint activity_verb_is_known;
  execute 'alter table activity add constraint activity_verb_is_known '
    || replace(known, '''erasure.end''::text', '''erasure.end''::text, ''request.ask''::text, ''request.follow''::text, ''request.write''::text, '
                                            || '''request.move''::text, ''request.read''::text');
end $$;
