#ifndef MOMENT_H
#define MOMENT_H

#include "str.h"

/* A time: microseconds since 1970-01-01T00:00:00Z, without leap seconds. */
typedef int64_t moment;

enum { MOMENT_TEXT = 28 }; /* "2026-11-23T19:00:00.123456Z" and a NUL */
#define SECONDS(n) ((int64_t)(n) * 1000000)

/* Now, by the wall clock. */
moment moment_now(void);

/* For how long and until when: clocks that nobody sets.  Milliseconds, to a few of them; microseconds, exact. */
int64_t now_ms(void);
int64_t now_us(void);

/* RFC 3339, UTC, six digits of fraction. */
void moment_write(moment t, char out[MOMENT_TEXT]);

/*
 * Read RFC 3339, or PostgreSQL's ISO output with TimeZone=UTC
 * ("2026-11-23 19:00:00.123456+00").  An offset is taken into account; a
 * text without one, a date that does not exist, a year before 1 or after
 * 9999 is refused.
 */
bool moment_parse(str text, moment *out);

#endif
