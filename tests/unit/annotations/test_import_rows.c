/* Files cut into rows, whatever the pieces they come in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "import_rows.h"

static char told[4096];

static status tell(void *with, const struct import_row *row)
{
	size_t len = strlen(told);

	(void)with;
	snprintf(told + len, sizeof told - len, "%lld:%s%.*s|", (long long)row->line, import_flaw_word(row->flaw),
	         row->bytes.len < 100 ? (int)row->bytes.len : 100, row->bytes.ptr);
	return OK;
}

static struct arena *arena(void)
{
	static struct arena a;

	if (!a.base)
		arena_init(&a, 8 << 20);
	arena_reset(&a);
	return &a;
}

static void cut(enum import_format format, str file, size_t piece)
{
	struct import_rows p;

	told[0] = '\0';
	import_rows_start(&p, arena(), format, tell, NULL);
	for (str rest = file; rest.len; rest = str_from(rest, piece))
		assert_int_equal(import_rows_feed(&p, (str){ rest.ptr, rest.len < piece ? rest.len : piece }), OK);
	assert_int_equal(import_rows_end(&p), OK);
}

static void check(enum import_format format, str file, const char *rows)
{
	for (size_t piece = 1; piece <= 7; piece++) {
		cut(format, file, piece);
		assert_string_equal(told, rows);
	}
	cut(format, file, SIZE_MAX);
	assert_string_equal(told, rows);
}

static void lines_end_with_any_of_three(void **unused)
{
	(void)unused;
	check(IMPORT_LINES, STR("a\nb\r\nc\rd"), "1:a|2:b|3:c|4:d|");
	check(IMPORT_LINES, STR("a\r\r\nb\n\n\nc\n"), "1:a|3:b|6:c|");
	check(IMPORT_JSONL, STR("{}\n  \n{\"a\":1}"), "1:{}|3:{\"a\":1}|");
	check(IMPORT_TEXT, STR("a\nb\r\n"), "1:a\nb\r\n|");
}

static void a_mark_is_no_text_and_other_files_are_told(void **unused)
{
	(void)unused;
	check(IMPORT_LINES, STR("\xef\xbb\xbfone\ntwo"), "1:one|2:two|");
	check(IMPORT_LINES, STR("\xef\xbb"), "1:not-utf-8|");
	check(IMPORT_JSONL, STR("\x1f\x8b\x08\0\0\0"), "1:compressed|");
	check(IMPORT_CSV, STR("PK\x03\x04zip"), "1:compressed|");
	check(IMPORT_LINES, STR("\xff\xfe" "a\0"), "1:utf-16|");
	check(IMPORT_LINES, STR("\xfe\xff"), "1:utf-16|");
	check(IMPORT_LINES, STR(""), "1:empty-file|");
	check(IMPORT_TEXT, STR(" \n"), "2:empty-file|");
	check(IMPORT_LINES, STR("\xef\xbb\xbf"), "1:empty-file|");
	check(IMPORT_CSV, STR("a\0,\0b\0"), "1:utf-16|");
	check(IMPORT_JSONL, STR("\0{\0\"\0a"), "1:utf-16|");
	check(IMPORT_LINES, STR("a\0"), "1:nul|");
	check(IMPORT_TEXT, STR("%PDF-1.7\n%"), "1:not-plain-text|");
	check(IMPORT_LINES, STR("%PD\nBZh91AY"), "1:%PD|2:BZh91AY|");
	check(IMPORT_LINES, STR("BZh91AY&SY"), "1:compressed|");
	check(IMPORT_JSONL, STR("\n [{}\n{}"), "2:an-array|");
	check(IMPORT_JSONL, STR("{}\n[]\n"), "1:{}|2:[]|");
}

static void bad_bytes_cost_their_row_only(void **unused)
{
	(void)unused;
	check(IMPORT_LINES, STR("a\nb\xc3\nc"), "1:a|2:not-utf-8|3:c|");
	check(IMPORT_LINES, STR("a\nb\0c\nd"), "1:a|2:nul|3:d|");
	check(IMPORT_LINES, STR("\xed\xa0\x80\nok"), "1:not-utf-8|2:ok|");
}

static void cells_may_hold_lines(void **unused)
{
	(void)unused;
	check(IMPORT_CSV, STR("a,\"b\r\nc\"\r\nd,e\n"), "1:a,\"b\r\nc\"|3:d,e|");
	check(IMPORT_CSV, STR("\"a\"\"b\",c\rd"), "1:\"a\"\"b\",c|2:d|");
	check(IMPORT_CSV, STR("\"more than the head\rbcd\ne\"\nf"), "1:\"more than the head\rbcd\ne\"|4:f|");
	check(IMPORT_CSV, STR("a,b\n\"c,d\ne,f\n"), "1:a,b|2:unclosed-quote|");
	check(IMPORT_CSV, STR("a\"b,c\nd\n\"e\"f\ng"), "1:stray-quote|2:d|3:stray-quote|4:g|");
	check(IMPORT_TSV, STR("a\t\"b\nc\td"), "1:a\t\"b|2:c\td|");
}

static void elements_are_found_in_any_array(void **unused)
{
	(void)unused;
	check(IMPORT_JSON, STR("[{\"a\":\"],\\\"}\"},\n [1,2], 3 ]\n"), "1:{\"a\":\"],\\\"}\"}|2:[1,2]|2:3 |");
	check(IMPORT_JSON, STR(" [ ] "), "");
	check(IMPORT_JSON, STR("[1,,2,]"), "1:1|1:no-element|1:2|1:no-element|");
	check(IMPORT_JSON, STR("{\"a\":[]}"), "1:not-an-array|");
	check(IMPORT_JSON, STR("\n\n"), "3:empty-file|");
	check(IMPORT_JSON, STR("[1,\n{\"a\":\n"), "1:1|2:cut|");
	check(IMPORT_JSON, STR("[1,\n"), "1:1|2:cut|");
	check(IMPORT_JSON, STR("[1]\n[2]"), "1:1|2:after-array|");
}

static void a_row_too_long_is_left_out(void **unused)
{
	static char file[IMPORT_ROW_MOST + 8];

	(void)unused;
	memset(file, 'x', sizeof file);
	memcpy(file + sizeof file - 3, "\nok", 3);
	cut(IMPORT_LINES, (str){ file, sizeof file }, 65536);
	assert_string_equal(told, "1:too-long|2:ok|");
	file[IMPORT_ROW_MOST] = '\n';
	cut(IMPORT_LINES, (str){ file, sizeof file }, 65536);
	assert_int_equal(strncmp(told, "1:xxx", 5), 0);
}

static void noise_is_left_out(void **unused)
{
	static char file[IMPORT_CONTROLS_MOST + 4];

	(void)unused;
	memset(file, 7, sizeof file);
	memcpy(file + sizeof file - 3, "\nok", 3);
	cut(IMPORT_LINES, (str){ file, sizeof file }, 65536);
	assert_string_equal(told, "1:controls|2:ok|");
	file[0] = '\t';
	cut(IMPORT_LINES, (str){ file, sizeof file }, 65536);
	assert_int_equal(strncmp(told, "1:\t\a", 4), 0);
}

static void cells_of_a_row(void **unused)
{
	str cells[4];

	(void)unused;
	assert_int_equal(import_cells(arena(), IMPORT_CSV, STR("a,\"b,\"\"c\"\"\",,"), cells, 4), 4);
	assert_true(str_eq(cells[0], STR("a")) && str_eq(cells[1], STR("b,\"c\"")));
	assert_true(cells[2].len == 0 && cells[3].len == 0);
	assert_int_equal(import_cells(arena(), IMPORT_CSV, STR("\"\""), cells, 4), 1);
	assert_int_equal(import_cells(arena(), IMPORT_CSV, STR("\"a\","), cells, 4), 2);
	assert_int_equal(import_cells(arena(), IMPORT_TSV, STR("\"a,\tb"), cells, 4), 2);
	assert_true(str_eq(cells[0], STR("\"a,")));
	assert_int_equal(import_cells(arena(), IMPORT_CSV, STR("1,2,3,4,5,6"), cells, 4), 4);
}

struct resumed {
	struct import_rows rows;
	struct import_place places[20];
	size_t rows_told[20], count;
};

static status tell_place(void *with, const struct import_row *row)
{
	struct resumed *d = with;

	d->rows_told[d->count] = strlen(told);
	d->places[d->count++] = import_rows_place(&d->rows);
	return tell(NULL, row);
}

/* Whoever begins behind a row is told the rest as who began at the beginning. */
static void check_resumed(enum import_format format, str file)
{
	struct resumed d = { .count = 0 };
	char whole[sizeof told];

	told[0] = '\0';
	import_rows_start(&d.rows, arena(), format, tell_place, &d);
	assert_int_equal(import_rows_feed(&d.rows, file), OK);
	assert_int_equal(import_rows_end(&d.rows), OK);
	memcpy(whole, told, sizeof told);
	assert_true(d.count > 2);
	for (size_t i = 0; i < d.count; i++) {
		size_t len = i + 1 < d.count ? d.rows_told[i + 1] : strlen(whole);
		struct import_rows again;

		told[0] = '\0';
		import_rows_start(&again, arena(), format, tell, NULL);
		import_rows_resume(&again, &d.places[i]);
		assert_int_equal(import_rows_feed(&again, str_from(file, (size_t)d.places[i].taken)), OK);
		assert_int_equal(import_rows_end(&again), OK);
		assert_string_equal(told, whole + len);
	}
}

