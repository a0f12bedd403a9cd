#include "config.h"

#include "unit.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char text[70000];

/* The flaw of a file alone, or with one variable in the environment. */
static const char *load_with(const char *file, char *variable)
{
	char *environment[] = { (char *)"HOME=/root", variable, NULL };

	snprintf(text, sizeof text, "%s", file);
	return config_load(environment, text, strlen(text), "/etc/x.env");
}

static const char *load(const char *file)
{
	return load_with(file, NULL);
}

static void test_defaults_are_the_table(void **state)
{
	(void)state;
	assert_null(load(""));
	assert_str(config.instance, "dev");
	assert_str(config.socket, "");
	assert_str(config.origin, "http://localhost:8080");
	assert_str(config.mode, "saas");
	assert_int_equal(config.workers, 0);
	assert_int_equal(config.arena_bytes, 16777216);
	assert_int_equal(config.redis_ms, 100);
}

static void test_environment_wins_over_file(void **state)
{
	(void)state;
	char variable[] = "OBELUS_REDIS_MS=70";

	assert_null(load_with("OBELUS_REDIS_MS=50\nOBELUS_WORKERS=3\n", variable));
	assert_int_equal(config.redis_ms, 70);
	assert_int_equal(config.workers, 3);
}

static void test_file_is_read_as_systemd_reads_it(void **state)
{
	(void)state;
	assert_null(load("# a comment\n; another\n\n"
	                 "  OBELUS_INSTANCE=  plain text \t\r\n"
	                 "OBELUS_DB='host=\"x\" \\$ #1'\n"
	                 "OBELUS_REDIS_USER=\"a \\\"b\\\" \\$ \\q\"\n"
	                 "OBELUS_SOCKET=/a\\ b\n"
	                 "TZ=UTC\n"
	                 "OBELUS_MAIL_FROM=last@x"));
	assert_str(config.instance, "plain text");
	assert_str(config.db, "host=\"x\" \\$ #1");
	assert_str(config.redis_user, "a \"b\" $ \\q");
	assert_str(config.socket, "/a b");
	assert_str(config.mail_from, "last@x");
}

static void test_word_is_one_of_the_table(void **state)
{
	(void)state;
	assert_null(load("OBELUS_MODE=onprem"));
	assert_str(config.mode, "onprem");
	for (const char **wrong = (const char *[]){ "OBELUS_MODE=sass", "OBELUS_MODE=", "OBELUS_MODE=saas/demo", "OBELUS_MODE=Demo", NULL }; *wrong; wrong++)
		assert_string_equal(load(*wrong), "OBELUS_MODE (/etc/x.env, line 1) must be one of saas/demo/onprem.");
}

static void test_flaws_name_setting_and_source(void **state)
{
	(void)state;
	char strange[] = "OBELUS_X\x1b[31m\nOBELUS_DB=1";
	char workers[] = "OBELUS_WORKERS=many", unknown[] = "OBELUS_WORKRS=2",
	     empty[] = "OBELUS_WORKERS=";

	assert_string_equal(load_with("", workers),
	                    "OBELUS_WORKERS (the environment) must be a whole number, 0 to 256.");
	assert_string_equal(load_with("", empty),
	                    "OBELUS_WORKERS (the environment) must be a whole number, 0 to 256.");
	assert_string_equal(load_with("", unknown),
	                    "OBELUS_WORKRS (the environment) is not a setting; `describe config` lists them.");
	assert_string_equal(load_with("", strange),
	                    "OBELUS_X (the environment) is not a setting; `describe config` lists them.");
	assert_string_equal(load("\nOBELUS_FIBRES=3\n"),
	                    "OBELUS_FIBRES (/etc/x.env, line 2) must be a whole number, 4 to 4096.");
	assert_string_equal(load("OBELUS_FIBRES=4097"),
	                    "OBELUS_FIBRES (/etc/x.env, line 1) must be a whole number, 4 to 4096.");
	assert_string_equal(load("OBELUS_NOPE=1"),
	                    "OBELUS_NOPE (/etc/x.env, line 1) is not a setting; `describe config` lists them.");
	assert_string_equal(load("OBELUS_ORIGIN=http://"),
	                    "OBELUS_ORIGIN (/etc/x.env, line 1) must be a text of 8 to 200 bytes.");
	assert_string_equal(load("OBELUS_DB=a\x01z"),
	                    "OBELUS_DB (/etc/x.env, line 1) must not hold control characters.");
	assert_string_equal(load("OBELUS_DB='open"),
	                    "OBELUS_DB (/etc/x.env, line 1) has a quote that does not end where the line ends.");
	assert_string_equal(load("OBELUS_DB='a' b"),
	                    "OBELUS_DB (/etc/x.env, line 1) has a quote that does not end where the line ends.");
	assert_string_equal(load("OBELUS_DB=a\nOBELUS_DB=b"),
	                    "OBELUS_DB is set twice (/etc/x.env, lines 1 and 2).");
	assert_string_equal(load("no assignment"), "/etc/x.env, line 1: expected NAME=value.");
	assert_string_equal(load("=x"), "/etc/x.env, line 1: expected NAME=value.");
}

