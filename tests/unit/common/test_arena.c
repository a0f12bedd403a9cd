#include "arena.h"
#include "unit.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

enum { SIZE = 1 << 20 };

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_init(&arena, SIZE);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static bool is_zero(const char *p, size_t n)
{
	while (n && !*p)
		p++, n--;
	return n == 0;
}

static void test_memory_is_zeroed_and_aligned(void **state)
{
	(void)state;
	for (size_t n = 1; n < 100; n++) {
		char *p = NEWS(&arena, char, n);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_true(is_zero(p, n));
		memset(p, 0xAA, n);
	}
}

/* A request's secrets are gone for the next, in the part that is kept and in the part given back. */
static void test_reset_wipes(void **state)
{
	const size_t sizes[] = { 100, 64 * 1024, 64 * 1024 + 1, 300 * 1024 + 7, 900 * 1024 };

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *before = arena_alloc(&arena, 1, sizes[i]);
		memset(before, 0xAA, sizes[i]);
		arena_reset(&arena);
		char *after = arena_alloc(&arena, 1, sizes[i]);
		assert_ptr_equal(after, before);
		assert_true(is_zero(after, sizes[i]));
		arena_reset(&arena);
	}
}

static size_t resident(void)
{
	enum { PAGES = SIZE / 4096 };
	unsigned char in[PAGES];
	size_t n = 0;

	assert_int_equal(mincore(arena.base, SIZE, in), 0);
	for (size_t i = 0; i < PAGES; i++)
		n += in[i] & 1;
	return n * 4096;
}

static void test_pages_go_back(void **state)
{
	(void)state;
	assert_int_equal(resident(), 0);
	memset(arena_alloc(&arena, 1, 900 * 1024), 1, 900 * 1024);
	assert_true(resident() >= 900 * 1024);
	arena_reset(&arena);
	assert_in_range(resident(), 1, 64 * 1024 + 4096);
}

static void greedy(void *arg)
{
	int *rounds = arg;

	for (;; ++*rounds)
		(void)arena_alloc(&arena, 1, 4096);
}

static void nested(void *arg)
{
	bool *inner = arg;
	int rounds = 0;

	*inner = arena_run(&arena, greedy, &rounds);
	greedy(&rounds);
}

static void modest(void *arg)
{
	*(char **)arg = arena_cstr(&arena, STR("done"));
}

static void test_the_allowance_ends_a_run(void **state)
{
	int rounds = 0;
	char *said = NULL;

	(void)state;
	assert_false(arena_run(&arena, greedy, &rounds));
	assert_in_range(rounds, SIZE / 4096 / 2, SIZE / 4096);
	arena_reset(&arena);
	assert_true(arena_run(&arena, modest, &said));
	assert_string_equal(said, "done");
}

static void test_a_run_inside_a_run(void **state)
{
	bool inner = true;

	(void)state;
	assert_false(arena_run(&arena, nested, &inner));
	assert_false(inner);
	assert_null(arena.landing);
}

static void ask_too_much(void *arg)
{
	(void)arena_alloc(&arena, SIZE_MAX / 4 + 1, *(size_t *)arg);
}

static void test_sizes_do_not_wrap(void **state)
{
	size_t two = 2, four = 4;

	(void)state;
	assert_false(arena_run(&arena, ask_too_much, &two));
	assert_false(arena_run(&arena, ask_too_much, &four));
	assert_int_equal(arena.used, 0);
}

static int freed[4], freed_count;

static void note(void *thing)
{
	freed[freed_count++] = *(int *)thing;
}

static void defer_until_full(void *arg)
{
	greedy(arg);
}

static void test_deferred_is_freed_newest_first(void **state)
{
	int one = 1, two = 2;

	(void)state;
	freed_count = 0;
	arena_defer(&arena, note, &one);
	arena_defer(&arena, note, &two);
	assert_int_equal(freed_count, 0);
	arena_reset(&arena);
	assert_int_equal(freed_count, 2);
	assert_int_equal(freed[0], 2);
	assert_int_equal(freed[1], 1);
	arena_reset(&arena);
	assert_int_equal(freed_count, 2);
}

