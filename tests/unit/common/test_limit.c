#include "limit.h"

#include "config.h"
#include "own_redis.h"
#include "secret.h"
#include "unit.h"

static struct arena arena;

/* Half past some minute that no other test uses. */
static moment a_time(int minutes, int seconds)
{
	return SECONDS(1800000000 + minutes * 60 + seconds);
}

static struct request request_of(const char *token, const char *address, moment now)
{
	return (struct request){
		.arena = &arena, .token = str_of(token), .address = str_of(address), .now = now
	};
}

static status ask(struct request *r, enum limit l)
{
	struct cache_call calls[LIMIT_CALLS];
	struct tally t;

	if (limit_ask(r, l, &t, calls) == 0)
		return OK;
	return limit_answer(r, &t, calls, cache_trip(r, calls, LIMIT_CALLS));
}

static status ask_without_redis(struct request *r, enum limit l)
{
	struct cache_call calls[LIMIT_CALLS];
	struct tally t;

	if (limit_ask(r, l, &t, calls) == 0)
		return OK;
	return limit_answer(r, &t, calls, UNAVAILABLE);
}

static int allowed_of(int tries, status (*one)(struct request *, enum limit), struct request r)
{
	int allowed = 0;

	for (int i = 0; i < tries; i++)
		allowed += one(&r, LIMIT_LOGIN) == OK;
	return allowed;
}

static void test_as_many_as_the_table_says(void **state)
{
	(void)state;
	struct request r = request_of(NULL, "192.0.2.1", a_time(0, 0));

	assert_int_equal(limit_a_minute(LIMIT_LOGIN), 20);
	assert_string_equal(limit_word(LIMIT_LOGIN), "login");
	assert_int_equal(allowed_of(30, ask, r), 20);
	assert_int_equal(ask(&r, LIMIT_LOGIN), TOO_MANY);
	assert_int_equal(ask(&r, LIMIT_SIGNUP), OK);
	assert_int_equal(r.redis_trips, 2);
}

/* 20 in one minute: half of the next one gone, ten of them still count. */
static void test_window_slides(void **state)
{
	(void)state;
	assert_int_equal(allowed_of(20, ask, request_of(NULL, "192.0.2.1", a_time(10, 0))), 20);
	assert_int_equal(allowed_of(30, ask, request_of(NULL, "192.0.2.1", a_time(11, 30))), 10);
	assert_int_equal(allowed_of(30, ask, request_of(NULL, "192.0.2.1", a_time(20, 0))), 20);
}

/* The first moment at which the same caller is let in again is the one that was promised. */
static void test_retry_after_is_true(void **state)
{
	(void)state;
	struct request r = request_of(NULL, "192.0.2.1", a_time(30, 10));

	assert_int_equal(allowed_of(20, ask, r), 20);
	assert_int_equal(ask(&r, LIMIT_LOGIN), TOO_MANY);
	/* 21 at second 10: from the next minute on 21 * (60 - s) / 60 + 1 <= 20, so s is 6 */
	assert_int_equal(r.retry_after, 56);

	struct request early = request_of(NULL, "192.0.2.1", a_time(30, 10) + SECONDS(55));
	struct request then = request_of(NULL, "192.0.2.1", a_time(30, 10) + SECONDS(56));

	assert_int_equal(ask(&then, LIMIT_LOGIN), OK);
	assert_int_equal(ask(&early, LIMIT_LOGIN), TOO_MANY);
}

/*
 * 20 in the minute before: a second into this one, 1 + 20 * 59 / 60 are too many; 2 + 20 *
 * 54 / 60 are not.
 */
static void test_retry_after_in_the_same_minute(void **state)
{
	(void)state;
	struct request r = request_of(NULL, "192.0.2.1", a_time(36, 1));

	assert_int_equal(allowed_of(20, ask, request_of(NULL, "192.0.2.1", a_time(35, 30))), 20);
	assert_int_equal(ask(&r, LIMIT_LOGIN), TOO_MANY);
	assert_int_equal(r.retry_after, 5);
	r.now += SECONDS(5);
	assert_int_equal(ask(&r, LIMIT_LOGIN), OK);
}

