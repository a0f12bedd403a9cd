/* The worker's part of an import: pieces of a file become examples, a batch at a time. */
#include "annotations.h"

#include "import_batch.h"
#include "import_labels.h"
#include "import_meaning.h"
#include "queries.h"
#include "wait.h"

enum { PIECE_MOST = 384 * 1024, LEASE_SECONDS = 60, ATTEMPTS = 20, ROWS_MOST = 2000, BATCH_MOST = 512 * 1024, TELL_MS = 5000 };

/* What the job is asked for. */
struct import_ask {
	uuid import;
};
static const struct shape import_ask_shape = SHAPE(import_ask,
	UUID(import_ask, import, REQUIRED, "Which import"));

const struct shape import_state_shape = SHAPE(import_state,
	UUID(import_state, id, REQUIRED, "Its id"),
	TEXT(import_state, state, REQUIRED, 1, 20, "How far it is"),
	TEXT(import_state, format, REQUIRED, 1, 10, "How the file is written"),
	TEXT(import_state, content_field, OPTIONAL, 1, 200, "The member or column that holds the text"),
	TEXT(import_state, id_field, OPTIONAL, 1, 200, "The one that holds an id"),
	TEXT(import_state, group_field, OPTIONAL, 1, 200, "The one whose equals belong together"),
	TEXT(import_state, order_field, OPTIONAL, 1, 200, "The one that orders those"),
	TEXT(import_state, metadata_field, OPTIONAL, 1, 200, "The one that is kept as metadata"),
	INT(import_state, received, REQUIRED, 0, INT64_MAX, "Bytes of the file"),
	INT(import_state, parsed, REQUIRED, 0, INT64_MAX, "Bytes that were read"),
	INT(import_state, line, REQUIRED, 1, INT64_MAX, "The line that begins there"),
	BOOL(import_state, after_cr, REQUIRED, "Was the byte before a CR?"),
	BOOL(import_state, is_behind, REQUIRED, "Has the array ended?"),
	TEXT(import_state, header, OPTIONAL, 0, INT64_MAX, "The table's first row"),
	UUID(import_state, dataset, REQUIRED, "What it fills"),
	UUID(import_state, job, OPTIONAL, "The job whose labels it brings"));

const struct shape import_chunk_shape = SHAPE(import_chunk,
	INT(import_chunk, position, REQUIRED, 0, INT64_MAX, "Its first byte in the file"),
	TEXT(import_chunk, bytes, REQUIRED, 0, INT64_MAX, "The bytes in hexadecimal"));

const struct shape import_taken_shape = SHAPE(import_taken,
	INT(import_taken, flaws, REQUIRED, 0, INT32_MAX, "How many rows are wrong"));

const struct shape import_ended_shape = SHAPE(import_ended,
	TEXT(import_ended, state, REQUIRED, 1, 20, "What became of the file"));

struct reading {
	struct request *r;
	const struct job *job;
	struct import_state i;
	struct import_reader reader;
	struct import_rows rows;
	struct import_place place; /* behind the last row of the batch */
	struct import_batch given; /* the batch: what becomes an example, */
	struct json wrong;         /* and what does not, a list of JSON objects */
	int64_t many;              /* rows in both */
	struct db_later *sent;     /* the batch before it, which PostgreSQL is at */
	bool is_sent;
	int64_t seen;              /* rows of the file, but for its header, since the worker began */
	str header;                /* to be kept with the first batch: a place in the file is behind a row */
	struct arena_mark mark;    /* what belongs to the batch begins here */
	bool is_over;              /* a flaw of the whole file: nothing after it is read */
	int64_t told_ms;
	struct import_labels *labels; /* of an import into a job: the batch is there */
};

static enum import_format format_of(str word)
{
	static const char *const words[] = { "", "jsonl", "json", "csv", "tsv", "lines", "text" };

	for (enum import_format f = IMPORT_JSONL; f <= IMPORT_TEXT; f++)
		if (str_eq(word, str_of(words[f])))
			return f;
	return 0;
}

static void begin_batch(struct reading *d)
{
	arena_rewind(d->r->arena, d->mark);
	import_batch_begin(&d->given, d->r->arena);
	d->wrong = (struct json){ .arena = d->r->arena };
	d->many = 0;
}

/* A batch has no place to go when another worker has moved on in the file. */
static status whose(const struct reading *d, status s)
{
	return s == NOT_FOUND ? fail(d->r, CONFLICT, "another worker has this file now") : s;
}

/* What was sent is committed. */
static status settle(struct reading *d)
{
	struct import_taken taken;

	if (!d->is_sent)
		return OK;
	d->is_sent = false;
	return whose(d, q_import_take_end(d->r, d->sent, &taken));
}

