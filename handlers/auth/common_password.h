#ifndef COMMON_PASSWORD_H
#define COMMON_PASSWORD_H

#include "str.h"

/*
 * Passwords that many people have, and that are tried first.  The table is
 * made at build time (scripts/common-passwords.mjs), sorted: 64 bits of each,
 * in lower case.
 */
extern const uint64_t common_passwords[];
extern const size_t common_password_count;

/*
 * Is it one of them, whatever its case; or one with digits and signs about it
 * that are fewer than its letters; or one over and over?
 */
bool password_is_common(str password);

#endif
