#include "codec.h"

#include <errno.h>
#include <fcgiapp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "config.h"
#include "record.h"
#include "wait.h"

enum { LAST_WORD_MS = 1000, GATHERED = 32 * 1024 };

struct codec {
	struct channel channel; /* first: a channel is its codec */
	FCGX_Request fcgi;
	struct record guard;
	int64_t read_ms; /* what is left of the peer's time to send */
	bool read;       /* something, through us */
	bool is_patient; /* the body is read piece by piece, as long as it comes */
	int64_t since;   /* others had their turn, as far as we know */
	int64_t written;
	size_t gathered; /* of the reply, in `out` */
	char out[GATHERED];
};

/*
 * Whose request the library reads.  It passes us the descriptor only; other
 * tasks run while we wait, so OS_Read sets it anew before it returns.
 */
static _Thread_local struct codec *reading;

/* The library's own names for its system calls: it must find ours. */
int OS_Read(int fd, char *buf, size_t len);
int OS_Write(int fd, char *buf, size_t len);

/* False: the peer's time is over. */
static bool wait_to_read(struct codec *c, int fd)
{
	int64_t began = now_ms(), until = began + c->read_ms;

	if (task_deadline() < until)
		until = task_deadline();

	bool came = wait_for(fd, POLLIN, until) > 0;

	c->read_ms -= now_ms() - began;
	return came;
}

int OS_Read(int fd, char *buf, size_t len)
{
	struct codec *c = reading;
	ssize_t n;

	c->read = true;
	while ((n = recv(fd, buf, len, 0)) < 0 && (errno == EAGAIN || errno == EINTR)) {
		if (!wait_to_read(c, fd)) {
			errno = ETIMEDOUT;
			break;
		}
	}
	reading = c;
	if (n > 0 && !record_pass(&c->guard, buf, (size_t)n)) {
		errno = EPROTO;
		return -1;
	}
	return (int)n;
}

/*
 * The peer took some.  One that takes what we have, however slowly, has as
 * long again: nginx hands on what a person's line carries.
 */
static int64_t more_time(int64_t until)
{
	int64_t again = now_ms() + config.stall_ms;

	if (task_deadline() < again)
		task_deadline_set(again);
	return again > until ? again : until;
}

