#include "record.h"

#include <string.h>

enum { HEADER = 8, VERSION = 1, ROLE_RESPONDER = 1 };
enum { TYPE_BEGIN = 1, TYPE_PARAMS = 4, TYPE_STDIN = 5 };

void record_start(struct record *g)
{
	*g = (struct record){ 0 };
}

bool record_has_params(const struct record *g)
{
	return !g->refused && g->expects > RECORD_PARAM;
}

bool record_ended(const struct record *g)
{
	return !g->refused && g->expects == RECORD_END;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Of a length in four bytes the first says so by its highest bit. */
static bool length_byte(struct record *g, uint32_t *length, unsigned char byte)
{
	if (g->length_more > 0) {
		*length = *length << 8 | byte;
		return --g->length_more == 0;
	}
	*length = byte & 0x7f;
	g->length_more = byte & 0x80 ? 3 : 0;
	return g->length_more == 0;
}

/* Both lengths are known. */
static bool pair_allowed(struct record *g)
{
	if (g->name == 0 || g->name > RECORD_PARAMS_BYTES || g->value > RECORD_PARAMS_BYTES)
		return false;
	g->params_bytes += g->name + g->value;
	return ++g->params <= RECORD_PARAMS && g->params_bytes <= RECORD_PARAMS_BYTES;
}

/* The library keeps NAME=value as a C string, so neither may hold what would cut or shift it. */
static bool text_allowed(const char *p, size_t n, bool is_name)
{
	return !memchr(p, '\0', n) && !(is_name && memchr(p, '=', n));
}

/* Some bytes of a name or a value; returns how many were taken. */
static size_t pair_text(struct record *g, const char *p, size_t n)
{
	bool is_name = g->pair == PAIR_NAME;
	uint32_t *left = is_name ? &g->name : &g->value;
	size_t take = least(n, *left);

	if (!text_allowed(p, take, is_name))
		g->refused = true;
	*left -= (uint32_t)take;
	if (is_name && *left == 0)
		g->pair = PAIR_VALUE;
	if (g->pair == PAIR_VALUE && g->value == 0)
		g->pair = PAIR_NAME_LENGTH;
	return take;
}

static size_t pair_part(struct record *g, const char *p, size_t n)
{
	if (g->pair == PAIR_NAME || g->pair == PAIR_VALUE)
		return pair_text(g, p, n);
	if (g->pair == PAIR_NAME_LENGTH) {
		if (length_byte(g, &g->name, (unsigned char)*p))
			g->pair = PAIR_VALUE_LENGTH;
	} else if (length_byte(g, &g->value, (unsigned char)*p)) {
		g->pair = PAIR_NAME;
		g->refused = !pair_allowed(g);
	}
	return 1;
}

static void pairs(struct record *g, const char *p, size_t n)
{
	while (n > 0 && !g->refused) {
		size_t took = pair_part(g, p, n);

		p += took;
		n -= took;
	}
}

static void begin_body(struct record *g, const char *p, size_t n)
{
	memcpy(g->begin + sizeof g->begin - g->content, p, n);
	if (n < g->content)
		return;
	g->refused = g->begin[0] != 0 || g->begin[1] != ROLE_RESPONDER;
	g->expects = RECORD_PARAM;
}

/* Some bytes of the current record's content. */
static size_t content(struct record *g, const char *p, size_t n)
{
	size_t take = least(n, g->content);

	if (g->expects == RECORD_BEGIN)
		begin_body(g, p, take);
	else if (g->expects == RECORD_PARAM)
		pairs(g, p, take);
	g->content -= take;
	return take;
}

/* An empty record ends its stream. */
static void stream_end(struct record *g)
{
	if (g->expects == RECORD_PARAM) {
		g->refused = g->pair != PAIR_NAME_LENGTH || g->length_more > 0;
		g->expects = RECORD_BODY;
	} else {
		g->expects = RECORD_END;
	}
}

/*
 * Padding where one stream follows another: nginx sends none there, and the
 * library would forget that it was to come and take it for records.
 */
static void header_whole(struct record *g)
{
	static const int type[] = { TYPE_BEGIN, TYPE_PARAMS, TYPE_STDIN, -1 };
	const unsigned char *h = g->header;
	int id = h[2] << 8 | h[3];

	g->content = (size_t)(h[4] << 8 | h[5]);
	g->padding = h[6];
	if (g->expects == RECORD_BEGIN)
		g->id = id;
	if (h[0] != VERSION || h[1] != type[g->expects] || id == 0 || id != g->id ||
	    (g->expects == RECORD_BEGIN && g->content != sizeof g->begin) ||
	    (g->padding && (g->expects == RECORD_BEGIN || g->content == 0)))
		g->refused = true;
	else if (g->content == 0)
		stream_end(g);
}

static size_t header(struct record *g, const char *p, size_t n)
{
	size_t take = least(n, HEADER - g->header_have);

	memcpy(g->header + g->header_have, p, take);
	g->header_have += take;
	if (g->header_have == HEADER)
		header_whole(g);
	return take;
}

static size_t padding(struct record *g, size_t n)
{
	size_t take = least(n, g->padding);

	g->padding -= take;
	return take;
}

bool record_pass(struct record *g, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0 && !g->refused) {
		size_t took;

		if (g->header_have < HEADER)
			took = header(g, p, n);
		else if (g->content > 0)
			took = content(g, p, n);
		else
			took = padding(g, n);
		if (g->header_have == HEADER && g->content == 0 && g->padding == 0)
			g->header_have = 0;
		p += took;
		n -= took;
	}
	return !g->refused;
}
