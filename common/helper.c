#include "helper.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

/* A helper has a tenth of what the loop has, where both want the same processor. */
enum { NICENESS = 10 };

struct queue {
	struct chore *head, **tail;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given = PTHREAD_COND_INITIALIZER;
static struct queue todo = { .tail = &todo.head }, done = { .tail = &done.head };
static int bell_fd;

static void push(struct queue *q, struct chore *c)
{
	c->next = NULL;
	*q->tail = c;
	q->tail = &c->next;
}

/* The mutex is held. */
static struct chore *next_chore(void)
{
	while (!todo.head)
		pthread_cond_wait(&given, &mutex);
	struct chore *c = todo.head;

	if (!(todo.head = c->next))
		todo.tail = &todo.head;
	return c;
}

static void *help(void *unused)
{
	(void)unused;
	/* Linux gives each thread a niceness of its own.  Where we may not choose it, we do
	 * without. */
	setpriority(PRIO_PROCESS, (id_t)gettid(), NICENESS);
	pthread_mutex_lock(&mutex);
	for (;;) {
		struct chore *c = next_chore();

		pthread_mutex_unlock(&mutex);
		c->fn(c->arg);
		pthread_mutex_lock(&mutex);
		push(&done, c);
		eventfd_write(bell_fd, 1);
	}
	return NULL;
}

void helper_start(int n, int bell)
{
	sigset_t all, before;
	pthread_t thread;

	bell_fd = bell;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (int i = 0; i < n; i++) {
		if (pthread_create(&thread, NULL, help, NULL)) {
			fprintf(stderr, "No thread for a helper.\n");
			exit(1);
		}
		pthread_detach(thread);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void helper_give(struct chore *c)
{
	pthread_mutex_lock(&mutex);
	push(&todo, c);
	pthread_cond_signal(&given);
	pthread_mutex_unlock(&mutex);
}

struct chore *helper_done(void)
{
	pthread_mutex_lock(&mutex);
	struct chore *first = done.head;

	done = (struct queue){ .tail = &done.head };
	pthread_mutex_unlock(&mutex);
	return first;
}
