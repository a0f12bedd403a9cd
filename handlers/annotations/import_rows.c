#include "import_rows.h"

#include "text.h"

enum step { KEEP, DROP, ENDS };

/* Of a row of CSV, and of a JSON array. */
enum { CELL_BEGINS, CELL_PLAIN, CELL_QUOTED, CELL_QUOTE_SEEN };
enum { BEFORE_ARRAY, IN_ARRAY, IN_STRING, IN_ESCAPE, BEHIND_ARRAY };

const char *import_flaw_word(enum row_flaw f)
{
#define WORD_OF(name, word, about) [IMPORT_##name] = word,
	static const char *const words[IMPORT_FLAW_COUNT] = { [IMPORT_FINE] = "", IMPORT_FLAWS(WORD_OF) };
#undef WORD_OF
	return words[f];
}

const char *import_flaw_about(enum row_flaw f)
{
#define ABOUT_OF(name, word, about) [IMPORT_##name] = about,
	static const char *const abouts[IMPORT_FLAW_COUNT] = { [IMPORT_FINE] = "", IMPORT_FLAWS(ABOUT_OF) };
#undef ABOUT_OF
	return abouts[f];
}

enum row_flaw import_flaw_of(str word)
{
	for (enum row_flaw f = IMPORT_FINE + 1; f < IMPORT_FLAW_COUNT; f++)
		if (str_eq(word, str_of(import_flaw_word(f))))
			return f;
	return IMPORT_FINE;
}

void import_rows_start(struct import_rows *p, struct arena *a, enum import_format format,
                       status (*each)(void *with, const struct import_row *row), void *with)
{
	*p = (struct import_rows){ .format = format, .each = each, .with = with, .line = 1, .row_line = 1 };
	p->most = IMPORT_ROW_MOST;
	p->row = NEWS(a, char, p->most);
}

void import_rows_widen(struct import_rows *p, struct arena *a)
{
	p->most = IMPORT_LINE_MOST;
	p->row = NEWS(a, char, p->most);
}

struct import_place import_rows_place(const struct import_rows *p)
{
	return (struct import_place){ p->taken, p->line, p->after_cr,
		                      p->format == IMPORT_JSON && p->state == BEHIND_ARRAY };
}

void import_rows_resume(struct import_rows *p, const struct import_place *from)
{
	p->is_headed = p->is_begun = true;
	p->taken = from->taken;
	p->line = p->row_line = from->line;
	p->after_cr = from->after_cr;
	p->has_comma = p->format == IMPORT_JSON;
	if (p->format == IMPORT_JSON)
		p->state = from->is_behind ? BEHIND_ARRAY : IN_ARRAY;
}

static void begin_row(struct import_rows *p)
{
	p->len = 0;
	p->has_row = p->is_long = p->is_stray = false;
	p->row_line = p->line;
	if (p->format == IMPORT_CSV)
		p->state = CELL_BEGINS;
}

static status file_flaw(struct import_rows *p, enum row_flaw flaw)
{
	struct import_row row = { .line = p->line, .end = p->taken, .bytes = STR(""), .flaw = flaw };

	p->is_over = true;
	return p->each(p->with, &row);
}

/* Each takes six times its room where a row is handed on as JSON. */
static bool has_many_controls(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (unsigned char)s.ptr[i] < ' ' && !strchr("\t\n\r", s.ptr[i]);
	return n > IMPORT_CONTROLS_MOST;
}

static void judge(const struct import_rows *p, struct import_row *row)
{
	if (p->is_long)
		row->flaw = p->most == IMPORT_ROW_MOST ? IMPORT_TOO_LONG : IMPORT_LONG_LINE;
	else if (!text_valid(row->bytes, &row->at))
		row->flaw = row->bytes.ptr[row->at] ? IMPORT_NOT_UTF8 : IMPORT_NUL;
	else if (has_many_controls(row->bytes))
		row->flaw = IMPORT_CONTROLS;
	else if (p->is_stray)
		row->flaw = IMPORT_STRAY_QUOTE;
	if (row->flaw)
		row->bytes = STR("");
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_blank(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_space(s.ptr[i]))
			return false;
	return true;
}