static void test_a_network_is_one_caller(void **state)
{
	(void)state;
	moment now = a_time(40, 0);

	assert_int_equal(allowed_of(20, ask, request_of(NULL, "198.51.100.7", now)), 20);
	assert_int_equal(allowed_of(1, ask, request_of(NULL, "198.51.100.250", now)), 0);
	assert_int_equal(allowed_of(1, ask, request_of(NULL, "::ffff:198.51.100.9", now)), 0);
	assert_int_equal(allowed_of(1, ask, request_of(NULL, "198.51.101.7", now)), 1);
	assert_int_equal(allowed_of(20, ask, request_of(NULL, "2001:db8:1:2::1", now)), 20);
	assert_int_equal(allowed_of(1, ask, request_of(NULL, "2001:db8:1:2:ffff::9", now)), 0);
	assert_int_equal(allowed_of(1, ask, request_of(NULL, "2001:db8:1:3::1", now)), 1);
}

static str key_of(const char *token, const char *address, enum limit l)
{
	struct cache_call calls[LIMIT_CALLS];
	struct request r = request_of(token, address, a_time(50, 0));
	struct tally t;

	if (limit_ask(&r, l, &t, calls) == 0)
		assert_int_equal(limit_ask(&r, l, &t, calls), LIMIT_CALLS);
	return calls[0].words[1];
}

static void test_sessions_count_for_themselves_but_where_addresses_do(void **state)
{
	(void)state;
	assert_false(
		str_eq(key_of("a", "192.0.2.1", LIMIT_READ), key_of("b", "192.0.2.1", LIMIT_READ)));
	assert_true(str_eq(key_of("a", "192.0.2.1", LIMIT_READ),
	                   key_of("a", "203.0.113.1", LIMIT_READ)));
	assert_true(str_eq(key_of("a", "192.0.2.1", LIMIT_LOGIN),
	                   key_of("b", "192.0.2.1", LIMIT_LOGIN)));
	assert_false(str_eq(key_of(NULL, "192.0.2.1", LIMIT_READ),
	                    key_of(NULL, "203.0.113.1", LIMIT_READ)));
}

/* Twenty-two characters of a signature, and nothing of whom it is about. */
static void test_no_person_in_redis(void **state)
{
	(void)state;
	str key = key_of("tok", "192.0.2.1", LIMIT_LOGIN);

	assert_true(str_starts(key, STR("rl:login:")));
	assert_int_equal(key.len, strlen("rl:login:") + 22 + strlen(":30000050"));
	assert_null(memmem(key.ptr, key.len, "192", 3));
	assert_null(memmem(key.ptr, key.len, "tok", 3));
}

static void test_counts_are_forgotten(void **state)
{
	(void)state;
	struct request r = request_of(NULL, "192.0.2.77", a_time(60, 0));
	struct cache_call calls[LIMIT_CALLS], ttl = { .count = 2 };
	struct tally t;

	limit_ask(&r, LIMIT_LOGIN, &t, calls);
	assert_int_equal(cache_trip(&r, calls, LIMIT_CALLS), OK);
	ttl.words[0] = STR("TTL");
	ttl.words[1] = calls[0].words[1];
	assert_int_equal(cache_trip(&r, &ttl, 1), OK);
	assert_in_range(ttl.number, 115, 120);
}

/* As an API client that labels by program does. */
static void test_who_asks_often_is_counted_in_blocks(void **state)
{
	(void)state;
	struct request r = request_of("busy", "192.0.2.1", a_time(110, 0));
	int passed = 0;

	for (int i = 0; i < 2000; i++) {
		struct arena_mark here = arena_mark(&arena);
		passed += ask(&r, LIMIT_READ) == OK;
		arena_rewind(&arena, here);
		if (i == 999)
			assert_in_range(r.redis_trips, 16, 120);
	}
	assert_int_equal(passed, limit_a_minute(LIMIT_READ));
}

static void count_elsewhere(struct request *r, str key, const char *by)
{
	struct cache_call call = { .count = 3, .words = { STR("INCRBY"), key, str_of(by) } };

	assert_int_equal(cache_trip(r, &call, 1), OK);
	assert_int_equal(call.is, CACHE_NUMBER);
}

