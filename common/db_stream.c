#include "db_inside.h"

#include "config.h"
#include "wait.h"

/*
 * What a stream holds.  It stands in the arena's list of things to free from
 * before it is taken, so that nothing is lost when a row fills the arena.
 */
struct held {
	struct wire *wire;
	PGresult *row;
	bool is_over; /* the Sync has come back: the wire can be used again */
};

static void let_go(void *of)
{
	struct held *h = of;

	PQclear(h->row);
	h->row = NULL;
	if (h->wire && !h->is_over)
		wire_drop(h->wire);
	if (h->wire)
		db_give(h->wire);
	h->wire = NULL;
}

/* LONG_ROW: bytes of a row that is read outside the loop. */
enum { PLACE_MS = 1000, LONG_ROW = 64 * 1024 };

static void give_place(void *of)
{
	struct gate_pass *pass = of;

	if (pass->is_in)
		gate_leave(&db_gate, pass);
}

status db_stream_reserve(struct request *r)
{
	int64_t turn = now_ms() + PLACE_MS, deadline = db_deadline();
	bool as_many;

	if (r->stream_place)
		return OK;
	struct gate_pass *pass = NEW(r->arena, struct gate_pass);
	arena_defer(r->arena, give_place, pass);
	if (gate_enter(&db_gate, pass, &r->caller.person, turn < deadline ? turn : deadline, &as_many)) {
		r->stream_place = pass;
		return OK;
	}
	r->retry_after = 5;
	if (as_many)
		return fail(r, TOO_MANY, "you have as many downloads running as one person may");
	return fail(r, UNAVAILABLE, "as many downloads as may run at once are running");
}

struct stream {
	const struct statement *q;
	const struct shape *shape;
	const struct db_sink *to;
	struct db_columns columns;
	void *item;
};

/* A row to be read: a list in it is JSON, and a long one more than a turn may take. */
struct reading {
	struct request *r;
	const PGresult *row;
	struct stream *of;
	status problem;
};

static void read_cells(void *of)
{
	struct reading *n = of;

	n->problem = db_row(n->r, n->row, 0, &n->of->columns, n->of->item);
}

static bool is_long(const PGresult *row)
{
	int bytes = 0;

	for (int i = 0; i < PQnfields(row); i++)
		bytes += PQgetlength(row, 0, i);
	return bytes > LONG_ROW;
}

static status read_row(struct request *r, struct stream *s, const PGresult *row)
{
	struct reading n = { .r = r, .row = row, .of = s };

	if (is_long(row))
		request_bulk(r, read_cells, &n);
	else
		read_cells(&n);
	return n.problem;
}

/* Rows end after each other, so each begins with the memory that the one before began with. */
static status hand_out(struct request *r, struct stream *s, const struct held *h)
{
	const PGresult *row = h->row;

	if (!s->item) {
		TRY(db_columns(r, s->q, s->shape, row, &s->columns));
		s->item = arena_alloc(r->arena, s->shape->size, 1);
	}
	struct arena_mark before = arena_mark(r->arena);
	memset(s->item, 0, s->shape->size);
	status problem = read_row(r, s, row);
	if (problem == OK)
		problem = s->to->each(r, s->item, s->to->with);
	/* What a refusal says stays. */
	if (problem != OK)
		return problem;
	/* To free it takes long, too: in a turn of its own. */
	if (is_long(row))
		wait_for(h->wire->fd, POLLOUT, task_deadline());
	arena_rewind(r->arena, before);
	return OK;
}

/* One result; the problem that ends the stream. */
static status take_result(struct request *r, struct stream *s, struct held *h)
{
	switch (PQresultStatus(h->row)) {
	case PGRES_SINGLE_TUPLE:
		return hand_out(r, s, h);
	case PGRES_TUPLES_OK: /* what the context says, and the end of the rows */
		return OK;
	case PGRES_PIPELINE_SYNC:
		h->is_over = true;
		return OK;
	default:
		return db_blame(r, s->q, h->row);
	}
}

static status read_rows(struct request *r, struct stream *s, struct held *h)
{
	while (!h->is_over) {
		/* Each row is progress; between two the server and the client have so long. */
		task_deadline_set(now_ms() + config.stall_ms);
		TRY(wire_settle(h->wire, task_deadline()));
		h->row = PQgetResult(h->wire->conn);
		/* Now: after the results of the context, before those of the statement. */
		if (!h->row && !s->item)
			PQsetSingleRowMode(h->wire->conn);
		if (h->row)
			TRY(take_result(r, s, h));
		PQclear(h->row);
		h->row = NULL;
	}
	return OK;
}

status db_stream(struct request *r, const struct statement *q, const struct arg *args,
                 const struct shape *s, const struct db_sink *to)
{
	struct stream stream = { .q = q, .shape = s, .to = to };
	struct held *h = NEW(r->arena, struct held);
	struct wire_call call;

	TRY(db_bind(r, q, args, &call));
	TRY(db_stream_reserve(r));
	arena_defer(r->arena, let_go, h);
	r->db_flushes++;
	int64_t since = now_ms();
	status problem = db_take(r, &h->wire);
	if (problem == OK)
		problem = wire_load(h->wire, &call) && wire_depart(h->wire) ? read_rows(r, &stream, h) : UNAVAILABLE;
	let_go(h);
	r->db_us += (now_ms() - since) * 1000;
	return problem;
}
