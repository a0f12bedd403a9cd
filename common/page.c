#include "page.h"

#include "config.h"
#include "secret.h"

/* A cursor is base64url of an id's 16 bytes and of the first 16 of a signature. */
enum { ID_BYTES = 16, MAC_BYTES = 16, CURSOR_LENGTH = 43 };

/* clang-format off */
const struct shape page_query_shape = SHAPE(page_query,
	TEXT(page_query, after, OPTIONAL, 1, CURSOR_LENGTH, "Where the page starts: `next` of the one before"),
	MAYBE_INT(page_query, limit, 1, PAGE_MOST, "How many items the page holds at most; usually 50"));
/* clang-format on */

const char *page_open(void)
{
	return secret_key_read(config.secret_file);
}

static int hex_value(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void pack(const uuid *id, char out[ID_BYTES])
{
	const char *p = id->text;

	for (int i = 0; i < ID_BYTES; i++, p += 2) {
		if (*p == '-')
			p++;
		out[i] = (char)(hex_value(p[0]) << 4 | hex_value(p[1]));
	}
}

static void unpack(const char *in, uuid *id)
{
	static const char hex[] = "0123456789abcdef";
	char *p = id->text;

	for (int i = 0; i < ID_BYTES; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = hex[(unsigned char)in[i] >> 4];
		*p++ = hex[in[i] & 15];
	}
	*p = '\0';
}

/* The signature of an id on this path, in base64url: its first 16 bytes' worth is used. */
static str sign(struct request *r, const uuid *id)
{
	str text = arena_fmt(r->arena, "cursor %s %.*s", id->text, STR_ARGS(r->path));

	return secret_unbase64(r->arena, secret_hmac(r->arena, secret_key(), text));
}

static str cursor_of(struct request *r, const uuid *last)
{
	char bytes[ID_BYTES + MAC_BYTES];

	pack(last, bytes);
	memcpy(bytes + ID_BYTES, sign(r, last).ptr, MAC_BYTES);
	return secret_base64(r->arena, (str){ bytes, sizeof bytes });
}

static bool read_cursor(struct request *r, str cursor, uuid *last)
{
	str bytes = secret_unbase64(r->arena, cursor);

	if (bytes.len != ID_BYTES + MAC_BYTES)
		return false;
	unpack(bytes.ptr, last);
	return secret_eq(str_from(bytes, ID_BYTES), (str){ sign(r, last).ptr, MAC_BYTES });
}

static int64_t page_size(const struct request *r)
{
	const struct page_query *q = r->query;

	return q && q->limit.given ? q->limit.value : PAGE_USUAL;
}

status page_start(struct request *r, uuid *after, int64_t *rows)
{
	const struct page_query *q = r->query;

	*after = (uuid){ 0 };
	*rows = page_size(r) + 1;
	if (q && q->after.ptr && !read_cursor(r, q->after, after)) {
		*after = (uuid){ 0 };
		return fail_at(r, INVALID, "#/after", "is not the `next` of a page of this list");
	}
	return OK;
}

status page_reply(struct request *r, const struct shape *s, struct list *found, size_t id_offset)
{
	size_t most = (size_t)page_size(r);
	str next = { 0 };

	if (found->count > most) {
		const char *last = (const char *)found->items + (most - 1) * s->size;

		found->count = most;
		next = cursor_of(r, (const uuid *)(last + id_offset));
	}
	return reply_list(r, s, found, next);
}
