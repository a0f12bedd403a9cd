#include "arena.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined __SANITIZE_ADDRESS__
#define WITH_ASAN 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

/* Under address sanitizer what is not handed out is poisoned, so is a gap after each piece. */
#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(at, n) ((void)(at), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(at, n) ((void)(at), (void)(n))
enum { GAP = 0 };
#endif

enum { ALIGN = _Alignof(max_align_t), KEPT = 64 * 1024 };

struct landing {
	jmp_buf here;
};

struct deferred {
	void (*free_it)(void *);
	void *thing;
	struct deferred *older;
};

static void die(const char *why)
{
	fprintf(stderr, "arena: %s\n", why);
	abort();
}

/* The next `total` bytes, zero since the last wipe; NULL when they would not fit. */
static void *take(struct arena *a, size_t total)
{
	if (total > a->size - a->used)
		return NULL;
	size_t step = (total + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	char *p = a->base + a->used;

	a->used = step > a->size - a->used ? a->size : a->used + step;
	if (a->used > a->high)
		a->high = a->used;
	ASAN_UNPOISON_MEMORY_REGION(p, total);
	return p;
}

[[gnu::noreturn]]
static void give_up(struct arena *a)
{
	if (!a->landing)
		die("full, and nobody to tell: allocated outside arena_run()");
	longjmp(a->landing->here, 1);
}

/* Nothing else belongs in here: a jump back spoils the locals of this function. */
bool arena_run(struct arena *a, void (*work)(void *), void *arg)
{
	struct landing landing, *const outer = a->landing;

	a->landing = &landing;
	if (setjmp(landing.here)) {
		a->landing = outer;
		return false;
	}
	work(arg);
	a->landing = outer;
	return true;
}

void *arena_alloc(struct arena *a, size_t size, size_t count)
{
	size_t total;
	void *p = NULL;

	if (!__builtin_mul_overflow(size, count, &total))
		p = take(a, total);
	if (!p)
		give_up(a);
	return p;
}

char *arena_cstr(struct arena *a, str s)
{
	char *copy = arena_alloc(a, 1, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	return copy;
}

str arena_vfmt(struct arena *a, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		return STR("");
	char *text = arena_alloc(a, 1, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return (str){ text, (size_t)len };
}

str arena_fmt(struct arena *a, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str text = arena_vfmt(a, format, args);
	va_end(args);
	return text;
}

void arena_defer(struct arena *a, void (*free_it)(void *), void *thing)
{
	struct deferred *d = take(a, sizeof *d);

	/* No room to remember it: free it now, or it leaks past the jump. */
	if (!d) {
		free_it(thing);
		give_up(a);
	}
	*d = (struct deferred){ free_it, thing, a->deferred };
	a->deferred = d;
}

void arena_init(struct arena *a, size_t size)
{
	void *base = mmap(NULL, size, PROT_READ | PROT_WRITE,
	                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (base == MAP_FAILED)
		die("no address space for it");
	*a = (struct arena){ .base = base, .size = size };
	ASAN_POISON_MEMORY_REGION(base, size);
}

/* Zero [from, to): by hand in the part that is kept, by giving pages back past it. */
static void wipe(struct arena *a, size_t from, size_t to)
{
	ASAN_UNPOISON_MEMORY_REGION(a->base + from, to - from);
	if (to - from <= KEPT) {
		explicit_bzero(a->base + from, to - from);
	} else {
		size_t page = (size_t)sysconf(_SC_PAGESIZE);
		size_t cut = (from + KEPT + page - 1) / page * page;
		explicit_bzero(a->base + from, (cut < to ? cut : to) - from);
		if (cut < to && madvise(a->base + cut, to - cut, MADV_DONTNEED))
			die("the system does not take pages back");
	}
	ASAN_POISON_MEMORY_REGION(a->base + from, to - from);
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->used, a->deferred };
}

void arena_rewind(struct arena *a, struct arena_mark to)
{
	while (a->deferred != to.deferred) {
		struct deferred *d = a->deferred;
		a->deferred = d->older;
		d->free_it(d->thing);
	}
	wipe(a, to.used, a->used);
	a->used = to.used;
}

void arena_reset(struct arena *a)
{
	arena_rewind(a, (struct arena_mark){ 0 });
}

void arena_free(struct arena *a)
{
	arena_reset(a);
	ASAN_UNPOISON_MEMORY_REGION(a->base, a->size);
	munmap(a->base, a->size);
	*a = (struct arena){ 0 };
}

static void free_beside(void *other)
{
	arena_free(other);
}

struct arena *arena_beside(struct arena *of, size_t size)
{
	struct arena *other = NEW(of, struct arena);

	arena_init(other, size);
	other->landing = of->landing;
	arena_defer(of, free_beside, other);
	return other;
}