static void defer_one(void *thing)
{
	arena_defer(&arena, note, thing);
}

/* Else what another library made would leak past the jump. */
static void test_what_cannot_be_deferred_is_freed(void **state)
{
	int rounds = 0, three = 3;

	(void)state;
	freed_count = 0;
	assert_false(arena_run(&arena, defer_until_full, &rounds));
	while (arena.size - arena.used >= 16)
		(void)arena_alloc(&arena, 1, 1);
	assert_false(arena_run(&arena, defer_one, &three));
	assert_int_equal(freed_count, 1);
	assert_int_equal(freed[0], 3);
}

static void test_rewind(void **state)
{
	int one = 1, two = 2;

	(void)state;
	freed_count = 0;
	char *kept = arena_cstr(&arena, STR("kept"));
	arena_defer(&arena, note, &one);
	struct arena_mark mark = arena_mark(&arena);
	char *gone = arena_cstr(&arena, STR("gone"));
	arena_defer(&arena, note, &two);
	memset(arena_alloc(&arena, 1, 200 * 1024), 1, 200 * 1024);
	arena_rewind(&arena, mark);
	assert_int_equal(freed_count, 1);
	assert_int_equal(freed[0], 2);
	assert_string_equal(kept, "kept");
	char *again = arena_alloc(&arena, 1, 200 * 1024);
	assert_ptr_equal(again, gone);
	assert_true(is_zero(again, 200 * 1024));
}

static void test_high_water(void **state)
{
	(void)state;
	(void)arena_alloc(&arena, 1, 5000);
	arena_reset(&arena);
	(void)arena_alloc(&arena, 1, 10);
	assert_in_range(arena.high, 5000, 5100);
}

static void test_text(void **state)
{
	(void)state;
	assert_str(arena_fmt(&arena, "%d of %s", 3, "many"), "3 of many");
	assert_str(arena_fmt(&arena, "%1000d", 1), arena_fmt(&arena, "%1000d", 1).ptr);
	assert_string_equal(arena_cstr(&arena, (str){ "abc", 2 }), "ab");
	assert_string_equal(arena_cstr(&arena, (str){ 0 }), "");
}

/* The signal that ends a child which does `what`; 0 when none does. */
static int death_of(void (*what)(void))
{
	int how = 0;
	pid_t pid = fork();

	if (pid == 0) {
		fclose(stderr);
		close(2);
		what();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how);
}

static void allocate_with_nobody_to_tell(void)
{
	(void)arena_alloc(&arena, 1, SIZE + 1);
}

static void test_full_outside_a_run_ends_the_process(void **state)
{
	(void)state;
	assert_int_not_equal(death_of(allocate_with_nobody_to_tell), 0);
}

#ifdef __SANITIZE_ADDRESS__
static void write_past_the_end(void)
{
	volatile char *p = arena_alloc(&arena, 1, 16);

	p[16] = 1;
}

static void read_after_reset(void)
{
	volatile char *p = arena_alloc(&arena, 1, 16);

	arena_reset(&arena);
	_exit(p[0] + 0);
}

static void test_the_sanitizer_sees_overruns(void **state)
{
	(void)state;
	assert_int_not_equal(death_of(write_past_the_end), 0);
	assert_int_not_equal(death_of(read_after_reset), 0);
}
#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_memory_is_zeroed_and_aligned),
		TEST(test_reset_wipes),
		TEST(test_pages_go_back),
		TEST(test_the_allowance_ends_a_run),
		TEST(test_a_run_inside_a_run),
		TEST(test_sizes_do_not_wrap),
		TEST(test_deferred_is_freed_newest_first),
		TEST(test_what_cannot_be_deferred_is_freed),
		TEST(test_rewind),
		TEST(test_high_water),
		TEST(test_text),
		TEST(test_full_outside_a_run_ends_the_process),
#ifdef __SANITIZE_ADDRESS__
		TEST(test_the_sanitizer_sees_overruns),
#endif
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
