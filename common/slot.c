#include "slot.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

/* Bytes far behind the end of any file: they need not be there to be locked. */
enum { TURNSTILE = 1 << 30, PLACES };

/* Locks are a process's: between its threads they say nothing. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int file = -1, places = 1;

/* False when another process has it, and F_SETLKW was not asked for. */
static bool lock(int at, int how, short type)
{
	struct flock l = { .l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };
	int failed;

	do
		failed = fcntl(file, how, &l);
	while (failed && errno == EINTR);
	return !failed;
}

void slot_open(int fd)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	file = fd;
	places = cores < 4 ? 1 : (int)(cores / 2);
}

/*
 * Only who is in the turnstile waits for a place.  So who leaves one and comes
 * again at once stands behind those who were there before.
 */
int slot_take(void)
{
	static int last;
	int place = 0;

	pthread_mutex_lock(&mutex);
	lock(TURNSTILE, F_SETLKW, F_WRLCK);
	while (place < places && !lock(PLACES + place, F_SETLK, F_WRLCK))
		place++;
	if (place == places) {
		place = last = (last + 1) % places;
		lock(PLACES + place, F_SETLKW, F_WRLCK);
	}
	lock(TURNSTILE, F_SETLK, F_UNLCK);
	return place;
}

void slot_leave(int place)
{
	lock(PLACES + place, F_SETLK, F_UNLCK);
	pthread_mutex_unlock(&mutex);
}
