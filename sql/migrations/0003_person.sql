-- An account needs a user name and an address, and that is it.
create table person (
  id uuid primary key,
  username text not null constraint person_username_is_taken unique,
  email text,
  email_key text constraint person_email_is_taken unique,
  password text not null,
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint person_username_is_plain check (username ~ '^[a-z0-9][a-z0-9_-]{2,31}$'),
  constraint person_email_has_its_key check ((email is null) = (email_key is null)),
  constraint person_email_is_short check (octet_length(email) <= 254),
  constraint person_password_is_argon2id check (password like '$argon2id$%')
);
alter table person enable row level security;
alter table person force row level security;

create policy person_auth_read on person for select to obelus_auth using (true);
create policy person_auth_add on person for insert to obelus_auth with check (true);
create policy person_auth_change on person for update to obelus_auth using (true) with check (true);
create policy person_auth_drop on person for delete to obelus_auth using (confirmed_at is null);
grant select on person to obelus_auth;
grant insert (id, username, email, email_key, password, confirmed_at) on person to obelus_auth;
grant update (email, email_key, password, confirmed_at) on person to obelus_auth;
-- Delete reaches only those who never confirmed: a name is not kept for them.
-- Everyone else leaves by erasure, which knows what hangs on a person.
grant delete on person to obelus_auth;
-- No update of username: what others wrote refers to it.

comment on table person is 'Someone with an account. scope: global because a person may belong to several workspaces. retain: account+P30D';
comment on column person.id is 'Made when they sign up. privacy: class=user.id subject=id purpose=provide basis=contract source=automatic clause=PV-3 retain=account+P30D erase=delete export=yes';
comment on column person.username is 'Lower case; what they log in with, and what members of their workspaces see. privacy: class=user.name subject=id purpose=provide basis=contract source=provided clause=PV-3 retain=account+P30D erase=delete export=yes';
comment on column person.email is 'As they typed it; null until confirmed. privacy: class=user.contact.email subject=id purpose=provide,communicate basis=contract source=provided clause=PV-3 retain=account+P30D erase=delete export=yes';
comment on column person.email_key is 'The same with its domain in lower case, by which it is unique. privacy: class=user.contact.email subject=id purpose=provide,secure basis=contract source=derived clause=PV-3 retain=account+P30D erase=delete export=no';
comment on column person.password is 'Argon2id in PHC form. privacy: class=user.credential subject=id purpose=secure basis=contract source=derived clause=SE-1 retain=account+P30D erase=delete export=no';
comment on column person.confirmed_at is 'When they proved that the address is theirs. privacy: class=user.activity subject=id purpose=provide,secure basis=contract source=automatic clause=PV-3 retain=account+P30D erase=delete export=yes';
comment on column person.created_at is 'When they signed up. privacy: class=user.activity subject=id purpose=provide basis=contract source=automatic clause=LG-6 retain=account+P30D erase=delete export=yes';
