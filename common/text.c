#include "text.h"

/* Eight bytes at a time: texts have megabytes, and most of them are ASCII. */
#define EACH(byte) (0x0101010101010101u * (byte))

static uint64_t word_at(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
	return w;
}

/* The sum of eight bytes that are 0 or 1. */
static int64_t sum(uint64_t w)
{
	return (int64_t)(w * EACH(1) >> 56);
}

static bool is_plain(uint64_t w)
{
	return !((w | (w - EACH(0x01))) & EACH(0x80));
}

static bool is_start(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* Bytes of a word that begin a code point: those that are not 10xxxxxx. */
static int64_t starts_in(uint64_t w)
{
	return 8 - sum(w >> 7 & ~(w >> 6) & EACH(1));
}

/*
 * Bytes of the well-formed code point that s begins with, by the rows of
 * table 3-7; 0 when it begins with none.  Only the second byte has bounds
 * of its own, and they exclude overlong forms, surrogates and the end.
 */
static size_t code_point_size(str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	unsigned char first = p[0], low = 0x80, high = 0xbf;
	size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

	if (first < 0x80)
		return first != 0;
	if (first < 0xc2 || first > 0xf4 || s.len < size)
		return 0;
	if (first == 0xe0)
		low = 0xa0;
	else if (first == 0xed)
		high = 0x9f;
	else if (first == 0xf0)
		low = 0x90;
	else if (first == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < size; i++)
		if (is_start((char)p[i]))
			return 0;
	return size;
}

bool text_valid(str s, size_t *at)
{
	size_t i = 0;

	while (i < s.len) {
		if (s.len - i >= 8 && is_plain(word_at(s.ptr + i))) {
			i += 8;
			continue;
		}
		size_t size = code_point_size(str_from(s, i));
		if (size == 0) {
			*at = i;
			return false;
		}
		i += size;
	}
	return true;
}

int64_t text_length(str s)
{
	int64_t n = 0;
	size_t i = 0;

	for (; s.len - i >= 8; i += 8)
		n += starts_in(word_at(s.ptr + i));
	for (; i < s.len; i++)
		n += is_start(s.ptr[i]);
	return n;
}

int64_t text_byte_at(str s, int64_t position)
{
	int64_t begun = 0;
	size_t i = 0;

	if (position < 0)
		return -1;
	for (; s.len - i >= 8; i += 8) {
		int64_t starts = starts_in(word_at(s.ptr + i));

		if (begun + starts > position)
			break;
		begun += starts;
	}
	for (; i < s.len; i++) {
		if (!is_start(s.ptr[i]))
			continue;
		if (begun == position)
			return (int64_t)i;
		begun++;
	}
	return begun == position ? (int64_t)s.len : -1;
}

bool text_slice(str s, int64_t start, int64_t end, str *out)
{
	int64_t from = start <= end ? text_byte_at(s, start) : -1;

	if (from < 0)
		return false;
	str rest = str_from(s, (size_t)from);
	int64_t size = text_byte_at(rest, end - start);
	if (size < 0)
		return false;
	*out = (str){ rest.ptr, (size_t)size };
	return true;
}