/* What is cut in the middle of a character ends before it. */
static str beginning_of(str row)
{
	size_t at;

	row.len = row.len < IMPORT_BEGINNING_MOST ? row.len : IMPORT_BEGINNING_MOST;
	if (!text_valid(row, &at))
		row.len = at;
	return row;
}

static status end_row(struct import_rows *p)
{
	struct import_row row = { .line = p->row_line, .end = p->taken, .bytes = { p->row, p->len } };
	bool is_nothing = !p->is_long && is_blank(row.bytes);
	status ended = OK;

	if (is_nothing && p->format == IMPORT_JSON) {
		row.flaw = IMPORT_NO_ELEMENT;
		row.bytes = STR("");
		ended = p->each(p->with, &row);
	} else if (!is_nothing) {
		row.beginning = beginning_of(row.bytes);
		judge(p, &row);
		ended = p->each(p->with, &row);
	}
	begin_row(p);
	return ended;
}

/* The LF of CR LF ends a line without anything in it, which is no row. */
static enum step step_line(char c)
{
	return c == '\n' || c == '\r' ? ENDS : KEEP;
}

static enum step step_csv(struct import_rows *p, char c)
{
	if (p->state == CELL_QUOTED) {
		p->state = c == '"' ? CELL_QUOTE_SEEN : CELL_QUOTED;
		return KEEP;
	}
	if (step_line(c) == ENDS)
		return ENDS;
	if (c == '"' && p->state != CELL_PLAIN) {
		p->state = CELL_QUOTED;
	} else if (c == ',') {
		p->state = CELL_BEGINS;
	} else {
		p->is_stray = p->is_stray || c == '"' || p->state == CELL_QUOTE_SEEN;
		p->state = CELL_PLAIN;
	}
	return KEEP;
}

static enum step step_element(struct import_rows *p, char c)
{
	if (p->depth == 0 && c == ',') {
		p->has_comma = true;
		return ENDS;
	}
	if (p->depth == 0 && c == ']') {
		p->state = BEHIND_ARRAY;
		return p->has_row || p->has_comma ? ENDS : DROP;
	}
	if (c == '"')
		p->state = IN_STRING;
	else if (c == '[' || c == '{')
		p->depth++;
	else if ((c == ']' || c == '}') && p->depth > 0)
		p->depth--;
	return KEEP;
}

static enum step step_json(struct import_rows *p, char c)
{
	if (p->state == IN_ESCAPE) {
		p->state = IN_STRING;
		return KEEP;
	}
	if (p->state == IN_STRING) {
		p->state = c == '\\' ? IN_ESCAPE : c == '"' ? IN_ARRAY : IN_STRING;
		return KEEP;
	}
	if (is_space(c) && !p->has_row)
		return DROP;
	if (p->state == IN_ARRAY)
		return step_element(p, c);
	if (p->state == BEFORE_ARRAY && c == '[')
		p->state = IN_ARRAY;
	else
		p->is_stray = true;
	return DROP;
}

static enum step step(struct import_rows *p, char c)
{
	switch (p->format) {
	case IMPORT_CSV:
		return step_csv(p, c);
	case IMPORT_JSON:
		return step_json(p, c);
	case IMPORT_TEXT:
		return KEEP;
	default:
		return step_line(c);
	}
}

/* A line ends with LF, CR LF or CR. */
static void count_line(struct import_rows *p, char c)
{
	if (c == '\r' || (c == '\n' && !p->after_cr))
		p->line++;
	p->after_cr = c == '\r';
}

static void keep(struct import_rows *p, char c, int64_t line)
{
	if (!p->has_row)
		p->row_line = line;
	p->has_row = true;
	if (p->len < p->most)
		p->row[p->len++] = c;
	else
		p->is_long = true;
}

