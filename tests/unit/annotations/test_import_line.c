/* Lines of the complete form, divided into what is an example's and what people did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "import_cut.h"
#include "import_labels.h"

static struct arena *arena(void)
{
	static struct arena a;

	if (!a.base)
		arena_init(&a, 64 << 20);
	arena_reset(&a);
	return &a;
}

static char said[1000];

/* "key=value;…" and how it ended. */
static const char *cut(const char *json)
{
	struct import_cut c;
	str key, value;
	size_t n = 0;

	if (!import_cut_begin(&c, str_of(json)))
		return "neither";
	said[0] = '\0';
	while (import_cut_next(&c, &key, &value))
		n += (size_t)snprintf(said + n, sizeof said - n, "%.*s=%.*s;", STR_ARGS(key), STR_ARGS(value));
	snprintf(said + n, sizeof said - n, "%s", c.is_broken ? "broken" : "end");
	return said;
}

static const struct import_fields plain = { STR("content"), STR("external_id"), { 0 }, { 0 }, STR("metadata") };
static const struct import_fields by_id = { STR("content"), STR("id"), { 0 }, { 0 }, { 0 } };

static const char *line(const struct import_fields *f, const char *row)
{
	struct import_reader d = { arena(), IMPORT_JSONL, *f, NULL, { 0 } };
	struct import_line l;
	struct import_wrong w;

	if (!import_line_cut(&d, str_of(row), &l, &w))
		return "none";
	if (w.word)
		snprintf(said, sizeof said, "%s %.*s", import_flaw_word(w.word), STR_ARGS(w.field));
	else
		snprintf(said, sizeof said, "%s|%.*s|%.*s|%.*s", l.known.text, STR_ARGS(l.submissions), STR_ARGS(l.skips), STR_ARGS(l.rest));
	return said;
}

static void members_and_items_are_found_as_they_are_written(void **unused)
{
	(void)unused;
	assert_string_equal(cut(" { \"a\" : 1.0e5 ,\"b}\\\"\":[ {}, \"]\" ] , \"c\":null}\t"), "\"a\"=1.0e5;\"b}\\\"\"=[ {}, \"]\" ];\"c\"=null;end");
	assert_string_equal(cut("[1, [2,3],\"\\\\\",{\"a\":[]}]"), "=1;=[2,3];=\"\\\\\";={\"a\":[]};end");
	assert_string_equal(cut("{}"), "end");
	assert_string_equal(cut("[ ]"), "end");
}

static void what_is_no_json_around_its_values_is_broken(void **unused)
{
	static const char *const bad[] = { "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{\"a\":1",
		                           "{\"a\":1}x", "[1,]", "[,1]", "[1 2]", "[1", "{\"a\":\"b}", "{\"a\":[1}", "{\"a\\\":1}", "{\"a\" 1}", "[\"a\"\"b\"]" };

	(void)unused;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *how = cut(bad[i]);

		assert_true(strlen(how) >= 6 && !strcmp(how + strlen(how) - 6, "broken"));
	}
	assert_string_equal(cut("1"), "neither");
	assert_string_equal(cut(""), "neither");
}

static void the_forms_own_members_are_taken(void **unused)
{
	(void)unused;
	assert_string_equal(line(&plain, "{\"id\":\"00000000-0000-7000-8000-000000000001\",\"position\":7,\"content\":\"a\",\"skips\":[],\"submissions\":[ {} ],\"metadata\":{ } }"),
	                    "00000000-0000-7000-8000-000000000001|[ {} ]|[]|{\"content\":\"a\",\"metadata\":{ }}");
	assert_string_equal(line(&plain, "{\"id\":null,\"submissions\":null}"), "|||{}");
	/* A key is what it means. */
	assert_string_equal(line(&plain, "{\"\\u0073kips\":[1]}"), "||[1]|{}");
	/* The caller said what it is. */
	assert_string_equal(line(&by_id, "{\"id\":7,\"position\":1,\"other\":2}"), "|||{\"id\":7,\"other\":2}");
}

static void what_is_wrong_with_them_is_named(void **unused)
{
	(void)unused;
	assert_string_equal(line(&plain, "[]"), "none");
	assert_string_equal(line(&plain, "{\"a\":1"), "none");
	assert_string_equal(line(&plain, "{\"id\":7}"), "form id");
	assert_string_equal(line(&plain, "{\"id\":\"\"}"), "form id");
	assert_string_equal(line(&plain, "{\"id\":\"}"), "none");
	assert_string_equal(line(&plain, "{\"skips\":{}}"), "form skips");
	assert_string_equal(line(&plain, "{\"submissions\":\"[]\"}"), "form submissions");
	assert_string_equal(line(&plain, "{\"skips\":[],\"skips\":[]}"), "same-member skips");
	assert_string_equal(line(&plain, "{\"submissions\":null,\"submissions\":[]}"), "same-member submissions");
	assert_string_equal(line(&plain, "{\"id\":null,\"id\":\"00000000-0000-7000-8000-000000000001\"}"), "same-member id");
	assert_string_equal(line(&plain, "{\"position\":nonsense}"), "form position");
	assert_string_equal(line(&plain, "{\"position\":054}"), "form position");
	assert_string_equal(line(&plain, "{\"position\":\"\\q\"}"), "form position");
	assert_string_equal(line(&plain, "{\"position\":null}"), "|||{}");
}

static void all_but_the_labels_has_a_limit(void **unused)
{
	enum { LONG = 5 << 20 };
	static char row[LONG + 100];

	(void)unused;
	memset(row, 'a', sizeof row - 1);
	memcpy(row, "{\"skips\":[\"", 11);
	memcpy(row + LONG, "\"]}", 4);
	assert_true(strlen(line(&plain, row)) > 100);
	memcpy(row, "{\"other\":[\"", 11);
	assert_string_equal(line(&plain, row), "too-long-a-line ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_and_items_are_found_as_they_are_written),
		cmocka_unit_test(what_is_no_json_around_its_values_is_broken),
		cmocka_unit_test(the_forms_own_members_are_taken),
		cmocka_unit_test(what_is_wrong_with_them_is_named),
		cmocka_unit_test(all_but_the_labels_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
