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
	assert_null(tag_key_rule(STR("a"), NULL));
	assert_null(tag_key_rule(STR("z"), NULL));
	assert_null(tag_key_rule(STR("0"), NULL));
	assert_non_null(tag_key_rule(STR("A"), NULL));
	assert_non_null(tag_key_rule(STR(" "), NULL));
	assert_non_null(tag_key_rule(STR("\0"), NULL));
}

static void colours_are_six_lower_case_hexadecimal_digits(void **unused)
{
	(void)unused;
	assert_null(tag_colour_rule(STR("#00ff9a"), NULL));
	assert_non_null(tag_colour_rule(STR("#00FF9A"), NULL));
	assert_non_null(tag_colour_rule(STR("00ff9aa"), NULL));
	assert_non_null(tag_colour_rule(STR("#00ff9"), NULL));
	assert_non_null(tag_colour_rule(STR("#00ff9\0"), NULL));
	assert_non_null(tag_colour_rule(STR("#ggffaa"), NULL));
}

static void our_colours_pass_our_rule_and_come_round(void **unused)
{
	(void)unused;
	for (int64_t i = 0; i < 10; i++) {
		assert_null(tag_colour_rule(tag_colour(i), NULL));
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
