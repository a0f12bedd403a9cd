#ifndef JOB_H
#define JOB_H

#include "request.h"

/*
 * Work for later: rows of table job, claimed with a lease (FOR UPDATE SKIP
 * LOCKED), run, and ended in a commit of their own.  A job must be idempotent:
 * its process may die after the effect and before the commit.  It is tried
 * again after 1, 4, 16, … seconds (at most an hour) until it has had its
 * attempts; then it is dead, which a metric and `job_dead` in the log tell,
 * and an operator can send it again.
 */
struct job {
	uuid id, workspace;
	str kind;
	str payload; /* JSON; forgotten when the job has ended well */
	int64_t attempt;
};
extern const struct shape job_shape;

/* What `work` waits for when nothing is due. */
struct job_due {
	str channel;     /* of NOTIFY */
	int64_t wait_ms; /* until the next is due; -1: there is none */
};
extern const struct shape job_due_shape;

struct job_kind {
	const char *kind; /* "mail" */
	int lease_seconds, attempts;
	status (*run)(struct request *r, const struct job *j);
};

/* Claim and run jobs of these kinds (the last is NULL) until told to stop.  Runs as a fibre of
 * `work`. */
void job_work(const struct job_kind *const *kinds);

/* How a run of a job ended.  Whoever counts them says so before job_work. */
enum job_end { JOB_DONE, JOB_FAILED, JOB_DEAD };
void job_tell(void (*tell)(enum job_end how));

/* Say how far a running job is, in hundredths; extends its lease.  CONFLICT: the lease was lost, stop. */
status job_progress(struct request *r, const struct job *j, int percent);

/* The task that asks does nothing for so long: others' work comes first. */
void job_rest(int64_t ms);

#endif
