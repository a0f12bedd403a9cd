#include "pool.h"

#include <string.h>

struct pool_turn {
	struct pool_turn *next;
	struct task *task;
	void *gift;
};

void pool_init(struct pool *p)
{
	*p = (struct pool){ 0 };
	p->tail = &p->head;
	lock_init(&p->lock);
}

/* Late: leave the queue. */
static void leave(struct pool *p, struct pool_turn *me)
{
	struct pool_turn **at = &p->head;

	while (*at != me)
		at = &(*at)->next;
	*at = me->next;
	if (!me->next)
		p->tail = at;
}

void *pool_take(struct pool *p, int64_t deadline_ms)
{
	struct pool_turn me = { .task = task_self() };

	lock_hold(&p->lock);
	if (p->count > 0) {
		me.gift = p->item[--p->count];
	} else {
		*p->tail = &me;
		p->tail = &me.next;
		while (!me.gift && task_park(deadline_ms))
			; /* woken for nothing: again */
		if (!me.gift)
			leave(p, &me);
	}
	lock_release(&p->lock);
	return me.gift;
}

static void give(struct pool *p, void *item, int at)
{
	lock_hold(&p->lock);

	struct pool_turn *first = p->head;

	if (first) {
		if (!(p->head = first->next))
			p->tail = &p->head;
		first->gift = item;
		task_wake(first->task);
	} else if (p->count < POOL_MOST) {
		at = at < p->count ? at : p->count;
		memmove(&p->item[at + 1], &p->item[at], (size_t)(p->count++ - at) * sizeof item);
		p->item[at] = item;
	}
	lock_release(&p->lock);
}

void pool_give(struct pool *p, void *item)
{
	give(p, item, POOL_MOST);
}

void pool_give_last(struct pool *p, void *item)
{
	give(p, item, 0);
}
