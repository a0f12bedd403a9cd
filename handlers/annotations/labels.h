#ifndef LABELS_H
#define LABELS_H

#include "jobs.h"

/* What the two forms in which labels are downloaded share. */

/*
 * Somebody begins to download what the job in the path has: a place for the
 * stream is taken, the activity row is written, the reply has begun, as a file
 * that is called after the job and the `form`.
 * FORBIDDEN, NOT_FOUND, TOO_MANY, UNAVAILABLE.
 */
status labels_begin(struct request *r, const char *form, struct labels_begun *begun);

/* The name of an id; absent when it is not among them. */
str labels_name_of(const struct list *names, const uuid *id);

/* A UUID of our own making (RFC 9562 5.8) out of what makes a thing what it is. */
uuid labels_id_of(str what);

/*
 * A label of a submission as it is stored, which is as submission_kept_shape
 * writes it: {"label":"…36…","start":1,"end":2,"text":"…"} of a span,
 * {"label":"…36…"} of a class.  Those bytes cannot stand within a text, where
 * a quote has a backslash before it.
 */
struct stored_label {
	uuid label;
	bool is_span;
	int64_t start, end;
	size_t behind_id; /* of the text that was searched: the byte behind the id's quote */
};

/* The first one in `in`; false when there is none. */
bool labels_stored(str in, struct stored_label *out);

/* JSON without line breaks, which can only stand between its values. */
str labels_one_line(struct request *r, str json);

#endif
