#include "bearer.h"

#include "secret.h"

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
enum { BASE = 62, PREFIX = 4, SUMMED = 34 };

uint32_t bearer_crc32(str of)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < of.len; i++) {
		crc ^= (unsigned char)of.ptr[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
	}
	return ~crc;
}

void bearer_base62(uint32_t n, char out[6])
{
	for (int i = 5; i >= 0; i--, n /= BASE)
		out[i] = digits[n % BASE];
}

/* Bytes above the last multiple of 62 are drawn again: every character is as likely as any other. */
static char random_digit(void)
{
	unsigned char byte;

	do
		secret_random(&byte, 1);
	while (byte >= 256 / BASE * BASE);
	return digits[byte % BASE];
}

str bearer_new(struct arena *a)
{
	char *text = arena_alloc(a, 1, BEARER);

	memcpy(text, "obl_", PREFIX);
	for (size_t i = PREFIX; i < SUMMED; i++)
		text[i] = random_digit();
	bearer_base62(bearer_crc32((str){ text, SUMMED }), text + SUMMED);
	return (str){ text, BEARER };
}

bool bearer_is_ours(str token)
{
	char sum[6];

	if (token.len != BEARER || !str_starts(token, STR("obl_")))
		return false;
	for (size_t i = PREFIX; i < BEARER; i++)
		if (!token.ptr[i] || !strchr(digits, token.ptr[i]))
			return false;
	bearer_base62(bearer_crc32((str){ token.ptr, SUMMED }), sum);
	return secret_eq(str_from(token, SUMMED), (str){ sum, sizeof sum });
}
