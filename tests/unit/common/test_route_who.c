#include "notes.h"

#include "common_queries.h"
#include "in_task.h"
#include "own_redis.h"
#include "session.h"
#include "with_db.h"

/* Signed in with a session that Redis knows. */
static struct request *signed_in(struct request *r, enum role role, int seconds_ago)
{
	struct caller c = { .role = role, .authenticated = r->now - SECONDS(seconds_ago) };
	str token, hash;

	assert_true(uuid_parse(STR(ID), &c.person));
	assert_true(uuid_parse(STR(ID), &c.session));
	if (role)
		assert_true(uuid_parse(STR(ID), &c.workspace));
	session_new(r, &token, &hash);
	session_remember(r, hash, &c, r->now + SECONDS(600));
	r->cookie = arena_fmt(&arena, SESSION_COOKIE "=%.*s", STR_ARGS(token));
	struct request asked = { .arena = &arena, .token = token };
	r->csrf = session_csrf(&asked);
	r->redis_trips = 0;
	return r;
}

static void test_who(void **state)
{
	(void)state;
	answer(request("GET", "/mine"), 401);
	answer(request("GET", "/projects"), 401);
	answer(signed_in(request("GET", "/mine"), ROLE_NONE, 0), 200);
	answer(signed_in(request("GET", "/projects"), ROLE_NONE, 0), 403);
	answer(signed_in(request("GET", "/projects"), ROLE_ANNOTATOR, 0), 403);
	answer(signed_in(request("GET", "/projects"), ROLE_MANAGER, 0), 200);
	assert_int_equal(runs, 2);
}

/* Limits and session travel together. */
static void test_one_trip(void **state)
{
	(void)state;
	struct request *r = signed_in(request("GET", "/mine"), ROLE_NONE, 0);
	answer(r, 200);
	assert_int_equal(r->redis_trips, 1);
	assert_int_equal(r->db_flushes, 0);
	assert_string_equal(r->caller.person.text, ID);
	r = request("GET", "/notes");
	answer(r, 200);
	assert_int_equal(r->redis_trips, 1);
}

static void test_strangers_are_welcome_with_a_session_too(void **state)
{
	(void)state;
	struct request *r = signed_in(request("GET", "/notes"), ROLE_OWNER, 0);
	answer(r, 200);
	assert_string_equal(r->caller.person.text, ID);
	assert_int_equal(r->caller.role, ROLE_OWNER);
}

static void test_a_password_typed_lately(void **state)
{
	(void)state;
	answer(signed_in(request("GET", "/fresh"), ROLE_NONE, 299), 200);
	struct request *r = signed_in(request("GET", "/fresh"), ROLE_NONE, 301);
	answer(r, 401);
	assert_non_null(strstr(r->out.ptr, "/problems/reauthenticate"));
}

static status over_the_limit(struct request *r)
{
	r->address = STR("192.0.2.77");
	for (int i = 0; i < 10; i++) {
		struct request *same = request("GET", "/rare");
		same->address = r->address;
		same->now = r->now;
		answer(same, 200);
	}
	return OK;
}

static void test_limits(void **state)
{
	(void)state;
	struct request *r = request("GET", "/rare");
	assert_int_equal(over_the_limit(r), OK);
	answer(r, 429);
	assert_in_range(r->retry_after, 1, 120);
}

static void site(struct request *r, const char *fetch_site, const char *origin)
{
	r->fetch_site = str_of(fetch_site);
	r->origin = str_of(origin);
}

static void test_csrf(void **state)
{
	(void)state;
	answer(signed_in(request("POST", "/mine"), ROLE_NONE, 0), 204);
	struct request *r = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	r->csrf = (str){ 0 };
	answer(r, 403);
	assert_non_null(strstr(r->out.ptr, "/problems/cross-site"));
	struct request *other = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	r = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	r->csrf = other->csrf;
	answer(r, 403);
	r = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	site(r, "same-origin", NULL);
	r->csrf = str_from(r->csrf, 1);
	answer(r, 403);
	/* A cookie is a cookie where none is needed. */
	r = signed_in(request("POST", "/notes/" ID "/refuse"), ROLE_NONE, 0);
	r->csrf = (str){ 0 };
	answer(r, 403);
	assert_int_equal(runs, 1);
}

/* Who comes with a session that has ended is a stranger: log-in must take them, without a token they cannot have. */
static void test_a_dead_cookie_closes_no_open_door(void **state)
{
	static const char cookie[] = SESSION_COOKIE "=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

	(void)state;
	struct request *r = request("POST", "/notes/" ID "/refuse");
	r->cookie = str_of(cookie);
	answer(r, 409);
	assert_int_equal(r->db_flushes, 1);
	assert_false(uuid_given(&r->caller.person));
	r = request("GET", "/mine");
	r->cookie = str_of(cookie);
	answer(r, 401);
}

/* Made-up sessions are new names each time, but come from one address: 600 a minute, in hundredths. */
static void test_made_up_sessions_are_counted_by_address(void **state)
{
	const int64_t usual = config.limit_percent;

	(void)state;
	config.limit_percent = 1;
	for (int i = 0; i < 7; i++) {
		struct request *r = request("GET", "/mine");

		r->address = STR("198.51.100.9");
		r->cookie = arena_fmt(&arena, SESSION_COOKIE "=%.*s", STR_ARGS(secret_token(&arena)));
		answer(r, i < 6 ? 401 : 429);
		assert_int_equal(r->db_flushes, i < 6);
	}
	config.limit_percent = usual;
}

/* The limit is counted here then. */
static void test_redis_away(void **state)
{
	(void)state;
	own_redis_end();
	struct request *r = request("GET", "/rare");
	r->address = STR("192.0.2.78");
	answer(r, 200);
	answer(request("GET", "/mine"), 401);
	r = request("GET", "/rare");
	r->address = STR("192.0.2.78");
	answer(r, 200);
	r = request("GET", "/rare");
	r->address = STR("192.0.2.78");
	answer(r, 429);
	own_redis_run();
}

#define TEST(name) cmocka_unit_test_setup(name, begin)

static int tests_of_who(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_who),
		TEST(test_one_trip),
		TEST(test_strangers_are_welcome_with_a_session_too),
		TEST(test_a_password_typed_lately),
		TEST(test_limits),
		TEST(test_csrf),
		TEST(test_a_dead_cookie_closes_no_open_door),
		TEST(test_made_up_sessions_are_counted_by_address),
		TEST(test_redis_away),
	};
	static const struct statement *const tables[] = { common_statements, NULL };

	db_statements(tables);
	const char *flaw = db_open();
	if (flaw)
		with_db_fail("db_open", flaw);
	return cmocka_run_group_tests_name("route_who", tests, NULL, NULL);
}

int main(void)
{
	notes_begin();
	config.db_connections = 3;
	config.db_lanes = 1;
	config.statement_ms = 5000;
	config.redis_ms = 2000;
	with_db_begin("obelus_annotations");
	own_redis_start("");
	config.redis = str_of(own_redis.socket);
	cache_open();
	int failed = in_task(tests_of_who);
	own_redis_stop();
	return failed;
}
