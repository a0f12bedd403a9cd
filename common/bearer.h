#ifndef BEARER_H
#define BEARER_H

#include "arena.h"

/*
 * The form of a personal access token: "obl_", 30 random characters of base62
 * (178 bits), and the CRC-32 of those 34 in six more.  A scanner finds one
 * that was published, and what was mistyped or made up is mostly seen without
 * asking anyone.  The sum keeps no secret: the SHA-256 of all 40 is what is
 * looked up.
 */
enum { BEARER = 40, BEARER_HINT = 8 };

/* A new one. */
str bearer_new(struct arena *a);

/* Has it the form, and the right sum? */
bool bearer_is_ours(str token);

/* CRC-32 (ISO 3309, as in zlib and PNG) and its six characters of base62, 0-9A-Za-z, the highest first. */
uint32_t bearer_crc32(str of);
void bearer_base62(uint32_t n, char out[6]);

#endif
