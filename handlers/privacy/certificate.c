#include "privacy.h"

#include "certificate_key.h"
#include "config.h"
#include "queries.h"

const struct shape certificate_shape = SHAPE(certificate,
	UUID(certificate, id, REQUIRED, "Its id"),
	TEXT(certificate, statement, REQUIRED, 1, INT32_MAX, "What is certified: a JSON text, exactly as it was signed"),
	TEXT(certificate, signature, REQUIRED, 86, 86, "Ed25519 over the bytes of the statement, in base64url"),
	TEXT(certificate, key, REQUIRED, 43, 43, "The public key, in base64url: compare it with GET /certificate-key"),
	MOMENT(certificate, made_at, REQUIRED, "When it was made"));

const struct shape certificate_key_shape = SHAPE(certificate_key,
	TEXT(certificate_key, algorithm, REQUIRED, 7, 7, "Ed25519"),
	TEXT(certificate_key, key, REQUIRED, 43, 43, "The public key, in base64url"));

str certificate_link(struct arena *a, uuid id)
{
	return arena_fmt(a, "%.*s/api/privacy/certificates/%s", STR_ARGS(config.origin), id.text);
}

status certificate_show(struct request *r)
{
	struct certificate c;

	TRY(q_certificate_by_id(r, r->path_id[0], &c));
	return reply_with(r, &certificate_shape, &c);
}

status certificate_key_show(struct request *r)
{
	struct certificate_key k = { .algorithm = STR("Ed25519") };

	TRY(certificate_key_public(r, &k.key));
	return reply_with(r, &certificate_key_shape, &k);
}
