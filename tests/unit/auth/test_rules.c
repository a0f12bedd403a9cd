/* What may be a user name and what may be a password. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <regex.h>

#undef fail /* ours is another */

#include "auth.h"

/* What the OpenAPI document says of the form. */
static bool is_described(const char *username)
{
	regex_t pattern;

	assert_int_equal(regcomp(&pattern, USERNAME_PATTERN, REG_EXTENDED | REG_NOSUB), 0);
	bool is_so = !regexec(&pattern, username, 0, NULL, 0);
	regfree(&pattern);
	return is_so;
}

static void the_form_is_described_as_it_is(void **unused)
{
	char name[34] = "abc";

	(void)unused;
	/* Every character, first and within; every length. */
	for (int c = 1; c < 256; c++) {
		for (int at = 0; at < 2; at++) {
			memcpy(name, "abc", 4);
			name[at] = (char)c;
			assert_int_equal(is_described(name), !username_flaw(str_of(name)));
		}
	}
	for (size_t n = 0; n < sizeof name; n++) {
		memset(name, 'a', n);
		name[n] = '\0';
		assert_int_equal(is_described(name), !username_flaw(str_of(name)));
	}
}

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
		cmocka_unit_test(the_form_is_described_as_it_is),
		cmocka_unit_test(user_names_of_the_rule_are_taken),
		cmocka_unit_test(other_user_names_are_refused),
		cmocka_unit_test(passphrases_are_taken_without_rules_of_composition),
		cmocka_unit_test(passwords_that_say_the_name_are_refused),
		cmocka_unit_test(passwords_of_one_repeated_piece_are_refused),
		cmocka_unit_test(passwords_end_at_1024_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
