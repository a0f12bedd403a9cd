-- A certificate says for how long what it kept of rows stays, and how long copies of the database are kept, if the operator has said that.
grant create on schema public to obelus_rights;
drop function erasure_statement(uuid, text);
create function erasure_statement(which uuid, service text, backup_days int) returns table (statement text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select json_build_object(
           'certificate', e.id, 'service', service, 'asked_on', case when not e.is_replay then e.asked_at::date end, 'erased_on', now()::date,
           'replayed_on', case when e.is_replay then now()::date end,
           'backups_until', case when backup_days > 0 then now()::date + backup_days end,
           'found_afterwards', 0,
           'workspaces_removed', (select count(distinct s.workspace) from erasure_step s where s.erasure = e.id),
           'tables', (select coalesce(json_agg(t), '[]') from (
              select d.table, d.about, d.removed, d.pseudonymised, d.retained,
                     case when d.pseudonymised > 0
                          then 'they say nothing about anyone once a random value stands in the place of the person' end as why_retained,
                     case when d.pseudonymised > 0 then d.retain end as retain
                from (select s.relation as table, split_part(c.said, ' scope: ', 1) as about,
                             sum(case s.action when 'delete' then s.done else 0 end) as removed,
                             sum(case s.action when 'pseudonymise' then s.done else 0 end) as pseudonymised,
                             (select coalesce(json_agg(distinct k), '[]') from erasure_step o cross join unnest(o.kept) k
                               where o.erasure = e.id and o.relation = s.relation) as retained,
                             substring(c.said from 'retain: (\S+)') as retain
                        from erasure_step s
                       cross join lateral (select obj_description(format('public.%I', s.relation)::regclass, 'pg_class') as said) c
                       where s.erasure = e.id and s.done > 0
                       group by s.relation, c.said) d
               order by d.table) t))::text
    from erasure e
   where e.id = which and e.state = 'executing'
$$;
comment on function erasure_statement is 'What the certificate of an erasure says. backup_days: for how many days copies of the database are kept; 0: that is not said. retain: a word of the catalogue, of rows that stay without the person.';
alter function erasure_statement(uuid, text, int) owner to obelus_rights;
revoke all on function erasure_statement(uuid, text, int) from public;
grant execute on function erasure_statement(uuid, text, int) to obelus_privacy;
revoke create on schema public from obelus_rights;
