#include "annotations.h"

#include <stdio.h>
#include <stdlib.h>

#include "labels.h"
#include "queries.h"
#include "secret.h"

static const char *const parts[] = { "labelled", NULL };

const struct shape labels_query_shape = SHAPE(labels_query,
	WORD(labels_query, only, OPTIONAL, parts, "labelled: only what someone has submitted"));

const struct shape labels_name_shape = SHAPE(labels_name,
	UUID(labels_name, id, REQUIRED, "Of a label or of a person"),
	TEXT(labels_name, name, REQUIRED, 1, 64, "What it is called"));

const struct shape labels_begun_shape = SHAPE(labels_begun,
	TEXT(labels_begun, name, REQUIRED, 1, 200, "The job's name"),
	LIST(labels_begun, labels, REQUIRED, &labels_name_shape, 0, INT32_MAX, "Labels that the schema has or had, by id"),
	LIST(labels_begun, people, REQUIRED, &labels_name_shape, 0, INT32_MAX, "The workspace's members, by id"));

#define EXAMPLE(T, has_content)                                                                    \
	UUID(T, id, REQUIRED, "The example's id"),                                                     \
	INT(T, position, REQUIRED, 0, INT32_MAX, "Its place in the dataset; there may be gaps"),       \
	TEXT(T, external_id, OPTIONAL, 1, 200, "What its owner calls it; once in a dataset"),          \
	TEXT(T, group_key, OPTIONAL, 1, 200, "Examples that are shown together share it"),             \
	TEXT(T, order_key, OPTIONAL, 1, 200, "Its place among those"),                                 \
	TEXT(T, content, has_content, 1, INT32_MAX, "Its text, exactly as it was uploaded"),           \
	JSON(T, metadata, OPTIONAL, "What came with it, as it was uploaded, on one line")

const struct shape labelled_row_shape = SHAPE(labelled_row, EXAMPLE(labelled_row, OPTIONAL),
	UUID(labelled_row, person, OPTIONAL, "Who had it"),
	TEXT(labelled_row, state, OPTIONAL, 1, 20, "What became of it"),
	INT(labelled_row, version, OPTIONAL, 0, INT32_MAX, "The version of their submission"),
	INT(labelled_row, schema_version, OPTIONAL, 0, INT32_MAX, "The version of the schema that they saw"),
	TEXT(labelled_row, reason, OPTIONAL, 1, 2000, "Why they skipped it"),
	MOMENT(labelled_row, submitted_at, OPTIONAL, "When it was submitted"),
	MOMENT(labelled_row, day, OPTIONAL, "The day that it counts for"),
	JSON(labelled_row, submission, OPTIONAL, "What was submitted"));

static const struct shape labelled_span_shape = SHAPE(labelled_span,
	UUID(labelled_span, label, REQUIRED, "The tag's id"),
	TEXT(labelled_span, name, REQUIRED, 1, 64, "What the tag says now"),
	INT(labelled_span, start, REQUIRED, 0, INT32_MAX, "Its first code point, counted from 0"),
	INT(labelled_span, end, REQUIRED, 1, INT32_MAX, "The code point after its last"),
	TEXT(labelled_span, text, REQUIRED, 1, INT32_MAX, "The text it covers"));

static const struct shape labelled_class_shape = SHAPE(labelled_class,
	UUID(labelled_class, label, REQUIRED, "The class' id"),
	TEXT(labelled_class, name, REQUIRED, 1, 64, "What the class says now"));

#define ANNOTATOR(T)                                                                               \
	UUID(T, annotator, REQUIRED, "Who"),                                                           \
	TEXT(T, annotator_name, OPTIONAL, 1, 64, "Their user name; null: they left the workspace")

#define BY(T) ANNOTATOR(T),                                                                        \
	INT(T, version, REQUIRED, 1, INT32_MAX, "The version of what they submitted"),                 \
	MOMENT(T, submitted_at, REQUIRED, "When"),                                                     \
	MOMENT(T, day, REQUIRED, "The day that it counts for: that on which they submitted it first")

