-- Every statement that the privacy process can run, beside those of common/queries.sql.

-- practices(mode text) :one practices_found
-- Everything that is stored about people, or in which there may be people, as
-- the comments of the schema say it, and how it is protected, as the policy in
-- force does where it is about that above all: what nobody wrote twice cannot
-- disagree.
with stored as (
    select * from catalogue() where class is not null)
select (select json_agg(json_build_object(
                   'name', t.relation,
                   'about', split_part(t.said, ' scope: ', 1),
                   'retain', substring(t.said, ' retain: (\S+)')) order by t.relation)
          from (select distinct s.relation,
                       regexp_replace(obj_description(('public.' || quote_ident(s.relation))::regclass, 'pg_class'), '\s+', ' ', 'g') as said
                  from stored s) t) as tables,
       (select json_agg(json_build_object(
                   'table', s.relation, 'name', s.name, 'about', s.about, 'class', s.class, 'subject', s.subject_kind,
                   'purposes', s.purposes, 'basis', s.basis, 'source', s.source, 'clauses', s.clauses,
                   'retain', s.retain, 'erase', s.erase, 'export', s.export) order by s.relation, s."position")
          from stored s) as columns,
       (select coalesce(json_agg(json_build_object('ordinal', c.ordinal, 'heading', c.heading, 'clauses', c.clauses, 'sentence', c.sentence)
                                 order by c.ordinal), '[]')
          from policy_in_force(:mode) v
          join policy_clause c on c.mode = :mode and c.version = v.number and split_part(c.clauses, ' ', 1) = 'SE-1') as measures;

-- own_records(counted int, shown int) :many own_record
-- What is stored about the person who asks, table by table.
select o.relation as table, o.about, o.why, o.records, o.sample from own_records(:counted, :shown) o;

-- own_activity(before uuid, most int) :many own_deed_found
-- What the person who asks did, newest first.
select o.id, o.at, o.verb, o.workspace, o.workspace_name, o.project, o.project_name from own_activity(:before, :most) o;

-- retention_rules() :many retention_rule
-- The tables of which something goes when its time is over.
select relation
  from retention_rule
 order by relation;

-- retention_sweep(relation text, most int) :one retention_swept
-- The oldest of a table's rows whose time is over go, but for what a hold keeps.
select s.swept, s.is_over, s.is_busy
  from retention_sweep(:relation, :most) s;

-- retention_again(job uuid, self uuid, seconds int) :run
-- See to it that there is a next time.
insert into job (id, handler, kind, run_at)
select :job, 'privacy', 'retention', now() + make_interval(secs => :seconds::int)
 where not exists (select from job
                    where handler = 'privacy'
                      and kind = 'retention'
                      and state = 'ready'
                      and id <> :self);

-- personal_export_ask(id uuid, person uuid, job uuid, letter json, mail uuid, activity uuid, request uuid) :one personal_export_asked
-- A person asks for a copy of what is stored about them, and is told by mail that someone did.  Five a day at most; none
-- while another is being made (personal_export_is_one_at_a_time).
with recent as (
    select count(*) >= 5 as is_often,
           coalesce(ceil(extract(epoch from min(asked_at) + interval '1 day' - now())), 0)::int as seconds
      from personal_export
     where person = :person
       and asked_at > now() - interval '1 day'),
made as (
    insert into personal_export (id, person)
    select :id, :person
      from recent
     where not is_often
    returning id, person, state, downloads, asked_at),
work as (
    insert into job (id, handler, kind, payload)
    select :job, 'privacy', 'personal-export', json_build_object('export', id, 'person', person)
      from made),
mailed as (
    insert into job (id, handler, kind, payload)
    select case when l.is_first then :mail::uuid else gen_random_uuid() end, 'privacy', 'mail', l.payload
      from made
     cross join lateral letters_to(person, :letter::json) l),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'person.export', 'personal_export', id, :request
      from made)