/* All n bytes.  Past the request's deadline there is still a moment to say that it was late. */
static bool send_all(struct codec *c, int fd, const char *bytes, size_t n)
{
	int64_t until = now_ms() + LAST_WORD_MS;
	bool has_waited = false;

	if (task_deadline() > until)
		until = task_deadline();
	while (n > 0) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

		if (sent > 0) {
			bytes += sent;
			n -= (size_t)sent;
			until = has_waited ? more_time(until) : until;
		} else if (errno == EAGAIN && wait_for(fd, POLLOUT, until)) {
			has_waited = true;
			c->since = now_ms();
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

static bool send_gathered(struct codec *c, int fd)
{
	size_t n = c->gathered;

	c->gathered = 0;
	return send_all(c, fd, c->out, n);
}

/*
 * A reply so long that writing it takes a whole turn: others have theirs
 * before more of it is sent.
 */
static void let_others(struct codec *c, int fd)
{
	if (now_ms() - c->since < config.turn_ms / 4)
		return;
	if (wait_for(fd, POLLOUT, task_deadline()) > 0)
		more_time(0);
	c->since = now_ms();
}

/*
 * The library writes records of 8 KiB: they gather, so that most replies leave
 * in one piece and wake nginx once.
 */
int OS_Write(int fd, char *buf, size_t len)
{
	struct codec *c = reading;
	bool well = true;

	if (len > GATHERED - c->gathered) {
		let_others(c, fd);
		well = send_gathered(c, fd);
	}
	reading = c;
	if (!well || len > GATHERED)
		return -1;
	memcpy(c->out + c->gathered, buf, len);
	c->gathered += len;
	return (int)len;
}

static int channel_read(struct channel *channel, char *out, int n)
{
	struct codec *c = (struct codec *)channel;

	reading = c;

	int got = FCGX_GetStr(out, n, c->fcgi.in);

	return FCGX_GetError(c->fcgi.in) ? -1 : got;
}

static bool channel_write(struct channel *channel, const char *bytes, int n)
{
	struct codec *c = (struct codec *)channel;

	reading = c;
	c->written += n;
	return FCGX_PutStr(bytes, n, c->fcgi.out) == n;
}

static void channel_patient(struct channel *channel)
{
	struct codec *c = (struct codec *)channel;

	c->is_patient = true;
	c->read_ms = config.stall_ms;
	task_deadline_set(now_ms() + config.stall_ms);
}

struct codec *codec_new(void)
{
	struct codec *c = calloc(1, sizeof *c);

	if (!c) {
		fprintf(stderr, "No memory for a connection.\n");
		exit(1);
	}
	c->channel = (struct channel){ channel_read, channel_write, channel_patient };
	FCGX_InitRequest(&c->fcgi, -1, 0);
	return c;
}

struct channel *codec_channel(struct codec *c)
{
	return &c->channel;
}

void codec_check(void)
{
	static const int taken[] = { SIGPIPE, SIGTERM, SIGUSR1 };
	struct sigaction before[3];
	int pair[2];

	for (int i = 0; i < 3; i++)
		sigaction(taken[i], NULL, &before[i]);
	if (FCGX_Init() || socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) {
		fprintf(stderr, "libfcgi does not start.\n");
		exit(1);
	}
	for (int i = 0; i < 3; i++)
		sigaction(taken[i], &before[i], NULL); /* the library took them */

	struct codec *c = codec_new();

	close(pair[1]);
	if (codec_accept(c, pair[0], 0) || !c->read) {
		fprintf(stderr,
		        "libfcgi does not read through our OS_Read: it was linked -Bsymbolic.\n");
		exit(1);
	}
	free(c);
}

/*
 * keepConnection: the library begins by finishing what was before, which
 * would close fd.  detached: else closing waits up to two seconds.  No listen
 * socket: after a failure the library closes fd, tries to accept another, and
 * that fails.
 */
bool codec_accept(struct codec *c, int fd, int64_t read_ms)
{
	record_start(&c->guard);
	c->read_ms = read_ms;
	c->is_patient = false;
	c->written = 0;
	c->gathered = 0;
	c->since = now_ms();
	c->fcgi.ipcFd = fd;
	c->fcgi.keepConnection = 1;
	c->fcgi.detached = 1;
	reading = c;
	if (FCGX_Accept_r(&c->fcgi) < 0)
		return false;
	if (record_has_params(&c->guard))
		return true;
	/* To the library, parameters that break off are parameters. */
	FCGX_Free(&c->fcgi, 1);
	return false;
}

bool codec_refused(const struct codec *c)
{
	return c->guard.refused;
}

int64_t codec_written(const struct codec *c)
{
	return c->written;
}

str codec_param(const struct codec *c, const char *name)
{
	return str_of(FCGX_GetParam(name, c->fcgi.envp));
}

const char *codec_param_at(const struct codec *c, size_t i)
{
	for (size_t k = 0; c->fcgi.envp[k]; k++)
		if (k == i)
			return c->fcgi.envp[k];
	return NULL;
}

/* What is left of a body would be taken for the next request. */
static bool drained(struct codec *c)
{
	char rest[4096];

	while (FCGX_GetStr(rest, sizeof rest, c->fcgi.in) > 0)
		;
	return !FCGX_GetError(c->fcgi.in) && record_ended(&c->guard);
}

/* The library must not close: the end of the reply is still with us. */
static bool end_reply(struct codec *c)
{
	FCGX_Request *f = &c->fcgi;
	bool keep = f->keepConnection;

	f->keepConnection = 1;
	FCGX_Finish_r(f);
	return f->ipcFd >= 0 && send_gathered(c, f->ipcFd) && keep;
}

/*
 * A long body that was refused: nginx hears why first, and then has a moment
 * to hang up.  Closed at once, it would find an error while it sends.
 */
static void let_go(struct codec *c)
{
	int64_t until = now_ms() + LAST_WORD_MS;
	char rest[4096];
	ssize_t n = end_reply(c) ? 1 : 0;

	while (n > 0 && now_ms() < until) {
		n = recv(c->fcgi.ipcFd, rest, sizeof rest, 0);
		if (n < 0 && errno == EAGAIN)
			n = wait_for(c->fcgi.ipcFd, POLLIN, until) > 0;
	}
	FCGX_Free(&c->fcgi, 1);
}

int codec_finish(struct codec *c, bool whole)
{
	FCGX_Request *f = &c->fcgi;

	reading = c;
	if (whole && c->is_patient && !record_ended(&c->guard))
		let_go(c);
	else if (!whole || !drained(c) || !end_reply(c))
		FCGX_Free(f, 1);

	int fd = f->ipcFd;

	f->ipcFd = -1;
	return fd;
}
