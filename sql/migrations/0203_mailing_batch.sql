-- What sends such a text, and what ends it for one person by the link in a mail.
grant insert (id, handler, kind, payload) on job to obelus_rights;
grant insert (mailing, person, category, token_hash, job) on mail_delivery to obelus_rights;
grant insert (person, category) on mail_preference to obelus_rights;
grant insert (id, person, category, act, method, despite_signal, policy_mode, policy_version, policy_sha256, text_sha256, language, previous, at)
  on consent_event to obelus_rights;

create function mailing_begin(of_category text, subject text, text text) returns table (mailing uuid, is_new boolean, wanted bigint)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  hash constant text := encode(sha256(convert_to(mailing_begin.text, 'UTF8')), 'hex');
begin
  insert into mailing (category, subject, text, sha256) values (of_category, mailing_begin.subject, mailing_begin.text, hash)
  on conflict do nothing returning id into mailing;
  is_new := found;
  if not found then
    select m.id into strict mailing from mailing m
     where m.category = of_category and m.sha256 = hash;
  end if;
  insert into job (id, handler, kind, payload) values (gen_random_uuid(), 'privacy', 'mailing', json_build_object('mailing', mailing));
  wanted := (select count(*) from mail_preference p where p.category = of_category and p.wanted);
  return next;
end $$;
comment on function mailing_begin is 'For operators: mail a text to all who asked for such mail (news or feedback), and have it not yet. Whoever has is not sent it again.';
revoke all on function mailing_begin(text, text, text) from public;

-- `letter`: what stands below the text ({link} is the one that ends such mail), and what that link begins with.
create function mailing_batch(which uuid, after uuid, most int, letter json) returns table (last uuid, made int)
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
       -- Nobody is asked for their opinion more often.
       and (p.category <> 'feedback' or p.mailed_at is null or p.mailed_at < now() - interval '90 days')
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
comment on function mailing_batch is 'Make the mails of a text for the next people who asked for such mail, after one: the last of them (null: there were none) and how many mails. Nobody gets a text twice.';

create function mail_delivery_by_token(hash text) returns table (category text, wanted boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select d.category, p.wanted
    from mail_delivery d
    join mail_preference p on p.person = d.person and p.category = d.category
   where d.token_hash = hash
$$;
comment on function mail_delivery_by_token is 'Which mail the link ends, and whether it is wanted still; nothing of whom.';

create function mail_unsubscribe(hash text, event uuid, of_mode text) returns table (category text, was_wanted boolean, person uuid)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  select d.category, p.is_changed, d.person
    from mail_delivery d
   cross join policy_in_force(of_mode) v
   cross join mail_preference_set(d.person, d.category, false, event, json_build_object('method', 'one_click', 'mode', of_mode, 'version', v.number)) p
   where d.token_hash = hash
$$;
comment on function mail_unsubscribe is 'Whoever has the link of a mail ends such mail for whom it was sent to.';

grant create on schema public to obelus_rights;
alter function mailing_batch(uuid, uuid, int, json) owner to obelus_rights;
alter function mail_delivery_by_token(text) owner to obelus_rights;
alter function mail_unsubscribe(text, uuid, text) owner to obelus_rights;
revoke create on schema public from obelus_rights;
set local role obelus_rights;
revoke all on function mailing_batch(uuid, uuid, int, json), mail_delivery_by_token(text), mail_unsubscribe(text, uuid, text) from public;
grant execute on function mailing_batch(uuid, uuid, int, json), mail_delivery_by_token(text), mail_unsubscribe(text, uuid, text) to obelus_privacy;
