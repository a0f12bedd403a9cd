#include "unit.h"

static void test_equal(void **state)
{
	(void)state;
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_eq(STR("ab"), STR("a")));
	assert_true(str_eq((str){ 0 }, STR("")));
	assert_null(str_of(NULL).ptr);
}

static void test_same_but_for_case(void **state)
{
	(void)state;
	assert_true(str_same(STR("Text/Plain"), STR("tEXT/pLAIN")));
	assert_false(str_same(STR("text"), STR("texts")));
	/* Only ASCII letters fold: neither the neighbours of A-Z nor other scripts do. */
	assert_false(str_same(STR("@"), STR("`")));
	assert_false(str_same(STR("["), STR("{")));
	assert_false(str_same(STR("\xC3\x84"), STR("\xC3\xA4")));
}

static void test_trim(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t a b\t ")), "a b");
	assert_str(str_trim(STR(" \t ")), "");
	assert_str(str_trim(STR("\na\n")), "\na\n");
}

static void test_cut(void **state)
{
	(void)state;
	str rest = STR("a;;b");

	assert_str(str_cut(&rest, ';'), "a");
	assert_str(str_cut(&rest, ';'), "");
	assert_str(str_cut(&rest, ';'), "b");
	assert_int_equal(rest.len, 0);
	assert_str(str_cut(&rest, ';'), "");
	rest = (str){ 0 };
	assert_absent(str_cut(&rest, ';'));
}

static void test_starts_and_from(void **state)
{
	(void)state;
	assert_true(str_starts(STR("W/\"1\""), STR("W/")));
	assert_false(str_starts(STR("W"), STR("W/")));
	assert_true(str_starts(STR("W"), STR("")));
	assert_str(str_from(STR("abc"), 1), "bc");
	assert_str(str_from(STR("abc"), 3), "");
	assert_str(str_from(STR("abc"), 4), "");
}

static void assert_int(str text, int64_t expected)
{
	int64_t n = 42;

	assert_true(str_int(text, &n));
	assert_int_equal(n, expected);
}

static void test_int(void **state)
{
	(void)state;
	assert_int(STR("0"), 0);
	assert_int(STR("-0"), 0);
	assert_int(STR("007"), 7);
	assert_int(STR("9223372036854775807"), INT64_MAX);
	assert_int(STR("-9223372036854775808"), INT64_MIN);
}

static void test_no_int(void **state)
{
	static const str refused[] = {
		STR(""), STR("-"), STR("+1"), STR(" 1"), STR("1 "), STR("1.0"), STR("1e3"), STR("0x1"),
		STR("--1"), STR("1\0"), STR("9223372036854775808"), STR("-9223372036854775809"),
		STR("99999999999999999999"),
	};
	int64_t n = 42;

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_false(str_int(refused[i], &n));
	assert_false(str_int((str){ 0 }, &n));
	assert_int_equal(n, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_same_but_for_case),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_starts_and_from),
		cmocka_unit_test(test_int),
		cmocka_unit_test(test_no_int),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
