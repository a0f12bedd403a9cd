#include "import_cut.h"

static str skip_spaces(str s)
{
	size_t n = 0;

	while (n < s.len && (s.ptr[n] == ' ' || s.ptr[n] == '\t' || s.ptr[n] == '\n' || s.ptr[n] == '\r'))
		n++;
	return str_from(s, n);
}

/* With its quotes; 0 when it is not closed. */
static size_t text_size(str s)
{
	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '"')
			return i + 1;
	}
	return 0;
}

/* Of an object or a list, whose brackets are only counted; 0 when it is not closed. */
static size_t nest_size(str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '"') {
			size_t n = text_size(str_from(s, i));

			if (!n)
				return 0;
			i += n - 1;
		}
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		if (!depth)
			return i + 1;
	}
	return 0;
}

/* Of the value with which this begins; 0: with none. */
static size_t value_size(str s)
{
	size_t n = 0;

	if (!s.len)
		return 0;
	if (s.ptr[0] == '"')
		return text_size(s);
	if (s.ptr[0] == '{' || s.ptr[0] == '[')
		return nest_size(s);
	while (n < s.len && !memchr(",:]}[{\" \t\n\r", s.ptr[n], 11))
		n++;
	return n;
}

static bool broken(struct import_cut *c)
{
	c->is_broken = true;
	return false;
}

/* One value, and the spaces behind it. */
static bool take_value(struct import_cut *c, str *value)
{
	size_t n = value_size(c->rest);

	*value = (str){ c->rest.ptr, n };
	c->rest = skip_spaces(str_from(c->rest, n));
	return n > 0;
}

static bool take_char(struct import_cut *c, char one)
{
	if (!c->rest.len || c->rest.ptr[0] != one)
		return false;
	c->rest = skip_spaces(str_from(c->rest, 1));
	return true;
}

bool import_cut_begin(struct import_cut *c, str json)
{
	*c = (struct import_cut){ .rest = skip_spaces(json) };
	c->end = c->rest.len && c->rest.ptr[0] == '{' ? '}' : ']';
	return take_char(c, c->end == '}' ? '{' : '[');
}

bool import_cut_next(struct import_cut *c, str *key, str *value)
{
	*key = (str){ 0 };
	if (c->is_broken)
		return false;
	if (take_char(c, c->end))
		return c->rest.len ? broken(c) : false;
	if (c->is_begun && !take_char(c, ','))
		return broken(c);
	c->is_begun = true;
	if (c->end == '}' && (!c->rest.len || c->rest.ptr[0] != '"' || !take_value(c, key) || !take_char(c, ':')))
		return broken(c);
	return take_value(c, value) ? true : broken(c);
}
