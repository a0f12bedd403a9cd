#include "session.h"

#include "common_queries.h"
#include "in_task.h"
#include "own_redis.h"
#include "secret.h"
#include "unit.h"
#include "with_db.h"

#define PERSON    "0198c0de-0000-7000-8000-00000000000a"
#define WORKSPACE "0198c0de-0000-7000-8000-00000000000b"

static struct arena arena;

/* A request with the session cookie of this token, NULL: none. */
static struct request *new_request(const char *token)
{
	arena_reset(&arena);
	struct request *r = NEW(&arena, struct request);
	r->arena = &arena;
	if (token)
		r->cookie = arena_fmt(&arena, "other=1; " SESSION_COOKIE "=%s; last=2", token);
	return r;
}

/* As the route does it: one trip, then the answer. */
static status who(struct request *r)
{
	struct cache_call call;

	return session_ask(r, &call) ? session_answer(r, &call, cache_trip(r, &call, 1))
	                             : UNAUTHORIZED;
}

/* A session in the database that ends in so many seconds; its token, until the next one is made. */
static const char *new_session(const char *workspace, int seconds)
{
	static char text[SECRET_TOKEN + 1];
	char sql[600];
	str token, hash;

	session_new(new_request(NULL), &token, &hash);
	uuid id = uuid_new();
	snprintf(text, sizeof text, "%.*s", STR_ARGS(token));
	snprintf(sql, sizeof sql,
	         "insert into session (id, token_hash, person, workspace, authenticated_at, created_at, expires_at)"
	         " values ('%s', '%.*s', '" PERSON "', %s, '2026-11-23 19:00:00+00', now() - interval '1 day',"
	         " now() + interval '1 second' * %d)",
	         id.text, STR_ARGS(hash), workspace, seconds);
	with_db_ask(sql);
	return text;
}

/* The entry's seconds to live; -2 when there is none. */
static int64_t entry_ttl(const char *token)
{
	struct request *r = new_request(token);
	struct cache_call call = { .count = 2 };
	str hash = secret_sha256(&arena, str_of(token));

	call.words[0] = STR("TTL");
	call.words[1] = arena_fmt(&arena, "s:%.*s", STR_ARGS(hash));
	assert_int_equal(cache_trip(r, &call, 1), OK);
	return call.number;
}

static void test_row_then_entry(void **state)
{
	(void)state;
	const char *token = new_session("'" WORKSPACE "'", 86400);
	moment typed;

	assert_true(moment_parse(STR("2026-11-23T19:00:00Z"), &typed));
	for (int flushes = 1; flushes >= 0; flushes--) {
		struct request *r = new_request(token);

		assert_int_equal(who(r), OK);
		assert_int_equal(r->db_flushes, flushes);
		assert_string_equal(r->caller.person.text, PERSON);
		assert_string_equal(r->caller.workspace.text, WORKSPACE);
		assert_int_equal(r->caller.role, ROLE_MANAGER);
		assert_int_equal(r->caller.authenticated, typed);
		assert_true(uuid_given(&r->caller.session));
		assert_true(r->caller.by_cookie);
		assert_str(r->token, token);
	}
	assert_in_range(entry_ttl(token), SESSION_CHECK_SECONDS - 5, SESSION_CHECK_SECONDS);
}

static void test_without_a_workspace(void **state)
{
	(void)state;
	const char *token = new_session("null", 86400);

	for (int i = 0; i < 2; i++) {
		struct request *r = new_request(token);

		assert_int_equal(who(r), OK);
		assert_false(uuid_given(&r->caller.workspace));
		assert_int_equal(r->caller.role, ROLE_NONE);
		assert_string_equal(r->caller.person.text, PERSON);
	}
}

static void test_entry_ends_with_the_session(void **state)
{
	(void)state;
	const char *token = new_session("null", 60);

	assert_int_equal(who(new_request(token)), OK);
	assert_in_range(entry_ttl(token), 50, 60);
}

static void test_ended_sessions(void **state)
{
	(void)state;
	const char *token = new_session("null", -1);

	assert_int_equal(who(new_request(token)), UNAUTHORIZED);
	token = new_session("null", 86400);
	with_db_ask("update session set revoked_at = now()");
	assert_int_equal(who(new_request(token)), UNAUTHORIZED);
	token = new_session("null", 86400);
	with_db_ask("update session set seen_at = now() - interval '12 hours 1 minute'");
	assert_int_equal(who(new_request(token)), UNAUTHORIZED);
	assert_int_equal(entry_ttl(token), -2);
}

static void test_forgotten_is_asked_anew(void **state)
{
	(void)state;
	const char *token = new_session("null", 86400);
	struct request *r = new_request(token);

	assert_int_equal(who(r), OK);
	with_db_ask("update session set revoked_at = now()");
	assert_int_equal(who(new_request(token)), OK);
	r = new_request(token);
	struct caller before = { .role = ROLE_OWNER };
	uuid_parse(STR(PERSON), &before.session);
	uuid_parse(STR(PERSON), &before.person);
	str hash = secret_sha256(&arena, str_of(token));
	session_forget(r, hash);
	assert_int_equal(who(new_request(token)), UNAUTHORIZED);
	/* Whoever had asked before, and only now comes to write it down. */
	session_remember(r, hash, &before, moment_now() + SECONDS(3600));
	assert_int_equal(who(new_request(token)), UNAUTHORIZED);
}

