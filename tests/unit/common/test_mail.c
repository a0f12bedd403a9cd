#include "mail.h"

#include "config.h"
#include "secret.h"
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena arena;
static char folder[] = "/tmp/obelus-test-mail-XXXXXX", url[40], port[8];
static pid_t server;

static void test_addresses(void **state)
{
	(void)state;
	static const char *const right[] = {
		"a@b", "ada@example.org", "first.last+tag@sub.example.co", "obelus@localhost", "x_y-z!#$%&'*/=?^`{|}~@a-b.c1",
		"1234567890123456789012345678901234567890123456789012345678901234@example.org",
	};
	static const char *const wrong[] = {
		"", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "<a@b>", "a@b>", "a\r\nBcc: c@d@e", "a@b\r\nBcc: c",
		"a@b\n", "a\t@b", "a@b,c@d", "a@b;c@d", "\"a\"@b", "a(b)@c", "a:b@c", ".a@b", "a.@b", "a..b@c", "a@.b",
		"a@b.", "a@b..c", "a@-b", "a@b-", "a@b_c", "\xc3\xa9@b", "a@\xc3\xa9", "a@[127.0.0.1]", "a\\b@c", "a\x7f@b",
		"12345678901234567890123456789012345678901234567890123456789012345@example.org",
		"a@123456789012345678901234567890123456789012345678901234567890abcd.org",
	};

	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
		if (!mail_address_valid(str_of(right[i])))
			fail_msg("%s must be taken", right[i]);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (mail_address_valid(str_of(wrong[i])))
			fail_msg("%s must be refused", wrong[i]);
	assert_false(mail_address_valid((str){ "a\0@b", 4 }));
	assert_false(mail_address_valid((str){ "a@b\0", 4 }));
	assert_false(mail_address_valid((str){ 0 }));
}

static void test_longest_address(void **state)
{
	(void)state;
	char address[256];

	memset(address, 'a', sizeof address);
	address[1] = '@';
	for (int i = 60; i < 250; i += 60)
		address[i] = '.';
	assert_true(mail_address_valid((str){ address, 254 }));
	assert_false(mail_address_valid((str){ address, 255 }));
}

static void test_address_key(void **state)
{
	(void)state;
	assert_str(mail_address_key(&arena, STR("Ada.L+x@Example.ORG")), "Ada.L+x@example.org");
	assert_str(mail_address_key(&arena, STR("ada@example.org")), "ada@example.org");
	assert_str(mail_address_key(&arena, STR("no at sign")), "no at sign");
	assert_str(mail_address_key(&arena, STR("")), "");
}

static void test_payload(void **state)
{
	(void)state;
	assert_str(
		mail_payload(&arena, STR("a@b"), STR("Gr\xc3\xbc\xc3\x9f \"e\""), STR("one\ntwo")),
		"{\"to\":\"a@b\",\"subject\":\"Gr\xc3\xbc\xc3\x9f "
	        "\\\"e\\\"\",\"text\":\"one\\ntwo\",\"unsubscribe\":null}");
}

static const uuid job_id = { "0198c0de-0000-7000-8000-00000000000a" };

static status send_payload(str payload)
{
	struct request r = { .arena = &arena };
	struct job j = { .id = job_id, .kind = STR("mail"), .payload = payload };

	return mail_job.run(&r, &j);
}

/*
 * What Python's own mail library finds in the one message that arrived; the message is
 * then gone.
 */
