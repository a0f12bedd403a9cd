#ifndef SUPERVISE_H
#define SUPERVISE_H

#include "str.h"

/*
 * Own the listening socket and see that `workers` worker
 * processes run.  One that dies is replaced at once; one that dies again and
 * again, or cannot start, after 100 ms, 200 ms … 5 s.  SIGHUP replaces them
 * one by one: a new one has to be ready before an old one is told to go, and
 * when it does not get ready the old ones stay.  SIGTERM and SIGINT end all.
 *
 * `word` is "serve" or "work".  Returns the exit status.
 */
int supervise(const char *handler, const char *word);

/*
 * The listening Unix socket: systemd's if it passes one, else at `path`, mode
 * 0660.  On failure one sentence on standard error, and -1.
 */
int supervise_listen(str path);

#endif
