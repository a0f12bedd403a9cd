/* What rows of uploaded files say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "import_meaning.h"

static struct arena *arena(void)
{
	static struct arena a;

	if (!a.base)
		arena_init(&a, 8 << 20);
	arena_reset(&a);
	return &a;
}

static const struct import_fields fields = { STR("text"), STR("id"), STR("group"), STR("order"), { 0 } };
static const struct import_fields kept = { STR("text"), { 0 }, { 0 }, { 0 }, STR("meta") };
static char said[1000];

static const char *tell(enum row_flaw flaw, const struct import_example *e, str field)
{
	if (flaw)
		snprintf(said, sizeof said, "%s %.*s", import_flaw_word(flaw), STR_ARGS(field));
	else
		snprintf(said, sizeof said, "%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARGS(e->content), STR_ARGS(e->external_id),
		         STR_ARGS(e->group_key), STR_ARGS(e->order_key), STR_ARGS(e->metadata));
	return said;
}

static const char *object(const struct import_fields *f, const char *row)
{
	struct import_reader d = { arena(), IMPORT_JSONL, *f, NULL, { 0 } };
	struct import_example e;
	enum row_flaw flaw = import_object(&d, str_of(row), &e);

	return tell(flaw, &e, d.field);
}

static const char *record(const struct import_fields *f, const char *header, const char *row)
{
	struct import_reader d = { arena(), IMPORT_CSV, *f, NULL, { 0 } };
	struct import_example e;
	enum row_flaw flaw = import_header(&d, str_of(header));

	if (!flaw)
		flaw = import_record(&d, str_of(row), &e);
	return tell(flaw, &e, d.field);
}

static void members_are_told_apart_by_name(void **unused)
{
	(void)unused;
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"id\":\"b\",\"group\":\"c\",\"order\":\"d\"}"), "a|b|c|d|");
	assert_string_equal(object(&fields, " { \"text\" : \"a\" , \"group\" : null, \"id\" : 1 } "), "a|1|||");
	assert_string_equal(object(&fields, "{\"t\\u0065xt\":\"a\",\"id\":\"b\"}"), "a|b|||");
}

static void numbers_are_names_as_they_are_written(void **unused)
{
	(void)unused;
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"id\":9007199254740993,\"group\":1.50,\"order\":-1E+3}"),
	                    "a|9007199254740993|1.50|-1E+3|");
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"id\":123456789012345678901234567890 }"),
	                    "a|123456789012345678901234567890|||");
}

static void the_others_are_metadata_byte_for_byte(void **unused)
{
	(void)unused;
	assert_string_equal(object(&fields, "{\"z\" : [1,  {\"a\":\"}\\\"\"}] , \"text\":\"a\",\"id\" : 7 ,\"b\":1.0, \"\\u0063\":\"\\u00e9\"}"),
	                    "a|7|||{\"z\":[1,  {\"a\":\"}\\\"\"}],\"b\":1.0,\"\\u0063\":\"\\u00e9\"}");
	assert_string_equal(object(&kept, "{\"meta\": {\"k\" :  1} ,\"text\":\"a\",\"b\":1}"), "a||||{\"k\" :  1}");
	assert_string_equal(object(&kept, "{\"meta\": [1, 2],\"text\":\"a\"}"), "a||||[1, 2]");
	assert_string_equal(object(&kept, "{\"meta\":null,\"text\":\"a\"}"), "a||||");
}

static void what_is_wrong_is_named_with_its_member(void **unused)
{
	(void)unused;
	assert_string_equal(object(&fields, "{}"), "no-content text");
	assert_string_equal(object(&fields, "{\"text\":\"\"}"), "no-content text");
	assert_string_equal(object(&fields, "{\"text\":12}"), "not-text text");
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"group\":[]}"), "not-text group");
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"order\":\"\"}"), "too-long-a-name order");
	assert_string_equal(object(&fields, "[1]"), "not-an-object ");
	assert_string_equal(object(&fields, "{\"text\":\"a\""), "not-json ");
	assert_string_equal(object(&fields, "{\"a\":1,\"a\":2}"), "same-member ");
	assert_string_equal(object(&fields, "{\"text\":\"a\\u0000\"}"), "nul ");
	assert_string_equal(object(&fields, "{\"text\":\"\\ud800\"}"), "lone-surrogate ");
	assert_string_equal(object(&fields, "{\"text\":\"\\u12\"}"), "not-json ");
	assert_string_equal(object(&kept, "{\"text\":\"NaN\",\"meta\":[-Infinity]}"), "no-number ");
	assert_string_equal(object(&fields, "{\"text\":\"a\"}"), "no-id id");
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"id\":null}"), "a||||");
	assert_string_equal(object(&fields, "{\"text\":\"a\",\"id\":\"\"}"), "too-long-a-name id");
}

/* The parser's numbers end at 1e308. */
static void numbers_may_have_any_size(void **unused)
{
	static const char *const bad[] = { "01e999", "1.e999", "-", "1e999e1", "1e", "[1e999 2]", "[1e999,]", "1e999.5", "-a1e999", "1e999-1" };
	char row[64];

	(void)unused;
	assert_string_equal(object(&kept, "{\"text\":\"1e999\\\"\",\"meta\":[1e999, -0.5E+999,1E-999,0]}"),
	                    "1e999\"||||[1e999, -0.5E+999,1E-999,0]");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(row, sizeof row, "{\"text\":\"a\",\"b\":2e999,\"meta\":%s}", bad[i]);
		assert_string_equal(object(&kept, row), "not-json ");
	}
}

