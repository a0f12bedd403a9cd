#include "annotations.h"

#include "queries.h"

static const char *const states[] = { "leased", "lost", "skipped", "submitted", NULL };

static const char *const job_states[] = { "active", "paused", "archived", NULL };

static const char *const reasons[] = { "none-left", "in-other-hands", "ten-in-hand", "not-for-you", "not-active", NULL };

const struct shape assignment_ask_shape = SHAPE(assignment_ask,
	UUID(assignment_ask, job, OPTIONAL, "Of this job; else of the first in the queue that has something"),
	BOOL(assignment_ask, another, OPTIONAL, "A new one, though one is in hand; ten of a job at most"));

const struct shape assignment_shape = SHAPE(assignment,
	UUID(assignment, id, OPTIONAL, "Its id; null: there is nothing to do"),
	UUID(assignment, job, OPTIONAL, "The job"),
	UUID(assignment, example, OPTIONAL, "The example"),
	WORD(assignment, state, OPTIONAL, states, "In hand, lost to others, skipped or submitted"),
	MOMENT(assignment, lease_until, OPTIONAL, "It is kept until then"),
	TEXT(assignment, content, OPTIONAL, 1, INT32_MAX, "The text"),
	JSON(assignment, metadata, OPTIONAL, "What came with it, byte for byte as it was uploaded"),
	TEXT(assignment, external_id, OPTIONAL, 1, 200, "What its owner calls it"),
	TEXT(assignment, job_name, OPTIONAL, 1, 200, "What people call the job"),
	UUID(assignment, schema, OPTIONAL, "The schema"),
	INT(assignment, schema_version, OPTIONAL, 0, INT32_MAX, "Its version as it is now: name it when you submit"),
	TEXT(assignment, overlap, OPTIONAL, 1, 10, "May two spans overlap? none or allow"),
	TEXT(assignment, classes, OPTIONAL, 1, 10, "One class, or several? single or multi"),
	LIST(assignment, labels, OPTIONAL, &schema_label_shape, 0, 200, "The labels, in their order"),
	JSON(assignment, draft, OPTIONAL, "What was saved and not submitted, as it is sent"),
	JSON(assignment, submission, OPTIONAL, "What was submitted last, as it is sent"),
	INT(assignment, version, OPTIONAL, 0, INT32_MAX, "Grows with each submission; If-Match names it"),
	INT(assignment, drafts, REQUIRED, 0, INT32_MAX, "How many drafts were saved: name it with the next"),
	BOOL(assignment, again, REQUIRED, "Nothing was found so far: ask again, there is more to look through"),
	WORD(assignment, reason, OPTIONAL, reasons, "Why there is nothing: all is done or skipped; others have the rest and may "
	     "give it back; ten of the job are in hand; the job is for others; it is paused or archived"),
	INT(assignment, own, REQUIRED, 0, INT32_MAX, "How many texts of the job you have submitted"));

const struct shape assignment_row_shape = SHAPE(assignment_row,
	UUID(assignment_row, id, REQUIRED, "Its id"),
	UUID(assignment_row, job, REQUIRED, "The job"),
	TEXT(assignment_row, job_name, REQUIRED, 1, 200, "What people call it"),
	WORD(assignment_row, job_state, REQUIRED, job_states, "What one has of a paused one may be finished"),
	UUID(assignment_row, example, REQUIRED, "The example"),
	TEXT(assignment_row, beginning, REQUIRED, 1, 100, "How its text begins"),
	BOOL(assignment_row, cut, REQUIRED, "Does the text go on after that?"),
	WORD(assignment_row, state, REQUIRED, states, "In hand, lost to others, skipped or submitted"),
	BOOL(assignment_row, drafted, REQUIRED, "Has it labels that are saved and not submitted?"),
	MAYBE_INT(assignment_row, schema_version, 1, INT32_MAX, "The version of the schema that was seen"),
	INT(assignment_row, version, REQUIRED, 1, INT32_MAX, "Grows with each submission"),
	MOMENT(assignment_row, created_at, REQUIRED, "When it was handed out first"),
	MOMENT(assignment_row, submitted_at, OPTIONAL, "When it was submitted last"));

const struct shape span_mark_shape = SHAPE(span_mark,
	UUID(span_mark, label, REQUIRED, "A tag of the schema"),
	INT(span_mark, start, REQUIRED, 0, INT32_MAX, "Its first code point, counted from 0"),
	INT(span_mark, end, REQUIRED, 1, INT32_MAX, "The code point after its last"),
	TEXT(span_mark, text, REQUIRED, 1, INT32_MAX, "The text it covers: refused when it is not"));

