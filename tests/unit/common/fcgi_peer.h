#ifndef FCGI_PEER_H
#define FCGI_PEER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes a FastCGI peer sends, laid out as sections 3.3 to 5 of the FastCGI specification say. */
/* clang-format off */
enum { PEER_BEGIN = 1, PEER_ABORT = 2, PEER_END = 3, PEER_PARAMS = 4, PEER_STDIN = 5,
       PEER_STDOUT = 6, PEER_DATA = 8, PEER_GET_VALUES = 9 };
/* clang-format on */

struct peer {
	char bytes[200 * 1024];
	size_t len;
};

static inline void peer_add(struct peer *p, const void *bytes, size_t n)
{
	memcpy(p->bytes + p->len, bytes, n);
	p->len += n;
}

static inline void peer_record(struct peer *p, int type, int id, const void *content, size_t n)
{
	unsigned char header[8] = { 1,
		                    (unsigned char)type,
		                    (unsigned char)(id >> 8),
		                    (unsigned char)id,
		                    (unsigned char)(n >> 8),
		                    (unsigned char)n,
		                    (unsigned char)(-n & 7),
		                    0 };

	peer_add(p, header, sizeof header);
	peer_add(p, content, n);
	peer_add(p, "\0\0\0\0\0\0\0", header[6]);
}

static inline void peer_begin(struct peer *p, int id, int role, int flags)
{
	char body[8] = { (char)(role >> 8), (char)role, (char)flags };

	peer_record(p, PEER_BEGIN, id, body, sizeof body);
}

static inline size_t peer_length(char *out, size_t n)
{
	if (n < 128) {
		out[0] = (char)n;
		return 1;
	}
	out[0] = (char)(n >> 24 | 0x80);
	out[1] = (char)(n >> 16);
	out[2] = (char)(n >> 8);
	out[3] = (char)n;
	return 4;
}

/* One name-value pair in a record of its own. */
static inline void peer_pair(struct peer *p, int id, const char *name, size_t name_len,
                             const char *value, size_t value_len)
{
	static char pair[65536];
	size_t at = peer_length(pair, name_len);

	at += peer_length(pair + at, value_len);
	memcpy(pair + at, name, name_len);
	memcpy(pair + at + name_len, value, value_len);
	peer_record(p, PEER_PARAMS, id, pair, at + name_len + value_len);
}

static inline void peer_param(struct peer *p, const char *name, const char *value)
{
	peer_pair(p, 1, name, strlen(name), value, strlen(value));
}

/* A whole request with these parameters and this body. */
static inline void peer_request(struct peer *p, const char *uri, const char *body)
{
	peer_begin(p, 1, 1, 1);
	peer_param(p, "REQUEST_METHOD", *body ? "POST" : "GET");
	peer_param(p, "DOCUMENT_URI", uri);
	peer_record(p, PEER_PARAMS, 1, "", 0);
	if (*body)
		peer_record(p, PEER_STDIN, 1, body, strlen(body));
	peer_record(p, PEER_STDIN, 1, "", 0);
}

#endif
