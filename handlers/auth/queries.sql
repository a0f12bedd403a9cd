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

-- email_confirm(token_hash text, workspace uuid, to_old uuid, to_new uuid, subject text, letter text, activity uuid, request uuid) :one confirmation
-- A mailed link is used, once: the address becomes the person's.  Whoever had
-- none yet gets a workspace of their own; of another's change both addresses
-- are told, and no link that was mailed to the old one sets a password.
with used as (
    update mailed_token
       set used_at = now(),
           email_before = case when purpose = 'address' then (select email from person where id = mailed_token.person) end
     where token_hash = :token_hash
       and purpose in ('confirm', 'address')
       and used_at is null
       and expires_at > now()
    returning token_hash, purpose, person, email, email_key),
confirmed as (
    update person p
       set confirmed_at = coalesce(p.confirmed_at, now()), email = used.email, email_key = used.email_key
      from used
      join person before on before.id = used.person
     where p.id = used.person
       and (p.confirmed_at is null) = (used.purpose = 'confirm')
    returning p.id, p.username, p.email, before.email as old_email, used.purpose),
home as (
    insert into workspace (id, name)
    select :workspace, username from confirmed where purpose = 'confirm'
    returning id),
owner as (
    insert into member (workspace, person, role)
    select home.id, confirmed.id, 'owner' from home, confirmed),
voided as (
    update mailed_token t
       set used_at = now()
      from confirmed c
     where t.person = c.id
       and t.token_hash <> :token_hash
       and t.used_at is null
       and c.purpose = 'address'),
told as (
    insert into job (id, handler, kind, payload)
    select mail.id, 'auth', 'mail',
           json_build_object('to', mail.address, 'subject', :subject::text,
                             'text', replace(replace(:letter::text, '{email}', c.email), '{who}', c.username))
      from confirmed c
     cross join lateral (values (:to_old::uuid, c.old_email), (:to_new::uuid, c.email)) as mail (id, address)
     where c.purpose = 'address'),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, id, 'email.confirm', 'person', id, :request
      from confirmed)
select username from confirmed;

-- person_self(id uuid) :one person shared
-- A person's account, for themselves.
select id, username, email, created_at, is_staff()
  from person
 where id = :id;

-- address_ask(token_hash text, person uuid, email text, email_key text, job uuid, link json, known json, notice_job uuid, notice json, activity uuid, request uuid) :one address_attempt
-- A person wants another address: a link is mailed there, and word to the one
-- until now.  An address that has an account is told so, in a mail of its own:
-- only its owner learns it.  Five an hour at most, of one person or to one address.
with asker as (
    select p.id, p.username, p.email,
           p.email_key = :email_key as is_own,
           (select count(*)
              from mailed_token
             where person = :person
               and purpose = 'address'
               and created_at > now() - interval '1 hour') >= 5 as is_often,
           (select count(*)
              from mailed_token
             where email_key = :email_key
               and created_at > now() - interval '1 hour') >= 5 as is_flooded
      from person p
     where p.id = :person
       for update of p),
token as (
    insert into mailed_token (token_hash, purpose, person, email, email_key, expires_at)
    select :token_hash, 'address', id, :email, :email_key, now() + interval '1 day'
      from asker
     where not is_own and not is_often
    returning person),
mails as (
    insert into job (id, handler, kind, payload)
    select mail.id, 'auth', 'mail',
           json_build_object('to', mail.address, 'subject', mail.letter ->> 'subject',
                             'text', replace(mail.letter ->> 'text', '{who}', a.username))
      from token
      join asker a on a.id = token.person
     cross join lateral (values
           (:job::uuid, :email,
            case when exists (select from person where email_key = :email_key) then :known::json else :link::json end,
            not a.is_flooded),
           (:notice_job::uuid, a.email, :notice::json, true)) as mail (id, address, letter, is_due)
     where mail.is_due),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'address.ask', 'person', person, :request
      from token)
select is_own, is_often from asker;

