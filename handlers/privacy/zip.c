#include "zip.h"

#include <time.h>

/* SLACK: room behind a piece for what stands between files; a list of all may be as long. */
enum { SLACK = 32 * 1024, HEAD_MOST = 30 + 100, NAME_MOST = 100, NEEDS = 20, STREAMED_UTF8 = 0x0808, DEFLATED = 8 };

/* Of JSON lines: half of the time that the usual 6 takes, and a tenth more bytes. */
enum { LEVEL = 3 };

struct zip_entry {
	char name[NAME_MOST];
	size_t name_len;
	uint32_t crc;
	uint64_t at, packed, plain;
};

static void put(struct zip *z, str bytes)
{
	memcpy(z->out + z->len, bytes.ptr, bytes.len);
	z->len += bytes.len;
}

/* n bytes, the lowest first. */
static void put_number(struct zip *z, uint64_t number, int n)
{
	for (; n > 0; n--, number >>= 8)
		z->out[z->len++] = (char)(number & 0xff);
}

static void end_stream(void *stream)
{
	deflateEnd(stream);
}

/* MS-DOS counts from 1980, in steps of two seconds. */
static void set_time(struct zip *z, moment at)
{
	time_t seconds = at / SECONDS(1);
	struct tm t = { 0 };

	gmtime_r(&seconds, &t);
	z->date = (uint16_t)((t.tm_year - 80) << 9 | (t.tm_mon + 1) << 5 | t.tm_mday);
	z->time = (uint16_t)(t.tm_hour << 11 | t.tm_min << 5 | t.tm_sec / 2);
}

void zip_begin(struct zip *z, struct arena *a, moment at)
{
	*z = (struct zip){ .out = NEWS(a, char, ZIP_PIECE + SLACK), .entry = NEWS(a, struct zip_entry, ZIP_ENTRIES) };
	set_time(z, at);
	z->is_too_large = deflateInit2(&z->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK;
	if (!z->is_too_large)
		arena_defer(a, end_stream, &z->stream);
}

/* What a file's own head and its row in the list have in common; sizes come behind the file itself. */
static void put_common(struct zip *z, const struct zip_entry *e, bool is_listed)
{
	put_number(z, NEEDS, 2);
	put_number(z, STREAMED_UTF8, 2);
	put_number(z, DEFLATED, 2);
	put_number(z, z->time, 2);
	put_number(z, z->date, 2);
	put_number(z, is_listed ? e->crc : 0, 4);
	put_number(z, is_listed ? e->packed : 0, 4);
	put_number(z, is_listed ? e->plain : 0, 4);
	put_number(z, e->name_len, 2);
	put_number(z, 0, 2);
}

void zip_open(struct zip *z, str name)
{
	struct zip_entry *e = &z->entry[z->entries];

	if (z->is_too_large || z->entries + 1 >= ZIP_ENTRIES || name.len > NAME_MOST) {
		z->is_too_large = true;
		return;
	}
	*e = (struct zip_entry){ .name_len = name.len, .at = z->taken + z->len };
	memcpy(e->name, name.ptr, name.len);
	put_number(z, 0x04034b50, 4);
	put_common(z, e, false);
	put(z, (str){ e->name, e->name_len });
	deflateReset(&z->stream);
	e->crc = (uint32_t)crc32(0, NULL, 0);
}

/* Until all is taken, and with Z_FINISH all given; false when there is no room. */
static bool pack(struct zip *z, str *bytes, int flush)
{
	struct zip_entry *e = &z->entry[z->entries];
	z_stream *s = &z->stream;
	size_t room = z->len < ZIP_PIECE ? ZIP_PIECE - z->len : 0;
	int said;

	if (z->is_too_large)
		return true;
	if (room == 0)
		return false;
	s->next_in = (z_const Bytef *)(uintptr_t)bytes->ptr;
	s->avail_in = (uInt)bytes->len;
	s->next_out = (Bytef *)z->out + z->len;
	s->avail_out = (uInt)room;
	said = deflate(s, flush);
	size_t taken = bytes->len - s->avail_in, given = room - s->avail_out;
	e->crc = (uint32_t)crc32(e->crc, (const Bytef *)bytes->ptr, (uInt)taken);
	e->plain += taken;
	e->packed += given;
	z->len += given;
	*bytes = str_from(*bytes, taken);
	z->is_too_large = e->plain > UINT32_MAX || z->taken + z->len > UINT32_MAX;
	return flush == Z_FINISH ? said == Z_STREAM_END : bytes->len == 0;
}

bool zip_add(struct zip *z, str *bytes)
{
	return bytes->len == 0 || pack(z, bytes, Z_NO_FLUSH);
}

bool zip_close(struct zip *z)
{
	struct zip_entry *e = &z->entry[z->entries];
	str nothing = STR("");

	if (!pack(z, &nothing, Z_FINISH))
		return false;
	if (z->is_too_large)
		return true;
	put_number(z, 0x08074b50, 4);
	put_number(z, e->crc, 4);
	put_number(z, e->packed, 4);
	put_number(z, e->plain, 4);
	z->entries++;
	return true;
}

void zip_end(struct zip *z)
{
	uint64_t at = z->taken + z->len;

	_Static_assert(ZIP_ENTRIES * (46 + NAME_MOST) + 2 * HEAD_MOST <= SLACK, "the list has room behind a piece");
	if (z->is_too_large)
		return;
	for (const struct zip_entry *e = z->entry; e < z->entry + z->entries; e++) {
		put_number(z, 0x02014b50, 4);
		put_number(z, NEEDS, 2);
		put_common(z, e, true);
		put_number(z, 0, 2 + 2 + 2 + 4);
		put_number(z, e->at, 4);
		put(z, (str){ e->name, e->name_len });
	}
	uint64_t size = z->taken + z->len - at;
	put_number(z, 0x06054b50, 4);
	put_number(z, 0, 4);
	put_number(z, z->entries, 2);
	put_number(z, z->entries, 2);
	put_number(z, size, 4);
	put_number(z, at, 4);
	put_number(z, 0, 2);
}

void zip_took(struct zip *z)
{
	z->taken += z->len;
	z->len = 0;
}
