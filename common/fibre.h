#ifndef FIBRE_H
#define FIBRE_H

#include <stdint.h>

#include "stack.h"

/*
 * Fibres of one thread: who sleeps until when, who is ready, who is spare.
 * They know nothing of descriptors; the fibre engine adds those.
 */
struct fibre {
	struct stack stack;
	struct fibre *next;           /* in one list at a time: spare or ready */
	struct fibre *before, *after; /* among the live ones */
	void (*life)(struct fibre *f);
	int64_t wake;
	bool asleep, woken;
};

/* The one that runs now; NULL: the thread itself. */
struct fibre *fibre_current(void);

/* The one that ended last, since its stack is warm; NULL when there is none. */
struct fibre *fibre_spare(void);
bool fibre_has_spare(void);

/* Give f, zeroed, a stack.  False when there is no memory. */
bool fibre_make(struct fibre *f);

/* f, made or spare, lives and is ready to run life(f); when that returns it is spare. */
void fibre_start(struct fibre *f, void (*life)(struct fibre *f));

/* Take f out of its sleep, or let it begin, here and now; returns when it sleeps or has ended. */
void fibre_resume(struct fibre *f);

/* From within a fibre: true when it was woken, false when the deadline came first. */
bool fibre_sleep(int64_t deadline_ms);

/* If it sleeps it is ready. */
void fibre_wake(struct fibre *f);

/* Those ready now, oldest first, linked by next: the caller resumes each. */
struct fibre *fibre_ready(void);
bool fibre_has_ready(void);

/* Those whose deadline has come are ready. */
void fibre_expire(int64_t now_ms);
/* No deadline is earlier. */
int64_t fibre_soonest(void);

/* The live ones, linked by after. */
struct fibre *fibre_live(void);

#endif
