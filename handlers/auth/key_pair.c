#include "key_pair.h"

#include "secret.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sodium.h>

enum {
	COORDINATE = 32,
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

static void free_pair(void *pair)
{
	EVP_PKEY_free(pair);
}

static void free_bio(void *bio)
{
	BIO_free_all(bio);
}

static BIO *deferred(struct arena *a, BIO *bio)
{
	if (bio)
		arena_defer(a, free_bio, bio);
	return bio;
}

/* What was written, absent when nothing was. */
static str written(struct arena *a, BIO *bio)
{
	char *text;
	long len = BIO_get_mem_data(bio, &text);

	return len > 0 ? str_of(arena_cstr(a, (str){ text, (size_t)len })) : (str){ 0 };
}

status key_pair_new(struct arena *a, struct key_pair *out)
{
	EVP_PKEY *pair = EVP_EC_gen("P-256");
	BIO *open, *closed;

	if (pair)
		arena_defer(a, free_pair, pair);
	open = deferred(a, BIO_new(BIO_s_mem()));
	closed = deferred(a, BIO_new(BIO_s_secmem()));
	*out = (struct key_pair){ 0 };
	if (pair && open && closed && PEM_write_bio_PUBKEY(open, pair) &&
	    PEM_write_bio_PKCS8PrivateKey(closed, pair, NULL, NULL, 0, NULL, NULL))
		*out = (struct key_pair){ written(a, open), written(a, closed) };
	ERR_clear_error();
	return out->public_pem.len && out->private_pem.len ? OK : BROKEN;
}

/* 0x04, then x and y, each with the zeros it begins with. */
static bool read_point(EVP_PKEY *key, unsigned char point[1 + 2 * COORDINATE])
{
	enum { POINT = 1 + 2 * COORDINATE };
	size_t len = 0;

	return EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
	                                      "uncompressed") &&
	       EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, point,
	                                       POINT, &len) &&
	       len == POINT;
}

bool key_pair_point(struct arena *a, str public_pem, str *x, str *y)
{
	unsigned char point[1 + 2 * COORDINATE];
	BIO *bio = deferred(a, BIO_new_mem_buf(public_pem.ptr, (int)public_pem.len));
	EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;

	if (key)
		arena_defer(a, free_pair, key);
	bool is_point = key && read_point(key, point);
	ERR_clear_error();
	if (is_point) {
		*x = secret_base64(a, (str){ (char *)point + 1, COORDINATE });
		*y = secret_base64(a, (str){ (char *)point + 1 + COORDINATE, COORDINATE });
	}
	return is_point;
}

/* 32 bytes that are for this and nothing else. */
static const unsigned char *sealing_key(struct arena *a)
{
	_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32, "one SHA-256");
	return (const unsigned char *)secret_unbase64(
		a, secret_hmac(a, secret_key(), STR("private keys"))).ptr;
}

str key_pair_seal(struct arena *a, str kid, str private_pem)
{
	size_t room = NONCE + private_pem.len + TAG;
	unsigned char *sealed = arena_alloc(a, 1, room);

	secret_random(sealed, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, (const unsigned char *)private_pem.ptr,
	                                           private_pem.len, (const unsigned char *)kid.ptr, kid.len,
	                                           NULL, sealed, sealing_key(a));
	return secret_base64(a, (str){ (char *)sealed, room });
}

bool key_pair_open(struct arena *a, str kid, str sealed, str *private_pem)
{
	str bytes = secret_unbase64(a, sealed);
	const unsigned char *from = (const unsigned char *)bytes.ptr;

	if (bytes.len < NONCE + TAG)
		return false;
	size_t len = bytes.len - NONCE - TAG;
	unsigned char *text = arena_alloc(a, 1, len + 1);
	*private_pem = (str){ (char *)text, len };
	return crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL, from + NONCE, bytes.len - NONCE,
	                                                  (const unsigned char *)kid.ptr, kid.len, from,
	                                                  sealing_key(a)) == 0;
}
