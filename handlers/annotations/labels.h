#ifndef LABELS_H
#define LABELS_H

#include "jobs.h"

/* What the two forms in which labels are downloaded share. */

/*
 * Somebody begins to download what the job in the path has: a place for the
 * stream is taken, the activity row is written, the reply has begun.
 * FORBIDDEN, NOT_FOUND, TOO_MANY, UNAVAILABLE.
 */
status labels_begin(struct request *r, struct labels_begun *begun);

/* The name of an id; absent when it is not among them. */
str labels_name_of(const struct list *names, const uuid *id);

/* JSON without line breaks, which can only stand between its values. */
str labels_one_line(struct request *r, str json);

#endif
