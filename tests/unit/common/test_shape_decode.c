#include "thing.h"

#include <dirent.h>
#include <jansson.h>

#define MINIMAL                                                                         \
	"\"name\":\"n\",\"count\":1,\"is_on\":true,\"colour\":\"red\","                 \
	"\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\""

static struct thing decoded(const char *json)
{
	struct thing t;
	struct flaw *flaws;

	if (shape_decode(&arena, &thing_shape, str_of(json), &t, &flaws) != OK)
		fail_msg("%s is refused: %.*s %.*s", json, STR_ARGS(flaws->pointer), STR_ARGS(flaws->detail));
	assert_null(flaws);
	return t;
}

struct pair {
	str first, second;
	patch_text third;
};

static const char *no_x(str text, const void *in)
{
	(void)in;
	return memchr(text.ptr, 'x', text.len) ? "must have no x" : NULL;
}

static const char *unlike_first(str text, const void *in)
{
	return str_eq(text, ((const struct pair *)in)->first) ? "must differ from first" : NULL;
}

static str flaws_of(const struct shape *shape, const char *json, void *out)
{
	struct flaw *flaws;
	struct json told = { .arena = &arena };

	status s = shape_decode(&arena, shape, str_of(json), out, &flaws);
	assert_int_equal(s, flaws ? INVALID : OK);
	for (; flaws; flaws = flaws->next)
		json_add(&told, arena_fmt(&arena, "%.*s %.*s; ", STR_ARGS(flaws->pointer),
		                          STR_ARGS(flaws->detail)));
	return (str){ told.ptr ? told.ptr : "", told.len };
}

static str flaws_of_pair(const char *json)
{
	static const struct field fields[] = {
		TEXT_BY(pair, first, REQUIRED, 1, 3, no_x, "A text"),
		TEXT_BY(pair, second, REQUIRED, 1, 3, unlike_first, "Another"),
		PATCH_TEXT_LIKE(pair, third, OPTIONAL, 0, 3, no_x, NULL, "A third"),
		{ 0 },
	};
	static const struct shape pair_shape = { "pair", sizeof(struct pair), fields };
	struct pair p;

	return flaws_of(&pair_shape, json, &p);
}

static void test_a_member_with_a_rule_of_its_own(void **state)
{
	(void)state;
	assert_str(flaws_of_pair("{\"first\":\"a\",\"second\":\"b\",\"third\":\"c\"}"), "");
	assert_str(flaws_of_pair("{\"first\":\"a\",\"second\":\"a\"}"),
	           "#/second must differ from first; ");
	assert_str(flaws_of_pair(
			   "{\"third\":\"x\",\"first\":\"ax\",\"second\":\"long\",\"fourth\":1}"),
	           "#/first must have no x; #/second must be 1 to 3 characters; #/third must have "
	           "no x; "
	           "#/fourth is not a member of this request; ");
	/* Rules after it see a text that breaks its own rule; one of the wrong length neither they
	 * nor its own do. */
	assert_str(flaws_of_pair("{\"first\":\"xx\",\"second\":\"xx\"}"),
	           "#/first must have no x; #/second must differ from first; ");
	assert_str(flaws_of_pair("{\"first\":\"xxxx\",\"second\":\"b\"}"),
	           "#/first must be 1 to 3 characters; ");
}

struct leaf {
	str word, note;
};
struct tree {
	struct list leaves;
};
/* clang-format off */
static const struct shape leaf_shape = SHAPE(leaf,
	TEXT_APART(leaf, word, OPTIONAL, 0, 3, NULL, NULL, "No two have the same"),
	TEXT(leaf, note, OPTIONAL, 0, 3, "Any"));
static const struct shape tree_shape = SHAPE(tree,
	LIST(tree, leaves, REQUIRED, &leaf_shape, 0, 9, "Leaves"));
/* clang-format on */

static void test_items_of_a_list_that_must_differ(void **state)
{
	(void)state;
	struct tree t;
	assert_str(flaws_of(&tree_shape,
	                    "{\"leaves\":[{\"word\":\"a\",\"note\":\"n\"},{},{},"
	                    "{\"word\":\"b\",\"note\":\"n\"},{\"word\":\"\"}]}",
	                    &t),
	           "");
	assert_str(
		flaws_of(&tree_shape,
	                 "{\"leaves\":[{\"word\":\"a\"},{\"word\":\"\"},{\"word\":\"a\"},"
	                 "{\"word\":\"\"},{\"word\":\"a\"}]}",
	                 &t),
		"#/leaves/2/word is what item 0 has, too; #/leaves/3/word is what item 1 has, too; "
		"#/leaves/4/word is what item 0 has, too; ");
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

/* Bytes may be enough where characters are not. */
static void test_texts_that_must_be_longer_than_one(void **state)
{
	const struct shape s = SHAPE(part, TEXT(part, word, REQUIRED, 2, 3, "A word"));
	struct part p;
	struct flaw *flaws;

	(void)state;
	assert_int_equal(shape_decode(&arena, &s, STR("{\"word\":\"\xC3\xBC\"}"), &p, &flaws), INVALID);
	assert_str(flaws->detail, "must be 2 to 3 characters");
	assert_int_equal(shape_decode(&arena, &s, STR("{\"word\":\"\xC3\xBC\xC3\xBC\"}"), &p, &flaws), OK);
}


int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_member_with_a_rule_of_its_own),
		TEST(test_items_of_a_list_that_must_differ),
		TEST(test_all_members),
		TEST(test_what_is_not_sent_is_absent),
		TEST(test_null_is_a_third_thing_in_a_patch),
		TEST(test_texts_at_their_bounds),
		TEST(test_bytes_that_are_no_text),
		TEST(test_flaws_are_told_a_hundred_times),
		TEST(test_refused_bodies),
		TEST(test_texts_that_must_be_longer_than_one),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("shape_decode", tests, NULL, NULL);
}
