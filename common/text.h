#ifndef TEXT_H
#define TEXT_H

#include "arena.h"

/*
 * The one authority on positions in text.  A position is a count of Unicode
 * code points from the start of the text; a span is half-open.  Everything
 * else (UTF-8 bytes here, UTF-16 units and grapheme clusters in the browser) is
 * derived at the border.  Text is never normalised.
 */

/*
 * Is this well-formed UTF-8 (Unicode 15, table 3-7: no overlong form, no
 * surrogate, nothing above U+10FFFF) without U+0000, which PostgreSQL cannot
 * store?  When not, *at is the byte where it stops being so.
 */
bool text_valid(str s, size_t *at);

/* Number of code points of a valid text. */
int64_t text_length(str s);

/* Code points start up to, not including, end; false when the text ends before. */
bool text_slice(str s, int64_t start, int64_t end, str *out);

/* A position in code points as UTF-8 bytes; -1 when past the end. */
int64_t text_byte_at(str s, int64_t position);

#endif
