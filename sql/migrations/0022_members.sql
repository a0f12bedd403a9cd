-- Teams: who is invited, who belongs, and as what.
alter table activity drop constraint activity_verb_is_known;
alter table activity add constraint activity_verb_is_known check (verb in (
  'signup', 'email.confirm', 'login', 'logout',
  'session.end', 'session.end-others', 'session.switch',
  'reset.ask', 'password.reset', 'password.change',
  'workspace.create', 'member.update', 'member.remove', 'member.leave',
  'invitation.create', 'invitation.delete', 'invitation.accept',
  'project.create', 'project.update', 'tag.create', 'tag.update', 'document.create',
  'span.create', 'span.update', 'span.delete', 'export.create'));

alter table member add column version int not null default 1;
comment on column member.version is 'Counts the changes of the role. privacy: none';
create policy member_auth_change on member for update to obelus_auth using (true) with check (true);
create policy member_auth_drop on member for delete to obelus_auth using (workspace = current_workspace());
grant update (role, version), delete on member to obelus_auth;

-- An asker's rights and the count of owners are read behind locks, by
-- statements that see what was committed while those were waited for: two
-- owners who demote each other are one after the other.
create function member_set(place uuid, who uuid, known int, wanted text, asker uuid)
returns table (standing text, current int, hashes text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  own text;
  theirs text;
begin
  perform from public.member
    where workspace = place
      and (role in ('owner', 'admin') or person in (who, asker))
    order by person
      for update;
  select role into own from public.member where workspace = place and person = asker;
  select role, version into theirs, current from public.member where workspace = place and person = who;
  if theirs is null then
    return;
  end if;
  standing := case
    when who = asker and wanted is null then 'done'
    when own = 'owner' then 'done'
    when own = 'admin' and theirs <> 'owner' and wanted is distinct from 'owner' then 'done'
    else 'forbidden' end;
  if standing = 'done' and known <> current then
    standing := 'stale';
  end if;
  if standing = 'done' and theirs = 'owner' and wanted is distinct from 'owner'
     and (select count(*) = 1 from public.member where workspace = place and role = 'owner') then
    standing := 'last';
  end if;
  if standing = 'done' then
    if wanted is null then
      delete from public.member where workspace = place and person = who;
    else
      update public.member
         set role = wanted, version = version + 1
       where workspace = place and person = who
      returning version into current;
    end if;
    with touched as (
      update public.session
         set workspace = case when wanted is null then null else place end
       where person = who
         and workspace = place
         and revoked_at is null
      returning token_hash)
    select coalesce(string_agg(token_hash, ' '), '') into hashes from touched;
  end if;
  return next;
end $$;
comment on function member_set is 'Give a member another role, or none: then they are removed, or leave. No row: no such member. standing: done, forbidden, stale (known is not the version), last (a workspace keeps an owner). hashes: of their sessions there.';
revoke all on function member_set from public;
grant execute on function member_set to obelus_auth;

-- Who may join, once they show that the address is theirs.
create table invitation (
  id uuid primary key,
  workspace uuid not null references workspace (id) on delete cascade,
  token_hash text not null constraint invitation_token_is_taken unique,
  email text not null,
  email_key text not null,
  role text not null,
  invited_by uuid not null references person (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  voided_at timestamptz,
  constraint invitation_token_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint invitation_email_is_short check (octet_length(email) <= 254),
  constraint invitation_role_is_known
    check (role in ('owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing')),
  constraint invitation_ends_after_it_begins check (expires_at > created_at)
);
create index invitation_by_workspace on invitation (workspace, id);
create index invitation_by_email on invitation (email_key, created_at);
create index invitation_by_inviter on invitation (invited_by);
create index invitation_by_end on invitation (expires_at);
alter table invitation enable row level security;
alter table invitation force row level security;

create policy invitation_auth on invitation for all to obelus_auth using (true) with check (true);
grant select, delete on invitation to obelus_auth;
grant insert (id, workspace, token_hash, email, email_key, role, invited_by, expires_at) on invitation to obelus_auth;
grant update (used_at, voided_at) on invitation to obelus_auth;

comment on table invitation is 'A link that was mailed to someone who may join a workspace. scope: global because whoever follows it is no member yet. retain: use+P30D';
comment on column invitation.id is 'Made when it is sent. privacy: none';
comment on column invitation.workspace is 'What they may join. privacy: none';
comment on column invitation.token_hash is 'SHA-256 of the token in the link. privacy: class=user.credential subject=email purpose=secure basis=contract source=derived clause=SE-1 retain=use+P30D erase=delete export=no';
comment on column invitation.email is 'The address it was sent to. privacy: class=user.contact.email subject=email purpose=provide,communicate basis=contract source=provided clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column invitation.email_key is 'The key by which that address is unique. privacy: class=user.contact.email subject=email purpose=secure basis=contract source=derived clause=PV-3 retain=use+P30D erase=delete export=no';
comment on column invitation.role is 'As what: the roles of common/need.h. privacy: class=user.membership subject=email purpose=provide basis=contract source=provided clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column invitation.invited_by is 'Who sent it. privacy: class=user.id subject=invited_by purpose=provide,secure basis=contract source=automatic clause=US-1 retain=use+P30D erase=delete export=yes';
comment on column invitation.created_at is 'When it was sent. privacy: class=user.activity subject=email purpose=secure basis=contract source=automatic clause=LG-6 retain=use+P30D erase=delete export=yes';
comment on column invitation.expires_at is 'Until when it is good. privacy: class=user.activity subject=email purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
comment on column invitation.used_at is 'When they joined. privacy: class=user.activity subject=email purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
comment on column invitation.voided_at is 'When it was taken back, or another was sent in its place. privacy: class=user.activity subject=email purpose=secure basis=contract source=automatic clause=SE-1 retain=use+P30D erase=delete export=yes';