static void nesting_and_values_have_a_limit(void **unused)
{
	static char row[100000];
	size_t n = 0;

	(void)unused;
	/* 31 lists in an object are 32 deep. */
	snprintf(row, sizeof row, "{\"text\":\"a\",\"b\":%.*s1%.*s}", 31, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 31,
	         "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
	assert_string_not_equal(object(&kept, row), "too-deep ");
	snprintf(row, sizeof row, "{\"text\":\"a\",\"b\":%.*s1%.*s}", 32, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 32,
	         "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
	assert_string_equal(object(&kept, row), "too-deep ");
	n = (size_t)snprintf(row, sizeof row, "{\"text\":\"a\",\"b\":[");
	for (int i = 0; i < 20000; i++)
		n += (size_t)snprintf(row + n, sizeof row - n, "1,");
	snprintf(row + n, sizeof row - n, "1]}");
	assert_string_equal(object(&kept, row), "too-many-values ");
}

static void columns_are_told_apart_by_the_header(void **unused)
{
	(void)unused;
	assert_string_equal(record(&fields, "id,text,group,order,a,b", "7,\"x, \"\"y\"\"\",g,,,z"), "x, \"y\"|7|g||{\"a\":\"\",\"b\":\"z\"}");
	assert_string_equal(record(&fields, "id,text,group,order", "7,x,,"), "x|7|||");
	assert_string_equal(record(&fields, "id,text,group,order", ",x,,"), "no-id id");
	assert_string_equal(record(&kept, "text,meta", "x,\"[1, 2]\""), "x||||[1, 2]");
}

static void what_is_wrong_is_named_with_its_column(void **unused)
{
	(void)unused;
	assert_string_equal(record(&kept, "id,body", "1,2"), "no-column text");
	assert_string_equal(record(&kept, "text,meta,text", "1,2,3"), "same-column text");
	assert_string_equal(record(&kept, "text,meta,,", "1,2,,"), "unnamed-columns ");
	assert_string_equal(record(&kept, "text,meta", "1"), "cells ");
	assert_string_equal(record(&kept, "text,meta", "1,2,3"), "cells ");
	assert_string_equal(record(&kept, "text,meta", ",2"), "no-content text");
	assert_string_equal(record(&kept, "text,meta", "x,{"), "not-json meta");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_told_apart_by_name),
		cmocka_unit_test(numbers_are_names_as_they_are_written),
		cmocka_unit_test(the_others_are_metadata_byte_for_byte),
		cmocka_unit_test(what_is_wrong_is_named_with_its_member),
		cmocka_unit_test(numbers_may_have_any_size),
		cmocka_unit_test(nesting_and_values_have_a_limit),
		cmocka_unit_test(columns_are_told_apart_by_the_header),
		cmocka_unit_test(what_is_wrong_is_named_with_its_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
