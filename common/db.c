#include "db_inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "config.h"
#include "lane.h"
#include "log.h"
#include "wait.h"

/*
 * TURN_MS: how long a call waits for a connection before we say that we are
 * too busy.  GRACE_MS: the server stops a late statement by itself and says
 * so, which is better than dropping the connection.
 */
enum { OPEN_MS = 5000, TURN_MS = 1000, GRACE_MS = 500 };

struct pool db_wires;
struct gate db_gate;
static struct wire wires[POOL_MOST];

void db_statements(const struct statement *const *tables)
{
	wire_statements(tables);
}

/* A stream holds its connection for long: one at least is left for the calls. */
static int64_t places_of(int64_t alone)
{
	int64_t quarter = config.db_connections / 4;

	return quarter < 1 ? 1 : quarter < alone ? quarter : alone - 1;
}

const char *db_open(void)
{
	int64_t alone = config.db_connections - config.db_lanes;
	int64_t deadline = now_ms() + OPEN_MS;

	if (alone < 2)
		return "OBELUS_DB_CONNECTIONS must exceed OBELUS_DB_LANES by at least two.";
	pool_init(&db_wires);
	gate_open(&db_gate, (int)places_of(alone));
	if (lane_open(config.db_lanes, deadline) != OK)
		return wire_flaw();
	for (int64_t i = 0; i < alone; i++) {
		if (wire_open(&wires[i], WIRE_ALONE, deadline) != OK)
			return wire_flaw();
		pool_give(&db_wires, &wires[i]);
	}
	return NULL;
}

int64_t db_deadline(void)
{
	int64_t deadline = now_ms() + config.statement_ms + GRACE_MS;

	return deadline < task_deadline() ? deadline : task_deadline();
}

/* A connection that is lost may stay lost: while there are others, nobody waits for it. */
void db_give(struct wire *w)
{
	if (w->conn)
		pool_give(&db_wires, w);
	else
		pool_give_last(&db_wires, w);
}

status db_take(struct request *r, struct wire **out)
{
	int64_t turn = now_ms() + TURN_MS, deadline = db_deadline();
	struct wire *w = pool_take(&db_wires, turn < deadline ? turn : deadline);
	status problem = UNAVAILABLE;

	*out = NULL;
	while (w) {
		if (w->conn)
			wire_check(w);
		problem = w->conn ? OK : wire_open(w, WIRE_ALONE, deadline);
		if (problem == OK) {
			*out = w;
			return OK;
		}
		db_give(w);
		w = pool_take(&db_wires, 0);
		if (w && !w->conn) { /* so are all others */
			db_give(w);
			break;
		}
	}
	r->retry_after = 1;
	return problem;
}

void db_close_unused(void)
{
	struct wire *unused[POOL_MOST];
	int n = 0;

	lane_close_unused();
	while (n < POOL_MOST && (unused[n] = pool_take(&db_wires, 0)))
		n++;
	while (n > 0) {
		struct wire *w = unused[--n];

		if (w->conn)
			wire_drop(w);
		db_give(w);
	}
}

static const char *write_arg(struct request *r, const struct arg *arg, char *room, size_t size)
{
	switch (arg->kind) {
	case KIND_TEXT:
		return arg->text.ptr && !arg->is_binary ? arena_cstr(r->arena, arg->text) : arg->text.ptr;
	case KIND_INT:
		snprintf(room, size, "%lld", (long long)arg->number);
		return room;
	case KIND_MAYBE_INT:
		if (!arg->maybe.given)
			return NULL;
		snprintf(room, size, "%lld", (long long)arg->maybe.value);
		return room;
	case KIND_BOOL:
		return arg->truth ? "t" : "f";
	case KIND_UUID:
		return uuid_given(&arg->id) ? arg->id.text : NULL;
	case KIND_MOMENT:
		if (!arg->time)
			return NULL;
		moment_write(arg->time, room);
		return room;
	default:
		return NULL;
	}
}

status db_bind(struct request *r, const struct statement *q, const struct arg *args,
               struct wire_call *call)
{
	_Static_assert(sizeof call->room[0] >= MOMENT_TEXT, "a time fits");

	r->sqlstate[0] = '\0';
	r->constraint = NULL;
	call->statement = q;
	call->context[0] = r->caller.workspace.text;
	call->context[1] = r->caller.person.text;
	if (q->params > WIRE_PARAMS)
		return BROKEN;
	for (int i = 0; i < q->params; i++) {
		str text = args[i].kind == KIND_TEXT && !args[i].is_binary ? args[i].text : (str){ 0 };

		if (text.len && memchr(text.ptr, '\0', text.len))
			return fail(r, INVALID, "a text holds U+0000");
		call->is_binary[i] = args[i].is_binary;
		call->lengths[i] = args[i].is_binary ? (int)args[i].text.len : 0;
		call->values[i] = write_arg(r, &args[i], call->room[i], sizeof call->room[i]);
	}
	return OK;
}

status db_blame(struct request *r, const struct statement *q, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
	status problem = wire_problem(result);

	snprintf(r->sqlstate, sizeof r->sqlstate, "%s", state ? state : "");
	if (constraint)
		r->constraint = arena_cstr(r->arena, str_of(constraint));
	if (problem == UNAVAILABLE)
		r->retry_after = 1;
	if (problem == BROKEN || problem == FORBIDDEN)
		log_event(LOG_ERROR, "db.refused", "statement", q->name, "sqlstate", r->sqlstate,
		          NULL);
	return problem;
}