static const char *arrived(const char *expression)
{
	static const char script[] =
		"import sys, os, glob, email, email.policy\n"
		"path, = glob.glob(sys.argv[1] + '/box/new/*')\n"
		"raw = open(path, 'rb').read()\n"
		"m = email.message_from_bytes(raw, policy=email.policy.default)\n"
		"print(eval(sys.argv[2]), end='')\n"
		"if sys.argv[3:]: os.unlink(path)\n";
	static char said[4000];
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], 1);
		close(ends[0]);
		execl("/usr/bin/python3", "python3", "-c", script, folder, expression,
		      strcmp(expression, "'gone'") ? NULL : "", (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	size_t len = 0;
	for (ssize_t n; (n = read(ends[0], said + len, sizeof said - 1 - len)) > 0;)
		len += (size_t)n;
	said[len] = '\0';
	close(ends[0]);
	waitpid(child, NULL, 0);
	return said;
}

static void test_message_arrives_as_it_was_meant(void **state)
{
	(void)state;
	str text =
		STR("Line one\n.\nFrom here: gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80, and a long line "
	            "https://obelus.example/confirm#0123456789012345678901234567890123456789012 to "
	            "its end\n");

	assert_int_equal(
		send_payload(mail_payload(&arena, STR("ada@example.org"),
	                                  STR("Gr\xc3\xbc\xc3\x9f dich \xf0\x9f\x98\x80"), text)),
		OK);
	assert_string_equal(arrived("m['Subject']"), "Gr\xc3\xbc\xc3\x9f dich \xf0\x9f\x98\x80");
	assert_string_equal(arrived("m['To']"), "ada@example.org");
	assert_string_equal(arrived("m['From']"), "obelus@obelus.example");
	assert_string_equal(arrived("m['X-RcptTo'] + ' ' + m['X-MailFrom']"),
	                    "ada@example.org obelus@obelus.example");
	assert_string_equal(arrived("m['Auto-Submitted']"), "auto-generated");
	assert_string_equal(arrived("m.get_content_type() + ' ' + m.get_content_charset()"),
	                    "text/plain utf-8");
	/* The job's, so that the same job sends the same mail. */
	assert_string_equal(arrived("m['Message-ID']"),
	                    "<0198c0de-0000-7000-8000-00000000000a@obelus.example>");
	assert_string_equal(
		arrived("abs(m['Date'].datetime.timestamp() - os.stat(path).st_mtime) < 60"),
		"True");
	assert_string_equal(arrived("m['MIME-Version']"), "1.0");
	assert_string_equal(arrived("m.get_content()"), text.ptr);
	assert_string_equal(arrived("max(raw) < 128 and max(map(len, raw.splitlines())) <= 78"),
	                    "True");
	assert_string_equal(arrived("'gone'"), "gone");
}

static void test_subject_cannot_add_headers(void **state)
{
	(void)state;
	assert_int_equal(send_payload(mail_payload(&arena, STR("ada@example.org"),
	                                           STR("Hello\r\nBcc: eve@example.org\r\n\r\nbody"),
	                                           STR("text"))),
	                 OK);
	assert_string_equal(arrived("m['Bcc']"), "None");
	assert_string_equal(arrived("m['Subject']"), "Hello  Bcc: eve@example.org    body");
	assert_string_equal(arrived("m.get_content().strip()"), "text");
	assert_string_equal(arrived("'gone'"), "gone");
}

static void test_mail_that_one_click_ends_says_so(void **state)
{
	(void)state;
	static const char payload[] = "{\"to\":\"ada@example.org\",\"subject\":\"a\",\"text\":\"b\",\"unsubscribe\":\"%s\"}";
	char text[300];

	snprintf(text, sizeof text, payload, "https://obelus.example/u/0198c0de-0000-7000-8000-00000000000a");
	assert_int_equal(send_payload(str_of(text)), OK);
	assert_string_equal(arrived("m['List-Unsubscribe']"), "<https://obelus.example/u/0198c0de-0000-7000-8000-00000000000a>");
	assert_string_equal(arrived("m['List-Unsubscribe-Post']"), "List-Unsubscribe=One-Click");
	assert_string_equal(arrived("'gone'"), "gone");
	/* On one line, in its own letters, however long. */
	snprintf(text, sizeof text, payload, "https://annotation.of-a-department.of-a-long-name.example:8443/u/0198c0de-0000-7000-8000-00000000000a");
	assert_int_equal(send_payload(str_of(text)), OK);
	assert_string_equal(arrived("dict(m.raw_items())['List-Unsubscribe']"),
	                    "<https://annotation.of-a-department.of-a-long-name.example:8443/u/0198c0de-0000-7000-8000-00000000000a>");
	assert_string_equal(arrived("'gone'"), "gone");
	snprintf(text, sizeof text, payload, "https://a\\r\\nBcc: eve@example.org");
	assert_int_equal(send_payload(str_of(text)), OK);
	assert_string_equal(arrived("m['Bcc']"), "None");
	assert_string_equal(arrived("'gone'"), "gone");
	/* All others do not. */
	assert_int_equal(send_payload(mail_payload(&arena, STR("ada@example.org"), STR("a"), STR("b"))), OK);
	assert_string_equal(arrived("str(m['List-Unsubscribe']) + str(m['List-Unsubscribe-Post'])"), "NoneNone");
	assert_string_equal(arrived("'gone'"), "gone");
}

static void test_bad_payloads_are_not_sent(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"{\"to\":\"ada@example.org\\r\\nRCPT TO:<eve@example.org>\",\"subject\":\"a\",\"text\":\"b\"}",
		"{\"to\":\"ada@example.org>\",\"subject\":\"a\",\"text\":\"b\"}",
		"{\"to\":\"ada@example.org\",\"subject\":\"a\"}",
	};

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(send_payload(str_of(wrong[i])), INVALID);
	assert_int_equal(send_payload(STR("{")), BAD_REQUEST);
	config.mail_from = STR("Obelus <obelus@obelus.example>");
	assert_int_equal(send_payload(mail_payload(&arena, STR("a@b"), STR("c"), STR("d"))),
	                 INVALID);
	config.mail_from = STR("obelus@obelus.example");
}

