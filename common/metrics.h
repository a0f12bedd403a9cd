#ifndef METRICS_H
#define METRICS_H

#include "route.h"

/*
 * Counters in memory that all processes of a handler share, so that one
 * scrape sums its workers and a worker's death loses nothing.  Rows are found
 * by method and path, so programs with other routes can share them too.
 */

/*
 * Make them in a file, so that `serve` and `work` share them, or in memory
 * without a name when path is empty.  Returns the descriptor.
 */
int metrics_make(str path);

/*
 * Take over those of descriptor fd.  Of a program with another layout they
 * are left alone: then this process counts for itself.
 */
void metrics_open(int fd);

/* One answered request; r->route NULL: no route matched. */
void metrics_request(const struct request *r, int64_t us);

/* name, word, sentence */
/* clang-format off */
#define METRICS(X)                                                                            \
	X(DB_LOST,       "db_lost",       "Connections to PostgreSQL that broke or failed")   \
	X(REDIS_LOST,    "redis_lost",    "Connections to Redis that broke or failed")        \
	X(JOBS_DONE,     "jobs_done",     "Jobs that ended well")                             \
	X(JOBS_FAILED,   "jobs_failed",   "Runs of jobs that failed and will be tried again") \
	X(JOBS_DEAD,     "jobs_dead",     "Jobs that failed for the last time")               \
	X(ROWS_SWEPT,    "rows_swept",    "Rows that went because their time was over")       \
	X(REQUESTS_DUE,  "requests_due",  "People's requests that came near their day")       \
	X(REQUESTS_OVERDUE, "requests_overdue", "People's requests whose day went by unanswered") \
	X(WORKER_STARTS, "worker_starts", "Worker processes started")                         \
	X(SLOW_TURNS,    "slow_turns",    "Turns of the loop that took too long")             \
	X(PEERS_REFUSED, "peers_refused", "Connections ended because of what the peer sent")
/* clang-format on */

#define METRIC_NAME(name, word, about) METRIC_##name,
enum metric { METRICS(METRIC_NAME) METRIC_COUNT };
#undef METRIC_NAME

void metrics_add(enum metric m, int64_t n);
void metrics_arena(size_t high_water); /* keeps the greatest */

/* All of it in Prometheus' text format 0.0.4. */
void metrics_write(struct json *out, const char *handler);

#endif
