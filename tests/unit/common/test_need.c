#include "activity.h"
#include "need.h"
#include "unit.h"

static bool may(enum need n, const char *role)
{
	enum role r = role_of(str_of(role));

	assert_int_not_equal(r, ROLE_NONE);
	return need_met(n, r);
}

/* The policy as people would say it. */
static void test_who_may_what(void **state)
{
	(void)state;
	assert_true(may(PROJECT_WRITE, "owner"));
	assert_true(may(PROJECT_WRITE, "admin"));
	assert_true(may(PROJECT_WRITE, "manager"));
	assert_false(may(PROJECT_WRITE, "reviewer"));
	assert_false(may(PROJECT_WRITE, "annotator"));
	assert_true(may(SPAN_WRITE, "annotator"));
	assert_true(may(SPAN_WRITE, "reviewer"));
	assert_false(may(EXPORT_READ, "annotator"));
	assert_false(may(EXPORT_READ, "reviewer"));
	assert_true(may(EXPORT_READ, "manager"));
}

static void test_who_only_pays_reads_no_text(void **state)
{
	(void)state;
	for (enum need n = SIGNED_IN + 1; n < NEED_COUNT; n++)
		assert_int_equal(may(n, "billing"), n == MEMBER_READ || n == TOKEN_WRITE || n == TOKEN_EXCHANGE);
}

static void test_strangers_and_members_of_nothing(void **state)
{
	(void)state;
	assert_true(need_met(ANYONE, ROLE_NONE));
	assert_true(need_met(SIGNED_IN, ROLE_NONE));
	for (enum need n = SIGNED_IN + 1; n < NEED_COUNT; n++)
		assert_false(need_met(n, ROLE_NONE));
	assert_false(need_met(NEED_NONE, ROLE_OWNER));
}

/* A token is for what a workspace holds, never for who someone is. */
static void test_what_a_token_may(void **state)
{
	uint64_t all = 0;

	(void)state;
	for (const char *const *s = need_scopes; *s; s++) {
		assert_int_not_equal(need_scope(str_of(*s)), 0);
		assert_int_equal(all & need_scope(str_of(*s)), 0);
		all |= need_scope(str_of(*s));
	}
	assert_true(need_granted(SPAN_WRITE, need_scope(STR("span.write"))));
	assert_false(need_granted(SPAN_READ, need_scope(STR("span.write"))));
	assert_true(need_granted(ANYONE, 0));
	assert_false(need_granted(SIGNED_IN, all));
	assert_false(need_granted(TOKEN_WRITE, all));
	assert_false(need_granted(TOKEN_EXCHANGE, all));
	assert_true(need_scoped(MEMBER_READ, false));
	assert_false(need_scoped(MEMBER_READ, true));
	assert_true(need_scoped(MEMBER_WRITE, true));
	assert_false(need_scoped(SIGNED_IN, false) || need_scoped(ANYONE, false) || need_scoped(TOKEN_EXCHANGE, true));
	assert_int_equal(need_scope(STR("token.write")) | need_scope(STR("anyone")) | need_scope(STR("")), 0);
}

static void test_words(void **state)
{
	(void)state;
	for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
		assert_int_equal(role_of(str_of(role_word(r))), r);
	assert_string_equal(role_word(ROLE_NONE), "");
	assert_int_equal(role_of(STR("")), ROLE_NONE);
	assert_int_equal(role_of(STR("Owner")), ROLE_NONE);
	assert_string_equal(need_word(PROJECT_READ), "project.read");
	for (enum need n = NEED_NONE + 1; n < NEED_COUNT; n++)
		assert_true(strlen(need_about(n)) > 5);
}

static void test_verbs(void **state)
{
	(void)state;
	assert_string_equal(activity_verb(ACTIVITY_NONE), "");
	assert_string_equal(activity_verb(ACTIVITY_SPAN_DELETE), "span.delete");
	for (enum activity a = ACTIVITY_NONE + 1; a < ACTIVITY_COUNT; a++)
		for (enum activity b = ACTIVITY_NONE; b < a; b++)
			assert_string_not_equal(activity_verb(a), activity_verb(b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_may_what),
		cmocka_unit_test(test_who_only_pays_reads_no_text),
		cmocka_unit_test(test_strangers_and_members_of_nothing),
		cmocka_unit_test(test_what_a_token_may),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_verbs),
	};

	return cmocka_run_group_tests_name("need", tests, NULL, NULL);
}
