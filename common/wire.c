#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "config.h"
#include "log.h"
#include "wait.h"

/*
 * BACK_OFF_MS: after a failure, nobody tries to connect for so long.  FAIR_MS:
 * a server that has not answered within so long has failed.
 */
enum {
	BACK_OFF_MS = 1000,
	FAIR_MS = 500,
	LANE_STATEMENT_MS = 500,
	LOCK_MS = 2000,
	IDLE_IN_TRANSACTION_MS = 10000,
};

#define CONTEXT                                                                                    \
	"select set_config('obelus.workspace', $1, true), set_config('obelus.person', $2, true)"
const struct statement wire_context = { "obelus_context", CONTEXT, 2, STATEMENT_ONE, true };
/* A stream lasts as long as its reader makes progress. */
#define CONTEXT_STREAM CONTEXT ", set_config('statement_timeout', '0', true)"
const struct statement wire_context_stream = {
	"obelus_context_stream", CONTEXT_STREAM, 2, STATEMENT_ONE, false,
};
const struct statement wire_probe = { "obelus_probe", "select 1", 0, STATEMENT_RUN, false };

static const struct statement *const own[] = { &wire_context, &wire_context_stream, &wire_probe };
static const struct statement *const none[] = { NULL };
static const struct statement *const *tables = none;
static _Atomic int64_t try_again_at;
static _Thread_local char flaw[400];

void wire_statements(const struct statement *const *of)
{
	tables = of;
	try_again_at = 0; /* these may fit where the last ones did not */
}

const char *wire_flaw(void)
{
	return flaw;
}

/* The server's text may quote values, and libpq would print it. */
static void say_nothing(void *unused, const char *message)
{
	(void)unused;
	(void)message;
}

static void note_flaw(const char *what, const char *which, const char *message)
{
	snprintf(flaw, sizeof flaw, "%s%s: %s", what, which, message);
	size_t len = strcspn(flaw, "\n");
	flaw[len] = '\0';
}

static PGconn *start_connecting(enum wire_use use)
{
	char options[400];
	int64_t statement_ms = use == WIRE_SHARED ? LANE_STATEMENT_MS : config.statement_ms;
	const char *read_only = use == WIRE_SHARED ? " -c default_transaction_read_only=on" : "";

	/* The last one: the server notices that we dropped the connection of a statement. */
	snprintf(options, sizeof options,
	         "-c statement_timeout=%lld -c lock_timeout=%d"
	         " -c idle_in_transaction_session_timeout=%d -c TimeZone=UTC -c DateStyle=ISO"
	         " -c jit=off%s -c client_connection_check_interval=1000",
	         (long long)statement_ms, LOCK_MS, IDLE_IN_TRANSACTION_MS, read_only);

	const char *const names[] = { "dbname", "client_encoding", "fallback_application_name",
		                      "options", NULL };
	char info[1001];
	snprintf(info, sizeof info, "%.*s", STR_ARGS(config.db));
	const char *const values[] = { info, "UTF8", "obelus", options, NULL };
	return PQconnectStartParams(names, values, 1);
}

/* Wait on a descriptor of our own; libpq may try several addresses, each with a socket. */
static bool follow_socket(struct wire *w, int *socket_seen)
{
	int fd = PQsocket(w->conn);

	if (fd < 0)
		return false;
	if (fd == *socket_seen)
		return true;
	if (w->fd >= 0)
		close(w->fd);
	*socket_seen = fd;
	w->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	wait_new(w->fd);
	return w->fd >= 0;
}

static status connect_wire(struct wire *w, int64_t deadline)
{
	PostgresPollingStatusType next = PGRES_POLLING_WRITING;
	int seen = -1;

	while (next != PGRES_POLLING_OK) {
		if (next == PGRES_POLLING_FAILED || !follow_socket(w, &seen))
			return UNAVAILABLE;
		if (!wait_for(w->fd, next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline))
			return LATE;
		next = PQconnectPoll(w->conn);
	}
	if (PQsetnonblocking(w->conn, 1) || !PQenterPipelineMode(w->conn))
		return UNAVAILABLE;
	PQsetNoticeProcessor(w->conn, say_nothing, NULL);
	return OK;
}

/* The statement after *at; NULL past the last.  A walk over our own and the tables. */
struct walk {
	size_t table, row;
};

static const struct statement *next_statement(struct walk *at)
{
	enum { OWN = sizeof own / sizeof *own };

	if (at->table == 0) {
		if (at->row < OWN)
			return own[at->row++];
		*at = (struct walk){ .table = 1 };
	}
	while (tables[at->table - 1]) {
		const struct statement *s = &tables[at->table - 1][at->row++];

		if (s->name)
			return s;
		*at = (struct walk){ .table = at->table + 1 };
	}
	return NULL;
}

static const struct statement *next_for(struct walk *at, enum wire_use use)
{
	const struct statement *s = next_statement(at);

	while (s && use == WIRE_SHARED && !s->shared)
		s = next_statement(at);
	return s;
}

