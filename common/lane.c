#include "lane.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "wait.h"

/* LATE_MS: a lane that long without an answer is given up, and so is a ride. */
enum { LANES = 8, LATE_MS = 1000 };

/*
 * A call that is under way.  On the heap, because whoever asked may leave
 * before its answer has come; `left` then says that nobody wants it.
 */
struct rider {
	struct rider *next;
	struct task *task;
	PGresult *result;
	status problem;
	int commands; /* not answered yet */
	bool is_done, left;
};

static struct lane {
	struct lock lock;
	struct wire wire;
	struct rider *head, **tail; /* in the order of their answers */
	_Atomic int count;
	int syncs;    /* sent and not answered yet */
	bool is_read; /* someone reads, or opens, it for all */
	struct task *reader;
	struct soon departure;
} lanes[LANES];
static int lane_count;

static void free_rider(struct rider *t)
{
	PQclear(t->result);
	free(t);
}

/* The first one's ride is over. */
static void alight(struct lane *l, status problem)
{
	struct rider *t = l->head;

	l->head = t->next;
	if (!l->head)
		l->tail = &l->head;
	l->count--;
	t->problem = problem;
	t->is_done = true;
	if (t->left)
		free_rider(t);
	else
		task_wake(t->task);
}

static void break_down(struct lane *l)
{
	wire_drop(&l->wire);
	l->syncs = 0;
	while (l->head)
		alight(l, UNAVAILABLE);
}

/* Half a call may be queued: the lane ends.  Whoever reads it finds out now. */
static void give_up(struct lane *l)
{
	if (l->is_read)
		shutdown(l->wire.fd, SHUT_RDWR);
	else
		break_down(l);
}

/* All who board in one turn of the loop leave together. */
static void depart(void *of)
{
	struct lane *l = of;

	if (!l->wire.conn || !l->wire.is_loaded)
		return;
	l->syncs++;
	if (!wire_depart(&l->wire))
		give_up(l);
	task_wake(l->reader);
}

/* Someone else reads from now on, if anyone is left who wants an answer. */
static void hand_over(struct lane *l)
{
	struct rider *t = l->head;

	l->is_read = false;
	while (t && t->left)
		t = t->next;
	if (t)
		task_wake(t->task);
}

/* NULL ends the answer to a command. */
static void take_in(struct lane *l, PGresult *result)
{
	if (!result) {
		if (l->head && --l->head->commands == 0)
			alight(l, OK);
	} else if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
		l->syncs--;
		PQclear(result);
	} else if (l->head) {
		wire_keep(result, &l->head->result);
	} else { /* the server's farewell, after the last answer and before its Sync */
		PQclear(result);
	}
}

/* Read for all until `me` has its answer, and then what has come already. */
static void read_for_all(struct lane *l, const struct rider *me, int64_t deadline)
{
	while ((l->head || l->syncs) && (!me->is_done || !PQisBusy(l->wire.conn))) {
		int64_t late = now_ms() + LATE_MS;

		/* Nothing is sent yet, and who waits for the server sends nothing. */
		if (l->wire.is_loaded && l->syncs == 0) {
			if (!task_park(deadline))
				return;
			continue;
		}
		if (wire_settle(&l->wire, late < deadline ? late : deadline) != OK) {
			if (now_ms() < late && now_ms() >= deadline)
				return; /* only my time is up: the next one reads on */
			break_down(l);
			return;
		}
		take_in(l, PQgetResult(l->wire.conn));
		if (!l->head && PQstatus(l->wire.conn) == CONNECTION_BAD)
			break_down(l);
	}
}

/* Until this ride is over or its time is up. */
static void ride(struct lane *l, struct rider *me, int64_t deadline)
{
	while (!me->is_done && now_ms() < deadline) {
		if (l->is_read) {
			task_park(deadline);
			continue;
		}
		l->is_read = true;
		l->reader = me->task;
		read_for_all(l, me, deadline);
		l->reader = NULL;
		me->left = !me->is_done;
		hand_over(l);
	}
	me->left = !me->is_done;
	/* It may be that it was my turn to read, and my time is up. */
	if (!l->is_read)
		hand_over(l);
}

/* The lane is held. */
static struct rider *board(struct lane *l, const struct wire_call *call)
{
	if (!l->wire.conn)
		return NULL;
	struct rider *t = calloc(1, sizeof *t);
	if (!t)
		return NULL;
	if (!wire_load(&l->wire, call)) {
		free(t);
		give_up(l);
		return NULL;
	}
	t->commands = WIRE_COMMANDS;
	t->task = task_self();
	*l->tail = t;
	l->tail = &t->next;
	l->count++;
	return t;
}

static void reopen(struct lane *l, int64_t deadline)
{
	struct wire fresh;

	l->is_read = true; /* nobody else opens it meanwhile */
	if (wire_open(&fresh, WIRE_SHARED, deadline) == OK)
		l->wire = fresh;
	l->is_read = false;
}

static struct lane *emptiest(void)
{
	struct lane *best = &lanes[0];

	for (int i = 1; i < lane_count; i++)
		if (lanes[i].count < best->count)
			best = &lanes[i];
	return best;
}

status lane_run(const struct wire_call *call, PGresult **result)
{
	struct lane *l = emptiest();
	int64_t deadline = now_ms() + LATE_MS;
	status problem = UNAVAILABLE;

	if (lane_count == 0)
		return UNAVAILABLE;
	if (task_deadline() < deadline)
		deadline = task_deadline();
	lock_hold(&l->lock);
	if (!l->wire.conn && !l->is_read)
		reopen(l, deadline);
	struct rider *me = board(l, call);
	if (me) {
		wait_soon(&l->departure);
		ride(l, me, deadline);
		if (me->is_done) {
			problem = me->problem;
			*result = me->result;
			me->result = NULL;
			free_rider(me);
		}
	}
	lock_release(&l->lock);
	return problem;
}

void lane_close_unused(void)
{
	for (struct lane *l = lanes; l < lanes + lane_count; l++) {
		lock_hold(&l->lock);
		if (l->wire.conn && !l->head && !l->is_read)
			break_down(l);
		lock_release(&l->lock);
	}
}

status lane_open(int64_t n, int64_t deadline)
{
	for (; lane_count < n && lane_count < LANES; lane_count++) {
		struct lane *l = &lanes[lane_count];

		lock_init(&l->lock);
		l->tail = &l->head;
		l->departure = (struct soon){ .fn = depart, .arg = l };
		TRY(wire_open(&l->wire, WIRE_SHARED, deadline));
	}
	return OK;
}
