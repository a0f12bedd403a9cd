#include "db_inside.h"

#include <stdio.h>

#include "wait.h"

enum { BEGIN_MS = 5000 };

/* Run SQL made here, with an identifier in it.  NULL when the connection is lost. */
static PGresult *run_text(struct wire *w, const char *before, const char *identifier,
                          const char *after)
{
	char sql[200];
	char *quoted = PQescapeIdentifier(w->conn, identifier, strlen(identifier));
	PGresult *result = NULL;
	bool is_over = false;

	snprintf(sql, sizeof sql, "%s%s%s", before, quoted ? quoted : "", after);
	PQfreemem(quoted);
	if (!PQsendQueryParams(w->conn, sql, 0, NULL, NULL, NULL, NULL, 0) ||
	    !PQpipelineSync(w->conn))
		return NULL;
	while (!is_over) {
		if (wire_settle(w, now_ms() + BEGIN_MS) != OK) {
			PQclear(result);
			return NULL;
		}
		PGresult *next = PQgetResult(w->conn);
		if (next)
			is_over = wire_keep(next, &result);
	}
	return result;
}

const char *db_refused(const char *const *tables)
{
	static char flaw[160];
	struct wire *w = pool_take(&db_wires, now_ms() + BEGIN_MS);
	bool is_refused = true;

	if (!w || !w->conn)
		return "no connection to PostgreSQL";
	for (; is_refused && tables && *tables; tables++) {
		PGresult *result = run_text(w, "select 1 from ", *tables, " limit 0");
		const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

		is_refused = state && !strcmp(state, "42501");
		if (!is_refused)
			snprintf(flaw, sizeof flaw,
			         "this role should be refused table %s, but was told %s", *tables,
			         state ? state : "its rows");
		PQclear(result);
	}
	pool_give(&db_wires, w);
	return is_refused ? NULL : flaw;
}

bool db_listen(const char *channel, int64_t deadline_ms)
{
	static struct wire w;
	bool is_new = !w.conn;

	if (is_new) {
		if (wire_open(&w, WIRE_SHARED, now_ms() + BEGIN_MS) != OK)
			return false;
		PGresult *result = run_text(&w, "listen ", channel, "");
		bool is_listening = result && !wire_refused(result);
		PQclear(result);
		if (!is_listening)
			wire_drop(&w);
		return is_listening;
	}
	while (now_ms() < deadline_ms) {
		PGnotify *notice = PQnotifies(w.conn);

		if (notice) {
			/* One is enough: who waits looks for everything that is due. */
			for (; notice; notice = PQnotifies(w.conn))
				PQfreemem(notice);
			return true;
		}
		if (!wait_idle(w.fd, POLLIN, deadline_ms))
			return true;
		if (!PQconsumeInput(w.conn)) {
			wire_drop(&w);
			return false;
		}
	}
	return true;
}
