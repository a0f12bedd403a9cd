#ifndef FUZZ_H
#define FUZZ_H

#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * A fuzz target: libFuzzer calls it with one input after the other.  Besides
 * what the sanitizers see, it states what must hold; where that fails, the
 * input is kept and the program ends.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(holds)                                                                        \
	do {                                                                               \
		if (!(holds)) {                                                            \
			fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #holds); \
			abort();                                                           \
		}                                                                          \
	} while (0)

/* The target's arena, empty again. */
static inline struct arena *fuzz_arena(void)
{
	static struct arena arena;

	if (!arena.base)
		arena_init(&arena, 64 << 20);
	arena_reset(&arena);
	return &arena;
}

/* A copy with nothing behind it that one could read by mistake. */
static inline str fuzz_input(const uint8_t *data, size_t size)
{
	static char *copy;

	free(copy);
	copy = malloc(size + !size);
	if (size)
		memcpy(copy, data, size);
	return (str){ copy, size };
}

#endif
