#ifndef IMPORT_ROWS_H
#define IMPORT_ROWS_H

#include "arena.h"
#include "status.h"

/*
 * Cuts an uploaded file into its rows, fed in pieces of any size, in the
 * memory of one row.  What a row means is looked at afterwards: here it is
 * bytes, the line it begins in, and what is wrong with them.
 */
enum import_format { IMPORT_JSONL = 1, IMPORT_JSON, IMPORT_CSV, IMPORT_TSV, IMPORT_LINES, IMPORT_TEXT };

/* Word and what it says; the first ones end the file, of the others only the row is left out. */
/* clang-format off */
#define IMPORT_FLAWS(X)                                                                        \
	X(EMPTY,        "empty-file",      "the file has no rows")                             \
	X(COMPRESSED,   "compressed",      "the file is compressed, or .xlsx, .docx and the like: unpack it, or save it as plain text") \
	X(DOCUMENT,     "not-plain-text",  "the file is a PDF, a picture or another document: save it as plain text") \
	X(UTF16,        "utf-16",          "the file is UTF-16 or UTF-32: save it as UTF-8")   \
	X(ARRAY,        "an-array",        "the file is a JSON array and not an object in each line: say that its format is json") \
	X(NOT_ARRAY,    "not-an-array",    "the file is not one JSON array: if it has an object in each line, its format is jsonl") \
	X(CUT,          "cut",             "the file ends within the element that begins here, or before the ] of its array") \
	X(AFTER_ARRAY,  "after-array",     "something comes after the ] of the array")         \
	X(NO_QUOTE_END, "unclosed-quote",  "a quote is opened in this row and never closed: nothing after it was read") \
	X(TOO_LONG,     "too-long",        "the row has more than 1,048,576 bytes")            \
	X(NOT_UTF8,     "not-utf-8",       "the row is not UTF-8: save the file as UTF-8")     \
	X(NUL,          "nul",             "the row holds U+0000, which no text can hold")     \
	X(CONTROLS,     "controls",        "the row has more than 65,536 control characters: it is no text") \
	X(STRAY_QUOTE,  "stray-quote",     "a quote stands within a cell: quote the cell and write it twice") \
	X(NO_ELEMENT,   "no-element",      "nothing stands before or after a comma")           \
	X(NO_COLUMN,    "no-column",       "no column has this name: the first row names them, with commas (csv) or tabs (tsv) between") \
	X(SAME_COLUMN,  "same-column",     "two columns have this name")                       \
	X(UNNAMED,      "unnamed-columns", "more than one column has no name: name them or leave them out") \
	X(LONG_COLUMN,  "long-column",     "a column's name has more than 200 characters: does the first row name the columns?") \
	X(COLUMNS,      "columns",         "the table has more than 512 columns")              \
	X(CELLS,        "cells",           "the row has more or fewer cells than the table has columns") \
	X(NOT_JSON,     "not-json",        "the row is not JSON")                              \
	X(NO_NUMBER,    "no-number",       "NaN and Infinity are not JSON: write null")        \
	X(SURROGATE,    "lone-surrogate",  "an escape such as \\ud83d is half of a character: the other half is missing") \
	X(SAME_MEMBER,  "same-member",     "a member stands twice in one object")              \
	X(NOT_OBJECT,   "not-an-object",   "the row is not a JSON object")                     \
	X(TOO_DEEP,     "too-deep",        "lists and objects are nested deeper than 32")      \
	X(MANY_VALUES,  "too-many-values", "the row has more than 20,000 values")              \
	X(NO_CONTENT,   "no-content",      "there is no text to label")                        \
	X(NO_ID,        "no-id",           "the row has no id: sent again, it would be added again") \
	X(NOT_TEXT,     "not-text",        "this is no text: put it into quotes")              \
	X(LONG_NAME,    "too-long-a-name", "this may have 1 to 200 characters")                \
	X(OTHER_CONTENT, "other-content",  "the dataset or the file has something else under this id, and keeps it") \
	X(LONG_LINE,    "too-long-a-line", "the line has more than 33,554,432 bytes, or more than 4,194,304 without its labels") \
	X(FORM,         "form",            "the member is not as the complete form of labels has it") \
	X(UNTRUE,       "untrue",          "the labels are not what this text or this schema can have") \
	X(NO_LABEL,     "no-label",        "the job's schema has no such label, neither by its id nor by its name") \
	X(NOBODY,       "nobody",          "nobody of this workspace has this id or this user name") \
	X(TWICE,        "twice",           "this person stands twice in one line")             \
	X(FULL,         "full",            "the example would have more submissions than annotators, with those that are in hand") \
	X(ARCHIVED,     "archived",        "the job is archived: nothing comes to it any more")   \
	X(OTHER_LABELS, "other-labels",    "this person has the example in hand, or something else to say of it: that stays")
