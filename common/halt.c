#include "halt.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>

static atomic_int bell = -1;
static atomic_bool wanted, at_once_wanted;
static atomic_llong by = INT64_MAX;

int halt_bell(void)
{
	if (bell < 0)
		bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (bell < 0) {
		perror("eventfd");
		exit(1);
	}
	return bell;
}

void halt_want(bool at_once, int64_t by_ms)
{
	int e = errno;

	/* Told again, it gets stricter or stays as it was. */
	if (!wanted || (at_once && !at_once_wanted)) {
		by = by_ms;
		at_once_wanted = at_once;
		wanted = true;
	}
	if (bell >= 0)
		eventfd_write(bell, 1);
	errno = e;
}

bool halt_wanted(void)
{
	return wanted;
}

enum halt halt_stage(int64_t now, int64_t grace_ms)
{
	if (!wanted)
		return HALT_NOT;
	if (now < by)
		return at_once_wanted ? HALT_AT_ONCE : HALT_DRAIN;
	if (at_once_wanted)
		return HALT_LATE;
	at_once_wanted = true;
	by = now + grace_ms;
	return HALT_AT_ONCE;
}

int64_t halt_by(void)
{
	return by;
}
