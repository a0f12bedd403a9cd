/* What is in the ledger: whole lines, whatever the disk does. */
#include "ledger.h"

#include "../common/in_task.h"
#include "../common/unit.h"
#include "config.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static struct arena arena;
static char folder[] = "/tmp/obelus-ledger-XXXXXX";
static char path[64];

static status append(const char *lines)
{
	struct request r = { .arena = &arena };

	return ledger_append(&r, str_of(lines));
}

static void put(const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void assert_ledger(const char *expected)
{
	char text[4096];
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	size_t len = fread(text, 1, sizeof text, f);
	assert_int_equal(fclose(f), 0);
	assert_str((str){ text, len }, expected);
}

static void lines_come_after_those_that_are_there(void **unused)
{
	(void)unused;
	assert_int_equal(append("one\n"), OK);
	assert_int_equal(append("two\nthree\n"), OK);
	assert_ledger("one\ntwo\nthree\n");
}

static void of_what_does_not_fit_nothing_stays(void **unused)
{
	(void)unused;
	struct rlimit before, now;

	put("one\n");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	now = before;
	now.rlim_cur = 6;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
	status s = append("two\n");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(s, UNAVAILABLE);
	assert_ledger("one\n");
	assert_int_equal(append("two\n"), OK);
	assert_ledger("one\ntwo\n");
}

static void half_a_line_stays_one_of_its_own(void **unused)
{
	(void)unused;
	put("one\ntw");
	assert_int_equal(append("three\n"), OK);
	assert_ledger("one\ntw\nthree\n");
}

static void without_a_folder_there_is_none(void **unused)
{
	(void)unused;
	config.ledger = STR("/nowhere/ledger");
	assert_int_equal(append("one\n"), UNAVAILABLE);
	config.ledger = STR("");
	assert_int_equal(append("one\n"), UNAVAILABLE);
	config.ledger = str_of(path);
}

static int all(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_come_after_those_that_are_there),
		cmocka_unit_test(of_what_does_not_fit_nothing_stays),
		cmocka_unit_test(half_a_line_stays_one_of_its_own),
		cmocka_unit_test(without_a_folder_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof path, "%s/ledger", folder);
	config.ledger = str_of(path);
	int failed = in_task(all);
	unlink(path);
	rmdir(folder);
	return failed;
}