static const struct shape labelled_by_shape = SHAPE(labelled_by, BY(labelled_by));

static const struct shape labelled_submission_shape = SHAPE(labelled_submission, BY(labelled_submission),
	INT(labelled_submission, schema_version, REQUIRED, 1, INT32_MAX, "The version of the schema that they saw"),
	LIST(labelled_submission, spans, REQUIRED, &labelled_span_shape, 0, INT32_MAX, "What they marked, by position"),
	LIST(labelled_submission, classes, REQUIRED, &labelled_class_shape, 0, INT32_MAX, "What the text is, by id"),
	BOOL(labelled_submission, nothing, REQUIRED, "There is nothing to label, they say"),
	MAYBE_INT(labelled_submission, seconds, 0, 86400, "How long it took, as they say"));

static const struct shape labelled_skip_shape = SHAPE(labelled_skip, ANNOTATOR(labelled_skip),
	MOMENT(labelled_skip, day, REQUIRED, "The day on which they did"),
	TEXT(labelled_skip, reason, REQUIRED, 1, 2000, "Why"));

static const struct shape labelled_head_shape = SHAPE(labelled_head, EXAMPLE(labelled_head, REQUIRED));

const struct shape labelled_example_shape = SHAPE(labelled_example, EXAMPLE(labelled_example, REQUIRED),
	LIST(labelled_example, submissions, REQUIRED, &labelled_submission_shape, 0, INT32_MAX, "In the order of handing out"),
	LIST(labelled_example, skips, REQUIRED, &labelled_skip_shape, 0, INT32_MAX, "Who skipped it, and why"));

static int by_id(const void *id, const void *name)
{
	return strcmp(((const uuid *)id)->text, ((const struct labels_name *)name)->id.text);
}

str labels_name_of(const struct list *names, const uuid *id)
{
	const struct labels_name *found = names->count ?
	        bsearch(id, names->items, names->count, sizeof *found, by_id) : NULL;

	return found ? found->name : (str){ 0 };
}

