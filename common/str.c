#include "str.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool str_same(str a, str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	return true;
}

str str_trim(str s)
{
	while (s.len && is_blank(s.ptr[0]))
		s = str_from(s, 1);
	while (s.len && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

str str_cut(str *rest, char sep)
{
	const char *at = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
	str head = { rest->ptr, at ? (size_t)(at - rest->ptr) : rest->len };

	*rest = str_from(*rest, at ? head.len + 1 : head.len);
	return head;
}

bool str_int(str s, int64_t *out)
{
	bool is_negative = s.len && s.ptr[0] == '-';
	str digits = str_from(s, is_negative);
	int64_t n = 0;

	if (!digits.len)
		return false;
	/* Summed on the negative side, which reaches one further. */
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			return false;
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, digits.ptr[i] - '0', &n))
			return false;
	}
	if (!is_negative && n == INT64_MIN)
		return false;
	*out = is_negative ? n : -n;
	return true;
}
