#ifndef METRICS_H
#define METRICS_H

#include "route.h"

/*
 * Counters in memory that all processes of a handler share, so that one
 * scrape sums its workers and a worker's death loses nothing.
 */

/* Make them (supervisor), or take over those of descriptor fd (worker).  Returns the descriptor. */
int metrics_open(int fd);

/* One answered request; route NULL: no route matched. */
void metrics_request(const struct request *r, int route_index, int64_t us);

enum metric { METRIC_DB_LOST, METRIC_REDIS_LOST, METRIC_JOBS_DONE, METRIC_JOBS_FAILED, METRIC_JOBS_DEAD,
	      METRIC_WORKER_STARTS, METRIC_SLOW_TURNS, METRIC_PEERS_REFUSED, METRIC_COUNT };
void metrics_add(enum metric m, int64_t n);
void metrics_arena(size_t high_water); /* keeps the greatest */

/* All of it in Prometheus' text format 0.0.4. */
void metrics_write(struct json *out, const char *handler, const struct route *routes, size_t count);

#endif
