#include "annotations.h"

#include "import_rows.h"
#include "queries.h"

enum {
	PIECE = 384 * 1024, /* import_work.c reads as much at once */
	REST_MOST = 3 * PIECE,
};
static const int64_t FILE_MOST = 2147483648; /* as the table has it */

static const char *const formats[] = { "jsonl", "json", "csv", "tsv", "lines", "text", NULL };
static const char *const states[] = { "receiving", "waiting", "checking", "adding", "done", "refused", NULL };

#define IMPORT_FIELDS(T)                                                                                               \
	TEXT(T, content_field, OPTIONAL, 1, 200, "The member or column that holds the text; not of lines and text"),   \
	TEXT(T, id_field, OPTIONAL, 1, 200, "The one that holds an id, once in the dataset; each row has one then"),   \
	TEXT(T, group_field, OPTIONAL, 1, 200, "The one whose equals are shown together"),                             \
	TEXT(T, order_field, OPTIONAL, 1, 200, "The one that orders those"),                                           \
	TEXT(T, metadata_field, OPTIONAL, 1, 200, "The one that is kept as metadata; none: all others are")

const struct shape dataset_import_shape = SHAPE(dataset_import,
	UUID(dataset_import, id, REQUIRED, "Its id"),
	UUID(dataset_import, dataset, REQUIRED, "The dataset it fills"),
	WORD(dataset_import, format, REQUIRED, formats, "How the file is written"),
	IMPORT_FIELDS(dataset_import),
	BOOL(dataset_import, all_or_nothing, REQUIRED, "Is nothing added when one row is wrong?"),
	UUID(dataset_import, job, OPTIONAL, "The job whose labels its lines bring, too"),
	WORD(dataset_import, state, REQUIRED, states, "How far it is"),
	INT(dataset_import, received, REQUIRED, 0, INT64_MAX, "Bytes of the file that are here: where to go on"),
	INT(dataset_import, parsed, REQUIRED, 0, INT64_MAX, "Bytes of it that were read"),
	INT(dataset_import, examples, REQUIRED, 0, INT32_MAX, "How many examples it added"),
	INT(dataset_import, known, REQUIRED, 0, INT32_MAX, "How many rows the dataset had already"),
	INT(dataset_import, submissions, REQUIRED, 0, INT32_MAX, "How many submissions it added to its job"),
	INT(dataset_import, skips, REQUIRED, 0, INT32_MAX, "How many skips"),
	INT(dataset_import, flaws, REQUIRED, 0, INT32_MAX, "How many rows are wrong"),
	INT(dataset_import, version, REQUIRED, 1, INT32_MAX, "Grows with each step"),
	MOMENT(dataset_import, created_at, REQUIRED, "When it was begun"),
	MOMENT(dataset_import, ended_at, OPTIONAL, "When it was done"));

const struct shape import_new_shape = SHAPE(import_new,
	WORD(import_new, format, REQUIRED, formats, "How the file is written: csv as in RFC 4180; in tsv quotes are characters"),
	IMPORT_FIELDS(import_new),
	BOOL(import_new, all_or_nothing, OPTIONAL, "Add nothing when one row is wrong"),
	UUID(import_new, job, OPTIONAL, "A job on the dataset: each line is one of GET /jobs/{id}/labels, and its labels come, too"));

const struct shape import_piece_shape = SHAPE(import_piece,
	INT(import_piece, offset, REQUIRED, 0, INT64_MAX, "The byte of the file with which the body begins"),
	BOOL(import_piece, last, OPTIONAL, "The file ends with this body"));

const struct shape import_kept_shape = SHAPE(import_kept,
	TEXT(import_kept, standing, REQUIRED, 1, 20, "What became of a piece"),
	INT(import_kept, received, REQUIRED, 0, INT64_MAX, "Bytes that are here"));

