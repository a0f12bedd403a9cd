#include "halt.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>

static atomic_int bell = -1;
static atomic_bool wanted, at_once_wanted;
static atomic_llong by = INT64_MAX;
static int64_t patience_ms;

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

	if (!wanted || (at_once && (!at_once_wanted || by_ms < by))) {
		by = by_ms;
		if (at_once)
			at_once_wanted = true;
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

bool halt_at_once(void)
{
	return at_once_wanted;
}

void halt_patience(int64_t ms)
{
	patience_ms = ms;
}

enum halt halt_stage(int64_t now, int64_t grace_ms)
{
	long long until = by;

	if (!wanted)
		return HALT_NOT;
	if (now < until)
		return at_once_wanted ? HALT_AT_ONCE : HALT_DRAIN;
	if (at_once_wanted)
		return HALT_LATE;
	/* A signal in between has said when: that stays. */
	atomic_compare_exchange_strong(&by, &until, now + (grace_ms > patience_ms ? grace_ms : patience_ms));
	at_once_wanted = true;
	return HALT_AT_ONCE;
}

int64_t halt_by(void)
{
	return by;
}
