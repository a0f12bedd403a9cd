#ifndef ARENA_H
#define ARENA_H

#include "str.h"

#include <stdarg.h>

/*
 * All memory of one request.  Nothing is freed one by one: arena_reset()
 * takes everything back when the reply has been sent, and wipes it, because
 * passwords and tokens lived there.
 *
 * Allocation never returns NULL.  A request that has used its allowance ends
 * where arena_run() was called, and its client gets problem "too-large".
 * That is the only jump in the program.
 */
struct arena {
	char *base;
	size_t used, size;
	size_t high; /* the most that was ever used, for the metrics */
	struct deferred *deferred;
	struct landing *landing;
};

/* Do work(arg); false if it was cut short because the arena was full. */
bool arena_run(struct arena *a, void (*work)(void *), void *arg);

/* One T, or n of them, zeroed, alive until the request ends. */
#define NEW(a, T) ((T *)arena_alloc((a), sizeof(T), 1))
#define NEWS(a, T, n) ((T *)arena_alloc((a), sizeof(T), (n)))

void *arena_alloc(struct arena *a, size_t size, size_t count);

/* A NUL-terminated copy, for libraries that need one. */
char *arena_cstr(struct arena *a, str s);

/* Format into the arena, as printf and vprintf. */
[[gnu::format(printf, 2, 3), gnu::nonnull(2)]]
str arena_fmt(struct arena *a, const char *format, ...);
[[gnu::format(printf, 2, 0), gnu::nonnull(2)]]
str arena_vfmt(struct arena *a, const char *format, va_list args);

/*
 * Call free_it(thing) when the arena is reset, newest first.  For what other
 * libraries own: PGresult, json_t, redisReply.  The line after acquiring is
 * the line that defers.
 */
void arena_defer(struct arena *a, void (*free_it)(void *), void *thing);

/*
 * An arena of at most `size` bytes.  The address range is reserved; pages
 * cost memory only once they are touched, and those past the first 64 KiB
 * go back to the system at each reset.  Ends the process when there is no
 * room for it.
 */
void arena_init(struct arena *a, size_t size);
void arena_reset(struct arena *a);

/*
 * Where the arena stands now / take back everything since then, as
 * arena_reset does: for what is made once a row of a long reply.  What was
 * allocated since, a grown struct json for one, must not be used any more.
 */
struct arena_mark {
	size_t used;
	struct deferred *deferred;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark to);

/*
 * Another arena of at most `size` bytes, for what is taken back apart from
 * the rest: when it is full, what `of` serves ends; it is freed with that.
 */
struct arena *arena_beside(struct arena *of, size_t size);

/* Reset it and give its address range back. */
void arena_free(struct arena *a);

#endif
