#include "shape.h"
#include "unit.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>

static struct arena arena;

/* One member of every kind. */
struct part {
	str word;
};
struct thing {
	str name;
	int64_t count;
	bool is_on;
	uuid id;
	str colour;
	moment at;
	maybe_int most;
	patch_text title;
	patch_int size;
	struct list parts;
	struct part inner;
};

static const char *const colours[] = { "red", "green", NULL };

/* clang-format off */
static const struct shape part_shape = SHAPE(part,
	TEXT(part, word, REQUIRED, 1, 3, "A word"));
static const struct shape thing_shape = SHAPE(thing,
	TEXT(thing, name, REQUIRED, 1, 5, "A name"),
	INT(thing, count, REQUIRED, 0, 9, "A number"),
	BOOL(thing, is_on, REQUIRED, "A truth"),
	UUID(thing, id, REQUIRED, "An id"),
	WORD(thing, colour, REQUIRED, colours, "A colour"),
	MOMENT(thing, at, OPTIONAL, "A time"),
	MAYBE_INT(thing, most, 0, 100, "A number, perhaps"),
	PATCH_TEXT(thing, title, OPTIONAL, 0, 10, "A text to change"),
	PATCH_INT(thing, size, REQUIRED, 1, INT64_MAX, "A number to change"),
	LIST(thing, parts, OPTIONAL, &part_shape, 0, 5, "Parts"),
	OBJECT(thing, inner, part, &part_shape, OPTIONAL, "A part within"));
/* clang-format on */

#define MINIMAL                                                                         \
	"\"name\":\"n\",\"count\":1,\"is_on\":true,\"colour\":\"red\","                 \
	"\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\""