select r.is_often, r.seconds, m.id, m.state, m.downloads, m.asked_at
  from recent r
  left join made m on true;

-- personal_exports_of(person uuid, after uuid, rows int) :many personal_export
-- A page of the copies that a person asked for, oldest first.
select id, state, case when built_at is not null then 100 when rows = 0 then 0 else least(99, written * 100 / rows) end as percent,
       bytes, downloads, asked_at, built_at, expires_at, ended_at
  from personal_export
 where person = :person
   and (:after::uuid is null or id > :after)
 order by id
 limit :rows::int;

-- personal_export_standing(person uuid, id uuid) :one personal_export_standing shared
-- How far a person's copy is, under which key it is sealed, and when it was made.
select id, state, key, pieces, built_at
  from personal_export
 where person = :person
   and id = :id;

-- personal_export_download(person uuid, id uuid, activity uuid, request uuid) :run
-- A copy is downloaded, if it is there still.
with counted as (
    update personal_export
       set downloads = downloads + 1
     where person = :person
       and id = :id
       and state = 'available'
       and expires_at > now()
    returning id)
insert into activity (workspace, id, actor, verb, object_kind, object, request)
select '00000000-0000-0000-0000-000000000000', :activity, :person, 'person.download', 'personal_export', id, :request
  from counted;

-- personal_export_content(person uuid, export uuid) :stream personal_export_piece
-- The sealed pieces of a copy in their order.
select position, encode(bytes, 'hex') as bytes
  from personal_export_piece
 where person = :person
   and export = :export
 order by position;

-- personal_export_discard(person uuid, id uuid, job uuid, activity uuid, request uuid) :one personal_export_ended
-- A person takes a copy back, whatever has become of it; a worker clears away what is left of it.
with ended as (
    update personal_export
       set state = 'expired', ended_at = now()
     where person = :person
       and id = :id
       and state in ('queued', 'building', 'available')
    returning id, person, key),
work as (
    insert into job (id, handler, kind, payload)
    select :job, 'privacy', 'personal-export-end', json_build_object('export', id, 'person', person)
      from ended),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'person.discard', 'personal_export', id, :request
      from ended)
select id, key
  from ended;

-- personal_export_begin(person uuid, id uuid, key uuid) :one personal_export_ended
-- A worker begins a copy, under this key; the one that another worker had begun with it is of no use.
with before as (
    select id, key
      from personal_export
     where person = :person
       and id = :id
       and state in ('queued', 'building')
       for update),
begun as (
    update personal_export
       set state = 'building', key = :key, rows = 0, written = 0, bytes = 0, pieces = 0
     where person = :person
       and id = (select id from before)),
emptied as (
    delete from personal_export_piece
     where person = :person
       and export = (select id from before))
select id, key
  from before;

-- personal_export_estimate(person uuid) :one personal_export_estimate
-- How many rows a person's copy will have, about.
select personal_export_estimate(:person) as rows;

-- personal_export_read(person uuid) :stream personal_export_lines
-- All that a person's copy is made of, as it is at this moment: part after part, some lines at once.  Whether there are more
-- of a part is asked after those before were read.
select p.file, n.turn,
       case when n.turn = 1 then personal_export_about(:person) end as person,
       case when n.turn = 1 then p.about end as about,
       case when n.turn = 1 then p.retain end as retain,
       case when n.turn = 1 then p.columns end as columns,
       personal_export_lines(p.file) as lines
  from personal_export_parts(:person) p
 cross join lateral (
       with recursive turns (turn) as (
           select 1
           union all
           select turn + 1
             from turns
            where personal_export_goes_on(p.file))
       select turn
         from turns) n;

-- personal_export_add(person uuid, export uuid, key uuid, position int, piece binary, rows int, written int) :run
-- A sealed piece of a copy; none when it was taken back, or another worker has begun it anew.
with grown as (
    update personal_export
       set rows = :rows, written = :written, bytes = bytes + length(:piece::bytea), pieces = pieces + 1
     where person = :person
       and id = :export
       and state = 'building'
       and key = :key
    returning id)
