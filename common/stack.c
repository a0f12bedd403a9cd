/*
 * The fortified longjmp refuses to leave for another stack, which is what this
 * file is for.
 */
#undef _FORTIFY_SOURCE
#include "stack.h"

#include <stddef.h>
#include <sys/mman.h>

#if defined __SANITIZE_ADDRESS__
#define WITH_ASAN 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

/*
 * Address sanitizer follows stacks by their bounds and has to be told of each
 * switch; else it takes the first longjmp or deep call for an overflow.
 */
#ifdef WITH_ASAN
#include <sanitizer/common_interface_defs.h>
#define LEAVE(save, bottom, size) __sanitizer_start_switch_fiber(save, bottom, size)
#define ARRIVE(saved, bottom, size) __sanitizer_finish_switch_fiber(saved, bottom, size)
#else
#define LEAVE(save, bottom, size) ((void)(save), (void)(bottom), (void)(size))
#define ARRIVE(saved, bottom, size) ((void)(saved), (void)(bottom), (void)(size))
#endif

enum { SIZE = 256 * 1024, GUARD = 4096 };

static struct place thread_here;
static const void *thread_bottom;
static size_t thread_size;

bool stack_make(struct stack *s, void (*entry)(void))
{
	char *map = mmap(NULL, GUARD + SIZE, PROT_READ | PROT_WRITE,
	                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);

	if (map == MAP_FAILED)
		return false;
	if (mprotect(map, GUARD, PROT_NONE) || getcontext(&s->here.context)) {
		munmap(map, GUARD + SIZE);
		return false;
	}
	s->base = map + GUARD;
	s->fake = NULL;
	s->here.context.uc_stack.ss_sp = s->base;
	s->here.context.uc_stack.ss_size = SIZE;
	s->here.context.uc_link = NULL;
	s->here.is_left = false;
	makecontext(&s->here.context, entry, 0);
	return true;
}

/*
 * A context is for the way into a stack that nobody has left yet.  It asks the
 * kernel for the signal mask each time, and ours is always the same.  Address
 * sanitizer goes by contexts alone: it takes a longjmp for the end of frames.
 */
static void go(struct place *from, struct place *to)
{
#ifndef WITH_ASAN
	from->is_left = true;
	if (_setjmp(from->mark))
		return;
	if (to->is_left)
		_longjmp(to->mark, 1);
	setcontext(&to->context);
#else
	swapcontext(&from->context, &to->context);
#endif
}

void stack_begin(struct stack *s)
{
	ARRIVE(s->fake, &thread_bottom, &thread_size);
}

void stack_enter(struct stack *s)
{
	void *fake = NULL;

	LEAVE(&fake, s->base, SIZE);
	go(&thread_here, &s->here);
	ARRIVE(fake, NULL, NULL);
}

void stack_leave(struct stack *s)
{
	LEAVE(&s->fake, thread_bottom, thread_size);
	go(&s->here, &thread_here);
	ARRIVE(s->fake, &thread_bottom, &thread_size);
}
