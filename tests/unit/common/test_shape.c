#include "thing.h"

#include <jansson.h>

static str written(const struct shape *s, const void *in)
{
	struct json out = { .arena = &arena };

	shape_write(&out, s, in);
	return (str){ out.ptr, out.len };
}

static void test_written(void **state)
{
	struct part parts[] = { { STR("a") }, { STR("b") } };
	struct thing t = {
		.name = STR("n\"\\/\x01\x1f\b\f\n\r\t\x7f\xC3\xBC"),
		.count = INT64_MIN,
		.is_on = true,
		.id = { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" },
		.colour = STR(""),
		.at = 1795460400123456,
		.most = { true, INT64_MAX },
		.title = { PATCH_VALUE, STR("t") },
		.size = { PATCH_VALUE, -7 },
		.parts = { parts, 2 },
		.inner = { STR("z") },
	};

	(void)state;
	assert_str(written(&thing_shape, &t),
	           "{\"name\":\"n\\\"\\\\/\\u0001\\u001f\\u0008\\u000c\\n\\r\\t\x7f\xC3\xBC\","
	           "\"count\":-9223372036854775808,\"is_on\":true,"
	           "\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"colour\":\"\","
	           "\"at\":\"2026-11-23T19:00:00.123456Z\",\"most\":9223372036854775807,"
	           "\"title\":\"t\",\"size\":-7,\"parts\":[{\"word\":\"a\"},{\"word\":\"b\"}],"
	           "\"inner\":{\"word\":\"z\"}}");
}

static void test_written_without_values(void **state)
{
	struct thing t = { .count = 0 };

	(void)state;
	assert_str(written(&thing_shape, &t),
	           "{\"name\":null,\"count\":0,\"is_on\":false,\"id\":null,\"colour\":null,\"at\":null,"
	           "\"most\":null,\"title\":null,\"size\":null,\"parts\":[],\"inner\":{\"word\":null}}");
}

struct letter {
	str about, note;
};
static const struct shape letter_shape = SHAPE(letter,
	JSON(letter, about, OPTIONAL, "JSON as it came"),
	TEXT(letter, note, OPTIONAL, 0, 10, "A note"));

static void test_json_is_shown_as_it_is(void **state)
{
	const struct letter l = { STR("{ \"a\" :1.0}"), STR("x") };
	struct json out = { .arena = &arena };
	struct letter read;

	(void)state;
	assert_str(written(&letter_shape, &l), "{\"about\":{ \"a\" :1.0},\"note\":\"x\"}");
	assert_str(written(&letter_shape, &(struct letter){ 0 }), "{\"about\":null,\"note\":null}");
	shape_write_members(&out, &letter_shape, &l);
	assert_str(((str){ out.ptr, out.len }), "\"about\":{ \"a\" :1.0},\"note\":\"x\"");
	assert_int_equal(shape_read_row(&arena, &letter_shape, (const str[]){ l.about, { 0 } }, &read), OK);
	assert_str(read.about, "{ \"a\" :1.0}");
	assert_null(read.note.ptr);
}

/* Whatever bytes a text holds, another program reads what we write. */
static void test_any_bytes_become_json(void **state)
{
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char bytes[64];
		struct json out = { .arena = &arena };
		json_error_t error;

		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)((seed = seed * 1103515245 + 12345) >> 16);
		json_text(&out, (str){ bytes, sizeof bytes });
		json_t *v = json_loadb(out.ptr, out.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
		if (!v)
			fail_msg("%s", error.text);
		json_decref(v);
		arena_reset(&arena);
	}
}

static void test_bad_bytes_are_replaced(void **state)
{
	struct json out = { .arena = &arena };

	(void)state;
	json_text(&out, STR("a\xFF\xC3\xBC\xED\xA0\x80z\"\xE2\x82"));
	assert_str((str){ out.ptr, out.len }, "\"a\xEF\xBF\xBD\xC3\xBC\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\\\""
	                                      "\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void test_a_long_text_grows(void **state)
{
	enum { LONG = 200000 };
	char *text = arena_alloc(&arena, 1, LONG);
	struct json out = { .arena = &arena };

	(void)state;
	memset(text, '\n', LONG);
	json_text(&out, (str){ text, LONG });
	assert_int_equal(out.len, 2 * LONG + 2);
	assert_memory_equal(out.ptr + 2 * LONG - 1, "\\n\"", 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_written),
		TEST(test_written_without_values),
		TEST(test_json_is_shown_as_it_is),
		TEST(test_any_bytes_become_json),
		TEST(test_bad_bytes_are_replaced),
		TEST(test_a_long_text_grows),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