-- session_authenticate(id uuid, token_hash text, known uuid, person uuid, password text, activity uuid, request uuid) :one session_switched
-- The person has shown the password again, and it still is theirs: they go on
-- under another session, which ends no later than the one until now.
with same as (
    select id
      from person
     where id = :person
       and password = :password
       for share),
ended as (
    update session s
       set revoked_at = now()
      from same
     where s.id = :known
       and s.person = same.id
       and s.revoked_at is null
    returning s.person, s.workspace, s.expires_at, s.browser, s.token_hash),
started as (
    insert into session (id, token_hash, person, workspace, expires_at, browser)
    select :id, :token_hash, person, workspace, expires_at, browser
      from ended
    returning id, person, workspace, authenticated_at, expires_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'session.authenticate', 'session', id, :request
      from started)
select s.person, p.username, s.workspace, w.name as workspace_name, m.role,
       s.authenticated_at, s.expires_at, ended.token_hash as ended
  from started s
  join person p on p.id = s.person
 cross join ended
  left join workspace w on w.id = s.workspace
  left join member m on m.workspace = s.workspace and m.person = s.person;

-- person_by_username(username text, browsers text) :one person_login shared
-- Whoever wants to log in under this name, and which of these browsers' tokens
-- is theirs.
select p.id, p.password, p.confirmed_at is not null as confirmed, p.frozen_at is not null as frozen,
       (select b.token_hash
          from known_browser b
         where b.token_hash = any (string_to_array(:browsers, ' '))
           and b.person = p.id
           and b.seen_at > now() - interval '400 days'
         limit 1) as browser
  from person p
 where p.username = :username;

-- session_start(id uuid, token_hash text, person uuid, password text, browser text, kind text, job uuid, subject text, letter text, activity uuid, request uuid) :one session_row
-- A person whose password was right, and still is the one that was checked,
-- gets a session in the workspace they were in last, at first the one they joined first.  Nobody is logged in at
-- more than a hundred places: the oldest ends.  A browser that is new is told
-- by mail, but for a person's first, five an hour at most; fifty are known.
with home as (
    select m.workspace, m.role, w.name
      from member m
      join workspace w on w.id = m.workspace
     where m.person = :person
     order by m.workspace is not distinct from (select workspace from session where person = :person order by id desc limit 1) desc,
              m.created_at, m.workspace
     limit 1
       for share of m),
started as (
    insert into session (id, token_hash, person, workspace, expires_at, browser)
    select :id, :token_hash, p.id, (select workspace from home), now() + interval '7 days', nullif(left(:kind, 100), '')
      from (select id
              from person
             where id = :person
               and password = :password
               and confirmed_at is not null
               and frozen_at is null
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
before as (
    select count(*) as browsers,
           count(*) filter (where token_hash = :browser) as same,
           count(*) filter (where created_at > now() - interval '1 hour') as lately
      from known_browser
     where person = :person
       and seen_at > now() - interval '400 days'),
known as (
    insert into known_browser (token_hash, person)
    select :browser, person from started
        on conflict (token_hash) do update set seen_at = now()),
forgotten as (
    delete from known_browser
     where person = (select person from started)
       and token_hash <> :browser
       and (seen_at < now() - interval '400 days'
            or token_hash in (select token_hash
                                from known_browser
                               where person = (select person from started)
                                 and token_hash <> :browser
                               order by seen_at desc
                              offset 49))),
told as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail',
           json_build_object('to', p.email, 'subject', :subject::text, 'text', replace(:letter::text, '{who}', p.username))
      from started s
      join person p on p.id = s.person
     cross join before
     where before.browsers > 0
       and before.same = 0
       and before.lately < 5),
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
select id, id = :own as current, browser, created_at, authenticated_at, seen_at, expires_at
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

-- password_reset(token_hash text, password text, browser text, job uuid, letter json, activity uuid, request uuid) :one session_ended
-- The link is used, once: the password is another, every session and access
-- token has ended, and the person is told.  Of their browsers only the one
-- that shows the link is known from here on.
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
    select person,
           concat_ws(' ', nullif(person_password_set(person, :password, null), ''), access_tokens_touch(person, null, true)) as hashes
      from used),
