#ifndef DB_UNIT_H
#define DB_UNIT_H

#include "db.h"

#include "in_task.h"
#include "unit.h"
#include "with_db.h"

/* What the tests of db, its lanes and its streams share. */

/* What a row of any statement here is read into. */
struct found {
	int64_t number;
	str text;
};
static const struct shape found_shape =
	SHAPE(found, INT(found, number, REQUIRED, INT64_MIN, INT64_MAX, "A number"),
                                              TEXT(found, text, OPTIONAL, 0, INT64_MAX, "A text"));

enum {
	ECHO_ALL,
	CONTEXT,
	NONE,
	SERIES,
	SERIES_SHARED,
	FAIL,
	FAIL_SHARED,
	SLEEP,
	SLEEP_SHARED,
	WRITE_SHARED,
	ADD_PROJECT,
	RENAME,
	RENAME_RETURNING,
	BIG,
	SLOW_ROWS,
	ENDLESS,
	BACKEND,
	FAIL_LATE,
	LONG_LIST,
	LISTED,
	WAITS
};
static const struct statement statements[] = {
	[ECHO_ALL] = { "echo_all",
	               "select $2::bigint as number, concat_ws('|', $1::text, $3::boolean, "
	               "$4::uuid, $5::timestamptz,"
	               " coalesce($6::int::text, 'none'), coalesce($7::text, 'null')) as text",
	               7, STATEMENT_ONE, false },
	[CONTEXT] = { "context",
	              "select 1 as number, current_setting('obelus.workspace') || '/' || "
	              "current_setting('obelus.person')"
	              " || '/' || current_user as text",
	              0, STATEMENT_ONE, false },
	[NONE] = { "none", "select 1 as number, null as text where false", 0, STATEMENT_ONE,
	           false },
	[SERIES] = { "series",
	             "select n as number, n::text as text from generate_series(1, $1::int) n", 1,
	             STATEMENT_MANY, false },
	[SERIES_SHARED] = { "series_shared",
	                    "select $1::bigint as number, current_setting('obelus.workspace') as "
	                    "text",
	                    1, STATEMENT_ONE, true },
	[FAIL] = { "fail", "select unit_raise($1) as number, '' as text", 1, STATEMENT_ONE, false },
	[FAIL_SHARED] = { "fail_shared", "select unit_raise($1) as number, '' as text", 1,
	                  STATEMENT_ONE, true },
	[SLEEP] = { "sleep", "select 1 as number, pg_sleep($1::int / 1000.0)::text as text", 1,
	            STATEMENT_ONE, false },
	[SLEEP_SHARED] = { "sleep_shared",
	                   "select 1 as number, pg_sleep($1::int / 1000.0)::text as text", 1,
	                   STATEMENT_ONE, true },
	[WRITE_SHARED] = { "write_shared", "delete from span where workspace = $1", 1,
	                   STATEMENT_RUN, true },
	[ADD_PROJECT] = { "add_project",
	                  "insert into project (workspace, id, name, created_by) values ($1, $2, "
	                  "$3, $2)",
	                  3, STATEMENT_RUN, false },
	[RENAME] = { "rename", "update project set name = $2 where workspace = $1", 2,
	             STATEMENT_RUN, false },
	[RENAME_RETURNING] = { "rename_returning",
	                       "update project set name = $2 where workspace = $1 returning id", 2,
	                       STATEMENT_RUN, false },
	[BIG] = { "big",
	          "select n as number, repeat('x', 1000) as text from generate_series(1, $1::int) "
	          "n",
	          1, STATEMENT_STREAM, false },
	[SLOW_ROWS] = { "slow_rows",
	                "select n as number, pg_sleep(0.05)::text as text from generate_series(1, "
	                "12) n",
	                0, STATEMENT_STREAM, false },
	[ENDLESS] = { "endless", "select generate_series(1, 1000000000000) as number, '' as text",
	              0, STATEMENT_STREAM, false },
	[BACKEND] = { "backend", "select pg_backend_pid() as number, '' as text", 0, STATEMENT_ONE,
	              false },
	[FAIL_LATE] = { "fail_late",
	                "select 10 / (5 - n) as number, '' as text from generate_series(1, 9) n", 0,
	                STATEMENT_STREAM, false },
	[LONG_LIST] = { "long_list",
	                "select (select json_agg(json_build_object('number', i, 'text', '')) from "
	                "generate_series(1, 10000) i) as found from generate_series(1, 3) n",
	                0, STATEMENT_STREAM, false },
	[LISTED] = { "listed",
	             "select cardinality($1::text[])::bigint as number, "
	             "array_to_string($1::text[], '|', 'null') || $2::text as text",
	             2, STATEMENT_ONE, false },
	[WAITS] = { "waits", "select 7::bigint as number, pg_advisory_xact_lock(7)::text as text", 0,
	            STATEMENT_ONE, false },
	{ 0 },
};
static const struct statement *const tables[] = { statements, NULL };

