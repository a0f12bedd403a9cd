#ifndef CODEC_H
#define CODEC_H

#include "request.h"

/*
 * FastCGI (the 1.0 specification) through libfcgi; the only file that
 * includes fcgiapp.h.  libfcgi's two system calls are interposed by ours, so
 * that it never blocks, and every record is looked at before the library sees
 * it (record.h).
 */
struct codec;

/*
 * Call before any other.  Ends the process unless libfcgi really calls our
 * OS_Read (a socket pair is tried).
 */
void codec_check(void);

/* One a task.  Its channel reads the body and writes the reply. */
struct codec *codec_new(void);
struct channel *codec_channel(struct codec *c);

/*
 * Read the beginning of one request (its parameters) on fd; false when the
 * peer closed, was late or sent nonsense: fd is then closed.  All the time
 * spent waiting for bytes of this request, its body included, is at most
 * read_ms and ends with the task's deadline.
 */
bool codec_accept(struct codec *c, int fd, int64_t read_ms);

/* Did the peer send what it may not, in the request begun last? */
bool codec_refused(const struct codec *c);

/* Bytes of the reply so far. */
int64_t codec_written(const struct codec *c);

/* A parameter nginx sent; absent when there is none.  Alive until codec_finish. */
str codec_param(const struct codec *c, const char *name);
/* The i-th parameter as NAME=value, for names that come twice; NULL past the last. */
const char *codec_param_at(const struct codec *c, size_t i);

/*
 * Read what is left of the body and end the reply.  Returns fd, ready for the
 * next request, or -1 when it was closed.  `whole` false closes it without the
 * records that end a reply, so that a cut one is seen to be cut.
 */
int codec_finish(struct codec *c, bool whole);

#endif