const struct shape class_mark_shape = SHAPE(class_mark,
	UUID(class_mark, label, REQUIRED, "A class of the schema"));

#define KEPT                                                                                            \
	INT(submission_new, schema_version, REQUIRED, 1, INT32_MAX, "The version of the schema that you saw"), \
	LIST(submission_new, spans, OPTIONAL, &span_mark_shape, 0, 10000, "What is marked"),             \
	LIST(submission_new, classes, OPTIONAL, &class_mark_shape, 0, 200, "What the text is"),          \
	BOOL(submission_new, nothing, OPTIONAL, "There is nothing to label: must be said"),              \
	MAYBE_INT(submission_new, seconds, 0, 86400, "How long it took")

const struct shape submission_kept_shape = SHAPE(submission_new, KEPT);

const struct shape submission_new_shape = SHAPE(submission_new, KEPT,
	MAYBE_INT(submission_new, drafts, 0, INT32_MAX, "How many drafts you have seen: refused (412) when others were saved since"));

const struct shape skip_new_shape = SHAPE(skip_new,
	TEXT(skip_new, reason, REQUIRED, 1, 2000, "Why you cannot label it"));

const struct shape assignment_slice_shape = SHAPE(assignment_slice,
	TEXT(assignment_slice, role, OPTIONAL, 1, 20, "The caller's role"),
	UUID(assignment_slice, id, OPTIONAL, "The assignment"),
	INT(assignment_slice, handed_version, OPTIONAL, 0, INT32_MAX, "The version of the schema that they were handed last"),
	TEXT(assignment_slice, content, OPTIONAL, 1, INT32_MAX, "The text"),
	INT(assignment_slice, length, OPTIONAL, 0, INT32_MAX, "Its length in code points"),
	MAYBE_INT(assignment_slice, version, 1, INT32_MAX, "The version, if there is such a one"),
	TEXT(assignment_slice, overlap, OPTIONAL, 1, 10, "May two spans overlap?"),
	TEXT(assignment_slice, classes, OPTIONAL, 1, 10, "One class, or several?"),
	LIST(assignment_slice, labels, OPTIONAL, &schema_label_shape, 0, 200, "The labels of that version"));

const struct shape submission_row_shape = SHAPE(submission_row,
	UUID(submission_row, id, REQUIRED, "Its id"),
	UUID(submission_row, assignment, REQUIRED, "For what"),
	INT(submission_row, version, REQUIRED, 1, INT32_MAX, "The assignment's version by it"),
	INT(submission_row, schema_version, REQUIRED, 1, INT32_MAX, "The version of the schema that was seen"),
	JSON(submission_row, labels, REQUIRED, "What was submitted, as it was sent"),
	MOMENT(submission_row, created_at, REQUIRED, "When"));

#define NOW(T)                                                                                \
	UUID(T, id, OPTIONAL, "Its id"),                                                      \
	WORD(T, state, OPTIONAL, states, "In hand, lost to others, skipped or submitted"),    \
	MOMENT(T, lease_until, OPTIONAL, "It is kept until then"),                            \
	INT(T, version, REQUIRED, 1, INT32_MAX, "Grows with each submission; If-Match asks for it"), \
	INT(T, drafts, REQUIRED, 0, INT32_MAX, "How many drafts were saved: name it with the next")

const struct shape assignment_done_shape = SHAPE(assignment_done,
	TEXT(assignment_done, standing, REQUIRED, 1, 20, "What became of it"),
	NOW(assignment_done));

const struct shape assignment_now_shape = SHAPE(assignment_now, NOW(assignment_now));

status assignment_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_assignments_of(r, r->caller.workspace, r->caller.person, after, rows, &found));
	return page_reply(r, &assignment_row_shape, &found, offsetof(struct assignment_row, id));
}

static status shown(struct request *r, const struct assignment *a)
{
	r->version = a->version;
	return reply_large(r, &assignment_shape, a);
}

/* How far someone has looked is kept from one call to the next: no lock is held for long. */
static status find(struct request *r, const struct assignment_ask *ask, struct assignment *a)
{
	enum { CALLS = 2 };
	status s = OK;

	for (int i = 0; i < CALLS; i++) {
		s = q_assignment_next(r, r->caller.workspace, r->caller.person, ask->job, ask->another, uuid_new(), uuid_new(),
		                      r->id, a);
		bool is_deadlock = s == UNAVAILABLE && !strcmp(r->sqlstate, "40P01");
		if (!is_deadlock && (s != OK || !a->again))
			break;
	}
	return s;
}