forgotten as (
    delete from known_browser where person = (select person from used) and token_hash <> :browser),
known as (
    insert into known_browser (token_hash, person)
    select :browser, person from used
        on conflict (token_hash) do update set seen_at = now()),
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

-- password_change(person uuid, session uuid, known text, password text, browsers text, job uuid, letter json, activity uuid, request uuid) :one session_ended
-- The password is another, if it still was the one that was checked; every
-- other session has ended, other browsers are known no more, and the person is
-- told.
with same as (
    select id
      from person
     where id = :person
       and password = :known
       for update),
done as (
    select id, person_password_set(id, :password, :session) as hashes from same),
forgotten as (
    delete from known_browser
     where person = (select id from same)
       and not token_hash = any (string_to_array(:browsers, ' '))),
mail as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail', :letter::json from done),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, id, 'password.change', 'person', id, :request
      from done)
select hashes from done;

-- session_switch(id uuid, token_hash text, known uuid, person uuid, workspace uuid, activity uuid, request uuid) :one session_switched
-- The person goes on in another of their workspaces, under another session:
-- what was issued for one workspace is not good in the next.
with home as (
    select m.workspace, m.role, w.name
      from member m
      join workspace w on w.id = m.workspace
     where m.workspace = :workspace
       and m.person = :person
       for share of m),
ended as (
    update session s
       set revoked_at = now()
      from home
     where s.id = :known
       and s.person = :person
       and s.revoked_at is null
    returning s.person, home.workspace, s.authenticated_at, s.expires_at, s.browser, s.token_hash),
started as (
    insert into session (id, token_hash, person, workspace, authenticated_at, expires_at, browser)
    select :id, :token_hash, person, workspace, authenticated_at, expires_at, browser
      from ended
    returning id, person, workspace, authenticated_at, expires_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'session.switch', 'session', id, :request
      from started)
select s.person, p.username, s.workspace, home.name as workspace_name, home.role,
       s.authenticated_at, s.expires_at, ended.token_hash as ended
  from started s
  join person p on p.id = s.person
 cross join home
 cross join ended;

-- workspaces_of(person uuid, after uuid, rows int) :many workspace
-- A page of the workspaces that the person belongs to, oldest first.
select w.id, w.name, m.role, w.version, m.created_at
  from member m
  join workspace w on w.id = m.workspace
 where m.person = :person
   and m.workspace > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
 order by m.workspace
 limit :rows;

-- workspace_create(id uuid, name text, person uuid, activity uuid, request uuid) :one workspace
-- A new workspace, whose maker owns it; nobody owns more than some fifty.
with room as (
    select :person::uuid as person
     where (select count(*)
              from member
             where person = :person
               and role = 'owner') < 50),
made as (
    insert into workspace (id, name)
    select :id, :name from room
    returning id, name, version, created_at),
owner as (
    insert into member (workspace, person, role)
    select id, :person, 'owner' from made),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'workspace.create', 'workspace', id, :request
      from made)
select id, name, 'owner' as role, version, created_at from made;

-- workspace_update(id uuid, version int, name text, person uuid, activity uuid, request uuid) :one workspace
-- A workspace gets another name, unless someone changed it since the caller read it.
with changed as (
    update workspace w
       set name = :name, version = w.version + 1
      from member m
     where w.id = :id
       and w.version = :version
       and m.workspace = :id
       and m.person = :person
       and m.role in ('owner', 'admin')
    returning w.id, w.name, m.role, w.version, m.created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :id, :activity, :person, 'workspace.update', 'workspace', id, :request
      from changed)
select id, name, role, version, created_at from changed;

-- workspace_standing(id uuid, person uuid) :one workspace_standing
-- Why a workspace could not be changed.
select w.version, m.role is not null as may
  from workspace w
  left join member m
    on m.workspace = :id
   and m.person = :person
   and m.role in ('owner', 'admin')
 where w.id = :id;

-- members_of(workspace uuid, with_email bool, after uuid, rows int) :many member
-- A page of who belongs to the workspace, the oldest accounts first.
select p.id, p.username, case when :with_email then p.email end as email, m.role, m.version, m.created_at
  from member m
  join person p on p.id = m.person
 where m.workspace = :workspace
   and m.person > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
 order by m.person
 limit :rows;

