#ifndef KEY_PAIR_H
#define KEY_PAIR_H

#include "arena.h"
#include "status.h"

/* Key pairs on the curve P-256, as PEM texts.  The only file that includes OpenSSL's headers. */
struct key_pair {
	str public_pem, private_pem;
};

/* A new one.  BROKEN when OpenSSL makes none. */
status key_pair_new(struct arena *a, struct key_pair *out);

/* The coordinates of a public key in base64url, always of 32 bytes (RFC 7518 6.2.1).  False when it is none. */
bool key_pair_point(struct arena *a, str public_pem, str *x, str *y);

/*
 * A private key as it is kept in the database: encrypted under a key derived
 * from the suite's own (secret_key), and bound to its id.  Open: false when it
 * was sealed by another secret, for another id, or changed.
 */
str key_pair_seal(struct arena *a, str kid, str private_pem);
bool key_pair_open(struct arena *a, str kid, str sealed, str *private_pem);

#endif
