#include "fuzz.h"
#include "shape.h"
#include "text.h"

/* Every kind of member, a list of objects and an object within. */
struct part {
	str name;
	int64_t weight;
	bool on;
};
struct body {
	str title, colour;
	int64_t count;
	maybe_int limit;
	bool sure;
	uuid id;
	moment at;
	struct part main;
	struct list parts;
};
struct change {
	patch_text title;
	patch_int count;
};

static const char *const colours[] = { "red", "green", NULL };
/* clang-format off */
static const struct shape part_shape = SHAPE(part,
	TEXT(part, name, REQUIRED, 1, 9, "A name"),
	INT(part, weight, OPTIONAL, -5, 5, "A number"),
	BOOL(part, on, OPTIONAL, "A switch"));
static const struct shape body_shape = SHAPE(body,
	TEXT(body, title, REQUIRED, 0, 20, "A text"),
	WORD(body, colour, OPTIONAL, colours, "A word"),
	INT(body, count, OPTIONAL, 0, INT64_MAX, "A number"),
	MAYBE_INT(body, limit, INT64_MIN, INT64_MAX, "Perhaps a number"),
	BOOL(body, sure, OPTIONAL, "A switch"),
	UUID(body, id, OPTIONAL, "An id"),
	MOMENT(body, at, OPTIONAL, "A time"),
	OBJECT(body, main, part, &part_shape, OPTIONAL, "One part"),
	LIST(body, parts, OPTIONAL, &part_shape, 0, 5, "Some parts"));
static const struct shape change_shape = SHAPE(change,
	PATCH_TEXT(change, title, OPTIONAL, 0, 20, "A text"),
	PATCH_INT(change, count, OPTIONAL, 0, 9, "A number"));
/* clang-format on */

static void are_well_formed(status s, const struct flaw *flaws)
{
	size_t at;

	MUST((s == OK) == !flaws);
	MUST(s == OK || s == INVALID || s == BAD_REQUEST);
	for (; flaws; flaws = flaws->next) {
		MUST(flaws->pointer.len && flaws->pointer.ptr[0] == '#');
		MUST(text_valid(flaws->pointer, &at) && text_valid(flaws->detail, &at) &&
		     flaws->detail.len);
	}
}

static str written(struct arena *a, const struct body *b)
{
	struct json out = { .arena = a };
	size_t at;

	shape_write(&out, &body_shape, b);
	MUST(text_valid((str){ out.ptr, out.len }, &at));
	return (str){ out.ptr, out.len };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = fuzz_input(data, size);
	struct arena *a = fuzz_arena();
	struct flaw *flaws = NULL, *more = NULL;
	struct change change;
	struct body b;

	status of_change = shape_decode(a, &change_shape, s, &change, &more);
	are_well_formed(of_change, more);
	status of_body = shape_decode(a, &body_shape, s, &b, &flaws);
	are_well_formed(of_body, flaws);
	MUST((of_change == BAD_REQUEST) == (of_body == BAD_REQUEST));
	if (of_body == OK)
		MUST(written(a, &b).len > 2);
	return 0;
}