/* A call on a connection of its own, which it holds from the beginning to the end. */
struct db_later {
	struct wire *wire; /* NULL: none has begun */
	const struct statement *statement;
	int64_t deadline;
};

static void abandon(void *later)
{
	struct db_later *l = later;

	if (!l->wire)
		return;
	wire_drop(l->wire);
	db_give(l->wire);
	l->wire = NULL;
}

static status begin_alone(struct request *r, const struct wire_call *call, struct db_later *l)
{
	TRY(db_take(r, &l->wire));
	l->statement = call->statement;
	l->deadline = db_deadline();
	if (wire_load(l->wire, call) && wire_depart(l->wire))
		return OK;
	abandon(l);
	return UNAVAILABLE;
}

static status end_alone(struct db_later *l, PGresult **result)
{
	bool is_over = false;
	status problem = OK;

	while (problem == OK && !is_over) {
		problem = wire_settle(l->wire, l->deadline);
		PGresult *next = problem == OK ? PQgetResult(l->wire->conn) : NULL;
		if (next)
			is_over = wire_keep(next, result);
	}
	if (problem == OK) {
		db_give(l->wire);
		l->wire = NULL;
		return OK;
	}
	abandon(l);
	PQclear(*result);
	*result = NULL;
	return problem;
}

/* No memory of the arena is asked for while a connection is held. */
static status run_alone(struct request *r, const struct wire_call *call, PGresult **result)
{
	struct db_later held;

	TRY(begin_alone(r, call, &held));
	return end_alone(&held, result);
}

/* A ride that ended for reasons of the lane, not of the statement. */
static bool must_run_alone(const PGresult *result)
{
	status problem = wire_refused(result) ? wire_problem(result) : OK;

	return problem == UNAVAILABLE || problem == LATE;
}

static status run_somehow(struct request *r, const struct wire_call *call, PGresult **result)
{
	if (call->statement->shared) {
		r->db_flushes++;
		if (lane_run(call, result) == OK && *result && !must_run_alone(*result))
			return OK;
		PQclear(*result);
		*result = NULL;
	}
	r->db_flushes++;
	return run_alone(r, call, result);
}

static void clear_result(void *result)
{
	PQclear(result);
}

static status judge(struct request *r, const struct statement *q, PGresult *result)
{
	arena_defer(r->arena, clear_result, result);
	if (!result)
		return BROKEN;
	return wire_refused(result) ? db_blame(r, q, result) : OK;
}

static status run(struct request *r, const struct statement *q, const struct arg *args,
                  PGresult **out)
{
	struct wire_call call;
	PGresult *result = NULL;

	TRY(db_bind(r, q, args, &call));
	int64_t since = now_us();
	status problem = run_somehow(r, &call, &result);
	r->db_us += now_us() - since;
	TRY(problem);
	*out = result;
	return judge(r, q, result);
}

static status read_one(struct request *r, const struct statement *q, const PGresult *result,
                       const struct shape *s, void *out)
{
	struct db_columns columns;

	if (PQntuples(result) == 0)
		return NOT_FOUND;
	TRY(db_columns(r, q, s, result, &columns));
	return db_row(r, result, 0, &columns, out);
}

status db_one(struct request *r, const struct statement *q, const struct arg *args,
              const struct shape *s, void *out)
{
	PGresult *result;

	TRY(run(r, q, args, &result));
	return read_one(r, q, result, s, out);
}

struct db_later *db_later(struct request *r)
{
	struct db_later *l = NEW(r->arena, struct db_later);

	arena_defer(r->arena, abandon, l);
	return l;
}

status db_begin(struct request *r, const struct statement *q, const struct arg *args, struct db_later *l)
{
	struct wire_call call;

	if (l->wire)
		return BROKEN;
	TRY(db_bind(r, q, args, &call));
	int64_t since = now_us();
	r->db_flushes++;
	TRY(begin_alone(r, &call, l));
	status problem = wire_send(l->wire, l->deadline);
	if (problem != OK)
		abandon(l);
	r->db_us += now_us() - since;
	return problem;
}

status db_end(struct request *r, struct db_later *l, const struct shape *s, void *out)
{
	const struct statement *q = l->statement;
	PGresult *result = NULL;
	int64_t since = now_us();

	if (!l->wire)
		return BROKEN;
	status problem = end_alone(l, &result);
	r->db_us += now_us() - since;
	TRY(problem);
	TRY(judge(r, q, result));
	return read_one(r, q, result, s, out);
}

status db_many(struct request *r, const struct statement *q, const struct arg *args,
               const struct shape *s, struct list *out)
{
	struct db_columns columns;
	PGresult *result;

	TRY(run(r, q, args, &result));
	TRY(db_columns(r, q, s, result, &columns));
	out->count = (size_t)PQntuples(result);
	out->items = arena_alloc(r->arena, s->size, out->count);
	for (size_t i = 0; i < out->count; i++)
		TRY(db_row(r, result, (int)i, &columns, (char *)out->items + i * s->size));
	return OK;
}

status db_run(struct request *r, const struct statement *q, const struct arg *args,
              int64_t *changed)
{
	PGresult *result;

	TRY(run(r, q, args, &result));
	*changed = PQresultStatus(result) == PGRES_TUPLES_OK
	                   ? PQntuples(result)
	                   : strtoll(PQcmdTuples(result), NULL, 10);
	return OK;
}

status db_ping(struct request *r)
{
	int64_t found;

	return db_run(r, &wire_probe, NULL, &found);
}
