-- Of a copy the address is told, too, that the account had until a fortnight ago: whoever took the account over has changed it.
alter table mailed_token add column email_before text;
alter table mailed_token alter column email_before set statistics 0;
comment on column mailed_token.email_before is 'The address that the account had until this one became its own; null: it did not. privacy: class=user.contact.email subject=person purpose=secure,communicate basis=contract source=provided clause=CH-4 retain=use+P30D erase=delete export=yes';
grant update (email_before) on mailed_token to obelus_auth;

grant create on schema public to obelus_rights;
create function letters_to(of_person uuid, letter json) returns table (is_first boolean, payload json)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select true, letter_to(of_person, letter)
  union all
  select false, json_build_object('to', b.email_before, 'subject', f.payload ->> 'subject', 'text', f.payload ->> 'text')
    from (select distinct t.email_before
            from mailed_token t
            join person p on p.id = t.person
           where t.person = of_person and t.email_before <> p.email and t.used_at > now() - interval '14 days') b
   cross join (select letter_to(of_person, letter) as payload) f
$$;
comment on function letters_to is 'The payloads of a mail to the person who asks: to their address, and to those that it took the place of in the last fourteen days.';
revoke all on function letters_to(uuid, json) from public;
grant execute on function letters_to(uuid, json) to obelus_privacy;
alter function letters_to(uuid, json) owner to obelus_rights;
revoke create on schema public from obelus_rights;
