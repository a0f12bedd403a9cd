#include "annotations.h"

#include "queries.h"
#include "text.h"

const struct shape export_span_shape = SHAPE(export_span,
	UUID(export_span, id, REQUIRED, "The span's id"),
	INT(export_span, start, REQUIRED, 0, INT32_MAX, "Its first code point, counted from 0"),
	INT(export_span, end, REQUIRED, 1, INT32_MAX, "The code point after its last"),
	TEXT(export_span, tag, REQUIRED, 1, 64, "The name of its tag"),
	TEXT(export_span, text, REQUIRED, 1, INT32_MAX, "The text it covers"),
	UUID(export_span, created_by, REQUIRED, "Who marked it"),
	MOMENT(export_span, created_at, REQUIRED, "When"));

const struct shape export_document_shape = SHAPE(export_document,
	UUID(export_document, id, REQUIRED, "The text's id"),
	TEXT(export_document, name, REQUIRED, 1, 200, "Its name"),
	TEXT(export_document, text, REQUIRED, 1, INT32_MAX, "The text, exactly as it was uploaded"),
	LIST(export_document, spans, REQUIRED, &export_span_shape, 0, INT32_MAX, "What is marked in it, by position"));

const struct shape found_span_shape = SHAPE(found_span,
	UUID(found_span, id, REQUIRED, "The span's id"),
	INT(found_span, start, REQUIRED, 0, INT32_MAX, "Its first code point"),
	INT(found_span, end, REQUIRED, 1, INT32_MAX, "The code point after its last"),
	TEXT(found_span, tag, REQUIRED, 1, 64, "The name of its tag"),
	UUID(found_span, created_by, REQUIRED, "Who marked it"),
	MOMENT(found_span, created_at, REQUIRED, "When"));

const struct shape found_document_shape = SHAPE(found_document,
	UUID(found_document, id, REQUIRED, "The text's id"),
	TEXT(found_document, name, REQUIRED, 1, 200, "Its name"),
	TEXT(found_document, text, REQUIRED, 1, INT32_MAX, "The text"),
	LIST(found_document, spans, REQUIRED, &found_span_shape, 0, INT32_MAX, "What is marked in it"));

const struct shape export_begun_shape = SHAPE(export_begun,
	TEXT(export_begun, name, REQUIRED, 1, 200, "The project's name"));

/*
 * The spans with the text they cover.  They come by start, so each slice is
 * looked for from the one before: the text is walked once, not once a span.
 */
static status cut(struct request *r, const struct found_document *d, struct list *out)
{
	const struct found_span *found = d->spans.items;
	struct export_span *spans = NEWS(r->arena, struct export_span, d->spans.count);
	int64_t walked = 0;
	str rest = d->text;

	for (size_t i = 0; i < d->spans.count; i++) {
		const struct found_span *f = &found[i];
		str text;
		rest = str_from(rest, (size_t)text_byte_at(rest, f->start - walked));
		walked = f->start;
		if (!text_slice(rest, 0, f->end - f->start, &text))
			return BROKEN;
		spans[i] = (struct export_span){ f->id, f->start, f->end, f->tag, text,
		                                 f->created_by, f->created_at };
	}
	*out = (struct list){ spans, d->spans.count };
	return OK;
}

static status line(struct request *r, const void *row, void *with)
{
	const struct found_document *d = row;
	struct export_document e = { .id = d->id, .name = d->name, .text = d->text };

	(void)with;
	TRY(cut(r, d, &e.spans));
	return reply_item(r, &export_document_shape, &e, STR("\n"));
}

status export_show(struct request *r)
{
	struct export_begun begun;
	struct standing now;

	TRY(db_stream_reserve(r));
	status s = q_export_begin(r, r->caller.workspace, r->path_id[0], r->caller.person, uuid_new(),
	                          r->id, &begun);
	if (s == NOT_FOUND) {
		TRY(q_project_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		return fail_demoted(r);
	}
	TRY(s);
	TRY(reply_stream(r, "application/x-ndjson", arena_fmt(r->arena, "%.*s.jsonl", STR_ARGS(begun.name))));
	return q_export_documents(r, r->caller.workspace, r->path_id[0], line, NULL);
}
