#ifndef WORKER_H
#define WORKER_H

#include "service.h"

/*
 * One worker process.  Its supervisor starts the program with the word
 * "worker" and one of "serve" and "work", and gives it, in the environment
 * variable WORKER, four numbers: the descriptors of the listening socket (-1:
 * none), of the metrics and of the pipe to say that it is ready, and the
 * supervisor's process id.
 */
struct worker_start {
	int listener, metrics, ready;
	int supervisor;
};

/* For the supervisor, between fork and exec: put them into the environment and let them be inherited. */
void worker_give(const struct worker_start *w);

/* Returns the exit status.  When ready it writes config's number of workers (an int) to the pipe. */
int worker_main(const struct service *s, const char *word);

/* config.workers, or one a core. */
int worker_count(void);

#endif
