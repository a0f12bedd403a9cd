-- What the staff sees of versions of the policy, and decides by two.
grant create on schema public to obelus_rights;
create function staff_policies(of_mode text)
returns table (number int, language text, sha256 text, shipped_at timestamptz, suggested_class text, standing text, proposals json,
               class text, published_at timestamptz, effective_from timestamptz, to_tell bigint, told bigint, failed bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select v.number, v.language, v.sha256, v.shipped_at,
         -- Of those that it would be announced in the place of, too.
         case when p.number is null and exists (select from policy_version o
                                                 where o.mode = v.mode and o.number > l.announced and o.number < v.number and o.suggested_class = 'material')
              then 'material' else v.suggested_class end,
         case when v.number = l.in_force then 'in_force'
              when v.number < l.in_force or (v.number < l.announced and p.number is null) then 'past'
              when p.number is null then 'waiting' else 'announced' end,
         case when q.version is null then '[]'
              else json_build_array(json_build_object('class', q.class, 'effective_from', q.effective_from, 'is_mine', q.proposed_by = current_person())) end,
         p.class, p.published_at, p.effective_from, t.to_tell, t.told,
         case when t.told is not null then (select count(*) from job j join policy_notice n on n.job = j.id and n.mode = v.mode and n.version = v.number
                                             where j.ended_at is not null and j.handler = 'privacy' and j.kind = 'mail') end
    from policy_version v
   cross join (select max(n.number) as announced, max(n.number) filter (where n.effective_from <= now()) as in_force
                 from policy_publication n where n.mode = of_mode) l
    left join policy_publication p on p.mode = v.mode and p.number = v.number
    left join policy_telling t on t.mode = v.mode and t.number = v.number
    left join policy_proposal q on q.mode = v.mode and q.version = v.number and is_staff_still(q.proposed_by)
   where v.mode = of_mode and is_staff()
$$;
comment on function staff_policies is 'All versions of the policy, with where they stand. No row for others than the staff, as if there were none.';

create function staff_policy_say(v policy_version, wanted text, moment timestamptz) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  said policy_proposal;
begin
  if exists (select from policy_publication p where p.mode = v.mode and p.number >= v.number) then
    return 'late';
  elsif moment < now() + policy_notice_time(wanted) then
    return 'too-soon';
  elsif moment < (select max(p.effective_from) from policy_publication p where p.mode = v.mode) then
    return 'too-early';
  end if;
  select * into said from policy_proposal q where q.mode = v.mode and q.version = v.number and is_staff_still(q.proposed_by);
  if (said.class, said.effective_from) is distinct from (wanted, moment) then
    insert into policy_proposal (mode, version, proposed_by, class, effective_from) values (v.mode, v.number, current_person(), wanted, moment)
    on conflict (mode, version) do update
       set proposed_by = excluded.proposed_by, class = excluded.class, effective_from = excluded.effective_from, proposed_at = now();
    return 'proposed';
  elsif said.proposed_by = current_person() then
    return 'same';
  end if;
  -- Who proposed it is forgotten; the record of changes keeps who did what.
  delete from policy_proposal q where q.mode = v.mode and q.version <= v.number;
  insert into policy_publication (mode, number, class, effective_from, supersedes)
  values (v.mode, v.number, wanted, moment, (select max(p.number) from policy_publication p where p.mode = v.mode));
  insert into policy_telling (mode, number) select v.mode, v.number where wanted = 'material';
  return 'done';
end $$;
comment on function staff_policy_say is 'The first proposes, another one says the same, and it is announced. same: that would be the same person twice; late: it was, or a later one.';
revoke all on function staff_policy_say from public;
alter function staff_policy_say owner to obelus_rights;

create function staff_policy_decide(of_mode text, of_number int, wanted text, moment timestamptz)
returns table (outcome text, version uuid, item json)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v policy_version;
begin
  select * into v from policy_version p where p.mode = of_mode and p.number = of_number and is_staff();
  if not found then
    return;
  end if;
  -- One after the other, so that the second sees what the first has said.
  perform only_staff(), pg_advisory_xact_lock(hashtext('policy ' || of_mode));
  outcome := staff_policy_say(v, wanted, moment);
  version := v.id;
  item := (select row_to_json(s) from staff_policies(of_mode) s where s.number = of_number);
  return next;
end $$;
comment on function staff_policy_decide is 'What one of the staff says of a version. outcome: done (it is announced), proposed, same, too-soon, too-early (the one before takes effect later), late. No row for others, as if there were none.';
revoke all on function staff_policies, staff_policy_decide from public;
grant execute on function staff_policies, staff_policy_decide to obelus_privacy;
alter function staff_policies owner to obelus_rights;
alter function staff_policy_decide owner to obelus_rights;
revoke create on schema public from obelus_rights;