insert into personal_export_piece (person, export, position, bytes)
select :person, id, :position, :piece::bytea
  from grown
returning position;

-- personal_export_finish(person uuid, id uuid, key uuid, bytes int, job uuid, replaced uuid, letter json, mail uuid) :run
-- A copy is there, for a week; the one before it goes.
with done as (
    update personal_export
       set state = 'available', bytes = :bytes, built_at = now(), expires_at = now() + interval '7 days'
     where person = :person
       and id = :id
       and state = 'building'
       and key = :key
    returning id, person, expires_at),
older as (
    select id
      from personal_export
     where person = :person
       and id <> :id
       and state = 'available'
     order by id
     limit 1
       for update),
work as (
    insert into job (id, handler, kind, payload, run_at)
    select e.job, 'privacy', 'personal-export-end', json_build_object('export', e.export, 'person', d.person), e.at
      from done d
     cross join lateral (select :job::uuid, d.id, d.expires_at
                         union all
                         select :replaced::uuid, o.id, now() from older o) e (job, export, at)),
mailed as (
    insert into job (id, handler, kind, payload)
    select case when l.is_first then :mail::uuid else gen_random_uuid() end, 'privacy', 'mail', l.payload
      from done
     cross join lateral letters_to(person, :letter::json) l)
select id
  from done;

-- personal_export_end(person uuid, id uuid) :one personal_export_ended
-- A copy that is there still is so no more, and nothing opens it; its key is to be destroyed.
with ended as (
    update personal_export
       set state = 'expired', ended_at = now()
     where person = :person
       and id = :id
       and state = 'available'
    returning id)
select e.id, e.key
  from personal_export e
  left join ended on true
 where e.person = :person
   and e.id = :id;

-- personal_export_keyless(person uuid, id uuid, key uuid) :run
-- The key of a copy that has ended is destroyed.
update personal_export
   set key = null
 where person = :person
   and id = :id
   and key = :key
   and state in ('expired', 'failed');

-- personal_exports_lost(most int) :many personal_export_order
-- Copies that nobody makes any more.
select export, person from personal_export_lost(:most);

-- personal_export_fail(person uuid, id uuid, letter json, mail uuid, job uuid) :run
-- A copy could not be made, which its person is told; a worker clears away what is left of it.
with failed as (
    update personal_export
       set state = 'failed', ended_at = now()
     where person = :person
       and id = :id
       and state in ('queued', 'building')
    returning id, person)
insert into job (id, handler, kind, payload)
select j.id, 'privacy', j.kind, j.payload
  from failed f
 cross join lateral (values (:mail::uuid, 'mail', letter_to(f.person, :letter::json)),
                            (:job::uuid, 'personal-export-end', json_build_object('export', f.id, 'person', f.person))) j (id, kind, payload)
returning id;

-- personal_export_empty(person uuid, export uuid) :run
-- Some of the pieces of a copy that has ended.
delete from personal_export_piece
 where person = :person
   and export = :export
   and position in (select position from personal_export_piece where person = :person and export = :export order by position limit 200)
returning position;

-- policy_version(mode text, number maybe_int) :one policy_version
-- A version of the policy with its sentences; null: the one in force, which is
-- the last of those whose day has come.
with now_in_force as (
    select max(number) as number
      from policy_publication
     where mode = :mode
       and effective_from <= now())
select v.mode, v.number, v.language, p.class, v.sha256, p.published_at, p.effective_from, p.supersedes,
       v.number = f.number as in_force,
       (select json_agg(json_build_object('ordinal', c.ordinal, 'heading', c.heading, 'clauses', c.clauses, 'sentence', c.sentence)
                        order by c.ordinal)
          from policy_clause c
         where c.mode = v.mode
           and c.version = v.number) as sentences
  from now_in_force f
  join policy_publication p on p.mode = :mode and p.number = coalesce(:number::int, f.number)
  join policy_version v on v.mode = p.mode and v.number = p.number;

