#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include "gate.h"
#include "pool.h"
#include "wire.h"

/* What the parts of db share: the connections, arguments, rows and refusals. */

/* Connections for one call at a time (struct wire). */
extern struct pool db_wires;

/* Leave to stream: for a quarter of them at once, never all. */
extern struct gate db_gate;

/* When a call that begins now must have its answer. */
int64_t db_deadline(void);

/* A wire that is open; *out is NULL on failure. */
status db_take(struct request *r, struct wire **out);
void db_give(struct wire *w);

/* Fill *call.  INVALID for a text with a NUL in it, which PostgreSQL cannot store. */
status db_bind(struct request *r, const struct statement *q, const struct arg *args,
               struct wire_call *call);

/* The problem that a refusal is; fills r->sqlstate and r->constraint. */
status db_blame(struct request *r, const struct statement *q, const PGresult *result);

/* Which column of a result is which field, looked up once for all its rows. */
struct db_columns {
	const struct shape *shape;
	size_t count;
	int *at;
	str *cells; /* of the row being read */
};
status db_columns(struct request *r, const struct statement *q, const struct shape *s,
                  const PGresult *result, struct db_columns *out);
status db_row(struct request *r, const PGresult *result, int row, const struct db_columns *columns,
              void *out);

#endif