static void test_values_stay_out_of_sentences(void **state)
{
	(void)state;
	char secret[] = "OBELUS_DB=password=hunter2\x7f";

	assert_null(strstr(load_with("", secret), "hunter2"));
	assert_null(strstr(load("OBELUS_FIBRES=hunter2"), "hunter2"));
}

static void test_other_processes_names_pass(void **state)
{
	(void)state;
	char listen[] = "OBELUS_LISTEN_FD=3";

	assert_null(load_with("OBELUS_TEST_X=1\nOBELUS_INTERNAL_Y=2\nOBELUS_CONFIG=/z\n", listen));
}

static void test_flaw_changes_nothing(void **state)
{
	(void)state;
	assert_null(load("OBELUS_REDIS_MS=50"));
	assert_non_null(load("OBELUS_REDIS_MS=60\nOBELUS_FIBRES=x"));
	assert_int_equal(config.redis_ms, 50);
}

/* What a process says on standard error that has this file and no other settings; and its exit status. */
static int read_in_child(const char *path, char *said, size_t room)
{
	int ends[2], how = 0;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], 2);
		clearenv();
		setenv("OBELUS_CONFIG", path, 1);
		config_read();
		_exit((int)config.redis_ms % 256);
	}
	close(ends[1]);
	ssize_t n = read(ends[0], said, room - 1);
	said[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFEXITED(how));
	return WEXITSTATUS(how);
}

static void test_process_ends_with_two(void **state)
{
	(void)state;
	char path[] = "/tmp/obelus-test-config-XXXXXX", said[300];
	int fd = mkstemp(path);

	assert_int_equal(dprintf(fd, "OBELUS_REDIS_MS=77\n"), 19);
	assert_int_equal(read_in_child(path, said, sizeof said), 77);
	assert_string_equal(said, "");
	assert_int_equal(dprintf(fd, "OBELUS_FIBRES=1\n"), 16);
	assert_int_equal(read_in_child(path, said, sizeof said), 2);
	assert_non_null(strstr(said, "OBELUS_FIBRES (/tmp/obelus-test-config-"));
	assert_int_equal(read_in_child("/nowhere/x", said, sizeof said), 2);
	assert_string_equal(said, "OBELUS_CONFIG (the environment): cannot read /nowhere/x: "
	                          "No such file or directory.\n");
	assert_int_equal(ftruncate(fd, 65537), 0);
	assert_int_equal(read_in_child(path, said, sizeof said), 2);
	assert_non_null(strstr(said, "File too large"));
	close(fd);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults_are_the_table),
		cmocka_unit_test(test_environment_wins_over_file),
		cmocka_unit_test(test_file_is_read_as_systemd_reads_it),
		cmocka_unit_test(test_word_is_one_of_the_table),
		cmocka_unit_test(test_flaws_name_setting_and_source),
		cmocka_unit_test(test_values_stay_out_of_sentences),
		cmocka_unit_test(test_other_processes_names_pass),
		cmocka_unit_test(test_flaw_changes_nothing),
		cmocka_unit_test(test_process_ends_with_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