static int end(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

static struct thing decoded(const char *json)
{
	struct thing t;
	struct flaw *flaws;

	if (shape_decode(&arena, &thing_shape, str_of(json), &t, &flaws) != OK)
		fail_msg("%s is refused: %.*s %.*s", json, STR_ARGS(flaws->pointer), STR_ARGS(flaws->detail));
	assert_null(flaws);
	return t;
}

static void test_all_members(void **state)
{
	struct thing t = decoded("{" MINIMAL ",\"at\":\"2026-11-23T19:00:00Z\",\"most\":0,\"title\":\"\","
	                         "\"size\":9223372036854775807,"
	                         "\"parts\":[{\"word\":\"a\"},{\"word\":\"\\u00fc\"}],"
	                         "\"inner\":{\"word\":\"z\"}}");

	(void)state;
	assert_str(t.name, "n");
	assert_int_equal(t.count, 1);
	assert_true(t.is_on);
	assert_string_equal(t.id.text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
	assert_str(t.colour, "red");
	assert_int_equal(t.at, 1795460400000000);
	assert_true(t.most.given);
	assert_int_equal(t.most.value, 0);
	assert_int_equal(t.title.is, PATCH_VALUE);
	assert_str(t.title.to, "");
	assert_int_equal(t.size.is, PATCH_VALUE);
	assert_int_equal(t.size.to, INT64_MAX);
	assert_int_equal(t.parts.count, 2);
	assert_str(((struct part *)t.parts.items)[1].word, "\xC3\xBC");
	assert_str(t.inner.word, "z");
}

static void test_what_is_not_sent_is_absent(void **state)
{
	struct thing t = decoded("{" MINIMAL "}");

	(void)state;
	assert_int_equal(t.at, 0);
	assert_false(t.most.given);
	assert_int_equal(t.title.is, PATCH_ABSENT);
	assert_int_equal(t.size.is, PATCH_ABSENT);
	assert_int_equal(t.parts.count, 0);
	assert_absent(t.inner.word);
}

static void test_null_is_a_third_thing_in_a_patch(void **state)
{
	struct thing t = decoded("{" MINIMAL ",\"title\":null,\"most\":null,\"at\":null,\"parts\":null}");

	(void)state;
	assert_int_equal(t.title.is, PATCH_NULL);
	assert_false(t.most.given);
	assert_int_equal(t.at, 0);
}

static void test_texts_at_their_bounds(void **state)
{
	/* Five code points: 20 bytes, 10 UTF-16 units. */
	struct thing t = decoded("{\"name\":\"\\ud83d\\ude00\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80"
	                         "\xF0\x9F\x98\x80\",\"count\":9,\"is_on\":false,\"colour\":\"green\","
	                         "\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\"}");

	(void)state;
	assert_int_equal(t.name.len, 20);
	assert_int_equal(t.count, 9);
}

static void test_bytes_that_are_no_text(void **state)
{
	/* An overlong slash, a surrogate, past U+10FFFF, a cut sequence, a lone continuation. */
	static const char *const bad[] = { "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80" };
	struct thing t;
	struct flaw *flaws;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		str json = arena_fmt(&arena, "{\"name\":\"%s\"}", bad[i]);
		assert_int_equal(shape_decode(&arena, &thing_shape, json, &t, &flaws), BAD_REQUEST);
		assert_str(flaws->pointer, "#");
		assert_true(str_starts(flaws->detail, STR("is not UTF-8 (line 1, column ")));
		assert_null(flaws->next);
	}
	assert_int_equal(shape_decode(&arena, &thing_shape, STR("{\"name\":\"a\0b\"}"), &t, &flaws),
	                 BAD_REQUEST);
	assert_int_equal(shape_decode(&arena, &thing_shape, STR("{}\0"), &t, &flaws), BAD_REQUEST);
}

static void test_flaws_are_told_a_hundred_times(void **state)
{
	struct json body = { .arena = &arena };
	struct thing t;
	struct flaw *flaws;
	int n = 0;

	(void)state;
	json_add(&body, STR("{"));
	for (int i = 0; i < 5000; i++) {
		json_key(&body, arena_fmt(&arena, "x%d", i).ptr);
		json_int(&body, i);
	}
	json_add(&body, STR("}"));
	assert_int_equal(shape_decode(&arena, &thing_shape, (str){ body.ptr, body.len }, &t, &flaws), INVALID);
	for (; flaws; flaws = flaws->next)
		n++;
	assert_int_equal(n, 100);
}

/* tests/refused/shape: a body, and all that must be said of it. */
static void compare(const char *file, const json_t *golden, status ended, const struct flaw *flaws)
{
	json_t *told = json_array();

	for (const struct flaw *f = flaws; f; f = f->next)
		json_array_append_new(told, json_pack("{s:s%,s:s%}", "pointer", f->pointer.ptr, f->pointer.len,
		                                      "detail", f->detail.ptr, f->detail.len));
	assert_int_not_equal(ended, OK);
	if (strcmp(problem_slug(ended), json_string_value(json_object_get(golden, "status"))) ||
	    !json_equal(told, json_object_get(golden, "errors")))
		fail_msg("%s: %s, %s", file, problem_slug(ended), json_dumps(told, JSON_INDENT(1)));
	json_decref(told);
}

static void refuse(const char *file)
{
	json_error_t error;
	json_t *golden = json_load_file(file, 0, &error);
	struct thing t;
	struct flaw *flaws;

	if (!golden)
		fail_msg("%s: %s", file, error.text);
	const json_t *body = json_object_get(golden, "body");
	str text = { json_string_value(body), json_string_length(body) };
	status ended = shape_decode(&arena, &thing_shape, text, &t, &flaws);
	if (ended == OK)
		fail_msg("%s is taken", file);
	compare(file, golden, ended, flaws);
	json_decref(golden);
}

static void test_refused_bodies(void **state)
{
	static const char folder[] = "tests/refused/shape";
	DIR *dir = opendir(folder);
	int n = 0;

	(void)state;
	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir));) {
		if (e->d_name[0] == '.')
			continue;
		refuse(arena_fmt(&arena, "%s/%s", folder, e->d_name).ptr);
		n++;
	}
	closedir(dir);
	assert_true(n > 30);
}

/* clang-format off */
static const struct shape query_shape = SHAPE(thing,
	TEXT(thing, name, REQUIRED, 1, 5, "A name"),
	INT(thing, count, OPTIONAL, 0, 9, "A number"),
	MAYBE_INT(thing, most, 0, 100, "A number, perhaps"),
	BOOL(thing, is_on, OPTIONAL, "A truth"),
	UUID(thing, id, OPTIONAL, "An id"),
	WORD(thing, colour, OPTIONAL, colours, "A colour"));
/* clang-format on */

static status decode_query(const char *query, struct thing *t, struct flaw **flaws)
{
	return shape_decode_query(&arena, &query_shape, str_of(query), t, flaws);
}

