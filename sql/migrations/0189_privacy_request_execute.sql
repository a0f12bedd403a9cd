-- What is approved is done by what the comments say, for an address that has no account; an account has means of its own.
grant create on schema public to obelus_rights;
grant insert on personal_export, job to obelus_rights;
create function address_records(addresses text[], shown int) returns table (relation text, about text, records int, sample json)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  t record;
begin
  for t in
    with said as materialized (select * from catalogue())
    select c.relation, c.subject, split_part(obj_description(of.oid, 'pg_class'), ' scope: ', 1) as about,
           string_agg(format('%L, %I', c.name, c.name), ', ' order by c."position") as members, coalesce(found_in_order(of.oid, c.subject, ' desc'), '') as newest
      from said c
      join pg_class of on of.oid = ('public.' || quote_ident(c.relation))::regclass
     where c.subject_kind = 'address' and c.export and c.relation not like 'privacy\_request%' and not erasure_is_own(c.relation)
     group by c.relation, of.oid, c.subject
     order by c.relation, c.subject
  loop
    execute format('select (select count(*)::int from %1$I where %2$I = any ($1)),
                           (select json_agg(json_build_object(%3$s)) from (select * from %1$I where %2$I = any ($1) %4$s limit $2) s)',
                   t.relation, t.subject, t.members, t.newest)
       into records, sample using addresses, shown;
    if records > 0 then
      relation := t.relation;
      about := t.about;
      return next;
    end if;
  end loop;
end $$;
comment on function address_records is 'Of each table that has rows of these addresses: what it is, how many, and the newest `shown` with what is part of a copy.';
revoke all on function address_records from public;
alter function address_records owner to obelus_rights;

create function privacy_request_found(r privacy_request) returns json
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(json_agg(json_build_object('table', f.relation, 'about', f.about, 'records', f.records, 'sample', f.sample::text)), '[]')
    from address_records(array[r.email, r.email_key], 100) f
   where r.type in ('access', 'portability') and r.decision = 'approved' and r.verified_at is not null and r.state in ('executing', 'answered', 'closed')
     and privacy_request_account(r) is null
     -- The link is good for longer, and whoever gets hold of an old mail learns nothing more: as long as a copy is there.
     and (r.closed_at is null or r.closed_at > now() - interval '7 days')
$$;
comment on function privacy_request_found is 'What there is of an address without account, for whoever asked for that and is to get it, until a week after the request was closed.';
revoke all on function privacy_request_found from public;
alter function privacy_request_found owner to obelus_rights;

create function address_erase(addresses text[]) returns text
language plpgsql set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  p record;
  gone bigint;
  said text := '';
begin
  for p in select q.relation, q.subject,
                  exists (select from pg_attribute a where a.attrelid = format('public.%I', q.relation)::regclass and a.attname = 'workspace') as is_placed
             from erasure_paths() q
            where q.kind = 'address' and q.action = 'delete' and q.relation not like 'privacy\_request%' and not erasure_is_own(q.relation)
            order by q.depth, q.relation, q.subject loop
    execute format('delete from %1$I t where t.%2$I = any ($1)%3$s', p.relation, p.subject, case when p.is_placed then format(
      ' and not exists (select from legal_hold h where h.workspace = t.workspace and (h.relation is null or h.relation = %L) and h.starts_at <= now() and h.ends_at > now())',
      p.relation) end) using addresses;
    get diagnostics gone = row_count;
    if gone > 0 then
      said := said || format(' %s of %s.', gone, p.relation);
    end if;
  end loop;
  return case when said = '' then 'Besides this request nothing was stored of this address.' else 'Removed, as rows of tables:' || said end;
end $$;
comment on function address_erase is 'Every row of these addresses goes, but for requests, which tell that it did, and for what a claim needs: how many, in words.';
revoke all on function address_erase from public;
alter function address_erase owner to obelus_rights;

create function privacy_request_execute(r privacy_request) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  account uuid := privacy_request_account(r);
  copy uuid := (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(md5(gen_random_uuid()::text), 1, 3)
                || '8' || substr(md5(gen_random_uuid()::text), 1, 15))::uuid;
begin
  if r.decision <> 'approved' or r.verified_at is null then
    perform privacy_request_note(r, 'system', null, 'Of this a part is done, and that by hand.');
  elsif r.type in ('access', 'portability') and account is null then
    perform privacy_request_note(r, 'system', null, 'What is stored of this address is shown here, until a week after this request is closed.');
  elsif r.type in ('access', 'portability') then
    insert into personal_export (id, person) values (copy, account) on conflict do nothing;
    insert into job (id, handler, kind, payload)
    select gen_random_uuid(), 'privacy', 'personal-export', json_build_object('export', e.id, 'person', e.person) from personal_export e where e.id = copy;
    perform privacy_request_note(r, 'system', null, 'A copy of what is stored is made in the account of this address: see Your data there.');
  elsif r.type = 'erase' and account is null then
    perform privacy_request_note(r, 'system', null, address_erase(array[r.email, r.email_key]));
  elsif r.type = 'erase' then
    perform privacy_request_note(r, 'system', null, 'This address has an account, which is erased by whoever can log in to it: see Your data there.');
  end if;
end $$;
comment on function privacy_request_execute is 'What of a request is done by itself as soon as it is approved; the rest is done by hand, and said.';
revoke all on function privacy_request_execute from public;
alter function privacy_request_execute owner to obelus_rights;
revoke create on schema public from obelus_rights;
