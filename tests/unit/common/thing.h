#ifndef THING_H
#define THING_H

#include "shape.h"
#include "unit.h"

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
[[maybe_unused]] static const struct shape thing_shape = SHAPE(thing,
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

static inline int end(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

#endif
