#include "common_password.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

/* FNV-1a of the text in lower case. */
static uint64_t hash_of(str text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)lower(text.ptr[i])) * UINT64_C(0x100000001b3);
	return hash;
}

static bool is_listed(str text)
{
	uint64_t hash = hash_of(text);
	size_t from = 0, to = common_password_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (common_passwords[middle] == hash)
			return true;
		if (common_passwords[middle] < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return false;
}

/* The shortest piece of which the text is made, over and over, the last perhaps cut short; or the text. */
static str piece_of(str text)
{
	for (size_t step = 1; step <= text.len / 2; step++) {
		size_t i = step;

		while (i < text.len && lower(text.ptr[i]) == lower(text.ptr[i - step]))
			i++;
		if (i == text.len)
			return (str){ text.ptr, step };
	}
	return text;
}

/* Without what is no letter at both ends. */
static str core_of(str text)
{
	while (text.len && !is_letter(text.ptr[0]))
		text = str_from(text, 1);
	while (text.len && !is_letter(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

bool password_is_common(str password)
{
	str core = core_of(password);
	bool is_most_of_it = core.len * 2 > password.len;

	return is_listed(password) || is_listed(piece_of(password)) ||
	       (is_most_of_it && (is_listed(core) || is_listed(piece_of(core))));
}