-- policy_log(mode text) :one policy_log
-- All versions that were announced, and why each was made; and what the texts went through from
-- which ours was adapted.
select :mode::text as mode,
       (select json_agg(json_build_object('number', v.number, 'class', p.class, 'sha256', v.sha256,
                                          'effective_from', p.effective_from, 'in_force', v.number = f.number)
                        order by v.number desc)
          from policy_publication p
          join policy_version v on v.mode = p.mode and v.number = p.number
         where p.mode = :mode) as versions,
       (select json_agg(json_build_object('version', c.version, 'changed_on', c.changed_on, 'origin', c.origin, 'summary', c.summary)
                        order by c.changed_on desc, c.version desc, c.nth)
          from policy_publication p
         cross join policy_changes(p.mode, p.number) with ordinality c (version, ordinal, changed_on, origin, summary, nth)
         where p.mode = :mode) as changes
  from (select max(number) as number
          from policy_publication
         where mode = :mode
           and effective_from <= now()) f;

-- policy_alerts(mode text) :one policy_alerts
-- The newest version of the policy that was announced, unless the person who asks has seen it or came when it was in force.
select coalesce(json_agg(a order by a.number desc), '[]') as alerts from policy_alert(:mode) a;

-- policy_dismiss(mode text, number int, person uuid, activity uuid, request uuid) :one policy_dismissed
-- A person has seen a version, which is kept; the first time counts.
with seen as materialized (
    select version, is_new from policy_dismiss(:mode, :number)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'policy.dismiss', 'policy_version', version, :request
      from seen
     where is_new)
select is_new from seen;

-- staff_policies(mode text) :one staff_policy_list
-- All versions for the staff, the newest first; to others there is nothing.
select json_agg(v order by v.number desc) as versions from staff_policies(:mode) v having count(*) > 0;

-- staff_policy(mode text, number int, controller text, contact text) :one staff_policy
-- A version with its sentences for the staff, also one that waits.
select v.mode, v.number, v.language, i.suggested_class, i.class, v.sha256, i.shipped_at, i.published_at, i.effective_from,
       (select max(p.number) from policy_publication p where p.mode = :mode and p.number < v.number) as supersedes, i.standing,
       :controller::text as controller, :contact::text as contact,
       (select json_agg(json_build_object('ordinal', c.ordinal, 'heading', c.heading, 'clauses', c.clauses, 'sentence', c.sentence)
                        order by c.ordinal)
          from policy_clause c
         where c.mode = v.mode
           and c.version = v.number) as sentences,
       (select json_agg(json_build_object('version', c.version, 'changed_on', c.changed_on, 'origin', c.origin, 'summary', c.summary)
                        order by c.changed_on desc, c.version desc, c.nth)
          from policy_changes(v.mode, v.number) with ordinality c (version, ordinal, changed_on, origin, summary, nth)) as changes
  from staff_policies(:mode) i
  join policy_version v on v.mode = :mode and v.number = i.number
 where i.number = :number;

-- staff_policy_decide(mode text, number int, class text, effective_from moment, job uuid, person uuid, activity uuid, request uuid) :one staff_policy_done
-- One of the staff proposes what a version is and from when it is in force, or says the same as another: then it is announced,
-- and a material one begins to be mailed.
with decided as materialized (
    select outcome, version, item from staff_policy_decide(:mode, :number, :class, :effective_from)),
told as (
    insert into job (id, handler, kind, payload)
    select :job, 'privacy', 'policy_notice', json_build_object('mode', :mode::text, 'number', :number::int)
      from decided
     where outcome = 'done'
       and :class::text = 'material'),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'policy.decide', 'policy_version', version, :request
      from decided
     where outcome in ('done', 'proposed'))
