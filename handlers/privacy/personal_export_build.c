/* The worker's part of a person's copy: what is stored about them becomes a sealed zip. */
#include "privacy.h"

#include "keys.h"
#include "pace.h"
#include "personal_export_page.h"
#include "queries.h"
#include "wait.h"
#include "zip.h"

enum { LEASE_SECONDS = 60, TRIES = 5, TELL_MS = 2000, PAGE_BYTES = 24 * 1024 * 1024, INPUT = 64 * 1024, LOST_MOST = 100 };

/* Its key has to be destroyed: it is not tried so often that it would be given up. */
enum { END_ATTEMPTS = 10000 };

const struct shape personal_export_order_shape = SHAPE(personal_export_order,
	UUID(personal_export_order, export, REQUIRED, "Which copy"),
	UUID(personal_export_order, person, REQUIRED, "Whose"));

const struct shape personal_export_lines_shape = SHAPE(personal_export_lines,
	TEXT(personal_export_lines, file, REQUIRED, 1, 200, "What the part is called"),
	INT(personal_export_lines, turn, REQUIRED, 1, INT32_MAX, "Which lines of it these are"),
	TEXT(personal_export_lines, person, OPTIONAL, 0, INT64_MAX, "Whose copy it is, as JSON"),
	TEXT(personal_export_lines, about, OPTIONAL, 0, INT64_MAX, "What it is"),
	TEXT(personal_export_lines, retain, OPTIONAL, 0, 200, "Until when its rows are kept"),
	TEXT(personal_export_lines, columns, OPTIONAL, 0, INT64_MAX, "Its columns, as JSON"),
	TEXT(personal_export_lines, lines, OPTIONAL, 0, INT64_MAX, "Lines of it, each with its end"));

const struct shape personal_export_estimate_shape = SHAPE(personal_export_estimate,
	INT(personal_export_estimate, rows, REQUIRED, 0, INT64_MAX, "How many rows it will have, about"));

/* A copy in the making. */
struct building {
	struct request *r;
	const struct job *job;
	struct personal_export_order of;
	uuid key;
	struct zip zip;
	struct seal seal;
	struct page page;
	char *sealed;
	int64_t position; /* of the next piece */
	int64_t rows, written; /* rows: as estimated, and no fewer than are written */
	int64_t turn;          /* of the part that is open */
	int64_t told_ms;
	struct pace pace;
};

/* What is ready becomes a row. */
static status keep(struct building *b, str sealed)
{
	int64_t kept;

	TRY(q_personal_export_add(b->r, b->of.person, b->of.export, b->key, b->position++, sealed, b->rows, b->written, &kept));
	return kept ? OK : CONFLICT;
}

static status store(struct building *b, bool is_last)
{
	str plain = { b->zip.out, b->zip.len };

	seal_piece(&b->seal, plain, is_last, b->sealed);
	zip_took(&b->zip);
	return keep(b, (str){ b->sealed, plain.len + SEAL_MORE });
}

/* Compression in the bulk lane: some input, or the end of a file. */
struct packing {
	struct zip *zip;
	str bytes;
	bool is_end, is_done;
};

static void pack(void *of)
{
	struct packing *p = of;

	p->is_done = p->is_end ? zip_close(p->zip) : zip_add(p->zip, &p->bytes);
}

static status pack_all(struct building *b, struct packing p)
{
	for (p.zip = &b->zip; !p.is_done;) {
		bulk(pack, &p);
		if (b->zip.len >= ZIP_PIECE)
			TRY(store(b, false));
	}
	return b->zip.is_too_large ? fail(b->r, TOO_LARGE, "a part of it has more than 4 GiB") : OK;
}

static status put_in(struct building *b, str bytes)
{
	while (bytes.len) {
		str some = { bytes.ptr, bytes.len < INPUT ? bytes.len : INPUT };

		TRY(pack_all(b, (struct packing){ .bytes = some }));
		bytes = str_from(bytes, some.len);
	}
	return OK;
}

static status write_file(struct building *b, const char *name, str bytes)
{
	zip_open(&b->zip, str_of(name));
	TRY(put_in(b, bytes));
	return pack_all(b, (struct packing){ .is_end = true });
}

static status end_part(struct building *b)
{
	const struct part *now = b->page.now;

	return now && now->rows ? pack_all(b, (struct packing){ .is_end = true }) : OK;
}

static status begin_part(struct building *b, const struct personal_export_lines *l)
{
	TRY(end_part(b));
	if (!l->person.ptr)
		return BROKEN;
	if (!b->page.first)
		page_person(&b->page, l->person);
	page_part(&b->page, &(struct part){ l->file, l->about, l->retain, l->columns, 0, 0, 0, NULL });
	b->turn = 0;
	return OK;
}

/* Lend the job for longer now and then, and stop when the process is to stop: another begins anew. */
static status go_on(struct building *b)
{
	if (engine_stopping())
		return UNAVAILABLE;
	if (now_ms() - b->told_ms < TELL_MS)
		return OK;
	b->told_ms = now_ms();
	return job_progress(b->r, b->job, (int)(b->written * 100 / (b->rows ? b->rows : 1)));
}

static int64_t count_lines(str lines)
{
	int64_t n = 0;

	for (size_t i = 0; i < lines.len; i++)
		n += lines.ptr[i] == '\n';
	return n;
}