static const uuid workspace = { "01900000-0000-7000-8000-00000000000a" };
static const uuid person = { "01900000-0000-7000-8000-00000000000b" };
static struct arena arena;

static inline struct request request_in(struct arena *a)
{
	return (struct request){ .arena = a,
		                 .caller = { .person = person, .workspace = workspace } };
}

#define INT_ARG(n) ((const struct arg[]){ { KIND_INT, .number = (n) } })
#define TEXT_ARG(s) ((const struct arg[]){ { KIND_TEXT, .text = STR(s) } })

/* Tasks beside the test's own. */
static struct lock lock;
static int running, wrong;
static struct task *waiter;

static inline void begin_task(void (*fn)(void *), void *arg)
{
	lock_hold(&lock);
	running++;
	lock_release(&lock);
	task_start(fn, arg);
}

static inline void end_task(void)
{
	lock_hold(&lock);
	if (--running == 0 && waiter)
		task_wake(waiter);
	lock_release(&lock);
}

static inline void note_wrong(bool is_wrong)
{
	lock_hold(&lock);
	wrong += is_wrong;
	lock_release(&lock);
}

static inline void wait_for_tasks(void)
{
	lock_hold(&lock);
	waiter = task_self();
	while (running)
		task_park(now_ms() + 60000);
	waiter = NULL;
	lock_release(&lock);
}

/* Let others go on for a moment, while a condition of another process is not yet so. */
static inline void breathe(void)
{
	lock_hold(&lock);
	task_park(now_ms() + 5);
	lock_release(&lock);
}

static inline void wait_until_true(const char *sql)
{
	int64_t deadline = now_ms() + 10000;

	while (strcmp(with_db_ask(sql), "t") != 0) {
		assert_true(now_ms() < deadline);
		breathe();
	}
}

static inline void end_backends(void)
{
	with_db_ask("select count(pg_terminate_backend(pid)) from pg_stat_activity"
	            " where datname = current_database() and pid <> pg_backend_pid()");
	wait_until_true(
		"select count(*) = 1 from pg_stat_activity where datname = current_database()");
}

/* Make the database, connect as annotations, run the tests as a task. */
static inline int db_unit(int (*tests)(void), bool is_open)
{
	with_db_begin("obelus_annotations");
	with_db_ask("insert into workspace (id, name) values "
	            "('01900000-0000-7000-8000-00000000000a', 'unit');"
	            "create function unit_raise(state text) returns int language plpgsql"
	            " as $$ begin raise exception 'unit' using errcode = state; end $$;"
	            "grant execute on function unit_raise(text) to obelus_annotations");
	config.db_connections = 8;
	config.db_lanes = 1;
	config.statement_ms = 1000;
	config.stall_ms = 5000;
	lock_init(&lock);
	arena_init(&arena, (size_t)64 << 20);
	db_statements(tables);
	const char *flaw = is_open ? db_open() : NULL;
	if (flaw)
		with_db_fail("db_open", flaw);
	int failed = in_task(tests);
	arena_free(&arena);
	return failed;
}

#endif