select outcome, item from decided;

-- policy_notice_batch(mode text, number int, after uuid, most int, subject text, letter text) :one policy_turn
-- The next of those who have an account are told of a material version.
select last, made from policy_notice_batch(:mode, :number, :after, :most, json_build_object('subject', :subject::text, 'text', :letter::text));

-- policy_notice_again(job uuid, mode text, number int, after uuid) :run
-- Others have their turn, then it goes on.
insert into job (id, handler, kind, payload)
values (:job, 'privacy', 'policy_notice', json_build_object('mode', :mode::text, 'number', :number::int, 'after', :after::uuid));

-- erasure_preview(person uuid, seconds int) :one erasure_preview
-- What the person's erasure would do, to which workspaces and to the rows of which tables.
select :seconds::int as seconds,
       (select coalesce(json_agg(w), '[]') from erasure_workspaces(:person) w) as workspaces,
       (select coalesce(json_agg(json_build_object('name', t.relation, 'about', t.about, 'why', t.why, 'fate', t.action, 'rows', least(t.rows, 10000),
                                                   'is_more', t.rows > 10000, 'kept', t.kept)), '[]')
          from erasure_preview(:person) t) as tables;

-- erasure_ask(id uuid, person uuid, username text, token_hash text, seconds int, job uuid, mail uuid, subject text, letter text, activity uuid, request uuid) :one erasure_attempt
-- The account is frozen, its sessions and tokens have ended, and the erasure is due at the end of the window, until when the
-- mailed link takes it back.
with asked as materialized (
    select standing, email, hashes, ends_at, names
      from erasure_ask(:id, :person, :username, :token_hash, :seconds)),
due as (
    insert into job (id, handler, kind, payload, run_at)
    select :job, 'privacy', 'erase', json_build_object('erasure', :id::uuid), ends_at
      from asked
     where standing = 'done'),
mail as (
    insert into job (id, handler, kind, payload)
    select :mail, 'privacy', 'mail',
           json_build_object('to', email, 'subject', :subject::text,
                             'text', replace(:letter::text, '{until}', to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')))
      from asked
     where standing = 'done'),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'erasure.ask', 'person', :person, :request
      from asked
     where standing = 'done')
select standing, hashes, ends_at,
       (select string_agg('"' || n || '"', ', ') from json_array_elements_text(names) n) as names
  from asked;

-- erasure_cancel(token_hash text, activity uuid, request uuid) :one erasure_cancelled
-- The mailed link is used before it has begun: the account is as before, but that everybody logs in again.
with back as materialized (
    select person from erasure_cancel(:token_hash)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'erasure.cancel', 'person', person, :request
      from back)
select true as is_back from back;

-- erasure_begin(id uuid) :one erasure_now
-- Begin with an erasure that is due, or go on with it.
select standing, coalesce(keys, '[]') as keys, hashes, ledger from erasure_begin(:id);

-- erasure_batch(id uuid) :one erasure_piece
-- Some rows of the step that is next.
select more, is_full from erasure_batch(:id);

-- erasure_again(job uuid, id uuid) :run
-- Others have their turn, then it goes on.
insert into job (id, handler, kind, payload)
values (:job, 'privacy', 'erase', json_build_object('erasure', :id::uuid));

-- erasure_statement(id uuid, service text, backup_days int) :one erasure_statement
-- What is to be certified.
select statement from erasure_statement(:id, :service, :backup_days);

-- erasure_end(id uuid, statement text, signature text, key text, mail uuid, subject text, letter text, look uuid, activity uuid, request uuid) :one erasure_ended
-- It is done, and told for the last time where the person's mail went.  A day later it is looked at again: who was at work
-- beside the end may have left a row of theirs.
with ended as materialized (
    select address from erasure_end(:id, :statement, :signature, :key)),
mail as (
    insert into job (id, handler, kind, payload)
    select :mail, 'privacy', 'mail', json_build_object('to', address, 'subject', :subject::text, 'text', :letter::text)
      from ended
     where address is not null),
looked as (
    insert into job (id, handler, kind, payload, run_at)
    select :look, 'privacy', 'erase', json_build_object('erasure', :id::uuid), now() + interval '1 day'
      from ended),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, null, 'erasure.end', 'person', null, :request
      from ended)