const struct shape import_flaw_shape = SHAPE(import_flaw,
	UUID(import_flaw, id, REQUIRED, "Its id"),
	INT(import_flaw, line, REQUIRED, 1, INT64_MAX, "The line in which the row begins, counted from 1"),
	TEXT(import_flaw, word, REQUIRED, 1, 40, "What is wrong, as a word"),
	TEXT(import_flaw, field, OPTIONAL, 0, INT32_MAX, "In which member or column"),
	TEXT(import_flaw, about, OPTIONAL, 1, 200, "What is wrong, for people"),
	TEXT(import_flaw, external_id, OPTIONAL, 0, 200, "What its owner calls the row, if that could be read"),
	TEXT(import_flaw, beginning, OPTIONAL, 0, 400, "How the row begins in the file, or its text where another is there of that id"));

static status shown(struct request *r, const struct dataset_import *i)
{
	r->version = i->version;
	return reply_with(r, &dataset_import_shape, i);
}

status import_list(struct request *r)
{
	return page_within(r, q_imports_of, &dataset_import_shape);
}

static bool is_table(str format)
{
	return !str_eq(format, STR("lines")) && !str_eq(format, STR("text"));
}

/* Labels come in our own form, whose lines are added one by one. */
static status check_job(struct request *r, const struct import_new *n)
{
	status s = OK;

	if (!uuid_given(&n->job))
		return OK;
	if (!str_eq(n->format, STR("jsonl")))
		s = fail_at(r, INVALID, "#/format", "must be jsonl: with a job, the file has a line of labels for each example");
	if (n->all_or_nothing)
		s = fail_at(r, INVALID, "#/all_or_nothing", "must be false with a job: people may label meanwhile");
	return s;
}

/* Lines and texts have no fields; all others name that of the text. */
static status check(struct request *r, const struct import_new *n)
{
	const struct {
		const char *pointer;
		str name;
	} fields[] = { { "#/content_field", n->content_field }, { "#/id_field", n->id_field },
		       { "#/group_field", n->group_field },     { "#/order_field", n->order_field },
		       { "#/metadata_field", n->metadata_field } };
	status s = check_job(r, n);

	if (is_table(n->format) && !n->content_field.ptr)
		s = fail_at(r, INVALID, "#/content_field", "must say which member or column holds the text");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (!fields[i].name.ptr)
			continue;
		if (!is_table(n->format))
			s = fail_at(r, INVALID, fields[i].pointer, "is of no use: this format has no fields");
		if (uuid_given(&n->job) && (str_eq(fields[i].name, STR("submissions")) || str_eq(fields[i].name, STR("skips"))))
			s = fail_at(r, INVALID, fields[i].pointer, "holds the labels of the job");
		for (size_t k = 0; k < i; k++)
			if (str_eq(fields[k].name, fields[i].name))
				s = fail_at(r, INVALID, fields[i].pointer, "is used for something else already");
	}
	return s;
}