-- member_change(workspace uuid, id uuid, version maybe_int, role text, asker uuid, verb text, activity uuid, request uuid) :one member_attempt
-- A member gets another role, or none; no role is no longer a member.
with attempt as materialized (
    select standing, current,
           concat_ws(' ', nullif(hashes, ''), case standing when 'done' then access_tokens_touch(:id, :workspace, :role::text is null) end) as hashes
      from member_set(:workspace, :id, :version::int, :role, :asker)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :asker, :verb, 'member', :id, :request
      from attempt
     where standing = 'done')
select standing, hashes from attempt;

-- member_sessions_end(workspace uuid, id uuid, asker uuid, job uuid, subject text, letter text, activity uuid, request uuid) :one member_attempt
-- A member's sessions in the workspace end, and the member is told; an owner's
-- only an owner ends.
with asker as (
    select role
      from member
     where workspace = :workspace
       and person = :asker
       for share),
attempt as (
    select m.person,
           case when asker.role = 'owner' or (asker.role = 'admin' and m.role <> 'owner')
                then 'done' else 'forbidden' end as standing
      from member m
      left join asker on true
     where m.workspace = :workspace
       and m.person = :id
       for share of m),
ended as (
    update session s
       set revoked_at = now()
      from attempt a
     where s.person = a.person
       and s.workspace = :workspace
       and s.revoked_at is null
       and s.expires_at > now()
       and s.seen_at > now() - interval '12 hours'
       and a.standing = 'done'
    returning s.token_hash),
told as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail',
           json_build_object('to', p.email, 'subject', :subject::text,
                             'text', replace(replace(replace(:letter::text, '{who}', p.username), '{by}', b.username),
                                             '{workspace}', w.name))
      from attempt a
      join person p on p.id = a.person
      join person b on b.id = :asker
      join workspace w on w.id = :workspace
     where exists (select from ended)
       and p.id <> b.id),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :asker, 'member.end-sessions', 'member', person, :request
      from attempt
     where standing = 'done')
select standing, (select coalesce(string_agg(token_hash, ' '), '') from ended) as hashes
  from attempt;

-- invitation_create(id uuid, workspace uuid, token_hash text, email text, email_key text, role text, person uuid, job uuid, letter json, activity uuid, request uuid) :one invitation_attempt
-- Someone is invited, by a link in a mail; older ones to the same address, in
-- capitals or not, are void.  Only an owner invites owners; some hundred wait
-- at most, and an address is sent five an hour by one workspace or one person.
with sender as (
    select m.role = 'owner' or :role <> 'owner' as may,
           (select count(*)
              from invitation
             where workspace = :workspace
               and used_at is null
               and voided_at is null
               and expires_at > now()
               and lower(email_key) <> lower(:email_key)) >= 100 as is_full,
           (select count(*)
              from invitation
             where lower(email_key) = lower(:email_key)
               and created_at > now() - interval '1 hour'
               and (workspace = :workspace or invited_by = :person)) >= 5 as is_often
      from member m
     where m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin')),
voided as (
    update invitation i
       set voided_at = now()
      from sender s
     where i.workspace = :workspace
       and lower(i.email_key) = lower(:email_key)
       and i.used_at is null
       and i.voided_at is null
       and s.may and not s.is_full and not s.is_often),
made as (
    insert into invitation (id, workspace, token_hash, email, email_key, role, invited_by, expires_at)
    select :id, :workspace, :token_hash, :email, :email_key, :role, :person, now() + interval '7 days'
      from sender
     where may and not is_full and not is_often
    returning id, email, role, created_at, expires_at),
mail as (
    insert into job (id, handler, kind, payload)
    select :job, 'auth', 'mail',
           json_build_object('to', :letter::json ->> 'to',
                             'subject', :letter::json ->> 'subject',
                             'text', replace(replace(:letter::json ->> 'text', '{workspace}', w.name), '{who}', p.username))
      from made
      join workspace w on w.id = :workspace
      join person p on p.id = :person),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :person, 'invitation.create', 'invitation', id, :request
      from made)
