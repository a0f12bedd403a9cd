-- Whom a row is about is said by a column that leads there: to a person, an
-- address or a workspace.  A few comments named a column that does not.
alter table job add column recipient text generated always as (coalesce(payload ->> 'to', payload ->> 'email_key')) stored;
comment on column job.recipient is 'The address of the mail that it is or will lead to, if any. privacy: class=user.contact.email subject=recipient purpose=communicate basis=contract source=provided clause=PV-3 retain=job+P30D erase=delete export=no';
create index job_by_recipient on job (recipient) where recipient is not null;
comment on column invitation.token_hash is 'SHA-256 of the token in the link. privacy: class=user.credential subject=email_key purpose=secure basis=contract source=derived clause=SE-1 retain=use+P30D erase=delete export=no';
comment on column invitation.email is 'The address it was sent to. privacy: class=user.contact.email subject=email_key purpose=provide,communicate basis=contract source=provided clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column invitation.email_key is 'The key by which that address is unique. privacy: class=user.contact.email subject=email_key purpose=secure basis=contract source=derived clause=PV-3 retain=use+P30D erase=delete export=no';
comment on column invitation.role is 'As what: the roles of common/need.h. privacy: class=user.membership subject=email_key purpose=provide basis=contract source=provided clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column invitation.created_at is 'When it was sent. privacy: class=user.activity subject=email_key purpose=secure basis=contract source=automatic clause=LG-6 retain=use+P30D erase=delete export=yes';
comment on column invitation.expires_at is 'Until when it is good. privacy: class=user.activity subject=email_key purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
comment on column invitation.used_at is 'When they joined. privacy: class=user.activity subject=email_key purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
comment on column invitation.voided_at is 'When it was taken back, or another was sent in its place. privacy: class=user.activity subject=email_key purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
comment on column job.payload is 'What it needs to know, such as a rendered mail with its address. privacy: class=user.contact.email subject=recipient purpose=communicate,provide basis=contract source=provided clause=PV-3 retain=job+P30D erase=delete export=no';
comment on column team_member.person is 'Who is in it. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=workspace+P30D erase=delete export=yes';
