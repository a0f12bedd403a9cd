#ifndef SEAL_H
#define SEAL_H

#include "arena.h"
#include "uuid.h"

#include <sodium.h>

/*
 * Something large, sealed piece by piece under a key (libsodium's
 * secretstream, XChaCha20-Poly1305): pieces can be opened only in their
 * order, all of them, and as parts of the thing they were sealed as.
 */
enum {
	SEAL_KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
	SEAL_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	SEAL_MORE = crypto_secretstream_xchacha20poly1305_ABYTES, /* a piece grows by so many bytes */
};

struct seal {
	crypto_secretstream_xchacha20poly1305_state state;
	uuid of; /* what is sealed */
	bool is_over; /* the last piece was opened */
};

/* Begin; `head` is needed to open it, and tells nothing. */
void seal_begin(struct seal *s, uuid of, const unsigned char key[static SEAL_KEY], unsigned char head[static SEAL_HEAD]);

/* The sealed form of a piece into `out`, which has room for SEAL_MORE bytes more. */
void seal_piece(struct seal *s, str plain, bool is_last, char *out);

/* Begin to open; false when that is no head. */
bool seal_open(struct seal *s, uuid of, const unsigned char key[static SEAL_KEY], str head);

/* The next piece into `out`, of SEAL_MORE bytes less; false when it is not that, or was changed. */
bool seal_read(struct seal *s, str sealed, char *out);

/* Bytes from hexadecimal, half as many; false when they are none. */
bool seal_unhex(str hex, char *out);

/* A new key, and the form of it in which it is kept: under the suite's own, good for this id only. */
void seal_key_new(unsigned char key[static SEAL_KEY]);
str seal_key_wrap(struct arena *a, uuid id, const unsigned char key[static SEAL_KEY]);
bool seal_key_unwrap(struct arena *a, uuid id, str wrapped, unsigned char key[static SEAL_KEY]);

#endif
