#include "log.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "moment.h"
#include "unit.h"

static int pipe_ends[2], stderr_before;

/* What was written to standard error, up to 64 KiB. */
static str written(void)
{
	static char text[1 << 16];
	ssize_t n;

	log_flush();
	n = read(pipe_ends[0], text, sizeof text);
	return (str){ text, n > 0 ? (size_t)n : 0 };
}

static json_t *line(void)
{
	str text = written();
	json_t *o = json_loadb(text.ptr, text.len, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES,
	                       NULL);

	if (!o)
		fail_msg("no JSON: %.*s", STR_ARGS(text));
	assert_true(text.ptr[text.len - 1] == '\n');
	return o;
}

static const char *member(json_t *o, const char *name)
{
	return json_string_value(json_object_get(o, name));
}

static int start(void **state)
{
	(void)state;
	if (pipe(pipe_ends))
		return -1;
	fcntl(pipe_ends[0], F_SETFL, O_NONBLOCK);
	fcntl(pipe_ends[1], F_SETPIPE_SZ, 1 << 20);
	stderr_before = dup(STDERR_FILENO);
	dup2(pipe_ends[1], STDERR_FILENO);
	log_open("auth", "run-7");
	return 0;
}

static int end(void **state)
{
	(void)state;
	log_flush();
	dup2(stderr_before, STDERR_FILENO);
	close(stderr_before);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	return 0;
}

static void test_event(void **state)
{
	moment at = 0;

	(void)state;
	log_event(LOG_WARN, "db.lost", "sqlstate", "57P01", "ms", log_number(-12), NULL);
	json_t *o = line();
	assert_string_equal(member(o, "event"), "db.lost");
	assert_string_equal(member(o, "level"), "warn");
	assert_string_equal(member(o, "handler"), "auth");
	assert_string_equal(member(o, "instance"), "run-7");
	assert_string_equal(member(o, "sqlstate"), "57P01");
	assert_string_equal(member(o, "ms"), "-12");
	assert_true(moment_parse(str_of(member(o, "at")), &at));
	assert_in_range(moment_now() - at, 0, SECONDS(60));
	json_decref(o);
}

static void test_members(void **state)
{
	(void)state;
	log_members(LOG_INFO, "request", STR("\"status\":204,\"ms\":1.5"));
	json_t *o = line();
	assert_int_equal(json_integer_value(json_object_get(o, "status")), 204);
	assert_string_equal(member(o, "event"), "request");
	json_decref(o);
}

/* Whatever a value holds, the line stays one object and one line. */
static void test_hostile_value(void **state)
{
	(void)state;
	log_event(LOG_ERROR, "x", "why", "a\"},\n{\"event\":\"forged\\", "\xC3\xA9\"", "", NULL);
	str text = written();
	json_t *o = json_loadb(text.ptr, text.len, 0, NULL);
	assert_non_null(o);
	assert_string_equal(member(o, "event"), "x");
	assert_string_equal(member(o, "why"), "a\"},?{\"event\":\"forged\\");
	assert_ptr_equal(memchr(text.ptr, '\n', text.len), text.ptr + text.len - 1);
	json_decref(o);
}

static void test_long_value(void **state)
{
	static char value[5000];

	(void)state;
	memset(value, '"', sizeof value - 1);
	log_event(LOG_INFO, "x", "a", value, "b", value, "c", value, "d", value, "e", value, "f",
	          value, NULL);
	json_t *o = line();
	assert_string_equal(member(o, "event"), "x");
	assert_non_null(member(o, "a"));
	json_decref(o);
}

static void test_nothing_before_flush(void **state)
{
	char byte;

	(void)state;
	log_event(LOG_INFO, "x", NULL);
	assert_int_equal(read(pipe_ends[0], &byte, 1), -1);
	assert_true(written().len > 0);
	assert_int_equal(written().len, 0);
}

/* More than the memory that lines gather in. */
static void test_many_lines(void **state)
{
	int lines = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		log_event(LOG_INFO, "many", "i", log_number(i), NULL);
	log_flush();
	for (str text; (text = written()).len;)
		while (text.len) {
			str_cut(&text, '\n');
			lines++;
		}
	assert_in_range(lines, 1000, 1010); /* a line cut by our reading counts twice */
}

static int told;

static void tell(const char *event)
{
	assert_string_equal(event, "bad");
	told++;
}

static void test_tell(void **state)
{
	(void)state;
	log_tell(tell);
	log_event(LOG_INFO, "good", NULL);
	log_event(LOG_WARN, "bad", NULL);
	log_event(LOG_ERROR, "bad", NULL);
	log_tell(NULL);
	assert_int_equal(told, 2);
}

static void test_numbers(void **state)
{
	(void)state;
	const char *a = log_number(INT64_MIN), *b = log_number(7);
	assert_string_equal(a, "-9223372036854775808");
	assert_string_equal(b, "7");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(event),
		TEST(members),
		TEST(hostile_value),
		TEST(long_value),
		TEST(nothing_before_flush),
		TEST(many_lines),
		TEST(tell),
		TEST(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
