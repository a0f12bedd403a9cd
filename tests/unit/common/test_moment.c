#include "moment.h"
#include "unit.h"

#include <time.h>

static void assert_parsed(const char *text, moment expected)
{
	moment t = 42;

	if (!moment_parse(str_of(text), &t))
		fail_msg("%s is not read", text);
	if (t != expected)
		fail_msg("%s is %lld, not %lld", text, (long long)t, (long long)expected);
}

/* RFC 3339 5.8: its examples, but for the leap seconds. */
static void test_rfc_3339_examples(void **state)
{
	(void)state;
	assert_parsed("1985-04-12T23:20:50.52Z", 482196050520000);
	assert_parsed("1996-12-19T16:39:57-08:00", 851042397000000);
	assert_parsed("1937-01-01T12:00:27.87+00:20", -1041337172130000);
}

static void test_postgresql_output(void **state)
{
	(void)state;
	assert_parsed("2026-11-23 19:00:00.123456+00", 1795460400123456);
	assert_parsed("2026-11-23 19:00:00+00", 1795460400000000);
	assert_parsed("2026-11-23T19:00:00.1+00:00", 1795460400100000);
}

static void test_small_print(void **state)
{
	(void)state;
	assert_parsed("1970-01-01t00:00:00z", 0);
	assert_parsed("1969-12-31T23:59:59.999999Z", -1);
	assert_parsed("2026-11-23T19:00:00.1234569Z", 1795460400123456);
	assert_parsed("2000-02-29T00:00:00Z", 951782400000000);
	assert_parsed("0001-01-01T00:00:00Z", -62135596800000000);
	assert_parsed("9999-12-31T23:59:59.999999Z", 253402300799999999);
}

static void test_refused(void **state)
{
	static const char *const refused[] = {
		"", "2026-11-23", "2026-11-23T19:00:00", "2026-11-23T19:00Z", "2026-11-23T19:00:00 Z",
		"2026-11-23T19:00:00Z ", " 2026-11-23T19:00:00Z", "2026-11-23T19:00:00.Z",
		"2026-11-23T19:00:00+24:00", "2026-11-23T19:00:00+01:60", "2026-11-23T19:00:00+1",
		"2026-11-23T19:00:00+01:00:00", "2026-11-23T19:00:00+0100",
		"2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
		"2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z",
		"2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
		"0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
		"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "0044-03-15 12:00:00+00 BC",
		"infinity", "+026-11-23T19:00:00Z", "2026-1-23T19:00:00Z",
	};
	moment t = 42;

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (moment_parse(str_of(refused[i]), &t))
			fail_msg("%s is read", refused[i]);
	assert_int_equal(t, 42);
}

/* Against the C library's calendar, one moment in each of 10,000 years. */
static void test_agrees_with_the_c_library(void **state)
{
	(void)state;
	for (moment t = SECONDS(-62135596800) + 1; t < SECONDS(253402300800); t += SECONDS(31559999)) {
		char text[MOMENT_TEXT], expected[64];
		time_t seconds = (time_t)((t - 1) / SECONDS(1));
		struct tm tm;

		moment_write(t, text);
		gmtime_r(&seconds, &tm);
		snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d:%02d.000001Z", tm.tm_year + 1900,
		         tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
		assert_string_equal(text, expected);
		assert_parsed(text, t);
	}
}

static void test_now(void **state)
{
	moment before = (moment)time(NULL) * 1000000 - 1000000, now = moment_now();

	(void)state;
	assert_true(now >= before && now <= before + SECONDS(5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc_3339_examples),
		cmocka_unit_test(test_postgresql_output),
		cmocka_unit_test(test_small_print),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_agrees_with_the_c_library),
		cmocka_unit_test(test_now),
	};

	return cmocka_run_group_tests_name("moment", tests, NULL, NULL);
}
