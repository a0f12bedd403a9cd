-- Rules carried out, a batch at a time.
create function retention_statement(of_relation text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  rule retention_rule;
  clock text;
  about text;
begin
  select * into strict rule from retention_rule r where r.relation = of_relation;
  select string_agg(format('d.%I', c), ', ' order by n) into clock from unnest(rule.clocks) with ordinality x (c, n);
  if cardinality(rule.clocks) > 1 then
    clock := format('least(%s)', clock);
  end if;
  -- By which columns a hold would be about a row; to read all comments is much, so only where there is one.
  if exists (select from legal_hold h
              where (h.relation is null or h.relation = of_relation) and h.starts_at <= now() and h.ends_at > now()) then
    select string_agg(distinct reason, ' or ') into about
      from catalogue() c
     cross join lateral (values
             (case when c.subject_kind = 'person' then format('h.person = d.%I', c.subject) end),
             (case when c.subject_kind = 'address' then
                format('d.%I in (select account_addresses(h.person))', c.subject) end),
             (case when c.name = 'workspace' then 'h.workspace = d.workspace' end)) kept (reason)
     where c.relation = of_relation;
  end if;
  return format('delete from %1$I where ctid = any (array(select d.ctid from %1$I d where %2$s <= now() - interval %3$L%4$s%5$s order by %2$s limit $1 for update of d skip locked))',
    of_relation, clock, rule.period, ' and d.' || quote_ident(rule.unless) || ' is null',
    case when about is not null then
      format(' and not exists (select from legal_hold h where (h.relation is null or h.relation = %L) and h.starts_at <= now() and h.ends_at > now() and (%s))',
             of_relation, about) end);
end $$;
comment on function retention_statement is 'The statement that removes $1 rows of a table whose time is over, the oldest first, but for those that a hold keeps now.';
revoke all on function retention_statement from public;

create function retention_sweep(of_relation text, most int)
returns table (swept bigint, is_over boolean, is_busy boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
-- From the end of the index, whatever is known of the table.
set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  is_busy := not pg_try_advisory_xact_lock(hashtext('retention'));
  swept := 0;
  if not is_busy then
    execute retention_statement(of_relation) using most;
    get diagnostics swept = row_count;
    update retention_rule r set swept = r.swept + retention_sweep.swept, swept_at = now() where r.relation = of_relation;
  end if;
  is_over := swept < most;
  return next;
end $$;
comment on function retention_sweep is 'Remove a batch of a table''s rows whose time is over. is_over: there are no more. is_busy: someone else is at it, and nothing was done.';
revoke all on function retention_sweep from public;
grant execute on function retention_sweep to obelus_privacy;
grant execute on function catalogue to obelus_rights;
grant create on schema public to obelus_rights;
alter function retention_statement owner to obelus_rights;
alter function retention_sweep owner to obelus_rights;
revoke create on schema public from obelus_rights;

-- The first job, which makes the next, and that the one after it.
set local role obelus_admin;
insert into job (id, handler, kind) values (gen_random_uuid(), 'privacy', 'retention');
