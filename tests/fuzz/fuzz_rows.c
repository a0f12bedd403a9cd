#include "import_rows.h"

#include "fuzz.h"
#include "text.h"

/* What a file was cut into, as a number: equal for equal rows. */
struct cuts {
	uint64_t sum;
	int64_t line, end;
	enum import_format format;
	struct arena *arena;
};

static void add(struct cuts *c, uint64_t n)
{
	c->sum = (c->sum ^ n) * 0x100000001b3;
}

static status see(void *with, const struct import_row *row)
{
	struct cuts *c = with;
	str cells[8];
	size_t at;

	MUST(row->line >= c->line && row->end >= c->end);
	MUST(row->flaw < IMPORT_FLAW_COUNT && row->bytes.len <= IMPORT_ROW_MOST);
	MUST(row->flaw || (row->bytes.len && text_valid(row->bytes, &at)));
	c->line = row->line;
	c->end = row->end;
	add(c, (uint64_t)row->line);
	add(c, (uint64_t)row->end);
	add(c, row->flaw);
	for (size_t i = 0; i < row->bytes.len; i++)
		add(c, (unsigned char)row->bytes.ptr[i]);
	if (row->flaw)
		return OK;
	size_t n = import_cells(c->arena, c->format, row->bytes, cells, 8), bytes = 0;
	MUST(n >= 1 && n <= 8);
	for (size_t i = 0; i < n; i++)
		bytes += cells[i].len;
	MUST(bytes <= row->bytes.len);
	return OK;
}

/* In pieces of one size, and a longer one last. */
static struct cuts cut(enum import_format format, str file, size_t piece)
{
	struct cuts c = { .format = format, .arena = fuzz_arena() };
	struct import_rows p;

	import_rows_start(&p, c.arena, format, see, &c);
	for (; file.len > piece; file = str_from(file, piece))
		MUST(import_rows_feed(&p, (str){ file.ptr, piece }) == OK);
	MUST(import_rows_feed(&p, file) == OK);
	MUST(import_rows_end(&p) == OK);
	MUST(c.end <= p.taken || p.is_over);
	return c;
}

/* The first byte names the format. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str file = fuzz_input(data, size);

	if (size < 1)
		return 0;
	enum import_format format = (enum import_format)(IMPORT_JSONL + data[0] % IMPORT_TEXT);
	file = str_from(file, 1);
	uint64_t whole = cut(format, file, SIZE_MAX).sum;
	MUST(cut(format, file, 1).sum == whole);
	MUST(cut(format, file, 3).sum == whole);
	return 0;
}