/* Many at once, and Redis answers none before all have asked: one block is under way, not one each.
 */
static void test_many_at_once_ask_for_one_block(void **state)
{
	enum { AT_ONCE = 64 };
	struct cache_call calls[AT_ONCE][LIMIT_CALLS];
	struct request r = request_of("at once", "192.0.2.1", a_time(115, 0));
	struct tally t[AT_ONCE];
	int passed = 0, refused = 0;

	(void)state;
	while (refused == 0) {
		struct arena_mark here = arena_mark(&arena);
		size_t asked[AT_ONCE];

		for (int i = 0; i < AT_ONCE; i++)
			asked[i] = limit_ask(&r, LIMIT_READ, &t[i], calls[i]);
		for (int i = 0; i < AT_ONCE; i++) {
			bool is_in = !asked[i] ||
			             limit_answer(&r, &t[i], calls[i],
			                          cache_trip(&r, calls[i], LIMIT_CALLS)) == OK;
			passed += is_in;
			refused += !is_in;
		}
		arena_rewind(&arena, here);
	}
	assert_in_range(passed, limit_a_minute(LIMIT_READ) - 31, limit_a_minute(LIMIT_READ));
}

/* Another process may use up what is left: at most a block more than is allowed passes. */
static void test_blocks_of_many_processes(void **state)
{
	(void)state;
	struct request r = request_of("here and there", "192.0.2.1", a_time(120, 0));
	struct cache_call calls[LIMIT_CALLS];
	struct tally t;
	int passed = 0;

	for (int i = 0; i < 600; i++)
		assert_int_equal(ask(&r, LIMIT_READ), OK);
	while (limit_ask(&r, LIMIT_READ, &t, calls) == 0)
		continue;
	count_elsewhere(&r, calls[0].words[1], "599");
	for (int i = 0; i < 100; i++)
		passed += ask(&r, LIMIT_READ) == OK;
	assert_in_range(passed, 0, 1);
	assert_in_range(r.retry_after, 1, 120);
}

/* Whoever makes sessions up makes each but once. */
static void test_a_session_leaves_nothing_at_first(void **state)
{
	(void)state;
	struct request r = request_of("made up", "192.0.2.1", a_time(130, 0));
	struct cache_call calls[LIMIT_CALLS];
	struct tally t;

	assert_int_equal(limit_ask(&r, LIMIT_EXPORT, &t, calls), 0);
	assert_int_equal(limit_ask(&r, LIMIT_EXPORT, &t, calls), LIMIT_CALLS);
	assert_true(str_eq(calls[0].words[2], STR("2")));
	assert_int_equal(limit_answer(&r, &t, calls, cache_trip(&r, calls, LIMIT_CALLS)), OK);
	for (int passed = 2; passed < limit_a_minute(LIMIT_EXPORT); passed++)
		assert_int_equal(ask(&r, LIMIT_EXPORT), OK);
	assert_int_equal(ask(&r, LIMIT_EXPORT), TOO_MANY);
}

/* … and once it is known to be none, it is counted no more, but by address. */
static void test_a_session_that_is_none_leaves_nothing(void **state)
{
	(void)state;
	struct request r = request_of("made up, too", "192.0.2.1", a_time(140, 0));
	struct request a = request_of(NULL, "192.0.2.1", a_time(140, 0));
	struct cache_call calls[LIMIT_CALLS];
	struct tally t;

	assert_int_equal(limit_ask(&r, LIMIT_EXPORT, &t, calls), 0);
	limit_nobody(&r, &t);
	for (int i = 0; i < 100; i++)
		assert_int_equal(limit_ask(&r, LIMIT_EXPORT, &t, calls), 0);
	/* Nobody's address is nobody. */
	assert_int_equal(limit_ask(&a, LIMIT_EXPORT, &t, calls), LIMIT_CALLS);
	limit_nobody(&a, &t);
	assert_int_equal(limit_answer(&a, &t, calls, UNAVAILABLE), OK);
	assert_int_equal(limit_ask(&a, LIMIT_EXPORT, &t, calls), LIMIT_CALLS);
}

