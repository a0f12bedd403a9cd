#include "annotations.h"

#include "config.h"
#include "queries.h"
#include "text.h"

const struct shape document_row_shape = SHAPE(document_row,
	UUID(document_row, id, REQUIRED, "Its id"),
	TEXT(document_row, name, REQUIRED, 1, 200, "What people call it: its file's name, usually"),
	INT(document_row, length, REQUIRED, 0, INT32_MAX, "Its length in code points"),
	INT(document_row, spans, REQUIRED, 0, INT32_MAX, "How many spans are marked in it"),
	MOMENT(document_row, created_at, REQUIRED, "When it was uploaded"));

const struct shape document_shape = SHAPE(document,
	UUID(document, id, REQUIRED, "Its id"),
	UUID(document, project, REQUIRED, "The project it belongs to"),
	TEXT(document, name, REQUIRED, 1, 200, "What people call it: its file's name, usually"),
	TEXT(document, text, REQUIRED, 1, INT32_MAX, "The text, exactly as it was uploaded"),
	INT(document, length, REQUIRED, 0, INT32_MAX, "Its length in code points"),
	INT(document, spans, REQUIRED, 0, INT32_MAX, "How many spans are marked in it"),
	MOMENT(document, created_at, REQUIRED, "When it was uploaded"));

const struct shape document_query_shape = SHAPE(document_query,
	TEXT(document_query, name, REQUIRED, 1, 200, "What to call it"));

status document_list(struct request *r)
{
	return page_within(r, q_documents_of, &document_row_shape);
}

static status check(struct request *r)
{
	size_t at;

	if (r->raw.len == 0)
		return fail_at(r, INVALID, "#", "is empty: there is nothing to label");
	if (!text_valid(r->raw, &at))
		return fail_at(r, INVALID, "#", "is not UTF-8 text: byte %zu is %s", at,
		               r->raw.ptr[at] ? "not part of a character" : "NUL");
	return OK;
}

status document_create(struct request *r)
{
	const struct document_query *q = r->query;
	struct document_row d;

	TRY(check(r));
	status s = q_document_create(r, r->caller.workspace, uuid_new(), r->path_id[0], q->name, r->raw,
	                             text_length(r->raw), r->caller.person, uuid_new(), r->id, &d);
	if (s == NOT_FOUND) {
		struct standing now;
		TRY(q_project_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		return fail_demoted(r);
	}
	TRY(s);
	r->location = arena_fmt(r->arena, "/api/annotations/documents/%s", d.id.text);
	return reply_with(r, &document_row_shape, &d);
}

status document_show(struct request *r)
{
	struct document d;

	TRY(q_document_by_id(r, r->caller.workspace, r->path_id[0], &d));
	if (!d.text.len)
		TRY(q_document_long(r, r->caller.workspace, r->path_id[0], &d));
	return reply_large(r, &document_shape, &d);
}