static status send(struct reading *d)
{
	struct import_lists l = import_batch_end(&d->given);
	struct import_place *p = &d->place;

	json_add(&d->wrong, d->wrong.len ? STR("]") : STR("[]"));
	TRY(q_import_take(d->r, d->r->caller.workspace, d->i.id, d->i.parsed, l.ids, l.lines, l.contents, l.metadata,
	                  l.external_ids, l.group_keys, l.order_keys, (str){ d->wrong.ptr, d->wrong.len }, p->taken, p->line,
	                  p->after_cr, p->is_behind, d->header, d->sent));
	d->is_sent = true;
	return OK;
}

/*
 * Commit the batch with the place behind it, from where another worker would
 * go on, and make the next one meanwhile; one at a time, so that there is
 * never one in the file without those before it.
 */
static status end_batch(struct reading *d)
{
	TRY(settle(d));
	if (d->many) {
		TRY(d->labels ? whose(d, import_labels_keep(d->labels, &d->place)) : send(d));
		d->i.parsed = d->place.taken;
		d->header = (str){ 0 };
	}
	begin_batch(d);
	return OK;
}

static void add_member(struct json *items, const char *name, str text)
{
	if (!text.ptr)
		return;
	json_key(items, name);
	json_text(items, text);
}

/* What is told of a row that is left out. */
struct left_out {
	const struct import_row *row;
	enum row_flaw flaw;
	str field, external_id;
};

static void add_flaw(struct reading *d, const struct left_out *l)
{
	uuid id = uuid_new();

	if (d->labels) {
		import_labels_flaw(d->labels, l->row, l->external_id, &(struct import_wrong){ l->flaw, l->field, { 0 } });
		return;
	}
	json_add(&d->wrong, d->wrong.len ? STR(",{") : STR("[{"));
	json_key(&d->wrong, "id");
	json_text(&d->wrong, uuid_str(&id));
	json_key(&d->wrong, "line");
	json_int(&d->wrong, l->row->line);
	add_member(&d->wrong, "word", str_of(import_flaw_word(l->flaw)));
	add_member(&d->wrong, "field", l->field);
	add_member(&d->wrong, "external_id", import_name_told(l->external_id));
	add_member(&d->wrong, "beginning", l->row->beginning);
	json_add(&d->wrong, STR("}"));
}

/* Its names outlive the batch, which has nothing else yet. */
static enum row_flaw take_header(struct reading *d, str row)
{
	str kept = { arena_cstr(d->r->arena, row), row.len };
	enum row_flaw flaw = import_header(&d->reader, kept);

	d->is_over = flaw != IMPORT_FINE;
	if (!flaw) {
		d->header = kept;
		d->mark = arena_mark(d->r->arena);
	}
	return flaw;
}

static enum row_flaw mean(struct reading *d, const struct import_row *row, struct import_example *e)
{
	*e = (struct import_example){ .content = row->bytes };
	d->reader.field = (str){ 0 };
	switch (d->reader.format) {
	case IMPORT_JSONL:
	case IMPORT_JSON:
		return import_object(&d->reader, row->bytes, e);
	case IMPORT_CSV:
	case IMPORT_TSV:
		return import_record(&d->reader, row->bytes, e);
	default:
		return IMPORT_FINE;
	}
}

static bool is_table(const struct reading *d)
{
	return d->reader.format == IMPORT_CSV || d->reader.format == IMPORT_TSV;
}

/* Nothing comes after a flaw of the whole file, not even for who goes on from here. */
static struct import_place place_of(const struct reading *d)
{
	struct import_place p = import_rows_place(&d->rows);

	if (d->is_over || d->rows.is_over) {
		p.taken = d->i.received;
		p.is_behind = true;
	}
	return p;
}

/* A row of an import into a job; two of one example do not stand in one batch. */
static status take_labelled(struct reading *d, const struct import_row *row)
{
	status s = import_labels_row(d->labels, &d->reader, row);

	if (s == CONFLICT) {
		TRY(end_batch(d));
		s = import_labels_row(d->labels, &d->reader, row);
	}
	TRY(s);
	d->many++;
	d->seen++;
	d->place = place_of(d);
	return import_labels_full(d->labels) ? end_batch(d) : OK;
}

static status take_row(void *with, const struct import_row *row)
{
	struct reading *d = with;
	struct import_example e = { 0 };
	bool is_header = is_table(d) && !d->reader.columns;
	enum row_flaw flaw = row->flaw;

	if (d->is_over)
		return OK;
	if (d->labels)
		return take_labelled(d, row);
	if (!flaw)
		flaw = is_header ? take_header(d, row->bytes) : mean(d, row, &e);
	else
		d->is_over = is_header;
	if (!flaw && is_header)
		return OK;
	if (flaw)
		add_flaw(d, &(struct left_out){ row, flaw, row->flaw ? (str){ 0 } : d->reader.field, e.external_id });
	else
		import_batch_add(&d->given, row->line, &e);
	d->many++;
	d->seen++;
	d->place = place_of(d);
	return d->many >= ROWS_MOST || d->given.size >= BATCH_MOST ? end_batch(d) : OK;
}

