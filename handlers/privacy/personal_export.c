#include "privacy.h"

#include "keys.h"
#include "page.h"
#include "queries.h"

static const char *const states[] = { "queued", "building", "available", "expired", "failed", NULL };

const struct shape personal_export_shape = SHAPE(personal_export,
	UUID(personal_export, id, REQUIRED, "Its id"),
	WORD(personal_export, state, REQUIRED, states, "How far it is; expired: its time is over, or it was taken back"),
	INT(personal_export, percent, REQUIRED, 0, 100, "How much of what is stored is in it, while it is built"),
	INT(personal_export, bytes, REQUIRED, 0, INT64_MAX, "How large the file is, once it is available"),
	INT(personal_export, downloads, REQUIRED, 0, INT32_MAX, "How often it was downloaded"),
	MOMENT(personal_export, asked_at, REQUIRED, "When it was asked for"),
	MOMENT(personal_export, built_at, OPTIONAL, "When it was there"),
	MOMENT(personal_export, expires_at, OPTIONAL, "Until when it is there"),
	MOMENT(personal_export, ended_at, OPTIONAL, "When it expired, was taken back or failed"));

const struct shape personal_export_asked_shape = SHAPE(personal_export_asked,
	BOOL(personal_export_asked, is_often, REQUIRED, "Whether too many were asked for of late"),
	INT(personal_export_asked, seconds, REQUIRED, 0, INT32_MAX, "Until when that is so"),
	UUID(personal_export_asked, id, OPTIONAL, "The new one"),
	MOMENT(personal_export_asked, asked_at, OPTIONAL, "When it was asked for"));

const struct shape personal_export_standing_shape = SHAPE(personal_export_standing,
	UUID(personal_export_standing, id, REQUIRED, "Its id"),
	WORD(personal_export_standing, state, REQUIRED, states, "How far it is"),
	UUID(personal_export_standing, key, OPTIONAL, "The key under which it is sealed"),
	INT(personal_export_standing, pieces, REQUIRED, 0, INT32_MAX, "In how many pieces it is"),
	MOMENT(personal_export_standing, built_at, OPTIONAL, "When it was there"));

const struct shape personal_export_ended_shape = SHAPE(personal_export_ended,
	UUID(personal_export_ended, id, REQUIRED, "Its id"),
	UUID(personal_export_ended, key, OPTIONAL, "The key that it had"));

const struct shape personal_export_piece_shape = SHAPE(personal_export_piece,
	INT(personal_export_piece, position, REQUIRED, 0, INT32_MAX, "Its place"),
	TEXT(personal_export_piece, bytes, REQUIRED, 0, INT64_MAX, "The sealed bytes in hexadecimal"));

status personal_export_create(struct request *r)
{
	struct personal_export_asked a;
	status s = q_personal_export_ask(r, uuid_new(), r->caller.person, uuid_new(), personal_export_asked_letter(r), uuid_new(),
	                                 uuid_new(), r->id, &a);

	if (s == CONFLICT)
		return fail(r, CONFLICT, "a copy is being made already: wait until it is there, or delete it");
	TRY(s);
	if (!uuid_given(&a.id)) {
		r->retry_after = (int)a.seconds;
		return fail(r, TOO_MANY, "you have asked for five copies in a day");
	}
	const struct personal_export made = { .id = a.id, .state = STR("queued"), .asked_at = a.asked_at };
	return reply_with(r, &personal_export_shape, &made);
}

status personal_export_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_personal_exports_of(r, r->caller.person, after, rows, &found));
	return page_reply(r, &personal_export_shape, &found, offsetof(struct personal_export, id));
}

/* A download under way. */
struct download {
	unsigned char key[SEAL_KEY];
	struct seal seal;
	uuid of;
	int64_t position; /* of the next piece */
};

static status hand_out(struct request *r, const void *row, void *with)
{
	const struct personal_export_piece *p = row;
	struct download *d = with;
	char *sealed = NEWS(r->arena, char, p->bytes.len / 2 + 1), *plain = NEWS(r->arena, char, p->bytes.len / 2 + 1);
	str bytes = { sealed, p->bytes.len / 2 };

	if (p->position != d->position++ || !seal_unhex(p->bytes, sealed))
		return BROKEN;
	if (p->position == 0)
		return seal_open(&d->seal, d->of, d->key, bytes) ? OK : BROKEN;
	if (!seal_read(&d->seal, bytes, plain))
		return BROKEN;
	return reply_bytes(r, (str){ plain, bytes.len - SEAL_MORE });
}

static status judge(struct request *r, const struct personal_export_standing *e)
{
	if (str_eq(e->state, STR("available")))
		return OK;
	if (str_eq(e->state, STR("queued")) || str_eq(e->state, STR("building")))
		return fail(r, CONFLICT, "it is being made still");
	return fail(r, GONE, "this copy is gone: ask for another");
}

/* That it is downloaded is committed before the first byte leaves. */
status personal_export_content(struct request *r)
{
	struct personal_export_standing e;
	struct download *d = NEW(r->arena, struct download);
	char day[MOMENT_TEXT];
	int64_t counted;

	TRY(q_personal_export_standing(r, r->caller.person, r->path_id[0], &e));
	TRY(judge(r, &e));
	d->of = e.id;
	status s = key_find(r, e.key, d->key);
	if (s == GONE)
		return fail(r, GONE, "the key of this copy was destroyed: nothing opens it any more");
	TRY(s);
	TRY(db_stream_reserve(r));
	TRY(q_personal_export_download(r, r->caller.person, e.id, uuid_new(), r->id, &counted));
	if (counted == 0)
		return fail(r, GONE, "this copy is gone: ask for another");
	moment_write(e.built_at, day);
	TRY(reply_stream(r, "application/zip", arena_fmt(r->arena, "obelus-data-%.10s.zip", day)));
	TRY(q_personal_export_content(r, r->caller.person, e.id, hand_out, d));
	return d->seal.is_over ? OK : BROKEN;
}

status personal_export_delete(struct request *r)
{
	struct personal_export_ended ended;
	struct personal_export_standing e;
	status s = q_personal_export_discard(r, r->caller.person, r->path_id[0], uuid_new(), uuid_new(), r->id, &ended);

	if (s == NOT_FOUND) {
		TRY(q_personal_export_standing(r, r->caller.person, r->path_id[0], &e));
		return fail(r, GONE, "this copy is gone already");
	}
	TRY(s);
	/* Now: what is left to be cleared away later is noise.  A worker does it again if this fails. */
	if (uuid_given(&ended.key))
		TRY(key_shred(r, ended.key));
	return reply_nothing(r);
}
