-- Who asks what people have in their hands asks since when, too: this time, not the first.
alter table assignment add column handed_at timestamptz;
comment on column assignment.handed_at is 'When it came into their hands last. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=project+P30D erase=retain export=yes';

-- Under forced row level security the owner would silently change nothing.
set local role obelus_admin;
update assignment set handed_at = created_at;
do $$
begin
  assert not exists (select from assignment where handed_at is null), 'not every assignment has a time';
end $$;
set local role obelus_owner;
alter table assignment alter column handed_at set default now(), alter column handed_at set not null;

create function assignment_handed() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.handed_at := now();
  return new;
end $$;
comment on function assignment_handed() is 'Tells since when an example is in someone''s hands.';
create trigger assignment_is_handed before update of state on assignment
  for each row when (new.state = 'leased' and old.state <> 'leased') execute function assignment_handed();
