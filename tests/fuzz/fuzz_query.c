#include "fuzz.h"
#include "shape.h"
#include "text.h"

struct query {
	str after, colour;
	int64_t count;
	maybe_int limit;
	bool sure;
	uuid id;
	moment at;
};

static const char *const colours[] = { "red", "green", NULL };
/* clang-format off */
static const struct shape query_shape = SHAPE(query,
	TEXT(query, after, OPTIONAL, 1, 20, "A text"),
	WORD(query, colour, OPTIONAL, colours, "A word"),
	INT(query, count, OPTIONAL, 0, 99, "A number"),
	MAYBE_INT(query, limit, 1, 1000, "Perhaps a number"),
	BOOL(query, sure, OPTIONAL, "A switch"),
	UUID(query, id, OPTIONAL, "An id"),
	MOMENT(query, at, OPTIONAL, "A time"));
/* clang-format on */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = fuzz_input(data, size);
	struct flaw *flaws = NULL;
	struct query q;
	size_t at;
	status is = shape_decode_query(fuzz_arena(), &query_shape, s, &q, &flaws);

	MUST(is == OK || is == INVALID);
	MUST((is == OK) == !flaws);
	for (const struct flaw *f = flaws; f; f = f->next)
		MUST(f->pointer.ptr[0] == '#' && text_valid(f->pointer, &at) &&
		     text_valid(f->detail, &at));
	if (is == OK) {
		MUST(text_valid(q.after, &at) && text_length(q.after) <= 20);
		MUST(q.count >= 0 && q.count <= 99);
		MUST(!q.limit.given || (q.limit.value >= 1 && q.limit.value <= 1000));
		MUST(!q.colour.ptr || str_eq(q.colour, STR("red")) ||
		     str_eq(q.colour, STR("green")));
	}
	return 0;
}
