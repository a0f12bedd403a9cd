#include "unit.h"
#include "uuid.h"

#include <regex.h>
#include <time.h>

/* Does the OpenAPI document say of this text that it is an id? */
static bool is_described(const char *text)
{
	regex_t pattern;

	assert_int_equal(regcomp(&pattern, UUID_PATTERN, REG_EXTENDED | REG_NOSUB), 0);
	bool is_so = !regexec(&pattern, text, 0, NULL, 0);
	regfree(&pattern);
	return is_so;
}

/* RFC 9562 appendix A: its own examples. */
static void test_examples_are_read(void **state)
{
	static const char *const examples[] = {
		"c232ab00-9414-11ec-b3c8-9f6bdeced846", "919108f7-52d1-4320-9bac-f847db4148a8",
		"1ec9414c-232a-6b00-b3c8-9f6bdeced846", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
		"2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
	};
	uuid id;

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		assert_true(uuid_parse(str_of(examples[i]), &id));
		assert_string_equal(id.text, examples[i]);
		assert_str(uuid_str(&id), examples[i]);
		assert_true(is_described(examples[i]));
	}
}

static void test_other_forms_are_refused(void **state)
{
	static const char *const refused[] = {
		"",
		"017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
		"017f22e279b07cc398c4dc0c0c07398f",
		"{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
		"017f22e2079b0-7cc3-98c4-dc0c0c07398f",
		"017f22e-279b0-7cc3-98c4-dc0c0c07398f",
		"017f22e2-79b0-7cc3-98c4-dc0c0c073 8f",
	};
	uuid id = { "kept" };

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_false(uuid_parse(str_of(refused[i]), &id));
		assert_false(is_described(refused[i]));
	}
	assert_false(uuid_parse((str){ 0 }, &id));
	assert_string_equal(id.text, "kept");
}

static uint64_t ms_of(const uuid *id)
{
	unsigned long high, low;

	assert_int_equal(sscanf(id->text, "%8lx-%4lx-", &high, &low), 2);
	return (uint64_t)high << 16 | low;
}

/* RFC 9562 5.7: 48 bits of Unix milliseconds, version 7, variant 10. */
static void test_new_tells_the_time(void **state)
{
	struct timespec now;
	uuid id = uuid_new();

	(void)state;
	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	assert_in_range(ms_of(&id), ms - 1000, ms);
	assert_int_equal(id.text[14], '7');
	assert_non_null(strchr("89ab", id.text[19]));
	assert_true(uuid_parse(uuid_str(&id), &id));
}

static void test_new_ones_sort_by_time(void **state)
{
	uuid before = uuid_new();

	(void)state;
	for (int i = 0; i < 1000; i++) {
		/* The fraction has steps of 244 ns: wait for the next. */
		struct timespec from, now;
		clock_gettime(CLOCK_REALTIME, &from);
		do
			clock_gettime(CLOCK_REALTIME, &now);
		while (now.tv_sec == from.tv_sec && now.tv_nsec - from.tv_nsec < 500);
		uuid after = uuid_new();
		assert_true(strcmp(before.text, after.text) < 0);
		before = after;
	}
}

/* RFC 9562 5.4: version 4, and no two alike. */
static void test_random_tells_nothing(void **state)
{
	uuid a = uuid_random(), b = uuid_random();

	(void)state;
	assert_int_equal(a.text[14], '4');
	assert_non_null(strchr("89ab", a.text[19]));
	assert_false(uuid_eq(&a, &b));
	assert_memory_not_equal(a.text, b.text, 8);
}

static void test_absent(void **state)
{
	uuid none = { 0 };

	(void)state;
	assert_false(uuid_given(&none));
	assert_int_equal(uuid_str(&none).len, 0);
	assert_true(uuid_given(&uuid_nil));
	assert_string_equal(uuid_nil.text, "00000000-0000-0000-0000-000000000000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples_are_read),
		cmocka_unit_test(test_other_forms_are_refused),
		cmocka_unit_test(test_new_tells_the_time),
		cmocka_unit_test(test_new_ones_sort_by_time),
		cmocka_unit_test(test_random_tells_nothing),
		cmocka_unit_test(test_absent),
	};

	return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}
