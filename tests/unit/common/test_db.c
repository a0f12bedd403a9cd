#include "db_unit.h"

#include "db_inside.h"

static void test_open_names_the_flaw(void **state)
{
	(void)state;
	static const struct statement misspelt[] = {
		{ "misspelt", "select nome from project", 0, STATEMENT_MANY, false }, { 0 }
	};
	static const struct statement *const bad[] = { statements, misspelt, NULL };
	str right = config.db;

	db_statements(bad);
	const char *flaw = db_open();
	assert_non_null(flaw);
	assert_non_null(strstr(flaw, "misspelt"));
	assert_non_null(strstr(flaw, "column \"nome\" does not exist"));

	config.db = STR("host=/nonexistent dbname=x");
	db_statements(tables);
	flaw = db_open();
	assert_non_null(flaw);
	assert_non_null(strstr(flaw, "/nonexistent"));

	config.db = right;
	config.db_lanes = 7; /* one left: a stream would have it, and no call could run */
	flaw = db_open();
	assert_non_null(flaw);
	assert_non_null(strstr(flaw, "OBELUS_DB_LANES by at least two"));
	config.db_lanes = 1;
	db_statements(tables);
	flaw = db_open();
	if (flaw)
		fail_msg("%s", flaw);
}

static void test_refused_tables(void **state)
{
	(void)state;
	static const char *const never[] = { "person", "session", "mailed_token", NULL };
	static const char *const some[] = { "person", "project", NULL };
	static const char *const absent[] = { "no such \"table", NULL };

	assert_null(db_refused(never));
	assert_non_null(strstr(db_refused(some), "project"));
	assert_non_null(strstr(db_refused(absent), "42P01"));
}

static void test_arguments(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };
	struct arg args[] = {
		{ KIND_TEXT, .text = STR("it's \"so\"\\ é") },
		{ KIND_INT, .number = INT64_MIN },
		{ KIND_BOOL, .truth = true },
		{ KIND_UUID, .id = workspace },
		{ KIND_MOMENT, .time = SECONDS(1) + 5 },
		{ KIND_MAYBE_INT, .maybe = { true, -7 } },
		{ KIND_TEXT, .text = STR("") },
	};

	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), OK);
	assert_true(f.number == INT64_MIN);
	assert_str(f.text, "it's \"so\"\\ é|t|01900000-0000-7000-8000-00000000000a|1970-01-01 "
	                   "00:00:01.000005+00|-7|");
	assert_int_equal(r.db_flushes, 1);
	assert_true(r.db_us > 0);

	args[3].id = (uuid){ 0 };
	args[4].time = 0;
	args[5].maybe.given = false;
	args[6].text = (str){ 0 };
	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), OK);
	assert_str(f.text, "it's \"so\"\\ é|t|none|null");

	args[0].text = (str){ "a\0b", 3 };
	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), INVALID);
	args[0].text = (str){ "\xff", 1 };
	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), INVALID);
}

/* One dimension, with nulls, of text (25), four items from 1 on. */
static void test_binary_arguments(void **state)
{
	(void)state;
	static const char list[] = "\0\0\0\1" "\0\0\0\1" "\0\0\0\x19" "\0\0\0\4" "\0\0\0\1"
	                           "\0\0\0\3a\"b" "\xff\xff\xff\xff" "\0\0\0\0" "\0\0\0\2\xc3\xa9";
	struct request r = request_in(&arena);
	struct found f = { 0 };
	struct arg args[] = {
		{ KIND_TEXT, .text = { list, sizeof list - 1 }, .is_binary = true },
		{ KIND_TEXT, .text = STR("!") },
	};

	assert_int_equal(db_one(&r, &statements[LISTED], args, &found_shape, &f), OK);
	assert_int_equal(f.number, 4);
	assert_str(f.text, "a\"b|null||é!");
	args[0].text = (str){ 0 };
	assert_int_equal(db_one(&r, &statements[LISTED], args, &found_shape, &f), OK);
	assert_null(f.text.ptr);
	args[0].text = (str){ "\0\0\0\1\0\0\0\0\0\0\0\x19\0\0\0\1\0\0\0\1\0\0\0\1\xc3", 25 }; /* half a letter */
	assert_int_equal(db_one(&r, &statements[LISTED], args, &found_shape, &f), INVALID);
	assert_string_equal(r.sqlstate, "22021");
}

