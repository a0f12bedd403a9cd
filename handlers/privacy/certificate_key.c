#include "certificate_key.h"

#include "config.h"
#include "log.h"
#include "secret.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

enum { LEAST = 32, MOST = 4096 };

struct pair {
	unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
};

static status pair_read(struct request *r, struct pair *p)
{
	_Static_assert(crypto_hash_sha256_BYTES == crypto_sign_SEEDBYTES, "a seed is a hash");
	unsigned char bytes[MOST], seed[crypto_sign_SEEDBYTES];
	int fd = open(arena_cstr(r->arena, config.certificate_key_file), O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);

	if (fd >= 0)
		close(fd);
	if (n < LEAST) {
		log_event(LOG_ERROR, "certificate_key.missing", NULL);
		return fail(r, UNAVAILABLE, "There is no key for certificates");
	}
	crypto_hash_sha256(seed, bytes, (size_t)n);
	crypto_sign_seed_keypair(p->public, p->secret, seed);
	sodium_memzero(bytes, sizeof bytes);
	sodium_memzero(seed, sizeof seed);
	return OK;
}

static str public_of(struct request *r, const struct pair *p)
{
	return secret_base64(r->arena, (str){ (const char *)p->public, sizeof p->public });
}

status certificate_key_sign(struct request *r, str statement, str *signature, str *key)
{
	unsigned char mark[crypto_sign_BYTES];
	struct pair p;

	TRY(pair_read(r, &p));
	crypto_sign_detached(mark, NULL, (const unsigned char *)statement.ptr, statement.len, p.secret);
	sodium_memzero(p.secret, sizeof p.secret);
	*signature = secret_base64(r->arena, (str){ (const char *)mark, sizeof mark });
	*key = public_of(r, &p);
	return OK;
}

status certificate_key_public(struct request *r, str *key)
{
	struct pair p;

	TRY(pair_read(r, &p));
	sodium_memzero(p.secret, sizeof p.secret);
	*key = public_of(r, &p);
	return OK;
}