static void test_query(void **state)
{
	struct thing t;
	struct flaw *flaws;

	(void)state;
	assert_int_equal(decode_query("name=a+b%2B%3D&&count=7&is_on=true&most=100&"
	                              "id=017f22e2-79b0-7cc3-98c4-dc0c0c07398f&colour=gr%65en",
	                              &t, &flaws), OK);
	assert_str(t.name, "a b+=");
	assert_int_equal(t.count, 7);
	assert_true(t.is_on);
	assert_true(t.most.given);
	assert_int_equal(t.most.value, 100);
	assert_str(t.colour, "green");
	assert_int_equal(decode_query("n%61me=%F0%9F%98%80", &t, &flaws), OK);
	assert_str(t.name, "\xF0\x9F\x98\x80");
	assert_false(t.most.given);
}

static void assert_query_flaws(const char *query, const char *expected)
{
	struct json told = { .arena = &arena };
	struct thing t;
	struct flaw *flaws;

	assert_int_equal(decode_query(query, &t, &flaws), INVALID);
	for (; flaws; flaws = flaws->next) {
		json_add(&told, told.len ? STR("; ") : STR(""));
		json_add(&told, flaws->pointer);
		json_add(&told, STR(" "));
		json_add(&told, flaws->detail);
	}
	assert_str((str){ told.ptr, told.len }, expected);
}

static void test_refused_queries(void **state)
{
	(void)state;
	assert_query_flaws("", "#/name is required");
	assert_query_flaws("name", "#/name must be 1 to 5 characters");
	assert_query_flaws("name=a&name=b", "#/name is given twice");
	assert_query_flaws("name=a&x=1&is_admin", "#/x is not a parameter of this request; "
	                                          "#/is_admin is not a parameter of this request");
	assert_query_flaws("name=%4", "#/name holds a malformed % escape");
	assert_query_flaws("name=%", "#/name holds a malformed % escape");
	assert_query_flaws("name=%zz", "#/name holds a malformed % escape");
	assert_query_flaws("name=%C0%AF", "#/name is not UTF-8");
	assert_query_flaws("name=a%00b", "#/name is not UTF-8");
	assert_query_flaws("name=a&n%zzme=1", "#/n%25zzme is not a parameter of this request");
	assert_query_flaws("name=a&%FF=1", "#/%25FF is not a parameter of this request");
	assert_query_flaws("name=a&count=10&most=1.5&is_on=1&id=7&colour=",
	                   "#/count must be 0 to 9; #/most must be an integer; "
	                   "#/is_on must be true or false; #/id must be a lower-case UUID; "
	                   "#/colour must be one of: red, green");
}

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

static const char *row[] = { "n", "1", "t", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "red",
	                     "2026-11-23 19:00:00.123456+00", "5", NULL, NULL,
	                     "[{\"word\": \"a\"}, {\"word\": \"b\"}]", "{\"word\": \"z\"}" };

static status read_row(size_t changed, const char *to, struct thing *t)
{
	str cells[11];

	for (size_t i = 0; i < 11; i++)
		cells[i] = str_of(i == changed ? to : row[i]);
	/* No column is a patch. */
	static struct field fields[12];
	memcpy(fields, thing_shape.fields, sizeof fields);
	fields[7].required = fields[8].required = false;
	return shape_read_row(&arena, &(struct shape){ "row", sizeof *t, fields }, cells, t);
}

static void test_row(void **state)
{
	struct thing t;

	(void)state;
	assert_int_equal(shape_fields(&thing_shape), 11);
	assert_int_equal(read_row(99, NULL, &t), OK);
	assert_str(t.name, "n");
	assert_true(t.is_on);
	assert_int_equal(t.at, 1795460400123456);
	assert_true(t.most.given);
	assert_int_equal(t.parts.count, 2);
	assert_str(((struct part *)t.parts.items)[1].word, "b");
	assert_str(t.inner.word, "z");
	assert_int_equal(read_row(2, "f", &t), OK);
	assert_false(t.is_on);
	assert_int_equal(read_row(6, NULL, &t), OK);
	assert_false(t.most.given);
	assert_int_equal(read_row(9, NULL, &t), OK);
	assert_int_equal(t.parts.count, 0);
}

static void test_rows_that_do_not_fit(void **state)
{
	static const struct {
		size_t cell;
		const char *text;
	} bad[] = {
		{ 1, "x" }, { 1, NULL }, { 1, "1.5" }, { 2, "true" }, { 2, NULL }, { 3, "x" }, { 5, "today" },
		{ 6, "x" }, { 7, "x" }, { 9, "[" }, { 9, "{}" }, { 9, "[1]" }, { 10, "[]" },
	};
	struct thing t;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (read_row(bad[i].cell, bad[i].text, &t) != BROKEN)
			fail_msg("column %zu takes %s", bad[i].cell, bad[i].text);
}