static status take(struct import_rows *p, char c)
{
	int64_t line = p->line;
	enum step what = step(p, c);

	p->taken++;
	if (p->format == IMPORT_JSON && p->is_stray)
		return file_flaw(p, p->state == BEFORE_ARRAY ? IMPORT_NOT_ARRAY : IMPORT_AFTER_ARRAY);
	if (!p->is_begun && !is_space(c)) {
		p->is_begun = true;
		if (p->format == IMPORT_JSONL && c == '[')
			return file_flaw(p, IMPORT_ARRAY);
	}
	count_line(p, c);
	if (what == KEEP)
		keep(p, c, line);
	return what == ENDS ? end_row(p) : OK;
}

enum { LINE_END = 1, QUOTE = 2, COMMA = 4, BACKSLASH = 8 };

/* What is looked at within a row; all other bytes are only kept.  0: each byte is. */
static int marks_of(const struct import_rows *p)
{
	if (!p->is_begun || !p->has_row)
		return 0;
	switch (p->format) {
	case IMPORT_CSV:
		return p->state == CELL_QUOTED  ? LINE_END | QUOTE
		       : p->state == CELL_PLAIN ? LINE_END | QUOTE | COMMA
		                                : 0;
	case IMPORT_JSON:
		return p->state == IN_STRING ? LINE_END | QUOTE | BACKSLASH : 0;
	default:
		return LINE_END;
	}
}

/* Most bytes: how many of these, from the first on, are only kept?  They are. */
static size_t keep_all(struct import_rows *p, str bytes)
{
	static const unsigned char mark_of[256] = {
		['\n'] = LINE_END, ['\r'] = LINE_END, ['"'] = QUOTE, [','] = COMMA, ['\\'] = BACKSLASH,
	};
	size_t n = 0, room = p->most - p->len;
	int marks = marks_of(p);

	while (marks && n < bytes.len && !(mark_of[(unsigned char)bytes.ptr[n]] & marks))
		n++;
	if (!n)
		return 0;
	p->is_long = p->is_long || n > room;
	memcpy(p->row + p->len, bytes.ptr, n < room ? n : room);
	p->len += n < room ? n : room;
	p->taken += (int64_t)n;
	p->after_cr = false;
	return n;
}

/* What files that are no text begin with. */
static const struct {
	str bytes;
	enum row_flaw flaw;
} signatures[] = {
	{ STR("\x1f\x8b"), IMPORT_COMPRESSED },                 /* gzip */
	{ STR("PK\x03\x04"), IMPORT_COMPRESSED },               /* zip, and what office programs save */
	{ STR("PK\x05\x06"), IMPORT_COMPRESSED },               /* … with nothing in it */
	{ STR("\x28\xb5\x2f\xfd"), IMPORT_COMPRESSED },         /* zstd */
	{ STR("\xfd" "7zX"), IMPORT_COMPRESSED },               /* xz */
	{ STR("7z\xbc\xaf"), IMPORT_COMPRESSED },
	{ STR("Rar!\x1a"), IMPORT_COMPRESSED },
	{ STR("\x04\x22\x4d\x18"), IMPORT_COMPRESSED },         /* lz4 */
	{ STR("%PDF-"), IMPORT_DOCUMENT },
	{ STR("{\\rtf"), IMPORT_DOCUMENT },
	{ STR("\xd0\xcf\x11\xe0\xa1\xb1"), IMPORT_DOCUMENT },   /* .doc, .xls */
	{ STR("\x89PNG"), IMPORT_DOCUMENT },
	{ STR("\xff\xd8\xff"), IMPORT_DOCUMENT },               /* JPEG */
	{ STR("PAR1\x15"), IMPORT_DOCUMENT },                   /* Parquet */
	{ STR("SQLite format 3"), IMPORT_DOCUMENT },
	{ STR("\xff\xfe"), IMPORT_UTF16 },
	{ STR("\xfe\xff"), IMPORT_UTF16 },
	{ STR("\0\0\xfe\xff"), IMPORT_UTF16 },
};

