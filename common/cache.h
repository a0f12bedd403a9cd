#ifndef CACHE_H
#define CACHE_H

#include "request.h"

/*
 * Redis.  It holds no truth: whoever asks must have another answer when it
 * does not.  Commands of all waiting tasks travel pipelined on one
 * connection; a trip has config.redis_ms, and after five failures in a row
 * the breaker refuses for five seconds without asking.
 */

enum cache_is { CACHE_NOTHING = 0, CACHE_NUMBER, CACHE_TEXT, CACHE_ERROR };

struct cache_call {
	int count;
	str words[8];     /* the command and its arguments, any bytes */
	enum cache_is is; /* the answer */
	int64_t number;
	str text;         /* lives as long as the request's arena */
};

/* Not connected yet: the first trip connects. */
void cache_open(void);

/* Send n commands and wait for their n answers: one round trip.  UNAVAILABLE when Redis is away or late. */
status cache_trip(struct request *r, struct cache_call *calls, size_t n);

#endif