/* Refused for now, so that the job is tried again. */
static void test_lost_server_is_unavailable(void **state)
{
	(void)state;
	str payload = mail_payload(&arena, STR("a@b"), STR("c"), STR("d"));

	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	assert_int_equal(send_payload(payload), UNAVAILABLE);
	config.smtp = STR("file:///dev/null"); /* would take an upload */
	assert_int_equal(send_payload(payload), UNAVAILABLE);
}

/* A port that was free a moment ago. */
static int free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&at, sizeof at) ||
	    getsockname(fd, (struct sockaddr *)&at, &len))
		abort();
	close(fd);
	return ntohs(at.sin_port);
}

static bool answers(int at_port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		                  .sin_port = htons((uint16_t)at_port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool does = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

	close(fd);
	return does;
}

/* A real SMTP server that puts what comes into a Maildir. */
static int start_server(void **state)
{
	(void)state;
	int number = free_port();
	char listen[30], box[60];

	if (!mkdtemp(folder))
		return -1;
	snprintf(port, sizeof port, "%d", number);
	snprintf(listen, sizeof listen, "127.0.0.1:%d", number);
	snprintf(box, sizeof box, "%s/box", folder);
	snprintf(url, sizeof url, "smtp://127.0.0.1:%d", number);
	config.smtp = str_of(url);
	server = fork();
	if (server == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* also when the test dies */
		execl("/usr/bin/python3", "python3", "-m", "aiosmtpd", "-n", "-l", listen, "-c",
		      "aiosmtpd.handlers.Mailbox", box, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 2000 && !answers(number); i++)
		poll(NULL, 0, 5);
	return 0;
}

static int end_server(void **state)
{
	(void)state;
	static const char *const parts[] = { "/box/new", "/box/cur", "/box/tmp", "/box", "" };
	char path[80];

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		snprintf(path, sizeof path, "%s%s", folder, parts[i]);
		rmdir(path);
	}
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_longest_address),
		cmocka_unit_test(test_address_key),
		cmocka_unit_test(test_payload),
		cmocka_unit_test(test_message_arrives_as_it_was_meant),
		cmocka_unit_test(test_subject_cannot_add_headers),
		cmocka_unit_test(test_mail_that_one_click_ends_says_so),
		cmocka_unit_test(test_bad_payloads_are_not_sent),
		cmocka_unit_test(test_lost_server_is_unavailable),
	};

	secret_init();
	arena_init(&arena, 1 << 20);
	config.origin = STR("https://obelus.example:8443");
	config.mail_from = STR("obelus@obelus.example");
	int failed = cmocka_run_group_tests(tests, start_server, end_server);
	arena_free(&arena);
	return failed;
}
