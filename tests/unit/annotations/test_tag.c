/* Keys and colours of tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "annotations.h"

static void keys_are_one_lower_case_letter_or_digit(void **unused)
{
	(void)unused;
	assert_null(tag_key_flaw(STR("a")));
	assert_null(tag_key_flaw(STR("z")));
	assert_null(tag_key_flaw(STR("0")));
	assert_null(tag_key_flaw((str){ 0 }));
	assert_non_null(tag_key_flaw(STR("")));
	assert_non_null(tag_key_flaw(STR("A")));
	assert_non_null(tag_key_flaw(STR("ab")));
	assert_non_null(tag_key_flaw(STR(" ")));
	assert_non_null(tag_key_flaw(STR("\0")));
}

static void colours_are_six_lower_case_hexadecimal_digits(void **unused)
{
	(void)unused;
	assert_null(tag_colour_flaw(STR("#00ff9a")));
	assert_null(tag_colour_flaw((str){ 0 }));
	assert_non_null(tag_colour_flaw(STR("#00FF9A")));
	assert_non_null(tag_colour_flaw(STR("00ff9aa")));
	assert_non_null(tag_colour_flaw(STR("#00ff9")));
	assert_non_null(tag_colour_flaw(STR("#00ff9\0")));
	assert_non_null(tag_colour_flaw(STR("#ggffaa")));
}

static void our_colours_pass_our_rule_and_come_round(void **unused)
{
	(void)unused;
	for (int64_t i = 0; i < 10; i++) {
		assert_null(tag_colour_flaw(tag_colour(i)));
		for (int64_t j = 0; j < i; j++)
			assert_false(str_eq(tag_colour(i), tag_colour(j)));
	}
	assert_true(str_eq(tag_colour(0), tag_colour(10)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_one_lower_case_letter_or_digit),
		cmocka_unit_test(colours_are_six_lower_case_hexadecimal_digits),
		cmocka_unit_test(our_colours_pass_our_rule_and_come_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
