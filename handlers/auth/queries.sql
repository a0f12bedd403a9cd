-- person_signup(id uuid, username text, password text, email text, email_key text, token_hash text, job uuid, confirm json, known json, activity uuid, request uuid) :run
-- Someone asks for an account.  The row, the token and the mail are made in
-- the same way whether or not the address is known; only the mail's words
-- differ, and only the address's owner reads them.  A user name that was
-- asked for a day ago and never confirmed is free again.
with lapsed as (
    delete from person
     where username = :username
       and confirmed_at is null
       and created_at < now() - interval '1 day'
    returning id),
made as (
    insert into person (id, username, password)
    select :id, :username, :password
      from (select count(*) from lapsed) as after_the_lapsed
    returning id),
token as (
    insert into mailed_token (token_hash, purpose, person, email, email_key, expires_at)
    select :token_hash, 'confirm', id, :email, :email_key, now() + interval '1 day'
      from made),
mail as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail',
           case when exists (select from person where email_key = :email_key)
                then :known::json else :confirm::json end
      from made)
insert into activity (workspace, id, actor, verb, object_kind, object, request)
select '00000000-0000-0000-0000-000000000000', :activity, id, 'signup', 'person', id, :request
  from made;

-- email_confirm(token_hash text, workspace uuid, activity uuid, request uuid) :one confirmation
-- A mailed link is used, once: the address becomes the person's, and they get
-- a workspace of their own.
with used as (
    update mailed_token
       set used_at = now()
     where token_hash = :token_hash
       and purpose = 'confirm'
       and used_at is null
       and expires_at > now()
    returning person, email, email_key),
confirmed as (
    update person p
       set confirmed_at = now(), email = used.email, email_key = used.email_key
      from used
     where p.id = used.person
       and p.confirmed_at is null
    returning p.id, p.username),
home as (
    insert into workspace (id, name)
    select :workspace, username from confirmed
    returning id),
owner as (
    insert into member (workspace, person, role)
    select home.id, confirmed.id, 'owner' from home, confirmed),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, id, 'email.confirm', 'person', id, :request
      from confirmed)
select username from confirmed;

-- person_by_username(username text) :one person_login shared
-- Whoever wants to log in under this name.
select id, password, confirmed_at is not null as confirmed
  from person
 where username = :username;

-- session_start(id uuid, token_hash text, person uuid, activity uuid, request uuid) :one session_row
-- A person whose password was right gets a session in the first workspace they joined.
with home as (
    select m.workspace, m.role, w.name
      from member m
      join workspace w on w.id = m.workspace
     where m.person = :person
     order by m.created_at, m.workspace
     limit 1),
started as (
    insert into session (id, token_hash, person, workspace, expires_at)
    select :id, :token_hash, p.id, (select workspace from home), now() + interval '7 days'
      from person p
     where p.id = :person
       and p.confirmed_at is not null
    returning id, person, workspace, authenticated_at, expires_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'login', 'session', id, :request
      from started)
select s.person, p.username, s.workspace, home.name as workspace_name, home.role,
       s.authenticated_at, s.expires_at
  from started s
  join person p on p.id = s.person
  left join home on true;

-- session_by_id(id uuid) :one session_row shared
-- Who is logged in by this session, where and as what.
select s.person, p.username, s.workspace, w.name as workspace_name, m.role,
       s.authenticated_at, s.expires_at
  from session s
  join person p on p.id = s.person
  left join workspace w on w.id = s.workspace
  left join member m on m.workspace = s.workspace and m.person = s.person
 where s.id = :id
   and s.revoked_at is null;

-- session_end(id uuid, activity uuid, request uuid) :run
-- Log out: from here on the row says no, whatever Redis remembers.
with ended as (
    update session
       set revoked_at = now()
     where id = :id
       and revoked_at is null
    returning id, person)
insert into activity (workspace, id, actor, verb, object_kind, object, request)
select '00000000-0000-0000-0000-000000000000', :activity, person, 'logout', 'session', id, :request
  from ended;