static enum row_flaw flaw_of_head(str head)
{
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
		if (str_starts(head, signatures[i].bytes))
			return signatures[i].flaw;
	if (head.len >= 10 && str_starts(head, STR("BZh")) && !memcmp(head.ptr + 4, "1AY&SY", 6))
		return IMPORT_COMPRESSED;
	/* Without a mark: every other byte of two letters is none. */
	if (head.len >= 4 && ((!head.ptr[0] && !head.ptr[2]) || (!head.ptr[1] && !head.ptr[3])))
		return IMPORT_UTF16;
	return IMPORT_FINE;
}

/* What the first bytes tell.  The mark of UTF-8 is no part of the text. */
static status take_head(struct import_rows *p)
{
	str head = { p->head, p->head_len };
	enum row_flaw flaw = flaw_of_head(head);

	p->is_headed = true;
	if (flaw)
		return file_flaw(p, flaw);
	if (str_starts(head, STR("\xef\xbb\xbf"))) {
		p->taken = 3;
		head = str_from(head, 3);
	}
	for (size_t i = 0; i < head.len && !p->is_over; i++)
		TRY(take(p, head.ptr[i]));
	return OK;
}

status import_rows_feed(struct import_rows *p, str bytes)
{
	size_t i = 0;

	while (!p->is_headed && i < bytes.len) {
		p->head[p->head_len++] = bytes.ptr[i++];
		if (p->head_len == sizeof p->head)
			TRY(take_head(p));
	}
	while (i < bytes.len && !p->is_over) {
		i += keep_all(p, str_from(bytes, i));
		if (i < bytes.len)
			TRY(take(p, bytes.ptr[i++]));
	}
	return OK;
}

status import_rows_end(struct import_rows *p)
{
	if (!p->is_headed)
		TRY(take_head(p));
	if (p->is_over)
		return OK;
	p->is_over = true;
	if (p->format == IMPORT_JSON && p->state != BEHIND_ARRAY && p->has_row)
		p->line = p->row_line;
	if (!p->is_begun)
		return file_flaw(p, IMPORT_EMPTY);
	if (p->format == IMPORT_JSON && p->state != BEHIND_ARRAY)
		return file_flaw(p, p->state == BEFORE_ARRAY ? IMPORT_NOT_ARRAY : IMPORT_CUT);
	if (p->format == IMPORT_CSV && p->state == CELL_QUOTED) {
		p->line = p->row_line;
		return file_flaw(p, IMPORT_NO_QUOTE_END);
	}
	return p->has_row ? end_row(p) : OK;
}

/* What is between the quotes at the beginning of *rest, with "" as one; *rest goes on behind them. */
static str unquote(struct arena *a, str *rest)
{
	char *out = arena_alloc(a, 1, rest->len);
	size_t n = 0, i = 1;

	for (; i < rest->len; i++) {
		if (rest->ptr[i] == '"' && (i + 1 >= rest->len || rest->ptr[i + 1] != '"'))
			break;
		i += rest->ptr[i] == '"';
		out[n++] = rest->ptr[i];
	}
	*rest = str_from(*rest, i + 1);
	return (str){ out, n };
}

size_t import_cells(struct arena *a, enum import_format format, str row, str *cells, size_t most)
{
	char between = format == IMPORT_TSV ? '\t' : ',';
	bool is_last = false;
	size_t n = 0;

	for (; !is_last && n < most; n++) {
		is_last = true;
		if (format == IMPORT_CSV && row.len && row.ptr[0] == '"') {
			cells[n] = unquote(a, &row);
			is_last = !row.len;
			row = str_from(row, 1);
		} else {
			is_last = !row.len || !memchr(row.ptr, between, row.len);
			cells[n] = str_cut(&row, between);
		}
	}
	return n;
}
