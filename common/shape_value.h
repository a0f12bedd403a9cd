#ifndef SHAPE_VALUE_H
#define SHAPE_VALUE_H

#include "shape.h"

/*
 * What the readers of JSON, query strings and rows share: where a value
 * stands, what is wrong with it, and how a text or a number becomes a member.
 */

/* Where a value stands: a member of, or the index-th item in, what is around it. */
struct place {
	const struct place *around; /* NULL: the whole body */
	str name;                   /* absent: an item */
	size_t index;
};

/* The flaws found so far, in order; past FLAWS_MOST they are not kept. */
enum { FLAWS_MOST = 100 };
struct flaws {
	struct arena *arena;
	struct flaw *first, **last;
	int count;
	bool has_huge; /* the JSON text holds an integer past 64 bits: its numbers were read as reals */
};

void shape_flaws_begin(struct flaws *w, struct arena *a);
void shape_flaw(struct flaws *w, const struct place *at, str detail);

/* INVALID with *out filled, or OK when there were none. */
status shape_flaws_end(const struct flaws *w, struct flaw **out);

/* NULL when the shape has no field of the name. */
const struct field *shape_field(const struct shape *s, str name);

/*
 * Put a text, or a number, where field f says.  Returns what is wrong with
 * it, as a flaw's detail; absent when nothing is.
 */
str shape_put_text(struct arena *a, const struct field *f, str text, void *member);
str shape_put_int(struct arena *a, const struct field *f, int64_t n, void *member);

/* "must be 1 to 9", "must be an integer, 1 to 9": of a number, and of what is none. */
str shape_bounds(struct arena *a, const struct field *f, const char *unit);

#endif
