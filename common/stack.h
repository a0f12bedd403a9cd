#ifndef STACK_H
#define STACK_H

#include <setjmp.h>
#include <stdbool.h>
#include <ucontext.h>

/* Where a stack was left, or begins. */
struct place {
	jmp_buf mark;
	ucontext_t context;
	bool is_left;
};

/*
 * A stack of its own and a way to and fro: what a fibre is made of.  It never
 * leaves the thread that entered it first.
 */
struct stack {
	struct place here;
	char *base;
	void *fake; /* address sanitizer's notes about it */
};

/*
 * Make one that runs entry() when it is first entered; entry never returns.
 * 256 KiB, of which only touched pages cost memory, and below them a page
 * that faults: jansson alone may take 45 KB at 500 levels of nesting.  False
 * when there is no memory.
 */
bool stack_make(struct stack *s, void (*entry)(void));

/* From the thread's own stack: run on s until it is left. */
void stack_enter(struct stack *s);

/* From s: go back to where it was entered. */
void stack_leave(struct stack *s);

/* The first thing that entry() calls. */
void stack_begin(struct stack *s);

#endif
