/* The clock of requests: what is new, nearly due, or overdue, is told to the staff, and what waits for nobody ends. */
#include "privacy.h"

#include "config.h"
#include "log.h"
#include "metrics.h"
#include "queries.h"

/* It has to be there for ever: it is not tried so often that it would be given up. */
enum { EVERY_SECONDS = 900, LEASE_SECONDS = 60, ATTEMPTS = 10000 };

const struct shape privacy_requests_ticked_shape = SHAPE(privacy_requests_ticked,
	INT(privacy_requests_ticked, near, REQUIRED, 0, INT64_MAX, "How many are due within a week, since now"),
	INT(privacy_requests_ticked, overdue, REQUIRED, 0, INT64_MAX, "How many are overdue, since now"),
	INT(privacy_requests_ticked, ended, REQUIRED, 0, INT64_MAX, "How many went on by themselves"));

static status tick(struct request *r, const struct job *j)
{
	struct privacy_requests_ticked t;
	int64_t made;
	str letter = arena_fmt(r->arena,
		"Hello,\n\nrequests of people that are due within seven days: {near} more; whose day went by: {overdue} more.\n\n"
		"%.*s/staff/requests\n",
		STR_ARGS(config.origin));
	str new_letter = STR("Hello,\n\nrequests of people have come, from addresses that were shown to be theirs:\n\n{requests}\n");

	TRY(q_privacy_requests_tick(r, STR("Requests that are due"), letter,
		STR("New requests"), new_letter, arena_fmt(r->arena, "%.*s/staff/requests/", STR_ARGS(config.origin)), &t));
	metrics_add(METRIC_REQUESTS_DUE, t.near);
	metrics_add(METRIC_REQUESTS_OVERDUE, t.overdue);
	if (t.near + t.overdue + t.ended > 0)
		log_event(LOG_INFO, "requests.due", "near", log_number(t.near), "overdue", log_number(t.overdue),
		          "ended", log_number(t.ended), NULL);
	return q_privacy_requests_again(r, uuid_new(), j->id, EVERY_SECONDS, &made);
}

const struct job_kind request_clock_job = { "request-clock", LEASE_SECONDS, ATTEMPTS, tick };
