-- person_signup(id uuid, username text, password text, email text, email_key text, token_hash text, job uuid, confirm json, known json, activity uuid, request uuid) :run
-- Someone asks for an account.  The row, the token and the mail are made in
-- the same way whether or not the address is known; only the mail's words
-- differ, and only the address's owner reads them.  An address is sent five an
-- hour at most, whoever asks.  A user name that was asked for a day ago and
-- never confirmed is free again.
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
      from made
     where (select count(*)
              from mailed_token
             where email_key = :email_key
               and created_at > now() - interval '1 hour') < 5)
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

-- session_start(id uuid, token_hash text, person uuid, password text, activity uuid, request uuid) :one session_row
-- A person whose password was right, and still is the one that was checked,
-- gets a session in the first workspace they joined.  Nobody is logged in at
-- more than a hundred places: the oldest ends.
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
      from (select id
              from person
             where id = :person
               and password = :password
               and confirmed_at is not null
               for share) p
    returning id, person, workspace, authenticated_at, expires_at),
crowded as (
    update session
       set revoked_at = now()
     where id in (select id
                    from session
                   where person = (select person from started)
                     and revoked_at is null
                   order by id desc
                  offset 99)),
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

-- sessions_of(person uuid, own uuid, after uuid, rows int) :many session_item
-- A page of the sessions in which the person is logged in, oldest first.
select id, id = :own as current, created_at, authenticated_at, seen_at, expires_at
  from session
 where person = :person
   and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
   and revoked_at is null
   and expires_at > now()
   and seen_at > now() - interval '12 hours'
 order by id
 limit :rows;

-- session_revoke(id uuid, person uuid, activity uuid, request uuid) :one session_ended
-- The person ends one of their sessions.
with ended as (
    update session
       set revoked_at = now()
     where id = :id
       and person = :person
       and revoked_at is null
    returning id, person, token_hash),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'session.end', 'session', id, :request
      from ended)
select token_hash as hashes from ended;

-- sessions_revoke(person uuid, kept uuid, activity uuid, request uuid) :one session_ended
-- The person ends all of their sessions but the one they ask in.
with ended as (
    update session
       set revoked_at = now()
     where person = :person
       and id <> :kept
       and revoked_at is null
    returning token_hash),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'session.end-others', 'person', :person, :request
     where exists (select from ended))
select coalesce(string_agg(token_hash, ' '), '') as hashes from ended;

-- reset_ask(job uuid, payload json, activity uuid, request uuid) :run
-- Someone wants a link that sets a new password.  Whose address it is, if
-- anyone's, is found out later: here all addresses are the same work.
with asked as (
    insert into job (id, handler, kind, payload)
    values (:job, 'auth', 'reset', :payload)
    returning id)
insert into activity (workspace, id, actor, verb, object_kind, object, request)
select '00000000-0000-0000-0000-000000000000', :activity, null, 'reset.ask', 'person', null, :request
  from asked;

-- person_by_email(email_key text) :one person_reach shared
-- Whose address it is, once confirmed.
select id, username, email
  from person
 where email_key = :email_key;

-- reset_start(token_hash text, person uuid, email_key text, job uuid, letter json) :run
-- The link is mailed, at most three times an hour: an address cannot be
-- flooded by whoever knows it.
with recent as (
    select count(*) as sent
      from mailed_token
     where person = :person
       and purpose = 'reset'
       and created_at > now() - interval '1 hour'),
token as (
    insert into mailed_token (token_hash, purpose, person, email, email_key, expires_at)
    select :token_hash, 'reset', p.id, p.email, p.email_key, now() + interval '10 minutes'
      from person p, recent
     where p.id = :person
       and p.email_key = :email_key
       and recent.sent < 3
    returning person)
insert into job (id, handler, kind, payload)
select :job, 'auth', 'mail', :letter::json
  from token;

-- reset_claim(token_hash text) :one person_reach
-- Whose password the link sets, while it is good and the address still theirs.
select p.id, p.username, p.email
  from mailed_token t
  join person p on p.id = t.person and p.email_key = t.email_key
 where t.token_hash = :token_hash
   and t.purpose = 'reset'
   and t.used_at is null
   and t.expires_at > now();

-- password_reset(token_hash text, password text, job uuid, letter json, activity uuid, request uuid) :one session_ended
-- The link is used, once: the password is another, every session has ended,
-- and the person is told.
with used as (
    update mailed_token t
       set used_at = now()
      from person p
     where t.token_hash = :token_hash
       and t.purpose = 'reset'
       and t.used_at is null
       and t.expires_at > now()
       and p.id = t.person
       and p.email_key = t.email_key
    returning t.person),
done as (
    select person, person_password_set(person, :password, null) as hashes from used),
mail as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail', :letter::json from done),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'password.reset', 'person', person, :request
      from done)
select hashes from done;

-- person_by_id(id uuid) :one person_known shared
-- What changing a password needs to know of whose it is.
select username, email, password
  from person
 where id = :id;

-- password_change(person uuid, session uuid, known text, password text, job uuid, letter json, activity uuid, request uuid) :one session_ended
-- The password is another, if it still was the one that was checked; every
-- other session has ended, and the person is told.
with same as (
    select id
      from person
     where id = :person
       and password = :known
       for update),
done as (
    select id, person_password_set(id, :password, :session) as hashes from same),
mail as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail', :letter::json from done),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, id, 'password.change', 'person', id, :request
      from done)
select hashes from done;
