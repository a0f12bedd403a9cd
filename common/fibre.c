#include "fibre.h"

#include <stddef.h>

static struct fibre *current, *live, *spare;
static struct fibre *ready, **ready_tail = &ready;
static int64_t soonest = INT64_MAX;

struct fibre *fibre_current(void)
{
	return current;
}

struct fibre *fibre_live(void)
{
	return live;
}

bool fibre_has_spare(void)
{
	return spare != NULL;
}

struct fibre *fibre_spare(void)
{
	struct fibre *f = spare;

	if (f)
		spare = f->next;
	return f;
}

static void join_live(struct fibre *f)
{
	f->before = NULL;
	f->after = live;
	if (live)
		live->before = f;
	live = f;
}

static void leave_live(struct fibre *f)
{
	if (f->after)
		f->after->before = f->before;
	if (f->before)
		f->before->after = f->after;
	else
		live = f->after;
}

/* It lives for ever, one life after the other. */
static void fibre_main(void)
{
	struct fibre *f = current;

	stack_begin(&f->stack);
	for (;;) {
		f->life(f);
		leave_live(f);
		f->next = spare;
		spare = f;
		stack_leave(&f->stack);
	}
}

bool fibre_make(struct fibre *f)
{
	return stack_make(&f->stack, fibre_main);
}

static void get_ready(struct fibre *f)
{
	f->asleep = false;
	f->wake = INT64_MAX;
	f->next = NULL;
	*ready_tail = f;
	ready_tail = &f->next;
}

void fibre_start(struct fibre *f, void (*life)(struct fibre *f))
{
	f->life = life;
	join_live(f);
	get_ready(f);
}

void fibre_resume(struct fibre *f)
{
	f->woken = f->woken || f->asleep;
	f->asleep = false;
	f->wake = INT64_MAX;
	current = f;
	stack_enter(&f->stack);
	current = NULL;
}

bool fibre_sleep(int64_t deadline_ms)
{
	struct fibre *f = current;

	f->asleep = true;
	f->woken = false;
	f->wake = deadline_ms;
	if (deadline_ms < soonest)
		soonest = deadline_ms;
	stack_leave(&f->stack);
	return f->woken;
}

void fibre_wake(struct fibre *f)
{
	if (!f->asleep)
		return;
	get_ready(f);
	f->woken = true;
}

struct fibre *fibre_ready(void)
{
	struct fibre *first = ready;

	ready = NULL;
	ready_tail = &ready;
	return first;
}

bool fibre_has_ready(void)
{
	return ready != NULL;
}

/* A look at every live one is cheaper than keeping them in order. */
void fibre_expire(int64_t now_ms)
{
	soonest = INT64_MAX;
	for (struct fibre *f = live; f; f = f->after) {
		if (f->wake <= now_ms)
			get_ready(f);
		else if (f->wake < soonest)
			soonest = f->wake;
	}
}

int64_t fibre_soonest(void)
{
	return soonest;
}
