-- What erasures leave behind is forgotten in its turn; the certificate, which says nothing of whom, stays.
set local role obelus_admin;
do $$
declare
  made bigint;
begin
  insert into retention_rule (relation, clocks, period, source)
  values ('erasure', '{ended_at}', 'P30D', 'policy'),
         ('erasure_pseudonym', '{made_at}', 'P30D', 'policy');
  get diagnostics made = row_count;
  assert made = 2;
end $$;
