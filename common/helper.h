#ifndef HELPER_H
#define HELPER_H

/*
 * A fixed number of threads that do what would stop the loop.  Work goes in,
 * comes out at helper_done(), and `bell` (an eventfd) is rung in between.
 */
struct chore {
	struct chore *next;
	void (*fn)(void *);
	void *arg;
	void *owner; /* whose it is: for the one who collects it */
};

/*
 * Start n threads; none of them takes signals, and all leave the processor to
 * whoever else of this process wants it.  Ends the process when they cannot
 * be had.
 */
void helper_start(int n, int bell);

void helper_give(struct chore *c);

/* All that is done, oldest first; NULL when nothing is. */
struct chore *helper_done(void);

#endif
