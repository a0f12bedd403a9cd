/* Lists of a batch, byte for byte as PostgreSQL's array_recv reads them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "import_batch.h"

static struct arena arena;

static void assert_bytes(str got, const char *want, size_t len)
{
	assert_int_equal(got.len, len);
	assert_memory_equal(got.ptr, want, len);
}
#define ASSERT_BYTES(got, want) assert_bytes(got, want, sizeof want - 1)

static void lists_have_a_head_and_their_items(void **unused)
{
	(void)unused;
	struct import_batch b;
	const struct import_example first = { .content = STR("one"), .external_id = STR("1"), .metadata = STR("{}") };
	const struct import_example second = { .content = STR("\xc3\xa9"), .group_key = STR("g") };

	import_batch_begin(&b, &arena);
	import_batch_add(&b, 1, &first);
	import_batch_add(&b, 0x123456789, &second);
	assert_int_equal(b.size, 3 + 1 + 2 + 2 + 1);
	struct import_lists l = import_batch_end(&b);
	ASSERT_BYTES(l.contents, "\0\0\0\1" "\0\0\0\0" "\0\0\0\x19" "\0\0\0\2" "\0\0\0\1"
	                         "\0\0\0\3one" "\0\0\0\2\xc3\xa9");
	ASSERT_BYTES(l.lines, "\0\0\0\1" "\0\0\0\0" "\0\0\0\x14" "\0\0\0\2" "\0\0\0\1"
	                      "\0\0\0\x8\0\0\0\0\0\0\0\1" "\0\0\0\x8\0\0\0\1\x23\x45\x67\x89");
	ASSERT_BYTES(l.external_ids, "\0\0\0\1" "\0\0\0\1" "\0\0\0\x19" "\0\0\0\2" "\0\0\0\1"
	                             "\0\0\0\1" "1" "\xff\xff\xff\xff");
	ASSERT_BYTES(l.group_keys, "\0\0\0\1" "\0\0\0\1" "\0\0\0\x19" "\0\0\0\2" "\0\0\0\1"
	                           "\xff\xff\xff\xff" "\0\0\0\1g");
	ASSERT_BYTES(l.metadata, "\0\0\0\1" "\0\0\0\1" "\0\0\0\x72" "\0\0\0\2" "\0\0\0\1"
	                         "\0\0\0\2{}" "\xff\xff\xff\xff");
	assert_null(l.order_keys.ptr);
}

static void ids_are_new_and_in_the_order_of_the_rows(void **unused)
{
	(void)unused;
	enum { HEAD = 20, ITEM = 4 + 16 };
	struct import_batch b;
	const struct import_example e = { .content = STR("x") };

	import_batch_begin(&b, &arena);
	for (int i = 0; i < 3; i++)
		import_batch_add(&b, i + 1, &e);
	str ids = import_batch_end(&b).ids;
	assert_int_equal(ids.len, HEAD + 3 * ITEM);
	assert_memory_equal(ids.ptr, "\0\0\0\1\0\0\0\0\0\0\x0b\x86\0\0\0\3\0\0\0\1\0\0\0\x10", HEAD + 4);
	for (const char *id = ids.ptr + HEAD + 4; id < ids.ptr + ids.len; id += ITEM) {
		assert_int_equal((id[6] & 0xF0) >> 4, 7); /* RFC 9562 5.7 */
		assert_int_equal((id[8] & 0xC0) >> 6 & 3, 2);
		if (id + ITEM < ids.ptr + ids.len)
			assert_true(memcmp(id, id + ITEM, 8) <= 0 && memcmp(id, id + ITEM, 16));
	}
}

static void lists_of_no_rows_are_absent(void **unused)
{
	(void)unused;
	struct import_batch b;

	import_batch_begin(&b, &arena);
	struct import_lists l = import_batch_end(&b);
	assert_null(l.ids.ptr);
	assert_null(l.contents.ptr);
}

static void hexadecimal_text_is_read(void **unused)
{
	(void)unused;
	char out[4] = "....";

	assert_true(import_unhex(STR("00ff7a"), out));
	assert_memory_equal(out, "\0\xffz.", 4);
	assert_true(import_unhex(STR(""), out));
	assert_false(import_unhex(STR("0"), out));
	assert_false(import_unhex(STR("0g"), out));
	assert_false(import_unhex(STR("g0"), out));
	assert_false(import_unhex(STR(":0"), out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_have_a_head_and_their_items),
		cmocka_unit_test(ids_are_new_and_in_the_order_of_the_rows),
		cmocka_unit_test(lists_of_no_rows_are_absent),
		cmocka_unit_test(hexadecimal_text_is_read),
	};

	arena_init(&arena, 1 << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
