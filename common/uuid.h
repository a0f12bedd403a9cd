#ifndef UUID_H
#define UUID_H

#include "str.h"

/*
 * An identifier, kept as its 36 lower-case characters and a NUL, because it
 * arrives as text, is bound to statements as text and leaves as text.  The
 * absent one has no characters.
 */
typedef struct uuid {
	char text[37];
} uuid;

/* The one that stands for "no workspace" in activity of an account. */
extern const uuid uuid_nil;

static inline bool uuid_given(const uuid *id)
{
	return id->text[0] != '\0';
}

/* Only the lower-case form of RFC 9562 is read; false for anything else. */
bool uuid_parse(str text, uuid *out);
#define UUID_PATTERN "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" /* the same as a regular expression */

/* Version 7 (RFC 9562 5.7): sorts by the time it was made. */
uuid uuid_new(void);

/* Version 4: tells nothing, for what must not show when it was made. */
uuid uuid_random(void);

static inline bool uuid_eq(const uuid *a, const uuid *b)
{
	return !memcmp(a->text, b->text, sizeof a->text);
}

static inline str uuid_str(const uuid *id)
{
	return (str){ id->text, uuid_given(id) ? 36 : 0 };
}

#endif
