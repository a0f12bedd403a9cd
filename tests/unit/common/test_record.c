#include "record.h"

#include "fcgi_peer.h"
#include "unit.h"

static struct peer peer;

static bool passes(void)
{
	struct record g;

	record_start(&g);
	return record_pass(&g, peer.bytes, peer.len);
}

static bool ends(void)
{
	struct record g;

	record_start(&g);
	return record_pass(&g, peer.bytes, peer.len) && record_ended(&g);
}

static int start_empty(void **state)
{
	(void)state;
	peer.len = 0;
	return 0;
}

static void test_whole_request(void **state)
{
	(void)state;
	peer_request(&peer, "/api/auth/session", "{\"a\":1}");
	assert_true(ends());
}

/* Wherever the bytes are cut, the guard says the same. */
static void test_any_cut(void **state)
{
	struct record g;

	(void)state;
	peer_request(&peer, "/api/auth/session", "body");
	for (size_t piece = 1; piece < peer.len; piece++) {
		record_start(&g);
		for (size_t at = 0; at < peer.len; at += piece) {
			size_t n = peer.len - at < piece ? peer.len - at : piece;

			assert_false(record_ended(&g));
			assert_true(record_pass(&g, peer.bytes + at, n));
		}
		assert_true(record_ended(&g));
	}
}

static void test_long_lengths(void **state)
{
	static char value[40000];

	(void)state;
	memset(value, 'v', sizeof value);
	peer_begin(&peer, 1, 1, 1);
	peer_pair(&peer, 1, value, 200, value, 40000);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	peer_record(&peer, PEER_STDIN, 1, "", 0);
	assert_true(ends());
}

static void test_too_many_bytes_of_params(void **state)
{
	static char value[40000];

	(void)state;
	memset(value, 'v', sizeof value);
	peer_begin(&peer, 1, 1, 1);
	peer_pair(&peer, 1, "A", 1, value, 40000);
	assert_true(passes());
	peer_pair(&peer, 1, "B", 1, value, 40000);
	assert_false(passes());
}

static void test_too_many_params(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	for (int i = 0; i < RECORD_PARAMS; i++)
		peer_param(&peer, "N", "");
	assert_true(passes());
	peer_param(&peer, "N", "");
	assert_false(passes());
}

/* What made libfcgi abort or read what is not there (CVE-2025-23016 and the lengths that its patch
 * leaves). */
static void test_hostile_lengths(void **state)
{
	static const uint32_t lengths[][2] = {
		{ 0x7ffffffe, 0 },          { 0x7fffffff, 0x7fffffff }, { 0x40000000, 0x40000000 },
		{ 0x3fffffff, 0x3fffffff }, { 1, 0x7fffffff },          { RECORD_PARAMS_BYTES, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		char content[8];

		for (size_t k = 0; k < 2; k++)
			for (int b = 0; b < 4; b++)
				content[k * 4 + (size_t)b] = (char)(lengths[i][k] >> (24 - 8 * b));
		content[0] |= (char)0x80;
		content[4] |= (char)0x80;
		peer.len = 0;
		peer_begin(&peer, 1, 1, 1);
		peer_record(&peer, PEER_PARAMS, 1, content, sizeof content);
		assert_false(passes());
	}
}

static void test_texts_that_would_shift_others(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_pair(&peer, 1, "A=B", 3, "c", 1);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 1, 1, 1);
	peer_pair(&peer, 1, "A", 1, "b\0c", 3);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 1, 1, 1);
	peer_pair(&peer, 1, "", 0, "c", 1);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 1, 1, 1);
	peer_pair(&peer, 1, "A", 1, "b=c", 3);
	assert_true(passes());
}

static void test_params_that_end_in_the_middle(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_record(&peer, PEER_PARAMS, 1, "\4\4NAME", 6);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 1, 1, 1);
	peer_record(&peer, PEER_PARAMS, 1, "\x80\0", 2);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	assert_false(passes());
}

static void test_records_out_of_place(void **state)
{
	static const int types[] = { PEER_ABORT, PEER_END,        PEER_STDIN, PEER_STDOUT,
		                     PEER_DATA,  PEER_GET_VALUES, 0,          255 };

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		peer.len = 0;
		peer_record(&peer, types[i], 1, "", 0);
		assert_false(passes());
		peer.len = 0;
		peer_begin(&peer, 1, 1, 1);
		peer_record(&peer, types[i], 1, "", 0);
		assert_false(passes());
	}
}

/* Management records have id 0; this one overruns a buffer of libfcgi's. */
static void test_get_values(void **state)
{
	char content[15 * 16];

	(void)state;
	for (size_t i = 0; i < sizeof content; i += 16)
		memcpy(content + i, "\xe\0FCGI_MAX_CONNS", 16);
	peer_record(&peer, PEER_GET_VALUES, 0, content, sizeof content);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 1, 1, 1);
	peer_record(&peer, PEER_GET_VALUES, 0, content, sizeof content);
	assert_false(passes());
}

static void test_begin(void **state)
{
	(void)state;
	for (int role = 0; role < 5; role++) {
		peer.len = 0;
		peer_begin(&peer, 1, role, 1);
		assert_int_equal(passes(), role == 1);
	}
	peer.len = 0;
	peer_begin(&peer, 1, 0x101, 1);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 0, 1, 1);
	assert_false(passes());
	peer.len = 0;
	peer_record(&peer, PEER_BEGIN, 1, "\0\1\1\0\0\0\0", 7);
	assert_false(passes());
	peer.len = 0;
	peer_begin(&peer, 1, 1, 1);
	peer.bytes[0] = 2; /* another version */
	assert_false(passes());
}

static void test_another_id(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_record(&peer, PEER_PARAMS, 2, "", 0);
	assert_false(passes());
}

static void test_nothing_after_the_end(void **state)
{
	(void)state;
	peer_request(&peer, "/", "");
	assert_true(ends());
	peer_request(&peer, "/forged", "");
	assert_false(passes());
}

/* Once refused, always refused. */
static void test_no_way_back(void **state)
{
	struct record g;

	(void)state;
	record_start(&g);
	assert_false(record_pass(&g, "x", 1) && record_pass(&g, "1234567", 7));
	peer_request(&peer, "/", "");
	assert_false(record_pass(&g, peer.bytes, peer.len));
	assert_false(record_ended(&g));
}

/* The library forgets padding that comes where one stream follows another. */
static void test_padding_between_streams(void **state)
{
	/* Where the record begins, and where its padding would stand. */
	static const size_t records[][2] = { { 0, 16 }, { 88, 96 }, { 96, 104 } };

	(void)state;
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		char *at = peer.bytes + records[i][1];

		peer.len = 0;
		peer_request(&peer, "/0123456789", "");
		assert_true(ends());
		peer.bytes[records[i][0] + 6] = 3;
		memmove(at + 3, at, peer.len - records[i][1]);
		memset(at, 0, 3);
		peer.len += 3;
		assert_false(passes());
	}
}

#define TEST(name) cmocka_unit_test_setup(test_##name, start_empty)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whole_request),
		TEST(any_cut),
		TEST(long_lengths),
		TEST(too_many_bytes_of_params),
		TEST(too_many_params),
		TEST(hostile_lengths),
		TEST(texts_that_would_shift_others),
		TEST(params_that_end_in_the_middle),
		TEST(records_out_of_place),
		TEST(get_values),
		TEST(begin),
		TEST(another_id),
		TEST(nothing_after_the_end),
		TEST(no_way_back),
		TEST(padding_between_streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
