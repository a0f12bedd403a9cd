#ifndef LIMIT_H
#define LIMIT_H

#include "cache.h"

/*
 * Rate limits: name, word, requests a minute, whether per address (else per
 * session where there is one), sentence.  The count is a sliding window over
 * two fixed minutes, kept in Redis; while Redis is away each worker counts for
 * itself and allows a quarter.
 *
 * Who asks often is counted in blocks: a worker adds up to 32 at once, at most
 * a sixteenth of what was used and of what is left, and lets so many pass
 * without asking.  What it does not use is lost to the caller.  A session's
 * first request in a minute is counted with its second, and that of a session
 * which there is not (limit_nobody) with none, so that sessions which are made
 * up leave next to nothing in Redis: their requests count by address.
 */
/* clang-format off */
#define LIMITS(X)                                                                     \
	X(LIMIT_READ,   "read",   1200, false, "Looking at things")                   \
	X(LIMIT_WRITE,  "write",   600, false, "Changing things")                     \
	X(LIMIT_UPLOAD, "upload",  120, false, "Sending texts")                       \
	X(LIMIT_EXPORT, "export",   30, false, "Downloading, and what asks for much")  \
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

/* A request that is being counted. */
struct tally {
	enum limit limit;
	uint64_t who;
	int64_t ahead, behind; /* counted with it: of later ones, of an earlier one */
};

/* Fill the commands that count this request; how many: LIMIT_CALLS, or none when it may pass without. */
size_t limit_ask(struct request *r, enum limit l, struct tally *t, struct cache_call *calls);

/*
 * Read the answers of LIMIT_CALLS commands; TOO_MANY with r->retry_after when
 * the caller is over, and the limit and how long to wait in r->detail.  `trip` is
 * what the trip returned.
 */
status limit_answer(struct request *r, const struct tally *t, const struct cache_call *calls,
                    status trip);

/* The session by which this was counted is none, so far as we know: it is not counted again in this
 * minute. */
void limit_nobody(const struct request *r, const struct tally *t);

/* While Redis is away: TOO_MANY when one more would be over what this process allows; is_counted:
 * it was made. */
status limit_here(struct request *r, enum limit l, bool is_counted);

#endif
