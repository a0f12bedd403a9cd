#include "annotations.h"

#include "queries.h"

#define MARK(T, need)                                                                    \
	UUID(T, id, need, "Its id"),                                                 \
	UUID(T, document, need, "The text it is in"),                                \
	UUID(T, tag, need, "What it is marked as"),                                  \
	INT(T, start, need, 0, INT32_MAX, "Its first code point, counted from 0"),   \
	INT(T, end, need, 1, INT32_MAX, "The code point after its last"),            \
	INT(T, version, need, 1, INT32_MAX, "Which change this is; If-Match asks for it"), \
	UUID(T, created_by, need, "Who marked it"),                                  \
	MOMENT(T, created_at, need, "When")

const struct shape span_shape = SHAPE(span, MARK(span, REQUIRED));

const struct shape span_attempt_shape = SHAPE(span_attempt, MARK(span_attempt, OPTIONAL),
	UUID(span_attempt, known_tag, OPTIONAL, "The tag, if it is the project's"),
	INT(span_attempt, length, REQUIRED, 0, INT32_MAX, "The text's length"),
	BOOL(span_attempt, matches, REQUIRED, "Whether the slice is what the caller saw"),
	BOOL(span_attempt, is_full, REQUIRED, "Whether the text has as many spans as one may have"));

const struct shape span_new_shape = SHAPE(span_new,
	UUID(span_new, tag, REQUIRED, "What it is"),
	INT(span_new, start, REQUIRED, 0, INT32_MAX - 1, "Its first code point, counted from 0"),
	INT(span_new, end, REQUIRED, 1, INT32_MAX - 1, "The code point after its last"),
	TEXT(span_new, text, REQUIRED, 1, INT32_MAX, "The text it covers, to be checked against the document"));

const struct shape span_change_shape = SHAPE(span_change,
	UUID(span_change, tag, REQUIRED, "What it is"));

status span_list(struct request *r)
{
	return page_within(r, q_spans_of, &span_shape);
}

/* Why the statement found the text and yet made no span. */
static status refused(struct request *r, const struct span_attempt *a)
{
	const struct span_new *n = r->body;
	status s = OK;

	if (a->is_full)
		return fail(r, CONFLICT, "The text has 10,000 spans, and more are not allowed");
	if (!uuid_given(&a->known_tag))
		s = fail_at(r, INVALID, "#/tag", "is not a tag of this project");
	if (n->end > a->length)
		return fail_at(r, INVALID, "#/end", "must be at most %lld, the length of the text",
		               (long long)a->length);
	if (!a->matches)
		return fail_at(r, INVALID, "#/text", "is not what the text has from start to end");
	return s;
}

status span_create(struct request *r)
{
	const struct span_new *n = r->body;
	struct span_attempt a;
	struct standing now;

	if (n->end <= n->start)
		return fail_at(r, INVALID, "#/end", "must be greater than start");
	status s = q_span_create(r, r->caller.workspace, uuid_new(), r->path_id[0], n->tag, n->start,
	                         n->end, n->text, r->caller.person, uuid_new(), r->id, &a);
	if (s == NOT_FOUND) {
		TRY(q_document_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		return fail_demoted(r);
	}
	TRY(s);
	if (!uuid_given(&a.id))
		return refused(r, &a);
	r->version = a.version;
	return reply_with(r, &span_shape,
	                  &(struct span){ a.id, a.document, a.tag, a.start, a.end, a.version,
	                                  a.created_by, a.created_at });
}

/* Why a change of a span found no row; `left` when it is neither the role nor the version. */
static status why(struct request *r, status left)
{
	struct standing now;

	TRY(q_span_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
	TRY(standing_why(r, &now));
	return left;
}

status span_update(struct request *r)
{
	const struct span_change *c = r->body;
	struct span s;
	status done = q_span_update(r, r->caller.workspace, r->path_id[0], r->if_match, c->tag,
	                            r->caller.person, uuid_new(), r->id, &s);

	if (done == NOT_FOUND) {
		TRY(why(r, OK));
		return fail_at(r, INVALID, "#/tag", "is not a tag of this project");
	}
	TRY(done);
	r->version = s.version;
	return reply_with(r, &span_shape, &s);
}

status span_delete(struct request *r)
{
	int64_t gone;

	TRY(q_span_delete(r, r->caller.workspace, r->path_id[0], r->if_match, r->caller.person,
	                  uuid_new(), r->id, &gone));
	return gone ? reply_nothing(r) : why(r, STALE);
}
