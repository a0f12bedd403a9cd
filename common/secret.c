#include "secret.h"

#include "slot.h"
#include "wait.h"

#include <errno.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	PASSWORD_PASSES = 2,
	PASSWORD_MEMORY = 19 << 20, /* bytes */
	PASSWORDS_MOST = 10,        /* in hand in this process: one at work, nine waiting */
	PASSWORDS_KEPT = 5,         /* more, for those who are known */
	KEY_LEAST = 32,
	KEY_MOST = 4096,
};

/* The PHC string of a password that no one has: its hash is 32 zero bytes. */
static const char no_password[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static atomic_int passwords_in_hand;
static unsigned char key[KEY_MOST];
static size_t key_len;
static unsigned char short_key[crypto_shorthash_KEYBYTES];

void secret_init(void)
{
	if (sodium_init() < 0) {
		fprintf(stderr, "libsodium cannot start: no source of random numbers.\n");
		exit(2);
	}
	randombytes_buf(key, KEY_LEAST);
	key_len = KEY_LEAST;
	crypto_shorthash_keygen(short_key);
}

uint64_t secret_short(str of)
{
	uint64_t hash;

	_Static_assert(sizeof hash == crypto_shorthash_BYTES, "one number");
	crypto_shorthash((unsigned char *)&hash, (const unsigned char *)of.ptr, of.len, short_key);
	return hash;
}

void secret_random(void *out, size_t n)
{
	randombytes_buf(out, n);
}

str secret_token(struct arena *a)
{
	unsigned char bytes[32];

	randombytes_buf(bytes, sizeof bytes);
	str token = secret_base64(a, (str){ (char *)bytes, sizeof bytes });
	sodium_memzero(bytes, sizeof bytes);
	return token;
}

void secret_sha256_into(str of, char out[static SECRET_SHA256 + 1])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)of.ptr, of.len);
	sodium_bin2hex(out, SECRET_SHA256 + 1, hash, sizeof hash);
}

str secret_sha256(struct arena *a, str of)
{
	char *hex = arena_alloc(a, 1, SECRET_SHA256 + 1);

	secret_sha256_into(of, hex);
	return (str){ hex, SECRET_SHA256 };
}

str secret_hmac(struct arena *a, str by, str of)
{
	crypto_auth_hmacsha256_state state;
	unsigned char mac[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)by.ptr, by.len);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)of.ptr, of.len);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof state);
	return secret_base64(a, (str){ (char *)mac, sizeof mac });
}

bool secret_eq(str a, str b)
{
	return a.len == b.len && (a.len == 0 || sodium_memcmp(a.ptr, b.ptr, a.len) == 0);
}

str secret_base64(struct arena *a, str bytes)
{
	enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };
	size_t room = sodium_base64_encoded_len(bytes.len, VARIANT);
	char *text = arena_alloc(a, 1, room);

	sodium_bin2base64(text, room, (const unsigned char *)bytes.ptr, bytes.len, VARIANT);
	return (str){ text, room - 1 };
}

str secret_unbase64(struct arena *a, str text)
{
	size_t room = text.len / 4 * 3 + 3, len = 0;

	if (!text.ptr)
		return (str){ 0 };
	unsigned char *bytes = arena_alloc(a, 1, room);
	if (sodium_base642bin(bytes, room, text.ptr, text.len, NULL, &len, NULL,
	                      sodium_base64_VARIANT_URLSAFE_NO_PADDING))
		return (str){ 0 };
	return (str){ (char *)bytes, len };
}

const char *secret_key_read(str file)
{
	static char flaw[500];
	char path[401];

	snprintf(path, sizeof path, "%.*s", STR_ARGS(file));
	FILE *f = fopen(path, "re");
	if (!f) {
		snprintf(flaw, sizeof flaw, "OBELUS_SECRET_FILE: cannot read %s: %s.", path,
		         strerror(errno));
		return flaw;
	}
	/* Unbuffered, so that no copy of the key is left in freed memory. */
	setvbuf(f, NULL, _IONBF, 0);
	size_t got = fread(key, 1, sizeof key, f);
	fclose(f);
	key_len = got;
	if (got < KEY_LEAST) {
		snprintf(flaw, sizeof flaw, "OBELUS_SECRET_FILE: %s holds fewer than %d bytes.",
		         path, KEY_LEAST);
		return flaw;
	}
	return NULL;
}

str secret_key(void)
{
	return (str){ (char *)key, key_len };
}

struct password {
	str typed;
	char phc[crypto_pwhash_STRBYTES];
	int failed;
};

static void hash_password(void *arg)
{
	struct password *p = arg;
	int slot = slot_take();

	p->failed = crypto_pwhash_str_alg(p->phc, p->typed.ptr, p->typed.len, PASSWORD_PASSES,
	                                  PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
	slot_leave(slot);
}

static void check_password(void *arg)
{
	struct password *p = arg;
	int slot = slot_take();

	p->failed = crypto_pwhash_str_verify(p->phc, p->typed.ptr, p->typed.len);
	slot_leave(slot);
}

static status in_turn(void (*work)(void *), struct password *p, int most)
{
	bool room = atomic_fetch_add(&passwords_in_hand, 1) < most;

	if (room)
		bulk(work, p);
	atomic_fetch_sub(&passwords_in_hand, 1);
	return room ? OK : TOO_MANY;
}

status secret_password_room(void)
{
	return atomic_load(&passwords_in_hand) < PASSWORDS_MOST ? OK : TOO_MANY;
}

status secret_password_hash(struct arena *a, str password, str *phc)
{
	struct password p = { .typed = password };

	TRY(in_turn(hash_password, &p, PASSWORDS_MOST));
	if (p.failed)
		return UNAVAILABLE; /* no memory for it now */
	*phc = arena_fmt(a, "%s", p.phc);
	sodium_memzero(&p, sizeof p);
	return OK;
}

static status check(str password, str phc, int most)
{
	struct password p = { .typed = password };
	bool there = phc.ptr && phc.len > 0 && phc.len < sizeof p.phc;

	if (there)
		memcpy(p.phc, phc.ptr, phc.len);
	else
		memcpy(p.phc, no_password, sizeof no_password);
	TRY(in_turn(check_password, &p, most));
	sodium_memzero(p.phc, sizeof p.phc);
	return there && !p.failed ? OK : BAD_LOGIN;
}

status secret_password_check(str password, str phc)
{
	return check(password, phc, PASSWORDS_MOST);
}

status secret_password_check_known(str password, str phc)
{
	return check(password, phc, PASSWORDS_MOST + PASSWORDS_KEPT);
}
