#ifndef KEYRING_H
#define KEYRING_H

#include "request.h"
#include "token.h"

/*
 * The public keys of what we signed (table signing_key), kept in the process:
 * a token whose kid is here costs no question.  With a kid that is not, all
 * keys are learned anew, by one request for all that wait, and those included
 * that are announced and sign only in ten minutes: so who makes kids up may
 * use up the questions, one a second and ten at once, and no genuine token
 * is refused.
 */
struct public_key {
	uuid id; /* the kid */
	str public_pem;
};
extern const struct shape public_key_shape;

/* The key of this kid, without its private half.  UNAUTHORIZED: there is none; UNAVAILABLE: we cannot tell. */
status keyring_find(struct request *r, str kid, struct token_key *out);

/* Who signs, with this key, for whom: the suite's origin, for its own API. */
struct token_rules keyring_rules(struct arena *a, const struct token_key *key);

#endif