/* What it waits for happens after db_begin has returned. */
static void test_later(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct db_later *l = db_later(&r);
	struct found f = { 0 };

	assert_int_equal(db_end(&r, l, &found_shape, &f), BROKEN);
	for (int i = 0; i < 20; i++) {
		with_db_ask("select pg_advisory_lock(7)");
		assert_int_equal(db_begin(&r, &statements[WAITS], NULL, l), OK);
		assert_int_equal(db_begin(&r, &statements[WAITS], NULL, l), BROKEN);
		with_db_ask("select pg_advisory_unlock(7)");
		f = (struct found){ 0 };
		assert_int_equal(db_end(&r, l, &found_shape, &f), OK);
		assert_int_equal(f.number, 7);
	}
	assert_int_equal(r.db_flushes, 20);
	assert_int_equal(db_begin(&r, &statements[NONE], NULL, l), OK);
	assert_int_equal(db_end(&r, l, &found_shape, &f), NOT_FOUND);
	assert_int_equal(db_begin(&r, &statements[FAIL], TEXT_ARG("23505"), l), OK);
	assert_int_equal(db_end(&r, l, &found_shape, &f), CONFLICT);
	assert_string_equal(r.sqlstate, "23505");
}

/* Whoever does not ask for the answer keeps no connection, and nobody else is given it. */
static void test_later_is_given_up(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };

	for (int i = 0; i < 20; i++) {
		struct arena_mark mark = arena_mark(&arena);

		assert_int_equal(db_begin(&r, &statements[SERIES_SHARED], INT_ARG(-1), db_later(&r)), OK);
		arena_rewind(&arena, mark);
		assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(i), &found_shape, &f), OK);
		assert_int_equal(f.number, i);
	}
}

static void test_context(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };

	assert_int_equal(db_one(&r, &statements[CONTEXT], NULL, &found_shape, &f), OK);
	assert_str(f.text, "01900000-0000-7000-8000-00000000000a/"
	                   "01900000-0000-7000-8000-00000000000b/obelus_annotations");
	r.caller = (struct caller){ 0 };
	assert_int_equal(db_one(&r, &statements[CONTEXT], NULL, &found_shape, &f), OK);
	assert_str(f.text, "//obelus_annotations");
}

static void test_none_and_many(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };
	struct list list = { 0 };

	assert_int_equal(db_one(&r, &statements[NONE], NULL, &found_shape, &f), NOT_FOUND);
	assert_int_equal(db_many(&r, &statements[SERIES], INT_ARG(1000), &found_shape, &list), OK);
	assert_int_equal(list.count, 1000);
	const struct found *rows = list.items;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(rows[i].number, i + 1);
	assert_int_equal(db_many(&r, &statements[SERIES], INT_ARG(0), &found_shape, &list), OK);
	assert_int_equal(list.count, 0);
}

static status add_project(struct request *r, const char *id, str name)
{
	struct arg args[] = { { KIND_UUID, .id = workspace },
		              { KIND_UUID, .id = { "" } },
		              { KIND_TEXT, .text = name } };
	int64_t changed = 0;

	memcpy(args[1].id.text, id, 37);
	status problem = db_run(r, &statements[ADD_PROJECT], args, &changed);
	assert_int_equal(changed, problem == OK);
	return problem;
}

static void test_changes(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct arg args[] = { { KIND_UUID, .id = workspace }, { KIND_TEXT, .text = STR("other") } };
	int64_t changed = 0;

	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000001", STR("one")), OK);
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000002", STR("two")), OK);
	assert_int_equal(db_run(&r, &statements[RENAME], args, &changed), OK);
	assert_int_equal(changed, 2);
	assert_int_equal(db_run(&r, &statements[RENAME_RETURNING], args, &changed), OK);
	assert_int_equal(changed, 2);
	/* Row-level security: another workspace's projects are not there. */
	r.caller.workspace = person;
	assert_int_equal(db_run(&r, &statements[RENAME], args, &changed), OK);
	assert_int_equal(changed, 0);
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000003", STR("three")),
	                 FORBIDDEN);
	assert_string_equal(r.sqlstate, "42501");
}

static void test_constraints(void **state)
{
	(void)state;
	struct request r = request_in(&arena);

	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000001", STR("again")),
	                 CONFLICT);
	assert_string_equal(r.sqlstate, "23505");
	assert_string_equal(r.constraint, "project_pkey");
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000009", STR("")), INVALID);
	assert_string_equal(r.constraint, "project_name_is_short");
	/* What the last call said is forgotten. */
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000009", STR("nine")), OK);
	assert_null(r.constraint);
	assert_string_equal(r.sqlstate, "");
}

