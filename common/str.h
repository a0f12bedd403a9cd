#ifndef STR_H
#define STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A str is a view of bytes it does not own.  It may hold NUL bytes and need
 * not end in one; to call a C library, copy it with arena_cstr().  A str
 * whose ptr is NULL is absent (SQL null, a JSON member that was not sent);
 * one with a ptr and no length is the empty text.
 */
typedef struct str {
	const char *ptr;
	size_t len;
} str;

/* A string literal as a str, measured by the compiler. */
#define STR(literal) ((str){ "" literal, sizeof(literal) - 1 })

/* For printf's "%.*s". */
#define STR_ARGS(s) (int)(s).len, (s).ptr

static inline str str_of(const char *z)
{
	return z ? (str){ z, strlen(z) } : (str){ 0 };
}

static inline bool str_eq(str a, str b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

static inline bool str_starts(str s, str with)
{
	return s.len >= with.len && (with.len == 0 || !memcmp(s.ptr, with.ptr, with.len));
}

/* What is left of s after its first n bytes. */
static inline str str_from(str s, size_t n)
{
	return n >= s.len ? (str){ s.ptr ? s.ptr + s.len : s.ptr, 0 } : (str){ s.ptr + n, s.len - n };
}

/* Equal but for the case of ASCII letters: header values, media types. */
bool str_same(str a, str b);

/* Without spaces and tabs at either end. */
str str_trim(str s);

/* Split *rest at the first `sep`: return what is before it, keep the rest. */
str str_cut(str *rest, char sep);

/* A decimal number with nothing around it; false if it is none or too big. */
bool str_int(str s, int64_t *out);

#endif