select made.id, made.email, made.role, made.created_at, made.expires_at, s.may, s.is_full, s.is_often
  from sender s
  left join made on true;

-- invitations_of(workspace uuid, after uuid, rows int) :many invitation
-- A page of the invitations that were not answered yet, oldest first.
select id, email, role, created_at, expires_at
  from invitation
 where workspace = :workspace
   and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
   and used_at is null
   and voided_at is null
   and expires_at > now()
 order by id
 limit :rows;

-- invitation_by_hash(token_hash text) :one invitation_offer
-- What a mailed link offers, as long as it is good: no more than the mail said.
select w.name as workspace_name, p.username as invited_by, i.role, i.expires_at
  from invitation i
  join member sender
    on sender.workspace = i.workspace
   and sender.person = i.invited_by
   and (sender.role = 'owner' or (sender.role = 'admin' and i.role <> 'owner'))
  join workspace w on w.id = i.workspace
  join person p on p.id = i.invited_by
 where i.token_hash = :token_hash
   and i.used_at is null
   and i.voided_at is null
   and i.expires_at > now();

-- invitation_delete(workspace uuid, id uuid, person uuid, activity uuid, request uuid) :one invitation_ended
-- An invitation is taken back, if the one who asks still may.
with sender as (
    select person
      from member
     where workspace = :workspace
       and person = :person
       and role in ('owner', 'admin')),
gone as (
    update invitation i
       set voided_at = now()
      from sender
     where i.workspace = :workspace
       and i.id = :id
       and i.used_at is null
       and i.voided_at is null
       and i.expires_at > now()
    returning i.id),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :person, 'invitation.delete', 'invitation', id, :request
      from gone)
select exists (select from sender) as may, exists (select from gone) as is_done;

-- invitation_accept(token_hash text, person uuid, activity uuid, request uuid) :one joined
-- A mailed link is used, once, by whoever has the address that it was sent to,
-- in capitals or not, while its sender may invite to that role; a member stays
-- what they are.  Anyone else is told the address, but for most of its name.
with found as (
    select i.id, i.workspace, i.role, i.email,
           coalesce(lower(i.email_key) = lower(p.email_key), false) as is_theirs
      from invitation i
      join person p on p.id = :person
      join member sender
        on sender.workspace = i.workspace
       and sender.person = i.invited_by
       and (sender.role = 'owner' or (sender.role = 'admin' and i.role <> 'owner'))
     where i.token_hash = :token_hash
       and i.used_at is null
       and i.voided_at is null
       and i.expires_at > now()
       for update of i
       for share of sender),
used as (
    update invitation i
       set used_at = now()
      from found
     where i.id = found.id
       and found.is_theirs
    returning i.workspace, i.role),
added as (
    insert into member (workspace, person, role)
    select workspace, :person, role from used
        on conflict do nothing),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'invitation.accept', 'workspace', workspace, :request
      from used)
select w.id, case when found.is_theirs then w.name else '-' end as name,
       coalesce(m.role, found.role) as role, found.is_theirs,
       regexp_replace(found.email, '^(.).*@', '\1…@') as address
  from found
  join workspace w on w.id = found.workspace
  left join member m
    on m.workspace = found.workspace
   and m.person = :person;

-- teams_of(workspace uuid, after uuid, rows int) :many team
-- A page of the workspace's teams, oldest first.
select id, name, version, created_at
  from team
 where workspace = :workspace
   and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
 order by id
 limit :rows;

-- team_create(workspace uuid, id uuid, name text, person uuid, activity uuid, request uuid) :one team_attempt
-- A new team, with nobody in it; a workspace has some 200.
with maker as (
    select person,
           (select count(*) from team where workspace = :workspace) >= 200 as is_full
      from member
     where workspace = :workspace
       and person = :person
       and role in ('owner', 'admin', 'manager')),
made as (
    insert into team (workspace, id, name, created_by)
    select :workspace, :id, :name, person
      from maker
     where not is_full
    returning id, name, version, created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :person, 'team.create', 'team', id, :request
      from made)