select true as is_done from ended;

-- erasure_failed(id uuid) :run
-- A run of it has failed.
select is_failed from erasure_failed(:id);

-- certificate_by_id(id uuid) :one certificate shared
-- What was certified, to whoever has its address.
select id, statement, signature, key, made_at
  from certificate
 where id = :id;

-- privacy_request_ask(id uuid, token_hash text, type text, jurisdiction text, email text, email_key text, said text, mail uuid, subject text, letter text, known text, in_session bool, is_fresh bool, person uuid, activity uuid, request uuid) :run
-- Someone asks for what the law gives them, and is told so by mail, with a link by which the request is followed; by `known`
-- where they have shown already that the address is theirs.  Whether it has an account is not looked at.
with asked as materialized (
    select id, email, due_at, is_verified
      from privacy_request_ask(:id, :token_hash, :type, :jurisdiction, :email, :email_key, :said, :in_session, :is_fresh)),
mail as (
    insert into job (id, handler, kind, payload)
    select :mail, 'privacy', 'mail',
           json_build_object('to', email, 'subject', :subject::text,
                             'text', replace(case when is_verified then :known::text else :letter::text end, '{until}',
                                             to_char(due_at at time zone 'UTC', 'FMDD FMMonth YYYY')))
      from asked)
insert into activity (workspace, id, actor, verb, object_kind, object, request)
select '00000000-0000-0000-0000-000000000000', :activity, :person, 'request.ask', 'privacy_request', (select id from asked), :request;

-- privacy_request_follow(token_hash text, act text, said text, next_hash text, mail uuid, subject text, letter text, verb text, activity uuid, request uuid) :one privacy_request_followed
-- By the mailed link: see a request, write about it, or take it back; or get another link, where the day of this one is over.
with followed as materialized (
    select standing, seen, found_records, email from privacy_request_follow(:token_hash, :act, :said, :next_hash)),
mail as (
    insert into job (id, handler, kind, payload)
    select :mail, 'privacy', 'mail', json_build_object('to', email, 'subject', :subject::text, 'text', :letter::text)
      from followed
     where email is not null),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, null, case when email is null then :verb::text else 'request.follow' end,
           'privacy_request', (seen ->> 'id')::uuid, :request
      from followed
     where standing = 'done' or email is not null)
select standing, found_records as found, seen from followed;

-- staff_requests(which text, after uuid, most int) :one staff_queue
-- A page of what is to be answered, the first due first; of what waits to be shown to be theirs; or of what was closed.
select (select coalesce(json_agg(s), '[]') from staff_requests(:which, :after, :most) s) as requests;

-- staff_request_read(id uuid, reason text, access uuid, person uuid, activity uuid, request uuid) :one staff_request
-- One of the staff looks at a request, which whoever it is about can see.
with looked as materialized (
    select seen, item, email, has_account, proposal_reason from staff_request_read(:id, :reason, :access)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'request.read', 'privacy_request', :id, :request
      from looked)
select email, has_account, proposal_reason, item, seen from looked;

-- staff_request_act(id uuid, act text, wanted text, said text, token_hash text, mail uuid, subject text, letter text, person uuid, verb text, activity uuid, request uuid) :one staff_request_done
-- One of the staff moves a request, decides about it, puts it off or writes; whoever made it is told by mail that there is news.
with acted as materialized (
    select standing, email, item from staff_request_act(:id, :act, :wanted, :said, :token_hash)),
