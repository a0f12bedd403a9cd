#include "thing.h"

#include <jansson.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_typescript),
		TEST(test_schema),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("shape_schema", tests, NULL, NULL);
}