select made.id, made.name, made.version, made.created_at, maker.is_full
  from maker
  left join made on true;

-- team_update(workspace uuid, id uuid, version int, name text, person uuid, activity uuid, request uuid) :one team
-- Rename a team, unless someone changed it since the caller read it.
with changed as (
    update team t
       set name = :name, version = t.version + 1
      from member m
     where t.workspace = :workspace
       and t.id = :id
       and t.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning t.id, t.name, t.version, t.created_at),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :person, 'team.update', 'team', id, :request
      from changed)
select id, name, version, created_at from changed;

-- team_delete(workspace uuid, id uuid, version int, person uuid, activity uuid, request uuid) :run
-- Remove a team, unless someone changed it since the caller read it; its members stay members.
with gone as (
    delete from team t
     using member m
     where t.workspace = :workspace
       and t.id = :id
       and t.version = :version
       and m.workspace = :workspace
       and m.person = :person
       and m.role in ('owner', 'admin', 'manager')
    returning t.id)
insert into activity (workspace, id, actor, verb, object_kind, object, request)
select :workspace, :activity, :person, 'team.delete', 'team', id, :request
  from gone;

-- team_standing(workspace uuid, id uuid, person uuid) :one team_standing
-- Why a team could not be changed.
select t.version, m.role is not null as may
  from team t
  left join member m
    on m.workspace = :workspace
   and m.person = :person
   and m.role in ('owner', 'admin', 'manager')
 where t.workspace = :workspace
   and t.id = :id;

-- team_members_of(workspace uuid, team uuid, after uuid, rows int) :many team_member
-- A page of who is in a team, the oldest accounts first; one row without an id when it is empty.
select p.id, p.username, p.role, p.created_at
  from team t
  left join lateral (
        select p.id, p.username, m.role, i.created_at
          from team_member i
          join member m on m.workspace = :workspace and m.person = i.person
          join person p on p.id = i.person
         where i.workspace = :workspace
           and i.team = t.id
           and i.person > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
         order by i.person
         limit :rows) p on true
 where t.workspace = :workspace
   and t.id = :team
 order by p.id;

-- team_join(workspace uuid, team uuid, id uuid, asker uuid, activity uuid, request uuid) :one team_change
-- A member is put into a team; to be in it already changes nothing.
with place as (
    select t.id, m.role is not null as may, w.person
      from team t
      left join member m
        on m.workspace = :workspace
       and m.person = :asker
       and m.role in ('owner', 'admin', 'manager')
      left join member w
        on w.workspace = :workspace
       and w.person = :id
     where t.workspace = :workspace
       and t.id = :team),
made as (
    insert into team_member (workspace, team, person)
    select :workspace, id, person
      from place
     where may
       and person is not null
        on conflict do nothing
    returning person),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :asker, 'team.join', 'member', person, :request
      from made)
select may, person is not null as is_known from place;

-- team_part(workspace uuid, team uuid, id uuid, asker uuid, activity uuid, request uuid) :one team_change
-- A member is taken out of a team.
with place as (
    select t.id, m.role is not null as may
      from team t
      left join member m
        on m.workspace = :workspace
       and m.person = :asker
       and m.role in ('owner', 'admin', 'manager')
     where t.workspace = :workspace
       and t.id = :team),
gone as (
    delete from team_member i
     using place
     where i.workspace = :workspace
       and i.team = place.id
       and i.person = :id
       and place.may
    returning i.person),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select :workspace, :activity, :asker, 'team.part', 'member', person, :request
      from gone)
select may, exists (select from gone) as is_known from place;

-- token_create(id uuid, token_hash text, hint text, name text, scopes text, days maybe_int, person uuid, workspace uuid, activity uuid, request uuid) :one token_row
-- A new access token of a member's; nobody has more than some fifty that are good.
with room as (
    select m.person, m.workspace
      from member m
     where m.workspace = :workspace
       and m.person = :person
       and (select count(*)
              from access_token
             where person = :person
               and revoked_at is null
               and expires_at > now()) < 50
       for share of m),
