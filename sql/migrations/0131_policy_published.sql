-- A policy comes whole, in one transaction, and never changes again; nor does what was said of it when it was announced.

create function policy_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what was shipped or published neither changes nor goes; ship another version'
    using errcode = 'integrity_constraint_violation';
end $$;
comment on function policy_stays is 'Refuses to change or to remove anything of a policy that is there, whoever asks.';
revoke all on function policy_stays from public;

create trigger policy_version_stays before update or delete or truncate on policy_version
  for each statement execute function policy_stays();
create trigger policy_publication_stays before update or delete or truncate on policy_publication
  for each statement execute function policy_stays();
create trigger policy_clause_stays before update or delete or truncate on policy_clause
  for each statement execute function policy_stays();
create trigger policy_change_stays before update or delete or truncate on policy_change
  for each statement execute function policy_stays();

create function policy_comes_whole() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from policy_version v where v.mode = new.mode and v.number = new.version and v.shipped_at = now()) then
    raise exception 'a sentence or an entry of the change log comes with its version, not later'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
comment on function policy_comes_whole is 'Refuses what is to be added to a version that was there before.';
revoke all on function policy_comes_whole from public;

create trigger policy_clause_comes_whole before insert on policy_clause
  for each row execute function policy_comes_whole();
create trigger policy_change_comes_whole before insert on policy_change
  for each row execute function policy_comes_whole();

create function policy_sha256(of_mode text, of_number int) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(
           coalesce(string_agg(c.heading || E'\t' || c.clauses || E'\t' || c.sentence || E'\n', '' order by c.ordinal), ''), 'UTF8')), 'hex')
    from policy_clause c
   where c.mode = of_mode and c.version = of_number
$$;
comment on function policy_sha256 is 'What policy_version.sha256 must be.';
revoke all on function policy_sha256 from public;

create function policy_is_whole() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from policy_change c where c.mode = new.mode and c.version = new.number and c.origin = 'ours') then
    raise exception 'version % for % has no entry in the change log', new.number, new.mode
      using errcode = 'integrity_constraint_violation';
  end if;
  if not exists (select from policy_clause c where c.mode = new.mode and c.version = new.number) then
    raise exception 'version % for % has no sentence', new.number, new.mode using errcode = 'integrity_constraint_violation';
  end if;
  if policy_sha256(new.mode, new.number) <> new.sha256 then
    raise exception 'version % for % is not the text that its hash is of', new.number, new.mode
      using errcode = 'integrity_constraint_violation';
  end if;
  if new.shipped_at <> now() then
    raise exception 'version % for % is said to have been here before', new.number, new.mode
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
comment on function policy_is_whole is 'Refuses a version without sentences, without an entry in the change log or with another hash.';
revoke all on function policy_is_whole from public;

create constraint trigger policy_version_is_whole after insert on policy_version
  deferrable initially deferred for each row execute function policy_is_whole();

create function policy_notice_time(class text) returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case class when 'material' then interval '31 days' else interval '30 days' end
$$;
comment on function policy_notice_time is 'How long before it takes effect a version is announced: thirty days, and one more for as long as it takes to mail a material one to everybody.';
revoke all on function policy_notice_time from public;
grant execute on function policy_notice_time to obelus_rights;

create function policy_is_announced() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Who has read one learns of the next in time.
  if new.published_at <> now()
     or exists (select from policy_publication p where p.mode = new.mode and p.published_at < now())
        and new.effective_from < now() + policy_notice_time(new.class) then
    raise exception 'version % for % takes effect thirty days from now at the earliest, a material one a day later', new.number, new.mode
      using errcode = 'integrity_constraint_violation';
  end if;
  -- It holds all that is new in those before it, of which people were told another day.
  if exists (select from policy_publication p where p.mode = new.mode and p.effective_from > new.effective_from) then
    raise exception 'version % for % takes effect no earlier than the one before it', new.number, new.mode
      using errcode = 'integrity_constraint_violation';
  end if;
  if new.supersedes is distinct from (select max(p.number) from policy_publication p where p.mode = new.mode and p.number < new.number)
     or exists (select from policy_publication p where p.mode = new.mode and p.number >= new.number) then
    raise exception 'version % for % follows the last one that was announced', new.number, new.mode
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
comment on function policy_is_announced is 'Refuses to announce a version too soon, after a later one or before the one before takes effect, whoever does; the first that an installation has is in force at once.';
revoke all on function policy_is_announced from public;

create trigger policy_publication_is_announced before insert on policy_publication
  for each row execute function policy_is_announced();

-- One that was passed over is told of with the one that was announced in its place.
create function policy_changes(of_mode text, of_number int)
returns table (version int, ordinal int, changed_on timestamptz, origin text, summary text)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select of_number, c.ordinal, c.changed_on, c.origin, c.summary
    from policy_change c
   where c.mode = of_mode
     and c.version <= of_number
     and c.version > coalesce((select max(p.number) from policy_publication p where p.mode = of_mode and p.number < of_number), 0)
   order by c.version desc, c.ordinal
$$;
comment on function policy_changes is 'What a version changes of the one announced before it.';
revoke all on function policy_changes from public;
grant execute on function policy_changes to obelus_privacy, obelus_rights;