/* Whatever is in Redis that we cannot read is asked anew, not believed. */
static void test_strange_entries(void **state)
{
	(void)state;
	static const char *const entries[] = {
		"", "1", "2 " PERSON " " PERSON " " WORKSPACE " owner 5", "1 " PERSON " " PERSON " " WORKSPACE " king 5",
		"1 " PERSON " - - - 5", "1 " PERSON " " PERSON " - - x", "1 " PERSON " " PERSON " - - 5 more",
	};
	const char *token = new_session("'" WORKSPACE "'", 86400);

	for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
		struct request *r = new_request(token);
		str hash = secret_sha256(&arena, str_of(token));
		struct cache_call set = { .count = 3,
			                  .words = { STR("SET"),
			                             arena_fmt(&arena, "s:%.*s", STR_ARGS(hash)),
			                             str_of(entries[i]) } };

		assert_int_equal(cache_trip(r, &set, 1), OK);
		assert_int_equal(who(r), OK);
		assert_int_equal(r->caller.role, ROLE_MANAGER);
		assert_int_equal(r->db_flushes, 1);
	}
}

/* A cookie that we cannot have made costs no trip. */
static void test_malformed_cookies(void **state)
{
	(void)state;
	static const char *const tokens[] = { NULL,
		                              "",
		                              "short",
		                              "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		                              "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
		                              "AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA" };
	struct cache_call call;

	for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
		struct request *r = new_request(tokens[i]);

		assert_false(session_ask(r, &call));
		assert_absent(r->token);
	}
	assert_int_equal(who(new_request("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
	                 UNAUTHORIZED);
}

/* Redis away: the row answers, and nothing is written to Redis. */
static void test_redis_away_logs_no_one_out(void **state)
{
	(void)state;
	const char *token = new_session("'" WORKSPACE "'", 86400);
	struct request *r = new_request(token);
	struct cache_call call;

	assert_true(session_ask(r, &call));
	assert_int_equal(session_answer(r, &call, UNAVAILABLE), OK);
	assert_string_equal(r->caller.person.text, PERSON);
	assert_int_equal(r->redis_trips, 0);
	assert_int_equal(entry_ttl(token), -2);
}

static void test_cookie(void **state)
{
	(void)state;
	struct request *r = new_request(NULL);
	str token, hash;

	session_new(r, &token, &hash);
	assert_int_equal(token.len, 43);
	assert_int_equal(hash.len, 64);
	session_cookie(r, STR("TOKEN"));
	assert_str(r->set_cookie,
	           "__Host-obelus=TOKEN; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=604800");
	session_uncookie(r);
	assert_str(r->set_cookie,
	           "__Host-obelus=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
}

static void test_csrf_is_of_the_session(void **state)
{
	(void)state;
	struct request *r = new_request(NULL);

	/* printf csrf | openssl dgst -sha256 -mac HMAC -macopt key:one, in base64url */
	r->token = STR("one");
	assert_str(session_csrf(r), "YfPUxxXKOdeTNxzJo8bIbOV7tBAs7Dufe4VwuPd-Y00");
	str one = session_csrf(r);
	r->token = STR("two");
	assert_false(str_eq(session_csrf(r), one));
}

/* Last, because both are lost for good. */
static void test_neither_answers(void **state)
{
	(void)state;
	const char *token = new_session("null", 86400);
	struct request *r = new_request(token);
	struct cache_call call;

	with_db_ask("alter function session_check rename to session_check_away");
	with_db_ask("select pg_terminate_backend(pid) from pg_stat_activity"
	            " where datname = current_database() and pid <> pg_backend_pid()");
	assert_true(session_ask(r, &call));
	assert_int_equal(session_answer(r, &call, UNAVAILABLE), UNAVAILABLE);
	assert_false(uuid_given(&r->caller.person));
}

static int tests_of_session(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_row_then_entry),
		cmocka_unit_test(test_without_a_workspace),
		cmocka_unit_test(test_entry_ends_with_the_session),
		cmocka_unit_test(test_ended_sessions),
		cmocka_unit_test(test_forgotten_is_asked_anew),
		cmocka_unit_test(test_strange_entries),
		cmocka_unit_test(test_malformed_cookies),
		cmocka_unit_test(test_redis_away_logs_no_one_out),
		cmocka_unit_test(test_cookie),
		cmocka_unit_test(test_csrf_is_of_the_session),
		cmocka_unit_test(test_neither_answers),
	};
	static const struct statement *const tables[] = { common_statements, NULL };

	db_statements(tables);
	const char *flaw = db_open();
	if (flaw)
		with_db_fail("db_open", flaw);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	config.db_connections = 3;
	config.db_lanes = 1;
	config.statement_ms = 5000;
	config.redis_ms = 2000;
	secret_init();
	arena_init(&arena, 4 << 20);
	with_db_begin("obelus_annotations");
	with_db_ask("insert into person (id, username, password, confirmed_at) values ('" PERSON
	            "', 'ada', '$argon2id$x', now());"
	            "insert into workspace (id, name) values ('" WORKSPACE "', 'Ada');"
	            "insert into member (workspace, person, role) values ('" WORKSPACE "', '" PERSON
	            "', 'manager')");
	own_redis_start("");
	config.redis = str_of(own_redis.socket);
	cache_open();
	int failed = in_task(tests_of_session);
	arena_free(&arena);
	own_redis_stop();
	return failed;
}
