#ifndef IN_TASK_H
#define IN_TASK_H

#include "wait.h"

#include <stdlib.h>

/* Run a program's tests as a task, so that they may wait as a handler does. */
struct in_task {
	int (*tests)(void);
	int failed;
};

static inline void in_task_life(void *arg)
{
	struct in_task *t = arg;

	t->failed = t->tests();
	engine_stop(true, 0);
}

static inline int in_task(int (*tests)(void))
{
	struct in_task t = { .tests = tests, .failed = 1 };
	const struct engine e = { .listener = -1, .tasks = 64, .request_ms = 60000, .turn_ms = 60000 };

	task_start(in_task_life, &t);
	engine_run(&e);
	return t.failed;
}

#endif