/* PostgreSQL 15, appendix A. */
static void test_sqlstates(void **state)
{
	(void)state;
	static const struct {
		str state;
		status problem;
	} cases[] = {
		{ STR("23505"), CONFLICT },    { STR("23503"), INVALID },
		{ STR("23514"), INVALID },     { STR("22003"), INVALID },
		{ STR("22P02"), INVALID },     { STR("42501"), FORBIDDEN },
		{ STR("55P03"), UNAVAILABLE }, { STR("40001"), UNAVAILABLE },
		{ STR("40P01"), UNAVAILABLE }, { STR("08006"), UNAVAILABLE },
		{ STR("53100"), UNAVAILABLE }, { STR("57P01"), UNAVAILABLE },
		{ STR("57014"), LATE },        { STR("23502"), BROKEN },
		{ STR("42P01"), BROKEN },      { STR("25006"), BROKEN },
		{ STR("P0001"), BROKEN },      { STR("XX000"), BROKEN },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int shared = 0; shared < 2; shared++) {
			struct request r = request_in(&arena);
			struct found f;
			struct arg args[] = { { KIND_TEXT, .text = cases[i].state } };

			assert_int_equal(db_one(&r, &statements[shared ? FAIL_SHARED : FAIL], args,
			                        &found_shape, &f),
			                 cases[i].problem);
			assert_string_equal(r.sqlstate, cases[i].state.ptr);
		}
	}
}

static void test_late_statement(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;
	int64_t since = now_ms();

	assert_int_equal(db_one(&r, &statements[SLEEP], INT_ARG(30000), &found_shape, &f), LATE);
	assert_string_equal(r.sqlstate, "57014");
	assert_in_range(now_ms() - since, 900, 3000);
	/* The request's own deadline is nearer: the connection is dropped, and the server gives up,
	 * too. */
	task_deadline_set(now_ms() + 200);
	assert_int_equal(db_one(&r, &statements[SLEEP], INT_ARG(700), &found_shape, &f), LATE);
	task_deadline_set(now_ms() + 60000);
	/* So nobody else is given the answer that came too late. */
	for (int i = 0; i < 10; i++) {
		struct list list = { 0 };

		assert_int_equal(
			db_many(&r, &statements[SERIES], INT_ARG(i), &found_shape, &list), OK);
		assert_int_equal(list.count, i);
	}
}

static void test_lock_timeout(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct arg args[] = { { KIND_UUID, .id = workspace },
		              { KIND_TEXT, .text = STR("locked") } };
	int64_t changed;

	config.statement_ms = 10000;
	end_backends();
	with_db_ask("begin");
	with_db_ask("select id from project for update");
	assert_int_equal(db_run(&r, &statements[RENAME], args, &changed), UNAVAILABLE);
	assert_string_equal(r.sqlstate, "55P03");
	with_db_ask("rollback");
}

static void test_listen(void **state)
{
	(void)state;
	int64_t since = now_ms();

	assert_true(db_listen("unit \"wake", now_ms() + 10000)); /* has just begun */
	with_db_ask("notify \"unit \"\"wake\"");
	assert_true(db_listen("unit \"wake", now_ms() + 10000));
	assert_in_range(now_ms() - since, 0, 3000);
	since = now_ms();
	assert_true(db_listen("unit \"wake", now_ms() + 50)); /* nobody says anything */
	assert_in_range(now_ms() - since, 40, 3000);
	end_backends();
	assert_false(db_listen("unit \"wake", now_ms() + 10000));
	assert_true(db_listen("unit \"wake", now_ms() + 10000));
}

/* A quarter of eight is two, which are all that six lanes leave. */
static void test_streams_leave_a_connection(void **state)
{
	(void)state;
	while (db_wires.count)
		wire_drop(pool_take(&db_wires, 0));
	config.db_lanes = 6;
	assert_null(db_open());
	assert_int_equal(db_wires.count, 2);
	assert_int_equal(db_gate.places, 1);
}

static int tests(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_open_names_the_flaw),
		cmocka_unit_test(test_refused_tables),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_binary_arguments),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_later_is_given_up),
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_none_and_many),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_constraints),
		cmocka_unit_test(test_sqlstates),
		cmocka_unit_test(test_late_statement),
		cmocka_unit_test(test_lock_timeout),
		cmocka_unit_test(test_listen),
		cmocka_unit_test(test_streams_leave_a_connection),
	};

	return cmocka_run_group_tests_name("db", all, NULL, NULL);
}

int main(void)
{
	return db_unit(tests, false);
}
