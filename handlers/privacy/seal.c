#include "seal.h"

#include "secret.h"

#define STREAM(name) crypto_secretstream_xchacha20poly1305_##name
#define BYTES(s) ((const unsigned char *)(s).ptr)

enum {
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	WRAPPED = NONCE + SEAL_KEY + TAG,
};

void seal_begin(struct seal *s, uuid of, const unsigned char key[static SEAL_KEY], unsigned char head[static SEAL_HEAD])
{
	*s = (struct seal){ .of = of };
	STREAM(init_push)(&s->state, head, key);
}

void seal_piece(struct seal *s, str plain, bool is_last, char *out)
{
	str of = uuid_str(&s->of);

	STREAM(push)(&s->state, (unsigned char *)out, NULL, BYTES(plain), plain.len, BYTES(of), of.len,
	             is_last ? STREAM(TAG_FINAL) : STREAM(TAG_MESSAGE));
}

bool seal_open(struct seal *s, uuid of, const unsigned char key[static SEAL_KEY], str head)
{
	*s = (struct seal){ .of = of };
	return head.len == SEAL_HEAD && STREAM(init_pull)(&s->state, BYTES(head), key) == 0;
}

bool seal_read(struct seal *s, str sealed, char *out)
{
	str of = uuid_str(&s->of);
	unsigned char tag;

	if (s->is_over || sealed.len < SEAL_MORE ||
	    STREAM(pull)(&s->state, (unsigned char *)out, NULL, &tag, BYTES(sealed), sealed.len, BYTES(of), of.len) != 0)
		return false;
	s->is_over = tag == STREAM(TAG_FINAL);
	return true;
}

bool seal_unhex(str hex, char *out)
{
	size_t len;

	return hex.len % 2 == 0 && sodium_hex2bin((unsigned char *)out, hex.len / 2, hex.ptr, hex.len, NULL, &len, NULL) == 0 &&
	       len == hex.len / 2;
}

/* 32 bytes that are for this and nothing else. */
static const unsigned char *wrapping_key(struct arena *a)
{
	return BYTES(secret_unbase64(a, secret_hmac(a, secret_key(), STR("keys of what is about one person"))));
}

void seal_key_new(unsigned char key[static SEAL_KEY])
{
	STREAM(keygen)(key);
}

str seal_key_wrap(struct arena *a, uuid id, const unsigned char key[static SEAL_KEY])
{
	unsigned char wrapped[WRAPPED];
	str of = uuid_str(&id);

	secret_random(wrapped, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped + NONCE, NULL, key, SEAL_KEY, BYTES(of), of.len, NULL, wrapped,
	                                           wrapping_key(a));
	return secret_base64(a, (str){ (char *)wrapped, WRAPPED });
}

bool seal_key_unwrap(struct arena *a, uuid id, str wrapped, unsigned char key[static SEAL_KEY])
{
	str bytes = secret_unbase64(a, wrapped), of = uuid_str(&id);

	return bytes.len == WRAPPED &&
	       crypto_aead_xchacha20poly1305_ietf_decrypt(key, NULL, NULL, BYTES(bytes) + NONCE, SEAL_KEY + TAG, BYTES(of), of.len,
	                                                  BYTES(bytes), wrapping_key(a)) == 0;
}
