-- What handing out reads: rows are counted by the server, so that a plan that
-- reads a whole job for one example is seen, wherever in a function it stands.
insert into person (id, username, password) select id(n), n, '$argon2id$x' from unnest(array['ada', 'bob', 'cyd']) n;
insert into workspace (id, name) values (id('A'), 'A');
insert into member (workspace, person, role) select id('A'), id(n), 'annotator' from unnest(array['ada', 'bob', 'cyd']) n;
insert into project (workspace, id, name, created_by) values (id('A'), id('p'), 'p', id('ada'));
insert into dataset (workspace, id, project, name, created_by, examples, places) values (id('A'), id('d'), id('p'), 'd', id('ada'), 20000, 20000);
insert into label_schema (workspace, id, project, name, overlap, classes, labels, created_by) values (id('A'), id('s'), id('p'), 's', 'none', 'single', '[]', id('ada'));
insert into example (workspace, id, dataset, position, content, length)
select id('A'), id('e' || n), id('d'), n, 'text', 4 from generate_series(0, 19999) n;
insert into annotation_job (workspace, id, project, dataset, schema, name, annotators, lease_seconds, for_teams, rank, created_by,
                            touched, submissions, reached, tickets)
select id('A'), id('j'), id('p'), id('d'), id('s'), 'j', 3, 1800, false, 1, id('ada'), 10000, 10000, 9999, 10000;
-- ada has submitted the first half, and bob has skipped the first thousand of it.
insert into task (workspace, job, example, room, taken, done, ticket)
select id('A'), id('j'), id('e' || n), 3, 1, 1, n + 1 from generate_series(0, 9999) n;
insert into assignment (workspace, id, job, example, person, state, submission, schema_version, handed_version, counted_on, submitted_at)
select id('A'), id('a' || n), id('j'), id('e' || n), id('ada'), 'submitted', '{}', 1, 1, now(), now() from generate_series(0, 9999) n;
insert into assignment (workspace, id, job, example, person, state, handed_version, counted_on)
select id('A'), id('b' || n), id('j'), id('e' || n), id('bob'), 'skipped', 1, now() from generate_series(0, 999) n;
insert into job_cursor (workspace, job, person, level, ticket) values (id('A'), id('j'), id('ada'), 1, 10000);
analyze;

-- Rows of all tables that this transaction has read so far, by whatever plan.
create function tap.rows_read() returns bigint language sql volatile as $$
  select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
    from pg_stat_xact_user_tables where relname in ('example', 'task', 'assignment', 'job_cursor', 'annotation_job')
$$;
create function tap.ask(who text) returns bigint language plpgsql as $$
declare
  before bigint := rows_read();
begin
  perform act('annotations', id('A'), id(who));
  perform assignment_next(id('A'), id(who), null, false, gen_random_uuid(), gen_random_uuid(), gen_random_uuid());
  perform arrange();
  return rows_read() - before;
end $$;

set local plan_cache_mode = force_generic_plan;
select cmp_ok(ask('ada'), '<', 100::bigint, 'who has done half of a job has the next example for a few rows');
select cmp_ok(ask('bob'), '<', 4000::bigint, 'who has skipped a thousand steps over them once');
select cmp_ok(ask('bob'), '<', 100::bigint, 'and not again');
select cmp_ok(ask('cyd'), '<', 4000::bigint, 'who comes new is handed what is closest to completion');

-- Everything is in other hands or done by ada: to know that costs little, too.
update annotation_job set reached = 19999 where id = id('j');
delete from assignment where person <> id('ada');
update assignment set state = 'submitted', lease_until = null, submission = '{}', schema_version = 1, submitted_at = now(), counted_on = now() where state = 'leased';
select cmp_ok(ask('ada'), '<', 100::bigint, 'who has done all asks in vain for a few rows');
