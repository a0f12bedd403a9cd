/* How wrong passwords are counted: in Redis, and by this process alone while it is away. */
#include "guess.h"

#include "../common/own_redis.h"
#include "../common/unit.h"
#include "config.h"
#include "secret.h"

static struct arena arena;

/* A time that no other test uses. */
static moment a_time(int hours, int64_t ms)
{
	return SECONDS(1800000000 + hours * 3600) + ms * 1000;
}

static struct request request_at(moment now)
{
	return (struct request){ .arena = &arena, .now = now };
}

static status ask_at(const char *who, moment now)
{
	struct request r = request_at(now);
	struct guess g;

	return guess_ask(&r, str_of(who), &g);
}

static int passed(int tries, const char *who, moment now)
{
	int n = 0;

	for (int i = 0; i < tries; i++)
		n += ask_at(who, now) == OK;
	return n;
}

static void test_ten_are_free(void **state)
{
	(void)state;
	assert_int_equal(passed(15, "name ten", a_time(0, 0)), 10);
	assert_int_equal(passed(15, "browser ten", a_time(0, 0)), 10);
}

static void test_one_trip_each_and_no_person_in_it(void **state)
{
	struct request r = request_at(a_time(1, 0));
	struct guess one, other;

	(void)state;
	assert_int_equal(guess_ask(&r, STR("name zoe"), &one), OK);
	assert_int_equal(guess_ask(&r, STR("name zoe2"), &other), OK);
	assert_int_equal(r.redis_trips, 2);
	assert_int_equal(one.who.len, 22);
	assert_false(str_eq(one.who, other.who));
	assert_null(memmem(one.who.ptr, one.who.len, "zoe", 3));
}

static void test_the_right_one_forgets_the_wrong_ones(void **state)
{
	struct request r = request_at(a_time(2, 0));
	struct cache_call calls[GUESS_CALLS];
	struct guess g;

	(void)state;
	assert_int_equal(passed(9, "name right", r.now), 9);
	assert_int_equal(guess_ask(&r, STR("name right"), &g), OK);
	assert_int_equal(ask_at("name right", r.now), TOO_MANY);
	assert_int_equal(guess_right(&r, &g, calls), GUESS_CALLS);
	assert_int_equal(cache_trip(&r, calls, GUESS_CALLS), OK);
	assert_int_equal(calls[0].number, 2);
	assert_int_equal(passed(15, "name right", r.now), 10);
}

static void test_what_was_not_looked_at_does_not_count(void **state)
{
	struct request r = request_at(a_time(3, 0));
	struct guess g;

	(void)state;
	assert_int_equal(passed(9, "name undone", r.now), 9);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(guess_ask(&r, STR("name undone"), &g), OK);
		guess_undo(&r, &g);
	}
	assert_int_equal(passed(5, "name undone", r.now), 1);
}

static void test_what_redis_counted_counts_when_it_is_gone(void **state)
{
	(void)state;
	assert_int_equal(passed(10, "name kept", a_time(4, 0)), 10);
	own_redis_stop();
	assert_int_equal(ask_at("name kept", a_time(4, 499)), TOO_MANY);
	assert_int_equal(ask_at("name kept", a_time(4, 500)), OK);
	/* The eleventh, of three that are free here: 2^8 half seconds. */
	assert_int_equal(ask_at("name kept", a_time(4, 500 + 127999)), TOO_MANY);
	assert_int_equal(ask_at("name kept", a_time(4, 500 + 128000)), OK);
}

static void test_three_are_free_while_redis_is_away(void **state)
{
	static const int64_t waits[] = { 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 512000,
		                         900000, 900000 };
	struct request r = request_at(a_time(5, 0));
	struct guess g;

	(void)state;
	assert_int_equal(passed(5, "name away", r.now), 3);
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		r.retry_after = 0;
		assert_int_equal(guess_ask(&r, STR("name away"), &g), TOO_MANY);
		assert_int_equal(r.retry_after, (waits[i] + 999) / 1000);
		r.now += waits[i] * 1000;
		assert_int_equal(guess_ask(&r, STR("name away"), &g), OK);
	}
	/* A day later nothing is known of it. */
	assert_int_equal(passed(5, "name away", r.now + SECONDS(86401)), 3);
}

static void test_right_and_undone_while_redis_is_away(void **state)
{
	struct request r = request_at(a_time(6, 0));
	struct cache_call calls[GUESS_CALLS];
	struct guess g;

	(void)state;
	assert_int_equal(passed(2, "name there", r.now), 2);
	assert_int_equal(guess_ask(&r, STR("name there"), &g), OK);
	guess_undo(&r, &g);
	assert_int_equal(guess_ask(&r, STR("name there"), &g), OK);
	assert_int_equal(ask_at("name there", r.now), TOO_MANY);
	assert_int_equal(guess_right(&r, &g, calls), 0);
	assert_int_equal(passed(5, "name there", r.now), 3);
}

/* Whoever guesses at many names does not make the process forget one that is shut. */
static void test_many_names_fit_in_a_small_table(void **state)
{
	char who[32];

	(void)state;
	assert_int_equal(passed(5, "name victim", a_time(7, 0)), 3);
	for (int i = 0; i < 10000; i++) {
		struct arena_mark here = arena_mark(&arena);
		snprintf(who, sizeof who, "name %d", i);
		assert_int_equal(ask_at(who, a_time(7, 0)), OK);
		arena_rewind(&arena, here);
	}
	assert_int_equal(ask_at("name victim", a_time(7, 499)), TOO_MANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ten_are_free),
		cmocka_unit_test(test_one_trip_each_and_no_person_in_it),
		cmocka_unit_test(test_the_right_one_forgets_the_wrong_ones),
		cmocka_unit_test(test_what_was_not_looked_at_does_not_count),
		cmocka_unit_test(test_what_redis_counted_counts_when_it_is_gone),
		cmocka_unit_test(test_three_are_free_while_redis_is_away),
		cmocka_unit_test(test_right_and_undone_while_redis_is_away),
		cmocka_unit_test(test_many_names_fit_in_a_small_table),
	};

	secret_init();
	arena_init(&arena, 64 << 20);
	own_redis_start("");
	config.redis = str_of(own_redis.socket);
	config.redis_ms = 2000;
	cache_open();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
