#ifndef DB_H
#define DB_H

#include "request.h"

/*
 * PostgreSQL.  There is no function that takes SQL text: statements come from
 * queries.sql files through scripts/sqlgen, which makes one typed function
 * q_NAME() of each.  Every call is one flush: set_config of the caller's
 * workspace and person, the statement, one Sync; it returns after the Sync
 * has come back, so what it says is committed.
 */

enum statement_kind { STATEMENT_ONE, STATEMENT_MANY, STATEMENT_RUN, STATEMENT_STREAM };

struct statement {
	const char *name, *sql;
	int params;
	enum statement_kind kind;
	bool shared; /* a read of one row by unique key: rides on a lane */
};

/* One argument; the generated functions build these. */
struct arg {
	enum kind kind; /* KIND_TEXT, INT, BOOL, UUID, MOMENT, MAYBE_INT */
	bool is_binary; /* of a text: bytes that PostgreSQL takes as they are */
	union {
		str text;
		int64_t number;
		bool truth;
		uuid id;
		moment time;
		maybe_int maybe;
	};
};

/*
 * Statement tables that this process may run, each ended by a NULL name; a
 * NULL table ends the list, which must stay.  Call before db_open.
 */
void db_statements(const struct statement *const *tables);

/*
 * Connect config.db_connections times and prepare every statement; the flaw
 * of the first that does not fit the schema, or why there is no connection,
 * as a sentence for standard error; NULL when all is well.
 */
const char *db_open(void);

/*
 * Ask for each of these tables (the last is NULL) and be refused: a sentence
 * about the first that this role may read after all; NULL when it may read
 * none.  At start, so that a grant too many is found there.
 */
const char *db_refused(const char *const *tables);

/* Close the connections that nobody uses now; who needs one opens it anew. */
void db_close_unused(void);

/* Answers SELECT 1 within the deadline of the request: /health. */
status db_ping(struct request *r);

/*
 * Run a statement that must find one row; NOT_FOUND when it finds none.  A
 * failure becomes a problem by its SQLSTATE: unique violation CONFLICT;
 * foreign key, check and data exceptions (class 22) INVALID; lock time-out,
 * serialization failure, lost connection UNAVAILABLE; statement time-out
 * LATE; insufficient privilege FORBIDDEN; anything else BROKEN.  r->sqlstate
 * and r->constraint then say more; the server's own text, which may quote
 * values, goes nowhere.
 */
status db_one(struct request *r, const struct statement *q, const struct arg *args,
              const struct shape *s, void *out);
status db_many(struct request *r, const struct statement *q, const struct arg *args,
               const struct shape *s, struct list *out);
/* Run a statement for its effect; *changed is the number of rows it returned or touched. */
status db_run(struct request *r, const struct statement *q, const struct arg *args, int64_t *changed);

/*
 * A statement in two halves, for who has other work while the server does
 * its own: db_begin returns when it is sent, db_end as db_one does.  Make one
 * a request, and ask nothing else in between: who holds a connection must not
 * wait for another.  When the request is over before db_end, or what was
 * allocated since db_later is taken back, the connection ends.
 */
struct db_later;
struct db_later *db_later(struct request *r);
status db_begin(struct request *r, const struct statement *q, const struct arg *args, struct db_later *l);
status db_end(struct request *r, struct db_later *l, const struct shape *s, void *out);

/* Whom a stream hands its rows to. */
struct db_sink {
	status (*each)(struct request *r, const void *row, void *with);
	void *with;
};

/*
 * Take one of the few places for streams, for the rest of the request: before
 * the statement that says that one has begun.  TOO_MANY when the caller holds
 * half of them for longer than a moment, so that one is left for others;
 * UNAVAILABLE when all are taken.  db_stream does it by itself otherwise.
 */
status db_stream_reserve(struct request *r);

/*
 * Hand each row to `to` as it arrives, in bounded memory: the row and what
 * `each` allocates are gone when it returns.  Stops at the first failure.
 */
status db_stream(struct request *r, const struct statement *q, const struct arg *args,
                 const struct shape *s, const struct db_sink *to);

/*
 * For `work`, one task only, always the same channel: waits, idly, until
 * someone NOTIFYs it or until `deadline`; false when the connection was lost
 * or could not be made.  Returns at once when it has just begun to listen:
 * what was notified before is lost, so look for it now.
 */
bool db_listen(const char *channel, int64_t deadline_ms);

#endif
