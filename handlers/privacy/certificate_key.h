#ifndef CERTIFICATE_KEY_H
#define CERTIFICATE_KEY_H

#include "request.h"

/*
 * The key that signs certificates: Ed25519 (RFC 8032), made of the
 * file that OBELUS_CERTIFICATE_KEY_FILE names, at least 32 bytes of which the
 * first 4,096 count.  UNAVAILABLE when there
 * is no such file.  Signature and public key are in base64url.
 */
status certificate_key_sign(struct request *r, str statement, str *signature, str *key);
status certificate_key_public(struct request *r, str *key);

#endif
