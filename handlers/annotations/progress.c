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