made as (
    insert into access_token (id, token_hash, hint, person, workspace, name, scopes, expires_at)
    select :id, :token_hash, :hint, person, workspace, :name, string_to_array(:scopes, ' '),
           now() + make_interval(days => coalesce(:days::int, 90))
      from room
    returning *),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'token.create', 'access_token', id, :request
      from made)
select id, name, hint, workspace, (select json_agg(json_build_object('name', s)) from unnest(scopes) s) as scopes,
       created_at, last_used_at, expires_at
  from made;

-- tokens_of(person uuid, after uuid, rows int) :many token_row
-- A page of the person's access tokens that are good, oldest first.
select id, name, hint, workspace, (select json_agg(json_build_object('name', s)) from unnest(scopes) s) as scopes,
       created_at, last_used_at, expires_at
  from access_token
 where person = :person
   and id > (select coalesce(:after, '00000000-0000-0000-0000-000000000000'::uuid))
   and revoked_at is null
   and expires_at > now()
 order by id
 limit :rows;

-- token_revoke(id uuid, person uuid, activity uuid, request uuid) :one session_ended
-- One of the person's access tokens ends, and with it what was signed for it.
with ended as (
    update access_token
       set revoked_at = now()
     where id = :id
       and person = :person
       and revoked_at is null
       and expires_at > now()
    returning id, person, token_hash),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'token.revoke', 'access_token', id, :request
      from ended)
select token_hash || ' ' || id as hashes from ended;

-- token_exchange(id uuid, person uuid, activity uuid, request uuid) :one exchange_key
-- An access token that still stands is exchanged, and the key that signs now.
with good as (
    select t.id, t.person
      from access_token t
      join member m on m.workspace = t.workspace and m.person = t.person
     where t.id = :id
       and t.person = :person
       and t.revoked_at is null
       and t.expires_at > now()),
pair as (
    select id, sealed
      from signing_key
     where signs_from <= now()
     order by announced_at desc
     limit 1),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, good.person, 'token.exchange', 'access_token', good.id, :request
      from good, pair)
select good.id as token, pair.id as kid, pair.sealed
  from good
  left join pair on true;

-- keys_published() :many public_key
-- For others to check what we sign: all that sign, will sign, or signed what may still be good.
select id, public_pem
  from signing_key
 order by announced_at desc
 limit 16;

-- key_newest(since moment) :one key_newest
-- The key that was announced last, and whether another is due: it is as old as
-- a key may be, or of before `since`.
select id as kid, sealed, announced_at,
       announced_at < coalesce(:since, now() - interval '30 days') as is_due
  from signing_key
 order by announced_at desc
 limit 1;

-- key_add(id uuid, public_pem text, sealed text, after moment, why text) :one key_added
-- Announce another key, unless one was announced meanwhile, after the newest that we saw.
select signing_key_add(:id, :public_pem, :sealed, :after, :why) as is_added;

-- key_call(job uuid) :run
-- Have a key made now, unless the workers are about to.
insert into job (id, handler, kind)
select :job, 'auth', 'key'
 where not exists (select from job
                    where handler = 'auth'
                      and kind = 'key'
                      and state <> 'dead'
                      and coalesce(leased_until, run_at) < now() + interval '1 minute');

-- keys_tend(job uuid, self uuid) :run
-- Forget the keys of which nothing can be good any more, and see to it that a
-- job comes when the next one has to go or another has to be made.
with gone as (
    delete from signing_key
     where signs_until < now() - interval '15 minutes'),
next as (
    select least(max(announced_at) + interval '30 days',
                 min(signs_until) filter (where signs_until >= now() - interval '15 minutes') + interval '15 minutes')
           + interval '1 second' as at
      from signing_key),
waiting as (
    update job
       set run_at = least(run_at, next.at)
      from next
     where handler = 'auth'
       and kind = 'key'
       and state = 'ready'
       and payload is null
       and id <> :self
    returning id)
insert into job (id, handler, kind, run_at)
select :job, 'auth', 'key', next.at
  from next
 where not exists (select from waiting);
