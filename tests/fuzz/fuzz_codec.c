#include "codec.h"

#include <sys/socket.h>
#include <unistd.h>

#include "fuzz.h"
#include "wait.h"

/*
 * A connection's bytes through the guard, libfcgi and the codec, one request
 * after the other until they end.  The first byte says how much of each body
 * is read, the second in how large pieces.
 */
static void read_some(struct codec *c, int pieces, int size)
{
	struct channel *body = codec_channel(c);
	char bytes[256];

	while (pieces-- > 0 && body->read(body, bytes, size) > 0)
		;
}

static void serve(struct codec *c, int fd, uint8_t pieces, uint8_t size)
{
	struct channel *reply = codec_channel(c);

	while (fd >= 0 && codec_accept(c, fd, 0)) {
		for (size_t i = 0; codec_param_at(c, i); i++)
			MUST(strchr(codec_param_at(c, i), '='));
		read_some(c, pieces, size ? size : 1);
		reply->write(reply, "Status: 204 No Content\r\n\r\n", 26);
		fd = codec_finish(c, true);
		MUST(fd < 0 || !codec_refused(c));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { MOST = 100000 };
	static struct codec *codec;
	int pair[2];

	if (!codec) {
		codec_check();
		codec = codec_new();
	}
	if (size < 2 || size > MOST ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair))
		return 0;
	str s = fuzz_input(data + 2, size - 2);
	if (send(pair[1], s.ptr, s.len, MSG_NOSIGNAL) == (ssize_t)s.len) {
		shutdown(pair[1], SHUT_WR);
		serve(codec, pair[0], data[0], data[1]);
	} else {
		close(pair[0]);
	}
	close(pair[1]);
	return 0;
}
