#include "keyring.h"

#include "common_queries.h"
#include "db.h"
#include "in_task.h"
#include "secret.h"
#include "unit.h"
#include "with_db.h"

#include <stdatomic.h>

#define ONE   "0198c0de-0000-4000-8000-000000000001"
#define TWO   "0198c0de-0000-4000-8000-000000000002"
#define THREE "0198c0de-0000-4000-8000-000000000003"
#define NONE  "0198c0de-0000-4000-8000-00000000000f"
#define ASKERS 20

/* Someone who asks for a key, in a task and with memory of their own. */
struct asker {
	struct arena arena;
	struct request r;
	struct token_key key;
	const char *kid;
	status found;
	atomic_bool is_done;
};

static struct asker askers[ASKERS];

static void ask(void *of)
{
	struct asker *a = of;

	arena_reset(&a->arena);
	a->r = (struct request){ .arena = &a->arena };
	a->found = keyring_find(&a->r, str_of(a->kid), &a->key);
	a->is_done = true;
}

static struct asker *ask_for(const char *kid)
{
	askers[0].kid = kid;
	ask(&askers[0]);
	return &askers[0];
}

static bool is_done(const void *of)
{
	return ((const struct asker *)of)->is_done;
}

static bool is_found(const void *kid)
{
	return ask_for(kid)->found == OK;
}

static void publish(const char *kid)
{
	char sql[600];

	snprintf(sql, sizeof sql,
	         "insert into signing_key (id, public_pem, sealed, signs_from) values ('%s', E'-----BEGIN PUBLIC KEY-----\\n'"
	         " || repeat('%c', 124) || E'\\n-----END PUBLIC KEY-----\\n', repeat('s', 375), now())",
	         kid, kid[35]);
	with_db_ask(sql);
}

/* The first: nobody has asked before. */
static void test_one_asks_for_all(void **state)
{
	int flushes = 0;

	(void)state;
	publish(ONE);
	for (int i = 0; i < ASKERS; i++) {
		askers[i].kid = ONE;
		askers[i].is_done = false;
		task_start(ask, &askers[i]);
	}
	for (int i = 0; i < ASKERS; i++) {
		assert_true(others_until(is_done, &askers[i]));
		flushes += askers[i].r.db_flushes;
		assert_int_equal(askers[i].found, OK);
	}
	assert_int_equal(flushes, 1);
}

static void test_a_known_key_costs_nothing(void **state)
{
	struct asker *a = ask_for(ONE);

	(void)state;
	assert_int_equal(a->found, OK);
	assert_int_equal(a->r.db_flushes, 0);
	assert_str(a->key.kid, ONE);
	assert_true(str_starts(a->key.public_pem, STR("-----BEGIN PUBLIC KEY-----\n1111")));
	assert_absent(a->key.private_pem);
}

static void test_a_new_key_is_learned(void **state)
{
	(void)state;
	publish(TWO);
	assert_int_equal(ask_for(TWO)->found, OK);
	assert_int_equal(askers[0].r.db_flushes, 1);
	assert_int_equal(ask_for(TWO)->r.db_flushes, 0);
	assert_true(str_starts(askers[0].key.public_pem, STR("-----BEGIN PUBLIC KEY-----\n2222")));
}

/* Whoever makes kids up gets us to ask ten times, and then once a second. */
static void test_questions_are_bounded(void **state)
{
	int64_t began = now_ms();
	int flushes = 0;

	(void)state;
	for (int i = 0; i < 500; i++) {
		assert_int_equal(ask_for(NONE)->found, UNAUTHORIZED);
		flushes += askers[0].r.db_flushes;
	}
	assert_in_range(flushes, 1, 10 + (now_ms() - began) / 1000);
	with_db_ask("update signing_key set id = '" THREE "' where id = '" TWO "'");
	assert_true(others_until(is_found, THREE));
	with_db_ask("update signing_key set id = '" TWO "' where id = '" THREE "'");
	assert_true(others_until(is_found, TWO));
}

static bool is_forgotten(const void *kid)
{
	ask_for(NONE);
	return ask_for(kid)->found == UNAUTHORIZED;
}

static void test_a_key_that_is_gone_is_forgotten(void **state)
{
	(void)state;
	with_db_ask("delete from signing_key where id = '" ONE "'");
	assert_true(others_until(is_forgotten, ONE));
	assert_int_equal(ask_for(TWO)->found, OK);
}

static void test_kids_that_cannot_be_ours(void **state)
{
	static const char *const kids[] = { "", "one", "../../etc/passwd", ONE " ", "' or true --", NULL };

	(void)state;
	for (size_t i = 0; i < sizeof kids / sizeof kids[0]; i++) {
		assert_int_equal(ask_for(kids[i])->found, UNAUTHORIZED);
		assert_int_equal(askers[0].r.db_flushes, 0);
	}
}

/* Once: the next may be refused without a question. */
static bool was_untold(const void *kid)
{
	static bool was;

	was = was || ask_for(kid)->found == UNAVAILABLE;
	return was;
}

/* Last, because they are lost for good: what we cannot tell is not refused as wrong, and what we know stays known. */
static void test_nobody_to_ask(void **state)
{
	(void)state;
	with_db_ask("alter table signing_key rename to signing_key_away");
	with_db_ask("update pg_database set datallowconn = false where datname = current_database()");
	with_db_ask("select pg_terminate_backend(pid) from pg_stat_activity"
	            " where datname = current_database() and pid <> pg_backend_pid()");
	assert_true(others_until(was_untold, NONE));
	assert_int_equal(ask_for(TWO)->found, OK);
	with_db_ask("update pg_database set datallowconn = true where datname = current_database()");
}

static void test_who_signs_for_whom(void **state)
{
	struct token_key key = { .kid = STR(ONE) };
	struct token_rules rules;

	(void)state;
	config.origin = STR("https://obelus.example");
	arena_reset(&askers[0].arena);
	rules = keyring_rules(&askers[0].arena, &key);
	assert_str(rules.issuer, "https://obelus.example");
	assert_str(rules.audience, "https://obelus.example/api");
	assert_int_equal(rules.key_count, 1);
}

static int tests_of_keyring(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_asks_for_all),
		cmocka_unit_test(test_a_known_key_costs_nothing),
		cmocka_unit_test(test_a_new_key_is_learned),
		cmocka_unit_test(test_questions_are_bounded),
		cmocka_unit_test(test_a_key_that_is_gone_is_forgotten),
		cmocka_unit_test(test_kids_that_cannot_be_ours),
		cmocka_unit_test(test_who_signs_for_whom),
		cmocka_unit_test(test_nobody_to_ask),
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
	secret_init();
	for (int i = 0; i < ASKERS; i++)
		arena_init(&askers[i].arena, 1 << 20);
	with_db_begin("obelus_annotations");
	int failed = in_task(tests_of_keyring);
	for (int i = 0; i < ASKERS; i++)
		arena_free(&askers[i].arena);
	return failed;
}