/* The process that kept the whole text may die before it says so. */
static void behind_a_text_there_is_nothing(void **unused)
{
	struct import_rows p;

	(void)unused;
	told[0] = '\0';
	import_rows_start(&p, arena(), IMPORT_TEXT, tell, NULL);
	import_rows_resume(&p, &(struct import_place){ .taken = 5, .line = 2 });
	assert_int_equal(import_rows_end(&p), OK);
	assert_string_equal(told, "");
}

static void cutting_goes_on_behind_any_row(void **unused)
{
	(void)unused;
	check_resumed(IMPORT_JSONL, STR("\xef\xbb\xbf{\"a\":1}\r\n\r\n{\"a\":2}\n{\"a\":\xff}\r{\"a\":3}"));
	check_resumed(IMPORT_JSONL, STR("{}\n[1]\n[2]\n"));
	check_resumed(IMPORT_JSON, STR("[ {\"a\":\"],\"},\n[2]\n , 3,\r\n\"x\"\n] \n"));
	check_resumed(IMPORT_CSV, STR("a,b\r\n\"1\r\n\",2\r\n3\"x,4\r\n5,6"));
	check_resumed(IMPORT_TSV, STR("a\tb\n\n1\t2\r\n3\t4\n"));
	check_resumed(IMPORT_LINES, STR("one\rtwo\r\nthree\n\nfour"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_with_any_of_three),
		cmocka_unit_test(a_mark_is_no_text_and_other_files_are_told),
		cmocka_unit_test(bad_bytes_cost_their_row_only),
		cmocka_unit_test(cells_may_hold_lines),
		cmocka_unit_test(elements_are_found_in_any_array),
		cmocka_unit_test(a_row_too_long_is_left_out),
		cmocka_unit_test(noise_is_left_out),
		cmocka_unit_test(cells_of_a_row),
		cmocka_unit_test(behind_a_text_there_is_nothing),
		cmocka_unit_test(cutting_goes_on_behind_any_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
