/* What may be a user name and what may be a password. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "auth.h"

static void user_names_of_the_rule_are_taken(void **unused)
{
	static const char *const good[] = {
		"abc", "a-b", "0_0", "zoe", "a23456789012345678901234567890bc",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_null(username_flaw(str_of(good[i])));
}

static void other_user_names_are_refused(void **unused)
{
	static const char *const bad[] = {
		"ab", "", "a23456789012345678901234567890bcd", "-ab", "_ab", "Abc", "a b", "zo\xc3\xab",
		"a.b", "a@b", "admin", "root", "support", "obelus",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_non_null(username_flaw(str_of(bad[i])));
	/* A NUL inside is no end. */
	assert_non_null(username_flaw(STR("abc\0d")));
}

static void passphrases_are_taken_without_rules_of_composition(void **unused)
{
	(void)unused;
	assert_null(password_flaw(STR("correct horse battery staple"), STR("zoe")));
	assert_null(password_flaw(STR("alllowercaseletters"), STR("zoe")));
}

static void passwords_that_say_the_name_are_refused(void **unused)
{
	(void)unused;
	assert_non_null(password_flaw(STR("my name is zoe-42 ok"), STR("zoe-42")));
	assert_non_null(password_flaw(STR("my name is ZOE-42 ok"), STR("zoe-42")));
}

static void passwords_of_one_repeated_piece_are_refused(void **unused)
{
	(void)unused;
	assert_non_null(password_flaw(STR("aaaaaaaaaaaaaaaa"), STR("zoe")));
	assert_non_null(password_flaw(STR("abababababababab"), STR("zoe")));
	assert_non_null(password_flaw(STR("1234123412341234"), STR("zoe")));
	assert_null(password_flaw(STR("1234512345123456"), STR("zoe")));
}

static void passwords_end_at_1024_bytes(void **unused)
{
	char long_one[1025];

	(void)unused;
	for (size_t i = 0; i < sizeof long_one; i++)
		long_one[i] = (char)('a' + i % 23);
	assert_null(password_flaw((str){ long_one, 1024 }, STR("zoe")));
	assert_non_null(password_flaw((str){ long_one, 1025 }, STR("zoe")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(user_names_of_the_rule_are_taken),
		cmocka_unit_test(other_user_names_are_refused),
		cmocka_unit_test(passphrases_are_taken_without_rules_of_composition),
		cmocka_unit_test(passwords_that_say_the_name_are_refused),
		cmocka_unit_test(passwords_of_one_repeated_piece_are_refused),
		cmocka_unit_test(passwords_end_at_1024_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
