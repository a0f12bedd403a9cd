#ifndef GUESS_H
#define GUESS_H

#include "cache.h"

/*
 * How long a wrong password keeps the next one waiting.  Ten are free; then a
 * name is shut for half a second, and after each further one for twice as long
 * as before, up to a quarter of an hour.  A name is shut to strangers only: a
 * browser in which its owner was logged in before has a count of its own, so
 * that nobody can keep a person out by guessing (browser.h tells them apart).
 *
 * A try counts as wrong until it turns out right: many at once are no way
 * around.  Names that nobody has are counted in the same way.  The counts are
 * in Redis, by keyed hashes, for a day (the first ten: for an hour); a process
 * keeps those of what passed here too, and goes by them, with three free,
 * while Redis is away.
 *
 * rl:guess:<who>, rl:shut:<who>: wrong passwords of a name or of a browser.
 * privacy: class=user.activity purpose=secure basis=contract source=automatic
 * clause=SE-1 retain=use+P1D erase=delete export=no
 */

struct guess {
	str who;       /* a keyed hash */
	uint64_t here; /* the same for this process alone */
	bool is_there; /* counted in Redis */
};

/*
 * Count a try at the password of `who`, "name …" or "browser …": one trip.
 * TOO_MANY with r->retry_after while it is shut; then nothing is counted.
 */
status guess_ask(struct request *r, str who, struct guess *g);

/* It was right: what was counted is forgotten.  Fills the commands that tell Redis, and says how many. */
enum { GUESS_CALLS = 1 };
size_t guess_right(struct request *r, const struct guess *g, struct cache_call *calls);

/* It was not looked at after all: one trip, or none where Redis was not asked. */
void guess_undo(struct request *r, const struct guess *g);

#endif