static void test_a_row_of_an_outer_join_that_found_nothing(void **state)
{
	struct thing t;

	(void)state;
	assert_int_equal(read_row(0, NULL, &t), OK);
	assert_absent(t.name);
	assert_false(uuid_given(&t.id));
}

/* What PostgreSQL made is not measured against what people may send. */
static void test_a_long_list_in_a_row(void **state)
{
	static struct field fields[] = { { "parts", KIND_LIST, offsetof(struct thing, parts), true, 0, INT32_MAX,
		                           NULL, &part_shape, "Parts" },
		                         { 0 } };
	static const struct shape s = { "row", sizeof(struct thing), fields };
	struct json list = { .arena = &arena };
	struct thing t;

	(void)state;
	json_add(&list, STR("["));
	for (int i = 0; i < 30000; i++)
		json_add(&list, i ? STR(",{\"word\":\"a\"}") : STR("{\"word\":\"a\"}"));
	json_add(&list, STR("]"));
	assert_int_equal(shape_read_row(&arena, &s, &(str){ list.ptr, list.len }, &t), OK);
	assert_int_equal(t.parts.count, 30000);
}

static void test_typescript(void **state)
{
	struct json out = { .arena = &arena };

	(void)state;
	shape_typescript(&out, &thing_shape, SHAPE_IN);
	assert_str((str){ out.ptr, out.len },
	           "export interface thing {\n"
	           "\t/** A name */\n\tname: string;\n\t/** A number */\n\tcount: number;\n"
	           "\t/** A truth */\n\tis_on: boolean;\n\t/** An id */\n\tid: string;\n"
	           "\t/** A colour */\n\tcolour: \"red\" | \"green\";\n"
	           "\t/** A time */\n\tat?: string | null;\n"
	           "\t/** A number, perhaps */\n\tmost?: number | null;\n"
	           "\t/** A text to change */\n\ttitle?: string | null;\n"
	           "\t/** A number to change */\n\tsize?: number;\n"
	           "\t/** Parts */\n\tparts?: part[] | null;\n"
	           "\t/** A part within */\n\tinner?: part | null;\n}\n");
	out.len = 0;
	shape_typescript(&out, &part_shape, SHAPE_OUT);
	assert_str((str){ out.ptr, out.len }, "export interface part {\n\t/** A word */\n\tword: string;\n}\n");
}

static json_t *schema(enum shape_way way)
{
	struct json out = { .arena = &arena };

	shape_schema(&out, &thing_shape, way);
	json_t *v = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(v);
	return v;
}

static void test_schema(void **state)
{
	json_t *in = schema(SHAPE_IN), *out = schema(SHAPE_OUT);
	json_t *members = json_object_get(in, "properties");
	json_t *title = json_pack("{s:[ss],s:i,s:i,s:s}", "type", "string", "null", "minLength", 0, "maxLength",
	                          10, "description", "A text to change");
	json_t *asked = json_pack("[sssss]", "name", "count", "is_on", "id", "colour");

	(void)state;
	assert_true(json_equal(json_object_get(in, "required"), asked));
	assert_true(json_is_false(json_object_get(in, "additionalProperties")));
	assert_true(json_equal(json_object_get(members, "title"), title));
	assert_int_equal(json_array_size(json_object_get(out, "required")), 11);
	assert_null(json_object_get(out, "additionalProperties"));
	json_decref(in);
	json_decref(out);
	json_decref(title);
	json_decref(asked);
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_all_members),
		TEST(test_what_is_not_sent_is_absent),
		TEST(test_null_is_a_third_thing_in_a_patch),
		TEST(test_texts_at_their_bounds),
		TEST(test_bytes_that_are_no_text),
		TEST(test_flaws_are_told_a_hundred_times),
		TEST(test_refused_bodies),
		TEST(test_query),
		TEST(test_refused_queries),
		TEST(test_written),
		TEST(test_written_without_values),
		TEST(test_any_bytes_become_json),
		TEST(test_bad_bytes_are_replaced),
		TEST(test_a_long_text_grows),
		TEST(test_row),
		TEST(test_rows_that_do_not_fit),
		TEST(test_a_row_of_an_outer_join_that_found_nothing),
		TEST(test_a_long_list_in_a_row),
		TEST(test_typescript),
		TEST(test_schema),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
