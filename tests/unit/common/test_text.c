#include "text.h"

#include "unit.h"

#include <stdlib.h>
#include <time.h>

/*
 * a, an emoji, b, e with a combining accent, a family of five code points, a
 * Hebrew word, a flag, CR LF, x: 23 code points, 50 bytes.
 */
static const char vector[] = "a\U0001F600b e\u0301 \U0001F468\u200D\U0001F469\u200D\U0001F467 "
			     "\u05E9\u05DC\u05D5\u05DD \U0001F1EE\U0001F1F1\r\nx";
static const struct {
	const char *what;
	int64_t start, end, byte_start, byte_end;
} slices[] = {
	{ "\U0001F600", 1, 2, 1, 5 },
	{ "b", 2, 3, 5, 6 },
	{ "e\u0301", 4, 6, 7, 10 },
	{ "\U0001F468\u200D\U0001F469\u200D\U0001F467", 7, 12, 11, 29 },
	{ "\u05E9\u05DC\u05D5\u05DD", 13, 17, 30, 38 },
	{ "\U0001F1EE\U0001F1F1", 18, 20, 39, 47 },
	{ "x", 22, 23, 49, 50 },
};

static void test_vector(void **state)
{
	(void)state;
	str s = str_of(vector), slice;

	assert_int_equal(s.len, 50);
	assert_int_equal(text_length(s), 23);
	for (size_t i = 0; i < sizeof slices / sizeof slices[0]; i++) {
		assert_true(text_slice(s, slices[i].start, slices[i].end, &slice));
		assert_true(str_eq(slice, str_of(slices[i].what)));
		assert_int_equal(text_byte_at(s, slices[i].start), slices[i].byte_start);
		assert_int_equal(text_byte_at(s, slices[i].end), slices[i].byte_end);
	}
}

static void test_edges(void **state)
{
	(void)state;
	str s = str_of(vector), slice = STR("unchanged");

	assert_true(text_slice(s, 0, 23, &slice));
	assert_true(str_eq(slice, s));
	assert_true(text_slice(s, 23, 23, &slice));
	assert_int_equal(slice.len, 0);
	assert_false(text_slice(s, 0, 24, &slice));
	assert_false(text_slice(s, 24, 24, &slice));
	assert_false(text_slice(s, 5, 4, &slice));
	assert_false(text_slice(s, -1, 4, &slice));
	assert_false(text_slice(s, 0, INT64_MAX, &slice));
	assert_false(text_slice(s, INT64_MIN, INT64_MAX, &slice));
	assert_int_equal(text_byte_at(s, 24), -1);
	assert_int_equal(text_byte_at(s, -1), -1);
	assert_int_equal(text_length((str){ 0 }), 0);
	assert_int_equal(text_byte_at((str){ 0 }, 0), 0);
}

static size_t flaw_at(str s)
{
	size_t at = SIZE_MAX;

	return text_valid(s, &at) ? SIZE_MAX : at;
}

/* Unicode 15.0, table 3-7: the first and the last of each row, and what is just outside it. */
static void test_well_formed(void **state)
{
	(void)state;
	static const char *const right[] = {
		"\x01", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xe0\xbf\xbf", "\xe1\x80\x80",
		"\xec\xbf\xbf", "\xed\x80\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
		"\xf0\x90\x80\x80", "\xf0\xbf\xbf\xbf", "\xf1\x80\x80\x80", "\xf3\xbf\xbf\xbf",
		"\xf4\x80\x80\x80", "\xf4\x8f\xbf\xbf", "", vector,
	};
	static const char *const wrong[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x7f", "\xc2\xc0", "\xe0\x9f\xbf",
		"\xe0\xa0", "\xe0\xa0\x7f", "\xe1\x80\xc0", "\xed\xa0\x80", "\xed\xbf\xbf",
		"\xf0\x8f\xbf\xbf", "\xf0\x90\x80", "\xf0\x90\x80\x7f", "\xf0\x90\xc0\x80",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfe", "\xff",
	};

	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
		assert_int_equal(flaw_at(str_of(right[i])), SIZE_MAX);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(flaw_at(str_of(wrong[i])), 0);
	assert_int_equal(flaw_at((str){ "", 1 }), 0);
	/* cut short, with the missing bytes right behind it */
	assert_int_equal(flaw_at((str){ "\u20ac", 2 }), 0);
	for (size_t len = 1; len < 4; len++)
		assert_int_equal(flaw_at((str){ "\U0001F600", len }), 0);
}

/* Wherever in a long text it stands. */
static void test_flaw_is_found_where_it_is(void **state)
{
	(void)state;
	char text[64];

	for (size_t at = 0; at < sizeof text; at++) {
		memset(text, 'a', sizeof text);
		text[at] = '\0';
		assert_int_equal(flaw_at((str){ text, sizeof text }), at);
		text[at] = '\xff';
		assert_int_equal(flaw_at((str){ text, sizeof text }), at);
		text[at] = '\xc3';
		assert_int_equal(flaw_at((str){ text, sizeof text }), at);
	}
}

/* The slow and obvious way, for every position of a text whose parts stand at every alignment. */
static void test_agrees_with_the_slow_way(void **state)
{
	(void)state;
	char text[500];
	size_t len = 0;

	for (int i = 0; i < 8; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "%.*s%s", i, "xxxxxxx",
		                        vector);
	str s = { text, len };
	int64_t point = 0;
	for (size_t i = 0; i <= s.len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c & 0xc0) == 0x80)
			continue;
		assert_int_equal(text_byte_at(s, point), i);
		point += 1;
	}
	assert_int_equal(text_length(s), point - 1);
}

/*
 * Four megabytes are looked at in a few milliseconds: 100 are allowed, for a busy machine
 * and a debug build.
 */
static void test_long_texts_are_quick(void **state)
{
	(void)state;
	size_t len = 4 << 20, at;
	char *text = malloc(len);
	str s = { text, len }, slice;
	struct timespec began, ended;

	memset(text, 'a', len);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &began);
	assert_true(text_valid(s, &at));
	assert_int_equal(text_length(s), len);
	assert_true(text_slice(s, (int64_t)len - 9, (int64_t)len, &slice));
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ended);
	assert_true((ended.tv_sec - began.tv_sec) * 1000 +
	                    (ended.tv_nsec - began.tv_nsec) / 1000000 <
	            100);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_well_formed),
		cmocka_unit_test(test_flaw_is_found_where_it_is),
		cmocka_unit_test(test_agrees_with_the_slow_way),
		cmocka_unit_test(test_long_texts_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
