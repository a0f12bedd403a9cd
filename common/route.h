#ifndef ROUTE_H
#define ROUTE_H

#include "activity.h"
#include "limit.h"

/*
 * One row of a service's route table: everything that decides whether a
 * request may reach its function, and what it promises.  The tests read the
 * same table, and the OpenAPI document is made of it.
 */
struct route {
	enum method method;
	const char *path; /* "/projects/{id}": each {…} is a UUID */
	enum need need;
	const struct shape *body, *query, *reply; /* NULL: none */
	const char *raw;       /* "text/plain": the body is taken as it is, as r->raw */
	bool stream;           /* … or left to `run`, which reads it with request_piece */
	const char *media;     /* of a streamed reply, "application/x-ndjson" */
	bool page;             /* the reply is a page of `reply` */
	bool match;            /* If-Match is required: 428 without, 412 when stale */
	bool may_match;        /* it may come: 412 when stale */
	int success;           /* HTTP status of success */
	enum limit limit;
	enum activity event;   /* every change has one */
	int fresh_seconds;     /* the password must have been typed so lately; 0: whenever */
	int flushes, trips;    /* the budget when it is not 1 and 1, … */
	const char *budget_why; /* … and why */
	status (*run)(struct request *r);
	const status *ends;    /* problems of run's own, that no other column tells: until OK; NULL: none */
	const char *operation; /* its name in the OpenAPI document; NULL: made of the path */
	const char *about;     /* one line: OpenAPI summary */
	const char *more;      /* a paragraph, or NULL */
};

/* The table's first flaw as a sentence that names the row, or NULL; the service does not start with one. */
const char *routes_flaw(const struct route *routes, size_t count);

/*
 * The whole way of a request, the same for every route: match, limit and who
 * in one Redis trip, need, origin and CSRF, content type, version, decode,
 * run.  On a problem r->out is the problem document; r->http is always set,
 * and r->route when a row matched.  When r->started, the reply is with the
 * peer already; when r->cut besides, its connection must be closed.
 *
 * A row without a query takes no parameter (422 names each), one without
 * body and raw no body (400).  HEAD goes as GET, but is refused (405) where a
 * GET leaves an activity.
 */
void route_request(const struct route *routes, size_t count, struct request *r);

#endif