static void test_counted_here_while_redis_is_away(void **state)
{
	(void)state;
	struct request r = request_of(NULL, "198.51.100.1", a_time(150, 0));
	int64_t quarter = limit_a_minute(LIMIT_UNKNOWN) / 4;

	for (int64_t i = 0; i < quarter; i++) {
		assert_int_equal(limit_here(&r, LIMIT_UNKNOWN, false), OK);
		assert_int_equal(limit_here(&r, LIMIT_UNKNOWN, true), OK);
	}
	assert_int_equal(limit_here(&r, LIMIT_UNKNOWN, false), TOO_MANY);
	assert_in_range(r.retry_after, 1, 120);
	r.address = STR("198.51.101.1");
	assert_int_equal(limit_here(&r, LIMIT_UNKNOWN, false), OK);
}

static void test_percent_scales(void **state)
{
	(void)state;
	config.limit_percent = 250;
	assert_int_equal(allowed_of(60, ask, request_of(NULL, "192.0.2.1", a_time(70, 0))), 50);
	config.limit_percent = 1;
	assert_int_equal(allowed_of(60, ask, request_of(NULL, "192.0.2.1", a_time(80, 0))), 1);
	config.limit_percent = 100;
}

static void test_a_quarter_while_redis_is_away(void **state)
{
	(void)state;
	assert_int_equal(
		allowed_of(30, ask_without_redis, request_of(NULL, "192.0.2.1", a_time(90, 0))), 5);
	assert_int_equal(
		allowed_of(30, ask_without_redis, request_of(NULL, "192.0.3.1", a_time(90, 0))), 5);
	/*
	 * the 30 of the minute before count for half: still too many; and for nothing two
	 * minutes later
	 */
	assert_int_equal(
		allowed_of(30, ask_without_redis, request_of(NULL, "192.0.2.1", a_time(91, 30))),
		0);
	assert_int_equal(
		allowed_of(30, ask_without_redis, request_of(NULL, "192.0.2.1", a_time(93, 0))), 5);
}

/* Ten thousand strangers do not make a busy one forgotten. */
static void test_many_callers_fit_in_a_small_table(void **state)
{
	(void)state;
	char address[32];

	assert_int_equal(
		allowed_of(30, ask_without_redis, request_of(NULL, "192.0.2.1", a_time(99, 0))), 5);
	for (int i = 0; i < 10000; i++) {
		struct arena_mark here = arena_mark(&arena);
		snprintf(address, sizeof address, "10.%d.%d.1", i / 250, i % 250);
		struct request r = request_of(NULL, address, a_time(99, 0));
		assert_int_equal(ask_without_redis(&r, LIMIT_LOGIN), OK);
		arena_rewind(&arena, here);
	}
	assert_int_equal(
		allowed_of(1, ask_without_redis, request_of(NULL, "192.0.2.1", a_time(99, 1))), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_many_as_the_table_says),
		cmocka_unit_test(test_window_slides),
		cmocka_unit_test(test_retry_after_is_true),
		cmocka_unit_test(test_retry_after_in_the_same_minute),
		cmocka_unit_test(test_a_network_is_one_caller),
		cmocka_unit_test(test_sessions_count_for_themselves_but_where_addresses_do),
		cmocka_unit_test(test_no_person_in_redis),
		cmocka_unit_test(test_counts_are_forgotten),
		cmocka_unit_test(test_who_asks_often_is_counted_in_blocks),
		cmocka_unit_test(test_many_at_once_ask_for_one_block),
		cmocka_unit_test(test_blocks_of_many_processes),
		cmocka_unit_test(test_a_session_leaves_nothing_at_first),
		cmocka_unit_test(test_a_session_that_is_none_leaves_nothing),
		cmocka_unit_test(test_counted_here_while_redis_is_away),
		cmocka_unit_test(test_percent_scales),
		cmocka_unit_test(test_a_quarter_while_redis_is_away),
		cmocka_unit_test(test_many_callers_fit_in_a_small_table),
	};

	secret_init();
	arena_init(&arena, 64 << 20);
	own_redis_start("");
	config.redis = str_of(own_redis.socket);
	config.redis_ms = 2000;
	config.limit_percent = 100;
	cache_open();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	own_redis_stop();
	return failed;
}