/* Nobody knows beforehand how many a part has: the first make its file. */
static status add_lines(struct building *b, str lines)
{
	struct part *now = b->page.now;
	int64_t n = count_lines(lines);

	if (n && !now->rows)
		zip_open(&b->zip, arena_fmt(b->page.arena, "data/%.*s.jsonl", STR_ARGS(now->file)));
	now->rows += n;
	b->written += n;
	if (b->rows < b->written)
		b->rows = b->written;
	TRY(page_lines(&b->page, lines));
	return put_in(b, lines);
}

static status take_lines(struct request *r, const void *row, void *with)
{
	const struct personal_export_lines *l = row;
	struct building *b = with;

	(void)r;
	if (l->turn == 1)
		TRY(begin_part(b, l));
	if (l->turn != ++b->turn || !str_eq(l->file, b->page.now->file))
		return BROKEN;
	TRY(add_lines(b, l->lines));
	/* The database reads no further ahead than the connection has room for. */
	if (b->turn > 1)
		pace_rest(&b->pace);
	return go_on(b);
}

static status read_all(struct building *b)
{
	struct personal_export_estimate about;

	TRY(q_personal_export_estimate(b->r, b->of.person, &about));
	b->rows = about.rows;
	TRY(q_personal_export_read(b->r, b->of.person, take_lines, b));
	b->rows = b->written;
	return end_part(b);
}

static status build(struct building *b)
{
	struct request *r = b->r;
	unsigned char key[SEAL_KEY], head[SEAL_HEAD];

	TRY(key_make(r, b->key, key));
	seal_begin(&b->seal, b->of.export, key, head);
	zip_begin(&b->zip, r->arena, r->now);
	b->sealed = NEWS(r->arena, char, ZIP_PIECE + ZIP_PIECE);
	page_begin(&b->page, arena_beside(r->arena, PAGE_BYTES), r->now);
	TRY(keep(b, (str){ (char *)head, sizeof head }));
	TRY(read_all(b));
	TRY(write_file(b, "about.json", page_about(&b->page)));
	TRY(write_file(b, "schema.json", page_schema(&b->page)));
	TRY(write_file(b, "index.html", page_index(&b->page)));
	zip_end(&b->zip);
	int64_t bytes = (int64_t)(b->zip.taken + b->zip.len), done;
	TRY(store(b, true));
	TRY(q_personal_export_finish(r, b->of.person, b->of.export, b->key, bytes, uuid_new(), uuid_new(), personal_export_built_letter(r),
	                             uuid_new(), &done));
	return done ? OK : CONFLICT;
}

/* It had its tries; nothing of it stays, as a job of its own sees to. */
static status give_up(struct request *r, const struct personal_export_order *o)
{
	int64_t failed;

	r->caller.person = o->person;
	return q_personal_export_fail(r, o->person, o->export, personal_export_failed_letter(r), uuid_new(), uuid_new(), &failed);
}

status personal_exports_give_up(struct request *r)
{
	const uuid nobody = r->caller.person;
	struct list lost;

	TRY(q_personal_exports_lost(r, LOST_MOST, &lost));
	const struct personal_export_order *all = lost.items;
	status s = OK;
	for (size_t i = 0; s == OK && i < lost.count; i++)
		s = give_up(r, &all[i]);
	r->caller.person = nobody;
	return s;
}

static status run_export(struct request *r, const struct job *j)
{
	struct building *b = NEW(r->arena, struct building);
	struct personal_export_ended before;
	struct flaw *flaws;

	*b = (struct building){ .r = r, .job = j, .key = uuid_random(), .told_ms = now_ms() };
	TRY(shape_decode(r->arena, &personal_export_order_shape, j->payload, &b->of, &flaws));
	r->caller.person = b->of.person;
	if (j->attempt > TRIES)
		return give_up(r, &b->of);
	status s = q_personal_export_begin(r, b->of.person, b->of.export, b->key, &before);
	if (s == NOT_FOUND)
		return OK; /* taken back */
	TRY(s);
	if (uuid_given(&before.key))
		TRY(key_shred(r, before.key));
	s = build(b);
	/* Taken back meanwhile, or another's now: nobody can use what was added under this key. */
	return s == CONFLICT ? key_shred(r, b->key) : s;
}

status personal_export_clear(struct request *r, const struct job *j, const struct personal_export_order *o)
{
	struct arena_mark mark = arena_mark(r->arena);
	struct personal_export_ended ended;
	int64_t gone;
	status s = q_personal_export_end(r, o->person, o->export, &ended);

	if (s == NOT_FOUND)
		return OK;
	TRY(s);
	if (uuid_given(&ended.key)) {
		TRY(key_shred(r, ended.key));
		TRY(q_personal_export_keyless(r, o->person, o->export, ended.key, &gone));
	}
	do {
		if (engine_stopping())
			return UNAVAILABLE;
		arena_rewind(r->arena, mark);
		TRY(q_personal_export_empty(r, o->person, o->export, &gone));
		TRY(job_progress(r, j, 100));
	} while (gone > 0);
	return OK;
}

static status run_end(struct request *r, const struct job *j)
{
	struct personal_export_order o;
	struct flaw *flaws;

	TRY(shape_decode(r->arena, &personal_export_order_shape, j->payload, &o, &flaws));
	r->caller.person = o.person;
	return personal_export_clear(r, j, &o);
}

const struct job_kind personal_export_job = { "personal-export", LEASE_SECONDS, TRIES + 1, run_export };
const struct job_kind personal_export_end_job = { "personal-export-end", LEASE_SECONDS, END_ATTEMPTS, run_end };
