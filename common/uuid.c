#include "uuid.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

const uuid uuid_nil = { "00000000-0000-0000-0000-000000000000" };

static bool is_dash(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool uuid_parse(str text, uuid *out)
{
	if (text.len != 36)
		return false;
	for (size_t i = 0; i < 36; i++)
		if (is_dash(i) ? text.ptr[i] != '-' : !is_hex(text.ptr[i]))
			return false;
	memcpy(out->text, text.ptr, 36);
	out->text[36] = '\0';
	return true;
}

static uuid spelled(const uint8_t bytes[16])
{
	uuid id;
	size_t at = 0;

	for (size_t i = 0; i < 16; i++) {
		if (is_dash(at))
			id.text[at++] = '-';
		id.text[at++] = "0123456789abcdef"[bytes[i] >> 4];
		id.text[at++] = "0123456789abcdef"[bytes[i] & 15];
	}
	id.text[at] = '\0';
	return id;
}

/* An id that can be guessed would be worse than no answer at all. */
static void fill_random(uint8_t *out, size_t n)
{
	if (getrandom(out, n, 0) != (ssize_t)n)
		abort();
}

static uuid versioned(uint8_t bytes[16], uint8_t version)
{
	bytes[6] = (uint8_t)((bytes[6] & 0x0F) | version << 4);
	bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80);
	return spelled(bytes);
}

/*
 * The 12 bits after the version hold the fraction of the millisecond (RFC
 * 9562 6.2, method 3), so that ids of one process sort within it too.
 */
uuid uuid_new(void)
{
	uint8_t bytes[16];
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	uint64_t fraction = (uint64_t)now.tv_nsec % 1000000 * 4096 / 1000000;
	for (int i = 0; i < 6; i++)
		bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
	bytes[6] = (uint8_t)(fraction >> 8);
	bytes[7] = (uint8_t)fraction;
	fill_random(bytes + 8, 8);
	return versioned(bytes, 7);
}

uuid uuid_random(void)
{
	uint8_t bytes[16];

	fill_random(bytes, sizeof bytes);
	return versioned(bytes, 4);
}