uuid labels_id_of(str what)
{
	char hash[SECRET_SHA256 + 1];
	uuid id;

	secret_sha256_into(what, hash);
	snprintf(id.text, sizeof id.text, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
	return id;
}

str labels_one_line(struct request *r, str json)
{
	if (!json.ptr || (!memchr(json.ptr, '\n', json.len) && !memchr(json.ptr, '\r', json.len)))
		return json;
	char *line = arena_alloc(r->arena, 1, json.len);

	for (size_t i = 0; i < json.len; i++)
		line[i] = json.ptr[i] == '\n' || json.ptr[i] == '\r' ? ' ' : json.ptr[i];
	return (str){ line, json.len };
}

/* A number that stands at *at behind `key`; *at is then behind it. */
static bool stored_number(str in, size_t *at, str key, int64_t *n)
{
	str rest = str_from(in, *at);
	size_t digits = 0;

	if (rest.len < key.len || memcmp(rest.ptr, key.ptr, key.len))
		return false;
	rest = str_from(rest, key.len);
	for (*n = 0; digits < rest.len && rest.ptr[digits] >= '0' && rest.ptr[digits] <= '9'; digits++)
		*n = *n * 10 + rest.ptr[digits] - '0';
	*at += key.len + digits;
	return true;
}

bool labels_stored(str in, struct stored_label *out)
{
	const str key = STR("{\"label\":\"");
	const char *found = memmem(in.ptr, in.len, key.ptr, key.len);
	size_t at = found ? (size_t)(found - in.ptr) + key.len : 0;
	enum { ID = sizeof out->label.text - 1 };

	if (!found || in.len - at <= ID)
		return false;
	memcpy(out->label.text, in.ptr + at, ID);
	out->label.text[ID] = '\0';
	out->behind_id = at += ID + 1;
	out->is_span = stored_number(in, &at, STR(",\"start\":"), &out->start) &&
	               stored_number(in, &at, STR(",\"end\":"), &out->end);
	return true;
}

/* Where a download stands: lines are written as rows come, so a line is as long as it likes. */
struct download {
	const struct labels_begun *names;
	uuid example; /* whose line is open; absent: none */
	bool is_skips; /* … in its list of skips */
	int count;     /* … which has so many items */
};

/* What was submitted as it is stored, without its first brace, and each label with its name. */
static void write_named(struct json *out, str stored, const struct list *names)
{
	struct stored_label l;

	for (stored = str_from(stored, 1); labels_stored(stored, &l); stored = str_from(stored, l.behind_id)) {
		json_add(out, (str){ stored.ptr, l.behind_id });
		json_add(out, STR(",\"name\":"));
		json_text(out, labels_name_of(names, &l.label));
	}
	json_add(out, stored);
}

static void write_submission(struct json *out, const struct labelled_row *row, const struct labels_begun *names)
{
	json_add(out, STR("{"));
	shape_write_members(out, &labelled_by_shape, &(struct labelled_by){
		row->person, labels_name_of(&names->people, &row->person), row->version, row->submitted_at, row->day });
	json_add(out, STR(","));
	write_named(out, row->submission, &names->labels);
}

/* End the line that is open, if there is one. */
static void close_line(struct json *out, struct download *d)
{
	if (!uuid_given(&d->example))
		return;
	json_add(out, d->is_skips ? STR("]}\n") : STR("],\"skips\":[]}\n"));
	d->example = (uuid){ 0 };
}

static void open_line(struct request *r, struct json *out, const struct labelled_row *row, struct download *d)
{
	json_add(out, STR("{"));
	shape_write_members(out, &labelled_head_shape, &(struct labelled_head){
		row->id, row->position, row->external_id, row->group_key, row->order_key, row->content,
		labels_one_line(r, row->metadata) });
	json_add(out, STR(",\"submissions\":["));
	*d = (struct download){ .names = d->names, .example = row->id };
}

static status line(struct request *r, const void *row_, void *with)
{
	const struct labelled_row *row = row_;
	struct download *d = with;
	bool is_skip = str_eq(row->state, STR("skipped")), is_submission = str_eq(row->state, STR("submitted"));
	struct json out;

	reply_json(r, &out);
	if (!uuid_eq(&d->example, &row->id)) {
		close_line(&out, d);
		open_line(r, &out, row, d);
	}
	if (is_skip && !d->is_skips) {
		json_add(&out, STR("],\"skips\":["));
		d->is_skips = true;
		d->count = 0;
	}
	if ((is_skip || is_submission) && d->count++)
		json_add(&out, STR(","));
	if (is_submission)
		write_submission(&out, row, d->names);
	if (is_skip)
		shape_write(&out, &labelled_skip_shape, &(struct labelled_skip){
			row->person, labels_name_of(&d->names->people, &row->person), row->day, row->reason });
	json_flush(&out);
	return out.failed ? UNAVAILABLE : OK;
}

status labels_begin(struct request *r, const char *form, struct labels_begun *begun)
{
	struct standing now;

	TRY(db_stream_reserve(r));
	status s = q_labels_begin(r, r->caller.workspace, r->path_id[0], r->caller.person, uuid_new(), r->id, begun);
	if (s == NOT_FOUND) {
		TRY(q_annotation_job_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		return fail_demoted(r);
	}
	TRY(s);
	return reply_stream(r, "application/x-ndjson", arena_fmt(r->arena, "%.*s-%s.jsonl", STR_ARGS(begun->name), form));
}

status labels_show(struct request *r)
{
	const struct labels_query *q = r->query;
	struct labels_begun begun;
	struct download d = { .names = &begun };
	struct json out;

	TRY(labels_begin(r, "complete", &begun));
	TRY(q_labels_of(r, r->caller.workspace, r->path_id[0], !q->only.ptr, line, &d));
	reply_json(r, &out);
	close_line(&out, &d);
	json_flush(&out);
	return out.failed ? UNAVAILABLE : OK;
}
