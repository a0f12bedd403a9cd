-- What goes with an account, a workspace, a project or a membership goes at
-- once: an erasure and a removal wait for no time after it, whatever the
-- comments said.  Only what a rule waits for has a time.
do $$
declare
  changed record;
  made int := 0;
begin
  for changed in
    select case when d.objsubid = 0 then format('table %s', d.objoid::regclass) else format('column %s.%I', d.objoid::regclass, a.attname) end as what,
           regexp_replace(d.description, '( retain[:=] ?(account|workspace|project|membership))\+P30D', '\1') as said
      from pg_description d
      join pg_class c on c.oid = d.objoid and c.relnamespace = 'public'::regnamespace
      left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid
     where d.classoid = 'pg_class'::regclass
       and d.description ~ ' retain[:=] ?(account|workspace|project|membership)\+P'
  loop
    execute format('comment on %s is %L', changed.what, changed.said);
    made := made + 1;
  end loop;
  assert made = 141, format('%s comments', made);
end $$;

-- Whoever leaves a workspace leaves its teams.
comment on table team_member is 'Who is in a team. scope: tenant. retain: membership';
comment on column team_member.person is 'Who is in it. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=membership erase=delete export=yes';
comment on column team_member.created_at is 'Since when. privacy: class=user.activity subject=person purpose=provide basis=contract source=automatic clause=LG-6 retain=membership erase=delete export=yes';
-- The one parent with a rule: of accounts that never became any.
comment on table person is 'Someone with an account; who never confirms one, for thirty days. scope: global because a person may belong to several workspaces. retain: account';
