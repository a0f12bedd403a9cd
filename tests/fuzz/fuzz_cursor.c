#include "fuzz.h"
#include "page.h"
#include "secret.h"

struct thing {
	uuid id;
};
static const struct shape thing_shape = SHAPE(thing, UUID(thing, id, REQUIRED, "Its id"));

/* The cursor after the first of two things, as a client gets it. */
static str cursor_after(struct request *r, const uuid *id)
{
	struct thing *two = NEWS(r->arena, struct thing, 2);
	struct list found = { two, 2 };
	struct page_query one = { .limit = { true, 1 } };

	two[0].id = two[1].id = *id;
	r->query = &one;
	MUST(page_reply(r, &thing_shape, &found, offsetof(struct thing, id)) == OK);
	const char *next = memmem(r->out.ptr, r->out.len, "\"next\":\"", 8);
	MUST(next);
	return (str){ next + 8, 43 };
}

static void must_come_back(struct arena *a, const uint8_t *bytes)
{
	struct request r = { .arena = a, .path = STR("/things"), .out = { .arena = a } };
	str t = arena_fmt(a, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	                  bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6],
	                  bytes[7], bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13],
	                  bytes[14], bytes[15]);
	uuid id = { 0 }, after;
	int64_t rows;

	memcpy(id.text, t.ptr, 36);
	struct page_query q = { .after = cursor_after(&r, &id) };
	r.query = &q;
	MUST(page_start(&r, &after, &rows) == OK && uuid_eq(&after, &id));
	r.path = STR("/others");
	MUST(page_start(&r, &after, &rows) == INVALID && !uuid_given(&after));
}

/* No input is a cursor of ours: the key was made when the process began. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	struct arena *a = fuzz_arena();
	struct page_query q = { .after = fuzz_input(data, size) };
	struct request r = { .arena = a, .path = STR("/things"), .query = &q };
	uuid after;
	int64_t rows;

	if (!begun)
		secret_init();
	begun = true;
	MUST(page_start(&r, &after, &rows) == INVALID && !uuid_given(&after) && r.flaws);
	if (size >= 16)
		must_come_back(a, data);
	return 0;
}
