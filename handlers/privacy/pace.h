#ifndef PACE_H
#define PACE_H

#include <stdint.h>

/*
 * Work that nobody waits for leaves the processor to what somebody does: after
 * each small piece it rests for five times as long as that took, and so does
 * the database, which works while the worker does.  Whose work is a few pieces
 * need not rest.  What others' requests cost beside it is measured by bench rights.
 */
struct pace {
	int64_t since_ms; /* of when the last rest ended; zero: there was none yet */
};

/* A piece is done: rest.  Four milliseconds at least, a fifth of a second at most. */
void pace_rest(struct pace *p);

#endif
