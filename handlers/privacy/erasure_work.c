/* An erasure when it is due: a piece at a time, each in a transaction of its own, so that it goes on from wherever it was cut. */
#include "privacy.h"

#include "certificate_key.h"
#include "config.h"
#include "keys.h"
#include "ledger.h"
#include "log.h"
#include "pace.h"
#include "queries.h"
#include "session.h"
#include "wait.h"

/* It has to end: it is not tried so often that it would be given up. */
enum { LEASE_SECONDS = 60, ATTEMPTS = 10000, SLICE_MS = 2000, TURNS = 10 };

struct erasure_ask {
	uuid erasure;
};
static const struct shape erasure_ask_shape = SHAPE(erasure_ask,
	UUID(erasure_ask, erasure, REQUIRED, "Which"));

static const struct shape erasure_key_shape = SHAPE(erasure_key,
	UUID(erasure_key, id, REQUIRED, "Which"));

const struct shape erasure_now_shape = SHAPE(erasure_now,
	TEXT(erasure_now, standing, REQUIRED, 1, 20, "How far it is"),
	LIST(erasure_now, keys, REQUIRED, &erasure_key_shape, 0, INT32_MAX, "Of copies of their data"),
	TEXT(erasure_now, hashes, OPTIONAL, 0, INT32_MAX, "Of sessions and tokens"),
	TEXT(erasure_now, ledger, OPTIONAL, 0, INT32_MAX, "What is to be kept outside, a line each"));

const struct shape erasure_piece_shape = SHAPE(erasure_piece,
	BOOL(erasure_piece, more, REQUIRED, "Whether there was something to do"),
	BOOL(erasure_piece, is_full, REQUIRED, "Whether it had as many rows as one may have"));

const struct shape erasure_statement_shape = SHAPE(erasure_statement,
	TEXT(erasure_statement, statement, REQUIRED, 1, INT32_MAX, "JSON"));

const struct shape erasure_ended_shape = SHAPE(erasure_ended,
	BOOL(erasure_ended, is_done, REQUIRED, "Whether nothing was left"));

/* As many pieces as fit; what is left is a job of its own, behind what waits meanwhile: mails, and others' erasures. */
static status some_pieces(struct request *r, uuid id, bool *is_over)
{
	struct arena_mark mark = arena_mark(r->arena);
	struct erasure_piece piece = { .more = true };
	struct pace pace = { 0 };
	int64_t made, until_ms = now_ms() + SLICE_MS;

	while (piece.more && now_ms() < until_ms) {
		if (engine_stopping())
			return UNAVAILABLE;
		arena_rewind(r->arena, mark);
		TRY(q_erasure_batch(r, id, &piece));
		if (piece.is_full)
			pace_rest(&pace);
	}
	*is_over = !piece.more;
	return piece.more ? q_erasure_again(r, uuid_new(), id, &made) : OK;
}

/* NOT_FOUND: something has come since. */
static status certify(struct request *r, uuid id)
{
	struct erasure_statement said;
	struct erasure_ended ended;
	str signature, key;

	TRY(q_erasure_statement(r, id, config.origin, config.backup_days, &said));
	TRY(certificate_key_sign(r, said.statement, &signature, &key));
	str letter = arena_fmt(r->arena,
		"Hello,\n\nwhat was about you at %.*s is removed. What was done is certified at\n\n%.*s\n\n"
		"which says nothing of who you were. This is the last mail to this address: it is forgotten once this is sent.\n",
		STR_ARGS(config.origin), STR_ARGS(certificate_link(r->arena, id)));
	return q_erasure_end(r, id, said.statement, signature, key, uuid_new(), STR("Your account was erased"), letter,
		uuid_new(), uuid_new(), r->id, &ended);
}

static status shred_keys(struct request *r, const struct list *keys)
{
	const struct erasure_key *all = keys->items;

	for (size_t i = 0; i < keys->count; i++)
		TRY(key_shred(r, all[i].id));
	return OK;
}

/* The ledger is written before anything goes, so that no backup brings it back; it is certified when nothing is found any more. */
static status carry_out(struct request *r, uuid id)
{
	struct erasure_now now;
	bool is_over = true;
	status s = NOT_FOUND;

	for (int turn = 0; turn < TURNS && s == NOT_FOUND && is_over; turn++) {
		s = q_erasure_begin(r, id, &now);
		if (s == NOT_FOUND || str_eq(now.standing, STR("cancelled")) || str_eq(now.standing, STR("done")))
			return OK;
		TRY(s);
		if (str_eq(now.standing, STR("held")))
			log_event(LOG_INFO, "erasure.held", NULL);
		if (str_eq(now.standing, STR("early")) || str_eq(now.standing, STR("held")))
			return UNAVAILABLE;
		session_forget(r, now.hashes);
		if (now.ledger.len)
			TRY(ledger_append(r, now.ledger));
		TRY(shred_keys(r, &now.keys));
		s = NOT_FOUND;
		if (str_eq(now.standing, STR("executed")))
			s = certify(r, id);
		else
			TRY(some_pieces(r, id, &is_over));
	}
	return is_over ? s : OK;
}

static status run_erasure(struct request *r, const struct job *j)
{
	struct erasure_ask ask;
	struct flaw *flaws;
	int64_t changed;

	TRY(shape_decode(r->arena, &erasure_ask_shape, j->payload, &ask, &flaws));
	status s = carry_out(r, ask.erasure);
	if (s != OK && !engine_stopping())
		TRY(q_erasure_failed(r, ask.erasure, &changed));
	return s;
}

const struct job_kind erasure_job = { "erase", LEASE_SECONDS, ATTEMPTS, run_erasure };
