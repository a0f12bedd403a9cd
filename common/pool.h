#ifndef POOL_H
#define POOL_H

#include "wait.h"

/* Things that one task holds at a time: whoever comes first is served first, with what was given
 * last. */
struct pool_turn;
enum { POOL_MOST = 64 };
struct pool {
	struct lock lock;
	struct pool_turn *head, **tail;
	int count;
	void *item[POOL_MOST];
};

void pool_init(struct pool *p);
void *pool_take(struct pool *p, int64_t deadline_ms); /* NULL at the deadline */
void pool_give(struct pool *p, void *item);
void pool_give_last(struct pool *p, void *item); /* taken when there is no other */

#endif