status import_create(struct request *r)
{
	const struct import_new *n = r->body;
	struct standing now;
	struct dataset_import i;

	TRY(check(r, n));
	status s = q_import_create(r, r->caller.workspace, uuid_new(), r->path_id[0], n->format, n->content_field,
	                           n->id_field, n->group_field, n->order_field, n->metadata_field, n->all_or_nothing, n->job,
	                           r->caller.person, uuid_new(), r->id, &i);
	if (s == NOT_FOUND) {
		TRY(q_dataset_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		if (now.role.ptr && uuid_given(&n->job))
			return fail_at(r, INVALID, "#/job", "is no job on this dataset that goes on");
		return fail_demoted(r);
	}
	TRY(s);
	r->location = arena_fmt(r->arena, "/api/annotations/imports/%s", i.id.text);
	return shown(r, &i);
}

status import_show(struct request *r)
{
	struct dataset_import i;

	TRY(q_import_by_id(r, r->caller.workspace, r->path_id[0], &i));
	return shown(r, &i);
}

static status too_long(struct request *r)
{
	return fail(r, TOO_LARGE, "a file may have at most 2 GiB: divide it");
}

static status judge(struct request *r, const struct import_kept *k)
{
	if (str_eq(k->standing, STR("kept")))
		return OK;
	if (str_eq(k->standing, STR("forbidden")))
		return fail_demoted(r);
	if (str_eq(k->standing, STR("ended")))
		return fail(r, CONFLICT, "the file was sent to its end already");
	if (str_eq(k->standing, STR("adding")))
		return fail(r, CONFLICT, "the file is being added as a whole: wait until it is done");
	if (str_eq(k->standing, STR("too-long")))
		return too_long(r);
	return fail_at(r, CONFLICT, "#/offset", "must be %lld: so many bytes are here", (long long)k->received);
}

/* Who says how much will come need not send all of it first. */
static bool is_too_long(const struct request *r, int64_t offset)
{
	return offset <= FILE_MOST && r->content_length > FILE_MOST - offset;
}

/*
 * A short rest of a body that is refused is read, too: nginx sends the next
 * request down a connection as soon as the body has left it.
 */
static status refuse(struct request *r, char *piece, int64_t taken, status why)
{
	size_t n = PIECE;

	if (r->content_length - taken > REST_MOST)
		return why;
	for (int64_t rest = 0; n == PIECE && rest < REST_MOST; rest += PIECE)
		TRY(request_piece(r, piece, PIECE, &n));
	return why;
}

/*
 * Every piece is committed before the next is read, so that a body that
 * breaks off leaves what came, and the sender goes on there.
 */
status import_receive(struct request *r)
{
	const struct import_piece *q = r->query;
	char *piece = NEWS(r->arena, char, PIECE);
	struct arena_mark mark = arena_mark(r->arena);
	int64_t taken = 0;
	struct import_kept kept;
	size_t n = PIECE;

	for (bool is_first = true; n == PIECE; is_first = false) {
		arena_rewind(r->arena, mark);
		TRY(request_piece(r, piece, PIECE, &n));
		if (is_too_long(r, q->offset))
			return n < PIECE ? too_long(r) : refuse(r, piece, taken + PIECE, too_long(r));
		TRY(q_import_keep(r, r->caller.workspace, r->path_id[0], q->offset + taken, (str){ piece, n },
		                     q->last && n < PIECE, r->caller.person, is_first ? uuid_new() : (uuid){ 0 }, r->id,
		                     uuid_new(), &kept));
		taken += (int64_t)n;
		status s = judge(r, &kept);
		if (s != OK)
			return n < PIECE ? s : refuse(r, piece, taken, s);
	}
	return import_show(r);
}

status import_delete(struct request *r)
{
	struct import_kept removed;
	int64_t gone;

	/* Gigabytes may be more than one statement has time for; who asks again goes on from there. */
	TRY(q_import_empty(r, r->caller.workspace, r->path_id[0], r->caller.person, &gone));
	if (gone > 0)
		TRY(q_import_empty(r, r->caller.workspace, r->path_id[0], r->caller.person, &gone));
	TRY(q_import_remove(r, r->caller.workspace, r->path_id[0], r->caller.person, uuid_new(), r->id, uuid_new(), &removed));
	TRY(judge(r, &removed));
	return reply_nothing(r);
}

status import_flaws(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_import_flaws_of(r, r->caller.workspace, r->path_id[0], after, rows, &found));
	if (found.count == 0)
		return NOT_FOUND;
	list_without_absent(&found);
	for (size_t i = 0; i < found.count; i++) {
		struct import_flaw *f = (struct import_flaw *)found.items + i;

		if (!f->about.ptr)
			f->about = str_of(import_flaw_about(import_flaw_of(f->word)));
	}
	return page_reply(r, &import_flaw_shape, &found, offsetof(struct import_flaw, id));
}