status assignment_create(struct request *r)
{
	const struct assignment_ask *ask = r->body;
	struct assignment a;
	struct standing job;
	status s = find(r, ask, &a);

	if (s == FORBIDDEN)
		return fail_demoted(r);
	TRY(s);
	if (uuid_given(&a.id) || a.again || !uuid_given(&ask->job))
		return shown(r, &a);
	s = q_annotation_job_standing(r, r->caller.workspace, ask->job, r->caller.person, &job);
	if (s == NOT_FOUND)
		return fail_at(r, INVALID, "#/job", "is no job of this workspace");
	TRY(s);
	return shown(r, &a);
}

status assignment_show(struct request *r)
{
	struct assignment a;

	TRY(q_assignment_by_id(r, r->caller.workspace, r->path_id[0], r->caller.person, &a));
	return shown(r, &a);
}

/* What people are told of what could not be done. */
static status judge(struct request *r, const struct assignment_done *d)
{
	static const struct {
		const char *standing;
		status problem;
		const char *detail;
	} ways[] = {
		{ "submitted", CONFLICT, "this was submitted before: to change it, say with If-Match which version you saw" },
		{ "stale", STALE, "this was changed in another window" },
		{ "archived", CONFLICT, "the job is archived; labels that you sent are kept as a draft" },
		{ "closed", CONFLICT, "the job is not handed out to you any more; labels that you sent are kept as a draft" },
		{ "full", CONFLICT, "as many others as there should be have it meanwhile; labels that you sent are kept as a draft" },
		{ "lost", CONFLICT, "this is not in your hands any more; labels that you sent are kept as a draft" },
		{ "not-held", CONFLICT, "this is not in your hands" },
		{ "not-submitted", CONFLICT, "this is neither submitted nor skipped" },
	};

	if (str_eq(d->standing, STR("forbidden")))
		return fail_demoted(r);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (str_eq(d->standing, str_of(ways[i].standing)))
			return fail(r, ways[i].problem, "%s", ways[i].detail);
	r->version = d->version;
	return OK;
}

/* What is done with an assignment, and what comes with it. */
struct deed {
	const char *what;
	str labels, reason;
	int64_t schema_version;
	maybe_int seen; /* drafts */
};

static status set(struct request *r, const struct deed *d)
{
	struct assignment_done done;
	int64_t seen = d->seen.given ? d->seen.value : -1;

	TRY(q_assignment_set(r, r->caller.workspace, r->path_id[0], r->caller.person, str_of(d->what), d->labels,
	                     d->schema_version, d->reason, r->if_match, seen, uuid_new(), uuid_new(), uuid_new(), r->id, &done));
	TRY(judge(r, &done));
	return reply_with(r, &assignment_now_shape,
	                  &(struct assignment_now){ done.id, done.state, done.lease_until, done.version, done.drafts });
}

status assignment_draft(struct request *r)
{
	const struct submission_new *n = r->body;
	struct json labels = { .arena = r->arena };

	shape_write(&labels, &submission_kept_shape, n);
	return set(r, &(struct deed){ "draft", { labels.ptr, labels.len }, { 0 }, n->schema_version, n->drafts });
}

status assignment_submit(struct request *r)
{
	const struct submission_new *n = r->body;
	struct assignment_slice of;

	TRY(q_assignment_slice(r, r->caller.workspace, r->path_id[0], r->caller.person, n->schema_version, &of));
	if (!of.role.ptr)
		return fail_demoted(r);
	if (!uuid_given(&of.id))
		return NOT_FOUND;
	if (n->schema_version < of.handed_version)
		return fail_at(r, INVALID, "#/schema_version", "is older than the one that you were handed");
	TRY(submission_check(r, n, &of));
	return set(r, &(struct deed){ "submit", submission_kept(r->arena, n), { 0 }, n->schema_version, n->drafts });
}

status assignment_skip(struct request *r)
{
	const struct skip_new *n = r->body;

	return set(r, &(struct deed){ .what = "skip", .reason = n->reason });
}

status assignment_release(struct request *r)
{
	return set(r, &(struct deed){ .what = "release" });
}

status assignment_reopen(struct request *r)
{
	return set(r, &(struct deed){ .what = "reopen" });
}

status submission_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_submissions_of(r, r->caller.workspace, r->path_id[0], r->caller.person, after, rows, &found));
	if (found.count == 0)
		return NOT_FOUND;
	list_without_absent(&found);
	return page_reply(r, &submission_row_shape, &found, offsetof(struct submission_row, id));
}
