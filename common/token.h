#ifndef TOKEN_H
#define TOKEN_H

#include "arena.h"
#include "moment.h"
#include "status.h"
#include "uuid.h"

/*
 * JSON Web Tokens (RFC 7519) signed with ES256, and nothing else.  The only
 * file that includes jwt.h: libjwt 1.10.2 by itself checks neither algorithm
 * nor time, takes a missing key for "no signature needed" and crashes on
 * crafted input.
 */

/* A public (and, for signing, private) key: PEM texts and the id in the header. */
struct token_key {
	str kid, public_pem, private_pem;
};

/* What a token says. */
struct token {
	uuid person, workspace, session, id; /* sub, org, sid, jti */
	str scope;
	moment issued, not_before, expires;
};

struct token_rules {
	const struct token_key *keys;
	size_t key_count;
	str issuer, audience;
};

/* The kid of a token whose header is one that we would write; absent otherwise, and nothing else was checked. */
str token_kid(struct arena *a, str jwt);

/* Sign with keys[0].  BROKEN when it holds no usable private key. */
status token_sign(struct arena *a, const struct token_rules *rules, const struct token *t, str *out);

/*
 * UNAUTHORIZED unless: at most 4,096 bytes; three non-empty base64url parts;
 * a header of one JSON object without a member twice, alg exactly ES256, typ
 * JWT, no crit, jku, jwk, x5u or x5c; kid one of ours; signature right; exp,
 * nbf and iat present and right at `now` within 60 s; iss, aud equal to the
 * rules'; sub, org, sid and jti UUIDs.
 */
status token_verify(struct arena *a, const struct token_rules *rules, str jwt, moment now, struct token *out);

#endif