/* All of them with one Sync: the first that does not fit stops the rest. */
static status prepare_all(struct wire *w, enum wire_use use, int64_t deadline)
{
	struct walk sent = { 0 }, answered = { 0 };
	const struct statement *s;

	while ((s = next_for(&sent, use)))
		if (!PQsendPrepare(w->conn, s->name, s->sql, 0, NULL))
			return UNAVAILABLE;
	if (!PQpipelineSync(w->conn))
		return UNAVAILABLE;
	s = next_for(&answered, use);
	for (;;) {
		TRY(wire_settle(w, deadline));
		PGresult *result = PQgetResult(w->conn);
		if (!result) {
			s = next_for(&answered, use);
			continue;
		}
		ExecStatusType is = PQresultStatus(result);
		if (is == PGRES_FATAL_ERROR)
			note_flaw("statement ", s ? s->name : "?", PQresultErrorMessage(result));
		PQclear(result);
		if (is != PGRES_COMMAND_OK)
			return is == PGRES_PIPELINE_SYNC ? OK : BROKEN;
	}
}

status wire_open(struct wire *w, enum wire_use use, int64_t deadline)
{
	struct wire fresh = { .fd = -1 };
	int64_t since = now_ms();

	if (since < try_again_at)
		return UNAVAILABLE;
	fresh.conn = start_connecting(use);
	status problem = fresh.conn ? connect_wire(&fresh, deadline) : UNAVAILABLE;
	if (problem == OK)
		problem = prepare_all(&fresh, use, deadline);
	if (problem == OK) {
		*w = fresh;
		return OK;
	}
	/* Who had no time to wait has not found out how the server is. */
	if (problem == LATE && now_ms() - since < FAIR_MS) {
		wire_drop(&fresh);
		return LATE;
	}
	if (problem != BROKEN)
		note_flaw("no connection to PostgreSQL", "",
		          fresh.conn ? PQerrorMessage(fresh.conn) : "");
	wire_drop(&fresh);
	try_again_at = now_ms() + BACK_OFF_MS;
	log_event(LOG_WARN, "db.unreachable", "use", use == WIRE_SHARED ? "lane" : "alone", NULL);
	return problem == LATE ? LATE : UNAVAILABLE;
}

void wire_drop(struct wire *w)
{
	if (!w->conn)
		return;
	PQfinish(w->conn);
	w->conn = NULL;
	/* Last, so that the socket ends with it, and leaves whoever watches it. */
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

void wire_check(struct wire *w)
{
	char byte;
	ssize_t n = recv(w->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

	/* Whatever an idle server says unasked is its farewell, or as good as that. */
	if (n >= 0 || (errno != EAGAIN && errno != EINTR))
		wire_drop(w);
}

bool wire_load(struct wire *w, const struct wire_call *call)
{
	const struct statement *s = call->statement;
	const struct statement *context =
		s->kind == STATEMENT_STREAM ? &wire_context_stream : &wire_context;

	w->is_loaded = true;
	return PQsendQueryPrepared(w->conn, context->name, 2, call->context, NULL, NULL, 0) &&
	       PQsendQueryPrepared(w->conn, s->name, s->params, call->values, call->lengths,
	                           call->is_binary, 0);
}

bool wire_depart(struct wire *w)
{
	w->is_loaded = false;
	return PQpipelineSync(w->conn);
}

static status talk(struct wire *w, int64_t deadline, bool until_sent)
{
	for (;;) {
		int unsent = w->is_loaded ? 0 : PQflush(w->conn);

		if (unsent < 0)
			return UNAVAILABLE;
		if (!unsent && (until_sent || !PQisBusy(w->conn)))
			return OK;
		int events = wait_for(w->fd, POLLIN | (unsent ? POLLOUT : 0), deadline);
		if (!events)
			return LATE;
		if ((events & ~POLLOUT) && !PQconsumeInput(w->conn))
			return UNAVAILABLE;
	}
}

status wire_send(struct wire *w, int64_t deadline)
{
	return talk(w, deadline, true);
}

status wire_settle(struct wire *w, int64_t deadline)
{
	return talk(w, deadline, false);
}

bool wire_refused(const PGresult *result)
{
	ExecStatusType is = PQresultStatus(result);

	return is != PGRES_TUPLES_OK && is != PGRES_COMMAND_OK && is != PGRES_SINGLE_TUPLE;
}

bool wire_keep(PGresult *result, PGresult **kept)
{
	bool is_sync = PQresultStatus(result) == PGRES_PIPELINE_SYNC;

	if (is_sync || (*kept && wire_refused(*kept))) {
		PQclear(result);
	} else {
		PQclear(*kept);
		*kept = result;
	}
	return is_sync;
}

status wire_problem(const PGresult *result)
{
	/* clang-format off */
	static const struct {
		const char *state; /* or its beginning: the class */
		status problem;
	} rows[] = {
		{ "23505", CONFLICT },    /* unique_violation */
		{ "23503", INVALID },     /* foreign_key_violation */
		{ "23514", INVALID },     /* check_violation */
		{ "22",    INVALID },     /* data_exception */
		{ "42501", FORBIDDEN },   /* insufficient_privilege, so row-level security too */
		{ "55P03", UNAVAILABLE }, /* lock_not_available: lock_timeout */
		{ "40",    UNAVAILABLE }, /* transaction_rollback: serialization, deadlock */
		{ "08",    UNAVAILABLE }, /* connection_exception */
		{ "53",    UNAVAILABLE }, /* insufficient_resources: connections, disk, memory */
		{ "57P",   UNAVAILABLE }, /* shutdown, crash, database dropped */
		{ "57014", LATE },        /* query_canceled: statement_timeout */
	};
	/* clang-format on */
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (!state)
		return UNAVAILABLE;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!strncmp(state, rows[i].state, strlen(rows[i].state)))
			return rows[i].problem;
	return BROKEN;
}
