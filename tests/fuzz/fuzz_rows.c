#include "import_rows.h"

#include "fuzz.h"
#include "text.h"

/* What a file was cut into behind its first rows, as a number: equal for equal rows. */
struct cuts {
	uint64_t sum;
	int64_t line, end, skip; /* so many rows are still to be left out */
	struct import_rows rows;
	struct import_place place; /* behind those */
	bool has_place;
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
	if (c->skip) {
		c->skip--;
		c->place = import_rows_place(&c->rows);
		c->has_place = !c->skip && !c->rows.is_over;
		return OK;
	}
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

static struct cuts feed(struct cuts c, str file, size_t piece)
{
	struct import_rows *p = &c.rows;

	import_rows_start(p, c.arena, c.format, see, &c);
	if (c.has_place)
		import_rows_resume(p, &c.place);
	c.has_place = false;
	for (; file.len > piece; file = str_from(file, piece))
		MUST(import_rows_feed(p, (str){ file.ptr, piece }) == OK);
	MUST(import_rows_feed(p, file) == OK);
	MUST(import_rows_end(p) == OK);
	MUST(c.end <= p->taken || p->is_over);
	return c;
}

/* In pieces of one size, and a longer one last. */
static uint64_t cut(enum import_format format, str file, size_t piece)
{
	return feed((struct cuts){ .format = format, .arena = fuzz_arena() }, file, piece).sum;
}

/* Who goes on behind some row sees the others. */
static void go_on(enum import_format format, str file, int64_t rows)
{
	struct cuts all = feed((struct cuts){ .format = format, .arena = fuzz_arena(), .skip = rows }, file, SIZE_MAX);

	if (!all.has_place)
		return;
	struct cuts rest = { .format = format, .arena = fuzz_arena(), .place = all.place, .has_place = true };
	MUST(feed(rest, str_from(file, (size_t)all.place.taken), 5).sum == all.sum);
}

/* The first byte names the format, and a row. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str file = fuzz_input(data, size);

	if (size < 1)
		return 0;
	enum import_format format = (enum import_format)(IMPORT_JSONL + data[0] % IMPORT_TEXT);
	file = str_from(file, 1);
	uint64_t whole = cut(format, file, SIZE_MAX);
	MUST(cut(format, file, 1) == whole);
	MUST(cut(format, file, 3) == whole);
	go_on(format, file, 1 + data[0] / IMPORT_TEXT % 8);
	return 0;
}
