#ifndef TOLD_H
#define TOLD_H

#include "request.h"

/* A peer of a test: sends `body` in pieces of `piece` bytes, and keeps what it is told. */
struct told {
	struct channel channel; /* first: a channel is a told */
	str body;
	int piece;
	bool is_gone; /* reads fail after the body, writes at once */
	char heard[65536];
	size_t heard_len;
};

static inline int told_read(struct channel *c, char *out, int n)
{
	struct told *t = (struct told *)c;
	size_t most = (size_t)(n < t->piece ? n : t->piece);
	size_t len = t->body.len < most ? t->body.len : most;

	if (!len)
		return t->is_gone ? -1 : 0;
	memcpy(out, t->body.ptr, len);
	t->body = str_from(t->body, len);
	return (int)len;
}

static inline bool told_write(struct channel *c, const char *bytes, int n)
{
	struct told *t = (struct told *)c;

	if (t->is_gone || (size_t)n > sizeof t->heard - t->heard_len)
		return false;
	memcpy(t->heard + t->heard_len, bytes, (size_t)n);
	t->heard_len += (size_t)n;
	return true;
}

static inline struct told told_new(const char *body)
{
	return (struct told){ .channel = { .read = told_read, .write = told_write }, .body = str_of(body), .piece = 3 };
}

#endif
