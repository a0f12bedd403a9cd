#ifndef SECRET_H
#define SECRET_H

#include "arena.h"
#include "status.h"

/* Random, hashed and compared things.  The only file that includes sodium.h. */

/* Characters: of 32 random bytes in base64url; of a hash in hexadecimal. */
enum { SECRET_TOKEN = 43, SECRET_SHA256 = 64 };

/* Must be called once before any of the others; ends the process if the library fails. */
void secret_init(void);

void secret_random(void *out, size_t n);

/* 32 random bytes as base64url: a session's, a mailed link's token. */
str secret_token(struct arena *a);

/* SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal characters. */
str secret_sha256(struct arena *a, str of);
void secret_sha256_into(str of, char out[static SECRET_SHA256 + 1]);

/* HMAC-SHA-256 (RFC 2104) as base64url without padding, 43 characters. */
str secret_hmac(struct arena *a, str key, str of);

/*
 * SipHash-2-4 under a key that only this process knows: for tables in memory,
 * which a stranger could otherwise fill with names that fall together.
 */
uint64_t secret_short(str of);

/* Equal, in a time that depends on the lengths alone. */
bool secret_eq(str a, str b);

/* base64url without padding (RFC 4648 5).  Decode: absent when malformed. */
str secret_base64(struct arena *a, str bytes);
str secret_unbase64(struct arena *a, str text);

/*
 * The suite's own key, the same in all its processes.  Read it from a file of
 * at least 32 bytes (the first 4,096 count): the flaw as a sentence, or NULL.
 * Until then it is one that only this process knows.
 */
const char *secret_key_read(str file);
str secret_key(void);

/*
 * argon2id (RFC 9106) with m = 19 MiB, t = 2, p = 1 as a PHC string.  Takes
 * about 30 ms: both run in the bulk lane, one at a time in a process, and in no
 * more processes of a handler at once than half the cores (slot.h), so that a
 * flood of log-ins cannot take the processor and 19 MiB each from others.
 * When more than a few are waiting already: TOO_MANY.
 */
status secret_password_hash(struct arena *a, str password, str *phc);

/*
 * TOO_MANY when either would be told so now: whom a flood has left no time for
 * hears it before PostgreSQL and Redis are asked who they are.
 */
status secret_password_room(void);

/* BAD_LOGIN when it does not match.  An absent phc costs the same and never matches. */
status secret_password_check(str password, str phc);

/*
 * The same for whom we know already, by their session or their browser: some
 * places are kept for them, so that strangers cannot keep them out.
 */
status secret_password_check_known(str password, str phc);

#endif
