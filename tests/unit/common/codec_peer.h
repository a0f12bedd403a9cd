#ifndef CODEC_PEER_H
#define CODEC_PEER_H

#include "codec.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fcgi_peer.h"
#include "in_task.h"
#include "unit.h"

/* A codec, and its peer at the other end of a socket pair. */
enum { READ_MS = 120, PATIENCE_MS = 10000 };

static struct codec *codec;
static struct peer peer;
static int ours, theirs; /* the codec's end of the connection, and the peer's */

static inline int start(void **state)
{
	int pair[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair))
		return -1;
	ours = pair[0];
	theirs = pair[1];
	wait_new(ours);
	wait_new(theirs);
	peer.len = 0;
	codec = codec_new();
	task_deadline_set(0);
	return 0;
}

static inline int end(void **state)
{
	(void)state;
	free(codec);
	close(theirs);
	if (ours >= 0)
		close(ours);
	return 0;
}

/* The peer sends what it has prepared. */
static inline void deliver(void)
{
	assert_int_equal(send(theirs, peer.bytes, peer.len, MSG_NOSIGNAL), peer.len);
	peer.len = 0;
}

static inline bool accept_one(void)
{
	bool came = codec_accept(codec, ours, READ_MS);

	if (!came)
		ours = -1;
	return came;
}

static inline void finish(bool whole)
{
	ours = codec_finish(codec, whole);
}

static inline bool write_reply(const char *text)
{
	struct channel *c = codec_channel(codec);

	return c->write(c, text, (int)strlen(text));
}

static inline str read_body(void)
{
	static char body[100000];
	struct channel *c = codec_channel(codec);
	int n = c->read(c, body, sizeof body);

	return (str){ body, n > 0 ? (size_t)n : 0 };
}

/* What the peer has got: the contents of its stdout records, and whether the request was ended. */
struct reply {
	char text[16384];
	size_t len;
	bool ended, closed;
};

static inline struct reply hear(void)
{
	static unsigned char bytes[100000];
	struct reply r = { .len = 0 };
	size_t n = 0;
	ssize_t got;

	while ((got = recv(theirs, bytes + n, sizeof bytes - n, 0)) > 0)
		n += (size_t)got;
	/* Reset: closed with something of ours unread. */
	r.closed = got == 0 || errno == ECONNRESET;
	for (size_t at = 0; at + 8 <= n;) {
		size_t len = (size_t)(bytes[at + 4] << 8 | bytes[at + 5]);

		if (bytes[at + 1] == PEER_STDOUT) {
			assert_true(r.len + len <= sizeof r.text);
			memcpy(r.text + r.len, bytes + at + 8, len);
			r.len += len;
		}
		r.ended = r.ended || bytes[at + 1] == PEER_END;
		at += 8 + len + bytes[at + 6];
	}
	return r;
}

#endif
