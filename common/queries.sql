-- What the library itself asks of the database, in every handler's own role.

-- session_check(hash text) :one session_found
-- Who holds the session whose token has this hash, and what they are in its
-- workspace; no row when it has ended.  It notes the visit, so it cannot ride
-- on a read-only lane.
select s.session, s.person, s.username, s.workspace, s.role, s.authenticated_at, s.expires_at
  from session_check(:hash) s;

-- token_check(hash text) :one token_found
-- Whose access token has this hash, and what they and it may do in its
-- workspace; no row when it is none any more.  It notes the use.
select t.token, t.person, t.workspace, t.role, t.scopes, t.expires_at
  from token_check(:hash) t;

-- token_check_by_id(id uuid) :one token_found
-- The same of the access token with this id, in exchange for which something
-- was signed.
select t.token, t.person, t.workspace, t.role, t.scopes, t.expires_at
  from token_check_by_id(:id) t;

-- signing_keys() :many public_key
-- Every key that signs, will sign, or signed what may still be good.
select id, public_pem
  from signing_key
 order by announced_at desc
 limit 16;

-- job_claim(leases json) :one job
-- This handler's next job that is due, of the kinds that `leases` names with
-- the seconds each is lent for.  One whose lease ran out belonged to a process
-- that died.
update job
   set state = 'running', attempt = attempt + 1,
       leased_until = now() + make_interval(secs => (:leases::jsonb ->> kind)::int)
 where id = (select due.id
               from job due
              where due.handler = current_handler()
                and due.state <> 'dead'
                and coalesce(due.leased_until, due.run_at) <= now()
                and due.kind = any (array(select jsonb_object_keys(:leases::jsonb)))
              order by coalesce(due.leased_until, due.run_at)
              limit 1
                for update skip locked)
returning id, workspace, kind, payload, attempt;

-- job_next(leases json) :one job_due
-- In how many milliseconds this handler's next job of these kinds is due (-1:
-- none waits), and the channel on which new ones are told.
select 'job_' || current_handler() as channel,
       coalesce((select greatest(0, ceil(extract(epoch from coalesce(leased_until, run_at) - now()) * 1000))
                   from job
                  where handler = current_handler()
                    and state <> 'dead'
                    and kind = any (array(select jsonb_object_keys(:leases::jsonb)))
                  order by coalesce(leased_until, run_at)
                  limit 1), -1)::bigint as wait_ms;

-- job_done(id uuid, attempt int) :run
-- The job has ended well: nothing of it is kept.  No row when its lease was
-- lost meanwhile and someone else has it.
delete from job
 where id = :id
   and state = 'running'
   and attempt = :attempt;

-- job_retry(id uuid, attempt int, error text, seconds int) :run
-- The job failed and is tried again later.
update job
   set state = 'ready', leased_until = null, error = :error,
       run_at = now() + make_interval(secs => :seconds::int)
 where id = :id
   and state = 'running'
   and attempt = :attempt;

-- job_dead(id uuid, attempt int, error text) :run
-- The job has had its attempts and waits for an operator.
update job
   set state = 'dead', leased_until = null, error = :error
 where id = :id
   and state = 'running'
   and attempt = :attempt;

-- job_progress(id uuid, attempt int, percent int, seconds int) :run
-- How far a running job is; it is lent for longer.
update job
   set progress = :percent, leased_until = now() + make_interval(secs => :seconds::int)
 where id = :id
   and state = 'running'
   and attempt = :attempt;
