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

/* Other tasks run until this is so: whether it was within five seconds. */
static inline bool others_until(bool (*is_so)(const void *), const void *of)
{
	struct lock l;
	int64_t end = now_ms() + 5000;

	lock_init(&l);
	task_self();
	while (!is_so(of) && now_ms() < end) {
		lock_hold(&l);
		task_park(now_ms() + 1);
		lock_release(&l);
	}
	return is_so(of);
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
