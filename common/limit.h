#ifndef LIMIT_H
#define LIMIT_H

#include "cache.h"

/*
 * Rate limits: name, word, requests a minute, whether per address (else per
 * session where there is one), sentence.  The count is a sliding window over
 * two fixed minutes, kept in Redis; while Redis is away each worker counts for
 * itself and allows a quarter.
 */
/* clang-format off */
#define LIMITS(X)                                                                     \
	X(LIMIT_READ,   "read",   1200, false, "Looking at things")                   \
	X(LIMIT_WRITE,  "write",   600, false, "Changing things")                     \
	X(LIMIT_UPLOAD, "upload",  120, false, "Sending texts")                       \
	X(LIMIT_EXPORT, "export",   30, false, "Downloading projects")                \
	X(LIMIT_LOGIN,  "login",    20, true,  "Typing passwords and mailed codes")   \
	X(LIMIT_SIGNUP, "signup",   10, true,  "Making accounts and asking for mail") \
	X(LIMIT_HEALTH, "health", 6000, true,  "Asking whether we are well")          \
	X(LIMIT_UNKNOWN, "unknown", 600, true, "Sessions that Redis does not know")
/* clang-format on */

#define LIMIT_NAME(name, word, a_minute, by_address, about) name,
enum limit { LIMIT_NONE = 0, LIMITS(LIMIT_NAME) LIMIT_COUNT };
#undef LIMIT_NAME

const char *limit_word(enum limit l);
int64_t limit_a_minute(enum limit l);

enum { LIMIT_CALLS = 3 };

/* Fill LIMIT_CALLS commands that count this request. */
void limit_ask(struct request *r, enum limit l, struct cache_call *calls);

/* Read their answers; TOO_MANY with r->retry_after when the caller is over.  `trip` is what the trip returned. */
status limit_answer(struct request *r, enum limit l, const struct cache_call *calls, status trip);

#endif
