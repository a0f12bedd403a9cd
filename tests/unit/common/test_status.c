#include "status.h"
#include "unit.h"

#include <ctype.h>
#include <stdlib.h>

/* The lines of RFC 9110 chapter 15 and RFC 6585 that we use. */
static void test_http_lines(void **state)
{
	(void)state;
	assert_string_equal(http_line(200), "200 OK");
	assert_string_equal(http_line(201), "201 Created");
	assert_string_equal(http_line(204), "204 No Content");
	assert_string_equal(http_line(304), "304 Not Modified");
	assert_string_equal(http_line(412), "412 Precondition Failed");
	assert_string_equal(http_line(413), "413 Content Too Large");
	assert_string_equal(http_line(422), "422 Unprocessable Content");
	assert_string_equal(http_line(428), "428 Precondition Required");
	assert_string_equal(http_line(429), "429 Too Many Requests");
	assert_string_equal(http_line(500), "500 Internal Server Error");
	assert_string_equal(http_line(504), "504 Gateway Timeout");
}

static void test_every_problem_is_whole(void **state)
{
	(void)state;
	for (status p = OK + 1; p < STATUS_COUNT; p++) {
		assert_in_range(problem_http(p), 400, 599);
		assert_int_equal(strtol(http_line(problem_http(p)), NULL, 10), problem_http(p));
		assert_true(strlen(problem_title(p)) > 5);
		for (const char *c = problem_slug(p); *c; c++)
			assert_true(islower(*c) || *c == '-');
	}
}

/* The OpenAPI document and the pages name each once. */
static void test_slugs_differ_and_statuses_ascend(void **state)
{
	(void)state;
	for (status p = OK + 1; p < STATUS_COUNT; p++)
		for (status q = OK + 1; q < p; q++) {
			assert_string_not_equal(problem_slug(p), problem_slug(q));
			assert_true(problem_http(q) <= problem_http(p));
		}
}

static status third(int *calls)
{
	TRY(OK);
	TRY(++*calls < 2 ? OK : CONFLICT);
	return NOT_FOUND;
}

static void test_try_returns_the_first_failure(void **state)
{
	int calls = 0;

	(void)state;
	assert_int_equal(third(&calls), NOT_FOUND);
	assert_int_equal(third(&calls), CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_http_lines),
		cmocka_unit_test(test_every_problem_is_whole),
		cmocka_unit_test(test_slugs_differ_and_statuses_ascend),
		cmocka_unit_test(test_try_returns_the_first_failure),
	};

	return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
