#ifndef SLOT_H
#define SLOT_H

/*
 * Places for what must not have every core: one in a process, and in all
 * processes of a handler on this machine half as many as there are cores.  They
 * are locks in a file: the kernel gives back that of a process that ended,
 * however it did.
 */

/*
 * Before the first thread asks.  The process keeps fd, and closes no other
 * descriptor of that file: its locks would go with it.  Without fd, or with one
 * that cannot be locked, a process knows of itself only.
 */
void slot_open(int fd);

/* Block this thread until it has a place; who waits comes before who left one just now. */
int slot_take(void);
void slot_leave(int place);

#endif
