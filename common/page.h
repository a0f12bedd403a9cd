#ifndef PAGE_H
#define PAGE_H

#include "request.h"

/*
 * Keyset pages.  Ids are UUIDv7, so the order by id is the order of making;
 * a cursor is the last id of a page, signed with the suite's secret so that
 * no one makes one up, and opaque.  It is bound to the path it was given for.
 */
enum { PAGE_MOST = 1000, PAGE_USUAL = 50 };

struct page_query {
	str after;
	maybe_int limit; /* 1 to PAGE_MOST */
};
extern const struct shape page_query_shape;

/* Reads config.secret_file; the flaw as a sentence, or NULL. */
const char *page_open(void);

/*
 * Where a page starts (absent id: at the beginning) and how many rows to ask
 * the statement for: one more than the page holds.  INVALID at "#/after"
 * when the cursor is not ours.
 */
status page_start(struct request *r, uuid *after, int64_t *rows);

/*
 * Reply with a page of what the statement found.  The struct's member at
 * id_offset is its uuid:  page_reply(r, &project_shape, &found, offsetof(struct project, id))
 */
status page_reply(struct request *r, const struct shape *s, struct list *found, size_t id_offset);

#endif
