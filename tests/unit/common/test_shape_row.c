#include "thing.h"

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
		                           NULL, &part_shape, "Parts", NULL, NULL, false },
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_row),
		TEST(test_rows_that_do_not_fit),
		TEST(test_a_row_of_an_outer_join_that_found_nothing),
		TEST(test_a_long_list_in_a_row),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("shape_row", tests, NULL, NULL);
}