/* clang-format on */

#define IMPORT_FLAW_NAME(name, word, about) IMPORT_##name,
enum row_flaw { IMPORT_FINE = 0, IMPORT_FLAWS(IMPORT_FLAW_NAME) IMPORT_FLAW_COUNT };
#undef IMPORT_FLAW_NAME

enum { IMPORT_BEGINNING_MOST = 400 };
enum { IMPORT_ROW_MOST = 1 << 20, IMPORT_CONTROLS_MOST = 1 << 16 };
enum { IMPORT_LINE_MOST = 1 << 25 }; /* of a row with labels: our own form of one that was not too long comes back */

const char *import_flaw_word(enum row_flaw f);
const char *import_flaw_about(enum row_flaw f);
/* The flaw of this word; IMPORT_FINE when it is none's. */
enum row_flaw import_flaw_of(str word);

struct import_row {
	int64_t line; /* in which it begins, counted from 1 */
	int64_t end;  /* the file's byte behind what ended it: of CR LF, the CR */
	str bytes;    /* gone when the next row comes; empty where they are of no use */
	enum row_flaw flaw;
	size_t at; /* the byte of the row where it stops being UTF-8 */
	str beginning; /* its first IMPORT_BEGINNING_MOST bytes, as far as they are text; gone with the row */
};

struct import_rows {
	enum import_format format;
	status (*each)(void *with, const struct import_row *row);
	void *with;
	char *row; /* `most` bytes */
	size_t len, most;
	char head[16]; /* of the file: what it is, is told by its first bytes */
	size_t head_len;
	int64_t taken, line, row_line;
	int depth, state;
	bool is_headed, is_begun, is_long, is_stray, has_row, has_comma, is_over, after_cr;
};

void import_rows_start(struct import_rows *p, struct arena *a, enum import_format format,
                       status (*each)(void *with, const struct import_row *row), void *with);

/* Rows may be as long as IMPORT_LINE_MOST: right after import_rows_start. */
void import_rows_widen(struct import_rows *p, struct arena *a);

/* Where rows may be cut from again later: behind the row that was handed on last. */
struct import_place {
	int64_t taken, line;
	bool after_cr, is_behind; /* of a JSON array: behind its ] */
};
struct import_place import_rows_place(const struct import_rows *p);

/* Go on from such a place, which is not the file's beginning, after import_rows_start. */
void import_rows_resume(struct import_rows *p, const struct import_place *from);

/* Hand on each row that these bytes end; stops at what `each` fails with.  Blank lines are no rows. */
status import_rows_feed(struct import_rows *p, str bytes);

/* The file has ended: hand on its last row, or what it lacks. */
status import_rows_end(struct import_rows *p);

/*
 * The cells of a good row of CSV (RFC 4180) or TSV, at most `most`; how many
 * there are.  A cell without quotes points into the row.
 */
size_t import_cells(struct arena *a, enum import_format format, str row, str *cells, size_t most);

#endif
