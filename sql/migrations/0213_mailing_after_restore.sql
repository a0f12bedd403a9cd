-- `letter`: what stands below the text ({link} is the one that ends such mail), and what that link begins with.
create or replace function mailing_batch(which uuid, after uuid, most int, letter json) returns table (last uuid, made int)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  with turn as materialized (
    select p.person, m.id as mailing, m.category, m.subject, m.text
      from mailing m
      join mail_preference p on p.category = m.category and p.wanted
     where m.id = which
       and (after is null or p.person > after)
     order by p.person
     limit most),
  due as (
    update mail_preference p
       set mailed_at = now()
      from turn t
      join person o on o.id = t.person
     where p.person = t.person
       and p.category = t.category
       and p.wanted
       and o.confirmed_at is not null
       and o.frozen_at is null
       and not exists (select from mail_delivery d where d.mailing = t.mailing and d.person = t.person)
       -- Nobody is asked for their opinion more often; a restored backup does not know of whom it was asked since.
       and (p.category <> 'feedback' or p.mailed_at is null or p.mailed_at < now() - interval '90 days')
       and (p.category <> 'feedback' or not exists (select from restoration b where b.at > o.created_at and b.at > now() - interval '90 days'))
    returning p.person, o.email, o.username, t.mailing, t.category, t.subject, t.text),
  drawn as materialized (
    select d.*, gen_random_uuid()::text as token, gen_random_uuid() as job from due d),
  sent as (
    insert into mail_delivery (mailing, person, category, token_hash, job)
    select mailing, person, category, encode(sha256(convert_to(token, 'UTF8')), 'hex'), job from drawn
    on conflict do nothing
    returning person),
  queued as (
    insert into job (id, handler, kind, payload)
    select d.job, 'privacy', 'mail',
           json_build_object('to', d.email, 'subject', d.subject, 'unsubscribe', link, 'text',
             'Hello ' || d.username || E',\n\n' || d.text || replace(letter ->> 'footer', '{link}', link))
      from sent s
      join drawn d using (person)
     cross join lateral (select (letter ->> 'link') || d.token as link) l
    returning id)
  select (select person from turn order by person desc limit 1), (select count(*)::int from queued)
$$;
