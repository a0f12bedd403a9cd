-- What is deleted stays readable in the planner's statistics until a table is
-- looked at again (pg_stats: most frequent values, bounds of histograms).  Of
-- names and addresses none are kept: they are found by unique keys.
do $$
declare
  c record;
begin
  for c in select relation, name from catalogue() where class in ('user.name', 'user.contact.email') loop
    execute format('alter table %I alter column %I set statistics 0', c.relation, c.name);
  end loop;
end $$;