mail as (
    insert into job (id, handler, kind, payload)
    select :mail, 'privacy', 'mail', json_build_object('to', email, 'subject', :subject::text, 'text', :letter::text)
      from acted
     where email is not null),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, :verb, 'privacy_request', :id, :request
      from acted
     where standing in ('done', 'proposed'))
select standing, item from acted;

-- own_access_log(most int) :many own_access
-- When the staff looked at what is about the person who asks.
select id, at, reason, request_type from own_access_log(:most);

-- privacy_requests_tick(subject text, letter text, new_subject text, new_letter text, place text) :one privacy_requests_ticked
-- The clock of requests: what is new, nearly due, or overdue, is told to the staff, each once; of what is new each with its kind,
-- its day and where it is looked at.
with ticked as materialized (
    select near, overdue, ended, staff, fresh from privacy_requests_tick()),
new_mail as (
    insert into job (id, handler, kind, payload)
    select gen_random_uuid(), 'privacy', 'mail',
           json_build_object('to', n.address, 'subject', :new_subject::text, 'text', replace(:new_letter::text, '{requests}', n.lines))
      from (select f.about ->> 'to' as address,
                   string_agg('- ' || replace(f.about ->> 'type', '_', ' ') || ', to be answered by '
                              || to_char((f.about ->> 'due_at')::timestamptz at time zone 'UTC', 'FMDD FMMonth YYYY')
                              || ':' || chr(10) || '  ' || :place::text || (f.about ->> 'id'), chr(10) order by f.nth) as lines
              from ticked
             cross join lateral json_array_elements(fresh) with ordinality f (about, nth)
             group by f.about ->> 'to') n),
mail as (
    insert into job (id, handler, kind, payload)
    select gen_random_uuid(), 'privacy', 'mail',
           json_build_object('to', address, 'subject', :subject::text,
                             'text', replace(replace(:letter::text, '{near}', near::text), '{overdue}', overdue::text))
      from ticked
     cross join lateral json_array_elements_text(staff) address)
select near, overdue, ended from ticked;

-- privacy_requests_again(job uuid, self uuid, seconds int) :run
-- See to it that there is a next time.
insert into job (id, handler, kind, run_at)
select :job, 'privacy', 'request-clock', now() + make_interval(secs => :seconds::int)
 where not exists (select from job
                    where handler = 'privacy'
                      and kind = 'request-clock'
                      and state = 'ready'
                      and id <> :self);

-- mail_choices(person uuid, mode text) :one mail_choices
-- What a person said about mail that nobody has to get, and which policy is in force.
select v.number as policy_version, v.sha256 as policy_sha256,
       (select coalesce(json_agg(json_build_object('category', p.category, 'wanted', p.wanted, 'since', case when p.event is not null then p.since end,
                                                   'mailed_at', p.mailed_at, 'set_by', case when p.event is not null then p.set_by end)), '[]')
          from mail_preference p
         where p.person = :person) as choices
  from policy_in_force(:mode) v;

-- mail_preference_put(person uuid, category text, wanted bool, event uuid, despite_signal bool, mode text, policy_sha256 text, text_sha256 text,
--   language text, title text, shown text, label text, activity uuid, request uuid) :one mail_preference_set
-- A person says whether they want a kind of mail, after these words and with this policy.
with shown as (
    select number from policy_in_force(:mode) where sha256 = :policy_sha256 or not :wanted),
changed as materialized (
    select p.is_changed, p.wanted, p.since, p.set_by
      from shown v
     cross join mail_preference_set(:person, :category, :wanted, :event, json_build_object(
             'method', 'page', 'despite_signal', :despite_signal::boolean, 'mode', :mode::text, 'version', v.number, 'text_sha256', :text_sha256::text,
             'language', :language::text, 'title', :title::text, 'text', :shown::text, 'label', :label::text)) p),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, :person, 'mail.choose', 'consent_event', :event, :request
      from changed
     where is_changed)
select wanted, since, set_by
  from changed;

