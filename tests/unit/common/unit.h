#ifndef UNIT_H
#define UNIT_H

#include "str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* request.h has a function of this name; end a test that failed by fail_msg(). */
#undef fail
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

/* What every test of a str asks: is it this text, to the byte? */
static inline void assert_str(str s, const char *expected)
{
	if (s.len != strlen(expected) || (s.len && memcmp(s.ptr, expected, s.len)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARGS(s), expected);
}

static inline void assert_absent(str s)
{
	if (s.ptr)
		fail_msg("\"%.*s\" should be absent", STR_ARGS(s));
}

#endif
