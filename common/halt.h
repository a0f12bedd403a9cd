#ifndef HALT_H
#define HALT_H

#include <stdbool.h>
#include <stdint.h>

/* How an engine is told to stop: what both engines share of it.  Async-signal-safe. */

/* The eventfd that wakes the engine. */
int halt_bell(void);

/* Told again, it gets stricter or stays as it was. */
void halt_want(bool at_once, int64_t by_ms);
bool halt_wanted(void);

/* Only what runs already is finished: nobody begins anything new. */
bool halt_at_once(void);

/* Before the engine runs: what still runs after a drain may go on so long. */
void halt_patience(int64_t ms);

/*
 * For the engine, between turns: what is to be done now.  Drained long enough
 * becomes at once, and what runs then has `grace_ms` to end, or halt_patience
 * when that is longer.
 */
enum halt { HALT_NOT, HALT_DRAIN, HALT_AT_ONCE, HALT_LATE };
enum halt halt_stage(int64_t now, int64_t grace_ms);
int64_t halt_by(void); /* INT64_MAX: not wanted */

#endif
