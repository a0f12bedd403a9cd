#include "annotations.h"

#include "queries.h"

static const char *const kinds[] = { "tag", "class", NULL };

const struct shape job_day_shape = SHAPE(job_day,
	UUID(job_day, id, REQUIRED, "Its id"),
	UUID(job_day, job, REQUIRED, "The job"),
	MOMENT(job_day, day, REQUIRED, "The day: its first moment, UTC"),
	UUID(job_day, person, REQUIRED, "Who"),
	TEXT(job_day, username, OPTIONAL, 3, 32, "Their user name; null: they left the workspace"),
	INT(job_day, submissions, REQUIRED, 0, INT32_MAX, "Examples first submitted on that day, and still submitted"),
	INT(job_day, spans, REQUIRED, 0, INT32_MAX, "Spans of those, as they are now"),
	INT(job_day, classes, REQUIRED, 0, INT32_MAX, "Classes of those"),
	INT(job_day, nothings, REQUIRED, 0, INT32_MAX, "Those in which nothing was to be labelled"),
	INT(job_day, skips, REQUIRED, 0, INT32_MAX, "Examples skipped on that day, and still skipped"),
	INT(job_day, seconds, REQUIRED, 0, INT64_MAX, "How long those took, as the person says"));

const struct shape frequency_person_shape = SHAPE(frequency_person,
	UUID(frequency_person, person, REQUIRED, "Who"),
	TEXT(frequency_person, username, OPTIONAL, 3, 32, "Their user name; null: they left the workspace"),
	INT(frequency_person, count, REQUIRED, 0, INT32_MAX, "How often they gave it"));

const struct shape frequency_shape = SHAPE(frequency,
	UUID(frequency, id, REQUIRED, "The label's id"),
	WORD(frequency, kind, REQUIRED, kinds, "For spans (tag) or for whole texts (class)"),
	TEXT(frequency, name, REQUIRED, 1, 64, "What it says now, or said last"),
	BOOL(frequency, retired, REQUIRED, "Is it in the schema no more?"),
	INT(frequency, count, REQUIRED, 0, INT64_MAX, "How often it was given, in what is submitted now"),
	LIST(frequency, people, REQUIRED, &frequency_person_shape, 0, INT32_MAX, "By whom"));

const struct shape skip_shape = SHAPE(skip,
	UUID(skip, id, REQUIRED, "The assignment"),
	UUID(skip, example, REQUIRED, "The example"),
	TEXT(skip, beginning, REQUIRED, 1, 100, "How its text begins"),
	UUID(skip, person, REQUIRED, "Who skipped it"),
	TEXT(skip, username, OPTIONAL, 3, 32, "Their user name; null: they left the workspace"),
	TEXT(skip, reason, REQUIRED, 1, 2000, "Why"));

const struct shape lease_shape = SHAPE(lease,
	UUID(lease, id, REQUIRED, "The assignment"),
	UUID(lease, example, REQUIRED, "The example"),
	TEXT(lease, beginning, REQUIRED, 1, 100, "How its text begins"),
	UUID(lease, person, REQUIRED, "Who has it"),
	TEXT(lease, username, OPTIONAL, 3, 32, "Their user name; null: they left the workspace"),
	MOMENT(lease, since, REQUIRED, "When they were handed it"),
	MOMENT(lease, until, REQUIRED, "It is kept for them until then; afterwards as long as nobody else is handed it"));

const struct shape recalled_shape = SHAPE(recalled,
	TEXT(recalled, standing, REQUIRED, 1, 20, "What became of it"));

const struct shape job_progress_shape = SHAPE(job_progress,
	INT(job_progress, examples, REQUIRED, 0, INT32_MAX, "How many examples the dataset has"),
	INT(job_progress, untouched, REQUIRED, 0, INT32_MAX, "How many of them nobody was handed yet"),
	INT(job_progress, begun, REQUIRED, 0, INT32_MAX, "How many were handed to someone, and lack submissions still"),
	INT(job_progress, done, REQUIRED, 0, INT32_MAX, "How many have all their submissions"),
	INT(job_progress, skipped, REQUIRED, 0, INT32_MAX, "Of those begun: how many somebody has skipped"),
	INT(job_progress, stuck, REQUIRED, 0, INT32_MAX, "Of those not done: how many cannot be, since too many have skipped them"),
	INT(job_progress, annotators, REQUIRED, 1, 20, "How many people label each example, exactly"),
	INT(job_progress, people, REQUIRED, 0, INT32_MAX, "How many people it is for now: of its teams, or of the workspace"));

status job_day_list(struct request *r)
{
	return page_within(r, q_job_days_of, &job_day_shape);
}

status frequency_list(struct request *r)
{
	return page_within(r, q_job_frequencies, &frequency_shape);
}

status skip_list(struct request *r)
{
	return page_within(r, q_job_skips_of, &skip_shape);
}

/* A manager's hand on what another was handed, if it is still as they saw it. */
static status recall(struct request *r, const char *was, const char *refusal)
{
	struct recalled done;

	TRY(q_assignment_recall(r, r->caller.workspace, r->path_id[0], r->caller.person, str_of(was), uuid_new(), r->id, &done));
	if (str_eq(done.standing, STR("forbidden")))
		return fail_demoted(r);
	if (!str_eq(done.standing, STR("done")))
		return fail(r, CONFLICT, "%s", refusal);
	return reply_nothing(r);
}

status skip_delete(struct request *r)
{
	return recall(r, "skipped", "this is not skipped, or not any more");
}

status lease_list(struct request *r)
{
	return page_within(r, q_job_leases_of, &lease_shape);
}

status lease_delete(struct request *r)
{
	return recall(r, "leased", "nobody has this in their hands, or not any more");
}

status job_progress_show(struct request *r)
{
	struct job_progress p;

	TRY(q_annotation_job_progress(r, r->caller.workspace, r->path_id[0], &p));
	return reply_with(r, &job_progress_shape, &p);
}
