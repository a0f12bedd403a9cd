-- An address that the account had is its person's as long as that is known: what waits to be mailed there goes with an erasure, too.
grant create on schema public to obelus_rights;
set local role obelus_rights;
create or replace function account_addresses(who uuid) returns setof text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with had as (
    select email, email_key from mailed_token where person = who and purpose = 'reset'
    union
    -- Its key: the domain in small letters.
    select t.email_before, left(t.email_before, -length(d)) || lower(d)
      from mailed_token t
     cross join lateral substring(t.email_before from '@[^@]*$') d
     where t.person = who and t.email_before is not null),
  own as (
    select email, email_key from person where id = who and email is not null
    union
    select h.email, h.email_key
      from had h
     where not exists (select from person p where p.id <> who and p.email_key = h.email_key))
  select distinct unnest(array[email, email_key]) from own
$$;
reset role;
revoke create on schema public from obelus_rights;