/* Lend the job for longer now and then, and stop when the process is to stop: another goes on. */
static status go_on(struct reading *d)
{
	if (engine_stopping())
		return UNAVAILABLE;
	if (now_ms() - d->told_ms < TELL_MS)
		return OK;
	d->told_ms = now_ms();
	return job_progress(d->r, d->job, (int)(d->i.parsed * 100 / (d->i.received ? d->i.received : 1)));
}

/* A header, an empty array, blank lines: whoever sent that did not mean to. */
static status end_rows(struct reading *d)
{
	if (!d->i.parsed && !d->seen) {
		add_flaw(d, &(struct left_out){ .row = &(struct import_row){ .line = d->rows.line }, .flaw = IMPORT_EMPTY });
		d->many++;
		d->place = place_of(d);
	}
	return end_batch(d);
}

/* The piece with byte `at`, from there on, as PostgreSQL is about to get what is left of the one before. */
static status fetch(struct reading *d, int64_t at, char *piece, str *out)
{
	struct import_chunk c;

	TRY(settle(d));
	TRY(go_on(d));
	TRY(q_import_chunk_at(d->r, d->r->caller.workspace, d->i.id, at, &c));
	if (c.bytes.len > 2 * PIECE_MOST || !import_unhex(c.bytes, piece))
		return BROKEN;
	*out = str_from((str){ piece, c.bytes.len / 2 }, (size_t)(at - c.position));
	return end_batch(d);
}

/* The pieces that are left, from the byte that is to be read next. */
static status read_pieces(struct reading *d)
{
	char *piece = NEWS(d->r->arena, char, PIECE_MOST);
	int64_t at = d->i.parsed;
	str bytes;

	d->mark = arena_mark(d->r->arena);
	begin_batch(d);
	while (at < d->i.received && !d->is_over && !d->rows.is_over) {
		TRY(fetch(d, at, piece, &bytes));
		TRY(import_rows_feed(&d->rows, bytes));
		at += (int64_t)bytes.len;
	}
	TRY(import_rows_end(&d->rows));
	return end_rows(d);
}

/* Once through the file, or what is left of it. */
static status read_file(struct reading *d)
{
	const struct import_state *i = &d->i;
	struct import_place from = { i->parsed, i->line, i->after_cr, i->is_behind };

	d->reader = (struct import_reader){
		.arena = d->r->arena,
		.format = format_of(i->format),
		.fields = { i->content_field, i->id_field, i->group_field, i->order_field, i->metadata_field },
	};
	d->sent = db_later(d->r);
	import_rows_start(&d->rows, d->r->arena, d->reader.format, take_row, d);
	if (uuid_given(&i->job))
		TRY(import_labels_begin(d->r, i, &d->rows, &d->labels));
	if (i->parsed)
		import_rows_resume(&d->rows, &from);
	if (i->parsed && is_table(d) && i->header.ptr) {
		d->mark = arena_mark(d->r->arena);
		if (take_header(d, i->header))
			return BROKEN;
	}
	status s = read_pieces(d), last = settle(d);
	return s == OK ? last : s;
}

/* Its pieces are of no use any more; a few at a time, so that nobody waits for it. */
static status forget(struct request *r, const struct job *j, uuid import)
{
	struct arena_mark mark = arena_mark(r->arena);
	int64_t gone;

	do {
		if (engine_stopping())
			return UNAVAILABLE;
		arena_rewind(r->arena, mark);
		TRY(q_import_forget(r, r->caller.workspace, import, &gone));
		TRY(job_progress(r, j, 100));
	} while (gone > 0);
	return OK;
}

static status run_import(struct request *r, const struct job *j)
{
	struct arena_mark mark = arena_mark(r->arena);
	struct import_ended ended = { .state = STR("adding") };
	struct import_ask ask;
	struct flaw *flaws;

	TRY(shape_decode(r->arena, &import_ask_shape, j->payload, &ask, &flaws));
	/* A file that is added as a whole or not at all is read twice. */
	while (str_eq(ended.state, STR("adding"))) {
		struct reading d = { .r = r, .job = j, .told_ms = now_ms() };

		arena_rewind(r->arena, mark);
		status s = q_import_state_of(r, r->caller.workspace, ask.import, &d.i);
		if (s == NOT_FOUND)
			return OK; /* someone removed it */
		TRY(s);
		if (str_eq(d.i.state, STR("done")) || str_eq(d.i.state, STR("refused")))
			break;
		TRY(read_file(&d));
		TRY(q_import_end(r, r->caller.workspace, ask.import, uuid_new(), r->id, uuid_new(), &ended));
	}
	return forget(r, j, ask.import);
}

const struct job_kind import_job = { "import", LEASE_SECONDS, ATTEMPTS, run_import };
