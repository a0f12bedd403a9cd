#include "keys.h"

#include <libpq-fe.h>
#include <stdlib.h>

#include "config.h"
#include "keys_queries.h"
#include "log.h"
#include "wait.h"

enum { PARAMS = 2 };

const struct shape key_found_shape = SHAPE(key_found,
	TEXT(key_found, sealed, REQUIRED, 1, 200, "The key, under the suite's own"));

struct asking {
	const struct statement *q;
	const char *info; /* where it is */
	const char *values[PARAMS];
	PGresult *result;
	bool is_connected;
};

static void say_nothing(void *unused, const char *message)
{
	(void)unused;
	(void)message;
}

/* In a helper's thread, where it may block. */
static void ask(void *of)
{
	struct asking *a = of;
	const char *const names[] = { "dbname", "fallback_application_name", "options", NULL };
	const char *const values[] = { a->info, "obelus", "-c statement_timeout=5000 -c lock_timeout=2000", NULL };
	PGconn *conn = PQconnectdbParams(names, values, 1);

	PQsetNoticeProcessor(conn, say_nothing, NULL);
	a->is_connected = PQstatus(conn) == CONNECTION_OK;
	if (a->is_connected) {
		PQclear(PQprepare(conn, a->q->name, a->q->sql, 0, NULL));
		a->result = PQexecPrepared(conn, a->q->name, a->q->params, a->values, NULL, NULL, 0);
	}
	PQfinish(conn);
}

static void clear_result(void *result)
{
	PQclear(result);
}

static status run(struct request *r, const struct statement *q, const struct arg *args, PGresult **out)
{
	struct asking a = { .q = q, .info = arena_cstr(r->arena, config.keys_db) };

	if (q->params > PARAMS)
		return BROKEN;
	for (int i = 0; i < q->params; i++)
		a.values[i] = args[i].kind == KIND_UUID ? args[i].id.text : arena_cstr(r->arena, args[i].text);
	bulk(ask, &a);
	arena_defer(r->arena, clear_result, a.result);
	*out = a.result;
	ExecStatusType is = PQresultStatus(a.result);
	if (is == PGRES_TUPLES_OK || is == PGRES_COMMAND_OK)
		return OK;
	const char *state = PQresultErrorField(a.result, PG_DIAG_SQLSTATE);
	log_event(LOG_ERROR, "keys.refused", "statement", q->name, "sqlstate", state ? state : "", NULL);
	r->retry_after = 5;
	return a.is_connected && state ? BROKEN : UNAVAILABLE;
}

status keys_run(struct request *r, const struct statement *q, const struct arg *args, int64_t *changed)
{
	PGresult *result;

	TRY(run(r, q, args, &result));
	*changed = strtoll(PQcmdTuples(result), NULL, 10);
	return OK;
}

status keys_one(struct request *r, const struct statement *q, const struct arg *args, const struct shape *s, void *out)
{
	PGresult *result;

	TRY(run(r, q, args, &result));
	if (PQntuples(result) == 0)
		return NOT_FOUND;
	str cell = { PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0) };
	return shape_read_row(r->arena, s, &cell, out);
}

status key_make(struct request *r, uuid id, unsigned char key[static SEAL_KEY])
{
	int64_t made;

	seal_key_new(key);
	return q_key_add(r, id, seal_key_wrap(r->arena, id, key), &made);
}

status key_find(struct request *r, uuid id, unsigned char key[static SEAL_KEY])
{
	struct key_found found;
	status s = q_key_by_id(r, id, &found);

	if (s == NOT_FOUND || (s == OK && !seal_key_unwrap(r->arena, id, found.sealed, key)))
		return GONE;
	return s;
}

status key_shred(struct request *r, uuid id)
{
	int64_t gone;

	return q_key_destroy(r, id, &gone);
}
