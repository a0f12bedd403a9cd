/* What may be a user name and what may be a password. */
#include "../common/unit.h"

#include <regex.h>

#include "auth.h"
#include "common_password.h"

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

#define EMAIL STR("z.miller@example.org")

static void passphrases_are_taken_without_rules_of_composition(void **unused)
{
	(void)unused;
	assert_null(password_flaw(STR("correct horse battery staple"), STR("zoe"), EMAIL));
	assert_null(password_flaw(STR("alllowercaseletters"), STR("zoe"), EMAIL));
}

static void passwords_that_say_the_name_are_refused(void **unused)
{
	(void)unused;
	assert_non_null(password_flaw(STR("my name is zoe-42 ok"), STR("zoe-42"), EMAIL));
	assert_non_null(password_flaw(STR("my name is ZOE-42 ok"), STR("zoe-42"), EMAIL));
}

static void passwords_that_say_the_address_or_the_service_are_refused(void **unused)
{
	(void)unused;
	assert_non_null(password_flaw(STR("it is Z.Miller's secret"), STR("zoe"), EMAIL));
	assert_null(password_flaw(STR("it is miller's secret"), STR("zoe"), EMAIL));
	assert_non_null(password_flaw(STR("my Obelus password"), STR("zoe"), EMAIL));
	/* Three letters stand in many a sentence. */
	assert_null(password_flaw(STR("correct horse battery"), STR("zoe"), STR("rse@example.org")));
	assert_null(password_flaw(STR("correct horse battery"), STR("zoe"), STR("")));
}

static void common_passwords_and_what_is_nearly_one_are_refused(void **unused)
{
	static const char *const bad[] = {
		"123456789987654321", "1qaz2wsx3edc4rfv", "1QAZ2WSX3EDC4RFV", "qwertyuiop12345", "mailcreated5240",
		"password1234567",    "!!Password12345", "123password2025",  "passwordpasswordpassword", "sunshinesunshinesu",
		"SunshineSunshine1",  "dragondragondragon",
	};
	static const char *const good[] = {
		"password in the attic", "12345 red balloons", "password123456789012", "sunshine sunday", "dragon 83726152 x",
		"\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c \xd0\xbd\xd0\xb5 \xd0\xb8\xd0\xb7 \xd1\x81\xd0\xbf\xd0\xb8\xd1\x81\xd0\xba\xd0\xb0",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!password_flaw(str_of(bad[i]), STR("zoe"), EMAIL))
			fail_msg("%s", bad[i]);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (password_flaw(str_of(good[i]), STR("zoe"), EMAIL))
			fail_msg("%s", good[i]);
}

/* The search finds every entry, and its neighbours are in order. */
static void the_table_is_sorted(void **unused)
{
	(void)unused;
	assert_true(common_password_count > 10000);
	for (size_t i = 1; i < common_password_count; i++)
		assert_true(common_passwords[i - 1] < common_passwords[i]);
}

static void passwords_of_one_repeated_piece_are_refused(void **unused)
{
	(void)unused;
	assert_non_null(password_flaw(STR("aaaaaaaaaaaaaaaa"), STR("zoe"), EMAIL));
	assert_non_null(password_flaw(STR("abababababababab"), STR("zoe"), EMAIL));
	assert_non_null(password_flaw(STR("1234123412341234"), STR("zoe"), EMAIL));
	assert_null(password_flaw(STR("1234512345123456"), STR("zoe"), EMAIL));
}

static void passwords_end_at_1024_bytes(void **unused)
{
	char long_one[1025];

	(void)unused;
	for (size_t i = 0; i < sizeof long_one; i++)
		long_one[i] = (char)('a' + i % 23);
	assert_null(password_flaw((str){ long_one, 1024 }, STR("zoe"), EMAIL));
	assert_non_null(password_flaw((str){ long_one, 1025 }, STR("zoe"), EMAIL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_form_is_described_as_it_is),
		cmocka_unit_test(user_names_of_the_rule_are_taken),
		cmocka_unit_test(other_user_names_are_refused),
		cmocka_unit_test(passphrases_are_taken_without_rules_of_composition),
		cmocka_unit_test(passwords_that_say_the_name_are_refused),
		cmocka_unit_test(passwords_that_say_the_address_or_the_service_are_refused),
		cmocka_unit_test(common_passwords_and_what_is_nearly_one_are_refused),
		cmocka_unit_test(the_table_is_sorted),
		cmocka_unit_test(passwords_of_one_repeated_piece_are_refused),
		cmocka_unit_test(passwords_end_at_1024_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