-- consent_events(person uuid, before uuid, most int) :many consent_event
-- What a person agreed to and took back, newest first.
select e.id, e.at, e.category, e.act, e.method, e.despite_signal, e.policy_version, t.title, t.text, t.label
  from consent_event e
  left join consent_text t on t.sha256 = e.text_sha256
 where e.person = :person
   and (:before::uuid is null or e.id < :before)
 order by e.id desc
 limit :most::int;

-- consent_statement(person uuid, id uuid, origin text, controller text, contact text) :one consent_statement
-- The receipt of one of them, with the fields of ISO/IEC TS 27560; the events are those up to it.
select json_build_object(
         'schema_version', 'ISO/IEC TS 27560:2023',
         'receipt_id', e.id,
         'record_id', (select f.id from consent_event f where f.person = e.person and f.category = e.category and f.previous is null),
         'pii_principal_id', e.person,
         'pii_controllers', json_build_array(json_build_object('name', :controller::text, 'contact', :contact::text, 'url', :origin::text)),
         'privacy_notice', json_build_object('url', :origin::text || '/legal/privacy/versions/' || e.policy_version, 'mode', e.policy_mode,
                                             'version', e.policy_version, 'sha256', e.policy_sha256),
         'language', coalesce(e.language, 'en'),
         'purposes', json_build_array(json_build_object(
             'purpose', e.category,
             'shown', case when t.sha256 is not null then json_build_object('title', t.title, 'text', t.text, 'label', t.label, 'sha256', t.sha256) end,
             'lawful_basis', 'consent',
             'pii_information', json_build_array('e-mail address', 'user name'),
             'collection_method', 'given with the account',
             'processing_method', 'a mail in plain text',
             'storage_locations', json_build_array('the database of ' || :origin::text),
             'retention_period', 'until withdrawn, or the account is erased',
             'jurisdiction', 'that of the controller',
             'recipient_third_parties', json_build_array('the mail server that delivers it'),
             'withdrawal_method', 'the switch at ' || :origin::text || '/account/mail, or the link at the end of each such mail',
             'privacy_rights', :origin::text || '/legal/privacy')),
         'events', (select json_agg(json_build_object('id', v.id, 'state', v.act, 'at', v.at, 'method', v.method, 'despite_signal', v.despite_signal,
                                                      'policy_version', v.policy_version, 'text_sha256', v.text_sha256, 'previous', v.previous) order by v.at)
                      from consent_event v
                     where v.person = e.person and v.category = e.category and v.at <= e.at))::text as statement
  from consent_event e
  left join consent_text t on t.sha256 = e.text_sha256
 where e.person = :person
   and e.id = :id;

-- unsubscription_found(token_hash text) :one unsubscription_found
-- Which kind of mail a link ends.
select category, wanted from mail_delivery_by_token(:token_hash);

-- unsubscribe(token_hash text, event uuid, mode text, activity uuid, request uuid) :one unsubscription_found
-- The link is used: there is no more mail of its kind.  Used again, it says the same.
with ended as materialized (
    select category, was_wanted, person from mail_unsubscribe(:token_hash, :event, :mode)),
logged as (
    insert into activity (workspace, id, actor, verb, object_kind, object, request)
    select '00000000-0000-0000-0000-000000000000', :activity, person, 'mail.unsubscribe', 'consent_event', :event, :request
      from ended
     where was_wanted)
select category, false as wanted from ended;

-- mailing_batch(mailing uuid, after uuid, most int, letter json) :one mailing_turn
-- The next of those who asked for such mail get the text.
select last, made from mailing_batch(:mailing, :after, :most, :letter);

-- mailing_again(job uuid, mailing uuid, after uuid) :run
-- Others have their turn, then it goes on.
insert into job (id, handler, kind, payload)
values (:job, 'privacy', 'mailing', json_build_object('mailing', :mailing::uuid, 'after', :after::uuid));
