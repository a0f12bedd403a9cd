#ifndef WIRE_H
#define WIRE_H

#include <libpq-fe.h>

#include "db.h"

/*
 * One connection to PostgreSQL, in pipeline mode, with every statement
 * prepared.  db.c and lane.c alone use it.  One that has gone wrong midway is
 * dropped, never used again: its next user opens it anew.
 */
struct wire {
	PGconn *conn; /* NULL: not open */
	int fd;       /* its socket again, to wait on: libpq may close its own amid a send */
	bool is_loaded; /* calls are queued, and no Sync after them: none of it is sent yet */
};

enum wire_use {
	WIRE_ALONE, /* one call at a time, of any statement */
	WIRE_SHARED /* a lane: read-only, statements marked `shared`, short ones */
};

/* What the library itself says to the server, prepared on every wire. */
extern const struct statement wire_context, wire_context_stream, wire_probe;

/* A statement with its arguments as the server wants them. */
enum { WIRE_PARAMS = 32 };
struct wire_call {
	const struct statement *statement;
	const char *context[2]; /* workspace and person; "": none */
	const char *values[WIRE_PARAMS];
	int lengths[WIRE_PARAMS], is_binary[WIRE_PARAMS]; /* a text ends with its NUL */
	char room[WIRE_PARAMS][28]; /* where numbers and times are written */
};

/* Which statements wires prepare; see db_statements. */
void wire_statements(const struct statement *const *tables);

/*
 * Connect and prepare.  UNAVAILABLE or LATE when that fails, and for a second
 * after a failure without trying.  wire_flaw() then says why in a sentence,
 * for standard error at start.
 */
status wire_open(struct wire *w, enum wire_use use, int64_t deadline);
const char *wire_flaw(void);

/* Close it, whatever it was doing.  The server notices within a second. */
void wire_drop(struct wire *w);

/* Drop it if the server closed it while nobody used it: nothing is lost when it is opened anew. */
void wire_check(struct wire *w);

/*
 * Queue the context and the statement, WIRE_COMMANDS in all; send a Sync
 * behind what is queued.  False when the connection is lost.
 */
enum { WIRE_COMMANDS = 2 };
bool wire_load(struct wire *w, const struct wire_call *call);
bool wire_depart(struct wire *w);

/* Send what is queued; UNAVAILABLE and LATE as below. */
status wire_send(struct wire *w, int64_t deadline);

/*
 * Send what is queued and read until PQgetResult has an answer.  UNAVAILABLE:
 * the connection is lost; LATE: the deadline passed.
 */
status wire_settle(struct wire *w, int64_t deadline);

/*
 * Of the results of one call keep the one that matters: the first failure, or
 * else the last success.  True when `result` is the Sync that ends the call.
 */
bool wire_keep(PGresult *result, PGresult **kept);

bool wire_refused(const PGresult *result);

/* What a refusal is to the client, by its SQLSTATE; see db_one. */
status wire_problem(const PGresult *result);

#endif
