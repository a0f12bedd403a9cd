-- An import into a job: what it counts, and that a batch is no dearer in a large job, of which the server knows nothing yet.
insert into person (id, username, password) select id(n), n, '$argon2id$x' from unnest(array['ada', 'bob', 'cyd']) n;
insert into workspace (id, name) values (id('A'), 'A');
insert into member (workspace, person, role) select id('A'), id(n), 'annotator' from unnest(array['ada', 'bob', 'cyd']) n;
insert into project (workspace, id, name, created_by) values (id('A'), id('p'), 'p', id('ada'));
insert into dataset (workspace, id, project, name, created_by, examples, places) values (id('A'), id('d'), id('p'), 'd', id('ada'), 20000, 20000);
insert into label_schema (workspace, id, project, name, overlap, classes, labels, created_by) values (id('A'), id('s'), id('p'), 's', 'none', 'single', '[]', id('ada'));
insert into schema_label (workspace, id, schema, kind, name) values (id('A'), id('l'), id('s'), 'class', 'l');
insert into example (workspace, id, dataset, position, content, length, external_id)
select id('A'), id('e' || n), id('d'), n, 'text', 4, 'x' || n from generate_series(0, 19999) n;
insert into annotation_job (workspace, id, project, dataset, schema, name, annotators, lease_seconds, for_teams, rank, created_by,
                            touched, submissions, reached, tickets)
select id('A'), id('j'), id('p'), id('d'), id('s'), 'j', 2, 1800, false, 1, id('ada'), 10000, 10000, 9999, 10000;
insert into task (workspace, job, example, room, taken, done, ticket)
select id('A'), id('j'), id('e' || n), 2, 1, 1, n + 1 from generate_series(0, 9999) n;
insert into assignment (workspace, id, job, example, person, state, submission, schema_version, handed_version, counted_on, submitted_at)
select id('A'), id('a' || n), id('j'), id('e' || n), id('ada'), 'submitted', '{}', 1, 1, now(), now() from generate_series(0, 9999) n;
insert into import (workspace, id, dataset, format, job, state, received, created_by) values (id('A'), id('i'), id('d'), 'jsonl', id('j'), 'adding', 9, id('ada'));

-- Lines first .. last of the dataset, each submitted by someone with a class, and skipped by cyd when they are odd.
create function tap.given(first int, last int) returns json language sql as $$
  select json_agg(json_build_object('id', id('new' || n), 'flaw', id('f' || n), 'line', n, 'content', 'text', 'external_id', 'x' || n) order by n)
    from generate_series(first, last) n
$$;
create function tap.deeds(first int, last int, who text) returns json language sql as $$
  select json_agg(json_build_object('line', n - first + 1, 'field', 'submissions/0', 'id', gen_random_uuid(), 'person', id(p), 'version', 2,
                  'day', '2020-01-02T00:00:00Z', 'schema_version', 1, 'spans', 0, 'classes', (p = who)::int, 'nothing', false,
                  'submitted_at', case when p = who then '2020-01-03T01:02:03Z' end, 'seconds', case when p = who then 3 end,
                  'digest', case when p = who then encode(sha256('{"classes":[]}'), 'hex') end, 'reason', case when p <> who then 'no' end) order by n, p)
    from generate_series(first, last) n, unnest(array[who, 'cyd']) p where p = who or n % 2 = 1
$$;
create function tap.rows_read() returns bigint language sql volatile as $$
  select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
    from pg_stat_xact_user_tables where relname in ('example', 'task', 'assignment', 'submission', 'job_label')
$$;
create function tap.bring(first int, last int, who text, place bigint) returns bigint language plpgsql as $$
declare
  before bigint := rows_read();
  all_deeds json := deeds(first, last, who);
begin
  perform act('annotations', id('A'), id('ada'));
  perform import_labels_take(id('A'), id('i'), place, given(first, last), all_deeds,
    (select json_agg(case when d ->> 'digest' is null then null else '{"classes":[]}'::json end) from json_array_elements(all_deeds) d),
    (select json_agg(json_build_object('deed', n, 'person', d ->> 'person', 'label', id('l'), 'count', 1))
       from json_array_elements(all_deeds) with ordinality as x (d, n) where d ->> 'digest' is not null),
    '[]', place + 1, 1, false);
  perform arrange();
  return rows_read() - before;
end $$;
set local plan_cache_mode = force_generic_plan;

select cmp_ok(bring(9900, 10099, 'bob', 0), '<', 3000::bigint, 'two hundred lines are found by their keys, in examples that people had and others');
select is(touched || ' ' || done || ' ' || submissions || ' ' || skips, '10100 100 10200 100', 'the job counts them') from annotation_job;
select is(string_agg(day || ' ' || submissions || ' ' || classes || ' ' || skips || ' ' || seconds, ', ' order by submissions),
          '2020-01-02 00:00:00+00 0 0 100 0, 2020-01-02 00:00:00+00 200 200 0 600', 'and so do their people, on their day') from job_day;
select is(string_agg(person || ' ' || count, ''), id('bob') || ' 200', 'and the label') from job_label;
select is(count(distinct ticket), count(*), 'each task has a ticket of its own') from task;
select is((known, submissions, skips, flaws)::text, '(200,200,100,0)', 'the import tells of it') from import;

select is(bring(9900, 10099, 'bob', 0), bring(9900, 10099, 'bob', 0), 'whoever comes with a place that was passed does nothing');
select cmp_ok(bring(9900, 10099, 'bob', 1), '<', 3000::bigint, 'the same lines again');
select is(touched || ' ' || done || ' ' || submissions || ' ' || skips, '10100 100 10200 100', 'add nothing') from annotation_job;
select cmp_ok(bring(9900, 10099, 'ada', 2), '<', 3000::bigint, 'others of who has something else');
select is((known, submissions, skips, flaws)::text, '(500,300,100,100)', 'are flaws where she has, and taken where there is room') from import;
select is(string_agg(distinct word || ' ' || field, ', '), 'other-labels submissions/0', 'with their place') from import_flaw;
select is(touched || ' ' || done || ' ' || submissions || ' ' || skips, '10100 200 10300 100', 'and count') from annotation_job;
