#ifndef SHAPE_H
#define SHAPE_H

#include "arena.h"
#include "moment.h"
#include "status.h"
#include "uuid.h"

/*
 * A shape describes a struct once, for every use: decode a JSON body or a
 * query string into it, read a row into it, write it as JSON, print its
 * TypeScript interface and its JSON Schema.  They agree because names are the
 * same everywhere: JSON member, SQL column, C member.
 */

/* A number that may be absent: null in JSON and SQL. */
typedef struct maybe_int {
	bool given;
	int64_t value;
} maybe_int;

/* A member of a PATCH body: not sent, sent as null, or sent with a value. */
enum patch { PATCH_ABSENT = 0, PATCH_NULL, PATCH_VALUE };
typedef struct patch_text {
	enum patch is;
	str to;
} patch_text;
typedef struct patch_int {
	enum patch is;
	int64_t to;
} patch_int;

/* Structs of one shape in a row: item i is at (T *)items + i. */
struct list {
	void *items;
	size_t count;
};

enum kind {
	KIND_TEXT = 1,   /* str */
	KIND_INT,        /* int64_t */
	KIND_BOOL,       /* bool */
	KIND_UUID,       /* uuid */
	KIND_WORD,       /* str, one of `words` */
	KIND_MOMENT,     /* moment; 0 is absent */
	KIND_MAYBE_INT,  /* maybe_int */
	KIND_PATCH_TEXT, /* patch_text */
	KIND_PATCH_INT,  /* patch_int */
	KIND_LIST,       /* struct list of shape `of`; of what people send, its items hold no lists */
	KIND_OBJECT,     /* an embedded struct of shape `of` */
	KIND_JSON,       /* str: a JSON text that is shown as it is; of what we show only */
};

struct shape;

struct field {
	const char *name;
	enum kind kind;
	size_t offset;
	bool required;
	int64_t min, max;         /* of an int; of a text's length in code points; of a list's count */
	const char *const *words; /* what a KIND_WORD may be, NULL last */
	const struct shape *of;
	const char *about; /* a sentence for the OpenAPI document */
	/*
	 * What else a text of the right length must be: its flaw's detail, or
	 * NULL; no rule: NULL.  `in` is the struct it is to be put into, in which
	 * the fields before this one stand, absent where their type or length is wrong.
	 */
	const char *(*rule)(str text, const void *in);
	const char *pattern; /* a text's form, as far as it has one that can be described: for the OpenAPI document */
	bool apart;          /* of a text: no two items of one list have the same */
};

struct shape {
	const char *name;
	size_t size;
	const struct field *fields; /* ends at a NULL name */
};

enum { OPTIONAL = false, REQUIRED = true };

/* Where `member` is in struct T; refuses to compile when its type is not `type`. */
#define AT(T, member, type) \
	(offsetof(struct T, member) + 0 * sizeof(&((struct T *)0)->member == (type *)0))

/* clang-format off */
#define TEXT(T, m, need, lo, hi, about) TEXT_BY(T, m, need, lo, hi, NULL, about)
#define TEXT_BY(T, m, need, lo, hi, rule, about) TEXT_LIKE(T, m, need, lo, hi, rule, NULL, about)
#define TEXT_LIKE(T, m, need, lo, hi, rule, pattern, about) \
	{ #m, KIND_TEXT, AT(T, m, str), need, lo, hi, NULL, NULL, about, rule, pattern, false }
/* A text by which the items of a list differ. */
#define TEXT_APART(T, m, need, lo, hi, rule, pattern, about) \
	{ #m, KIND_TEXT, AT(T, m, str), need, lo, hi, NULL, NULL, about, rule, pattern, true }
#define INT(T, m, need, lo, hi, about)   { #m, KIND_INT, AT(T, m, int64_t), need, lo, hi, NULL, NULL, about, NULL, NULL, false }
#define BOOL(T, m, need, about)          { #m, KIND_BOOL, AT(T, m, bool), need, 0, 0, NULL, NULL, about, NULL, NULL, false }
#define UUID(T, m, need, about)          { #m, KIND_UUID, AT(T, m, uuid), need, 0, 0, NULL, NULL, about, NULL, NULL, false }
#define WORD(T, m, need, list, about)    { #m, KIND_WORD, AT(T, m, str), need, 0, 0, list, NULL, about, NULL, NULL, false }
#define MOMENT(T, m, need, about)        { #m, KIND_MOMENT, AT(T, m, moment), need, 0, 0, NULL, NULL, about, NULL, NULL, false }
#define MAYBE_INT(T, m, lo, hi, about)   { #m, KIND_MAYBE_INT, AT(T, m, maybe_int), OPTIONAL, lo, hi, NULL, NULL, about, NULL, NULL, false }
/* required here means: may be absent, but not null */
#define PATCH_TEXT(T, m, need, lo, hi, about) PATCH_TEXT_LIKE(T, m, need, lo, hi, NULL, NULL, about)
#define PATCH_TEXT_LIKE(T, m, need, lo, hi, rule, pattern, about) \
	{ #m, KIND_PATCH_TEXT, AT(T, m, patch_text), need, lo, hi, NULL, NULL, about, rule, pattern, false }
#define PATCH_INT(T, m, need, lo, hi, about)  { #m, KIND_PATCH_INT, AT(T, m, patch_int), need, lo, hi, NULL, NULL, about, NULL, NULL, false }
#define JSON(T, m, need, about)          { #m, KIND_JSON, AT(T, m, str), need, 0, 0, NULL, NULL, about, NULL, NULL, false }
#define LIST(T, m, need, shape, lo, hi, about) { #m, KIND_LIST, AT(T, m, struct list), need, lo, hi, NULL, shape, about, NULL, NULL, false }
#define OBJECT(T, m, U, shape, need, about)    { #m, KIND_OBJECT, AT(T, m, struct U), need, 0, 0, NULL, shape, about, NULL, NULL, false }
/* clang-format on */
#define SHAPE(T, ...) { #T, sizeof(struct T), (const struct field[]){ __VA_ARGS__, { 0 } } }

/* What is wrong with one member of a body (or of the query string). */
struct flaw {
	str pointer; /* where: a JSON Pointer as a URI fragment, "#/tags/0/name" */
	str detail;  /* what: "must be 1 to 64 characters"; never the value itself */
	struct flaw *next;
};

/*
 * Decode a JSON text into *out.  BAD_REQUEST with one flaw (pointer "#", line
 * and column in its detail) when it is not one JSON object, is not UTF-8,
 * names a member twice, nests deeper than 32 or holds more than 60,000
 * values.  INVALID when members are missing, unknown, of the wrong type or
 * out of bounds; *flaws then lists every one of the first hundred, in the
 * order of the shape, unknown ones last.  Strings point into memory that
 * lives as long as the arena.
 */
status shape_decode(struct arena *a, const struct shape *s, str json, void *out, struct flaw **flaws);

/*
 * Decode a query string (application/x-www-form-urlencoded) into *out: text,
 * numbers, booleans ("true", "false"), ids, words and times only.  INVALID as
 * above, the pointer "#/name"; a name given twice is a flaw.
 */
status shape_decode_query(struct arena *a, const struct shape *s, str query, void *out, struct flaw **flaws);

/*
 * Read one row: cells[i] is the text of the column named as field i, absent
 * for SQL null.  A list's column holds a JSON array.  Strings of *out point
 * into the cells.  A row whose first, required column is null is what an outer
 * join found nothing for: *out is all absent.  BROKEN when a cell does not fit its kind.
 */
status shape_read_row(struct arena *a, const struct shape *s, const str *cells, void *out);
size_t shape_fields(const struct shape *s);

/*
 * Where JSON goes: a growing text in an arena.  With pass_on it is handed on
 * in pieces of at most JSON_PIECE bytes and begins anew, so that a reply may be
 * larger than a request's memory; `failed` then says that one was not taken.
 */
enum { JSON_PIECE = 64 * 1024 };
struct json {
	struct arena *arena;
	char *ptr;
	size_t len, room;
	bool (*pass_on)(void *to, str piece);
	void *to;
	char last; /* the byte before what has not been handed on */
	bool failed;
};

/* Hand on what has gathered. */
void json_flush(struct json *out);

/* Write the members that the shape names, and no others, as one JSON object.  An absent value is null. */
void shape_write(struct json *out, const struct shape *s, const void *in);
/* Those members alone, without the braces: where others stand beside them. */
void shape_write_members(struct json *out, const struct shape *s, const void *in);
void json_add(struct json *out, str raw);   /* as it is */
void json_text(struct json *out, str text); /* quoted and escaped (RFC 8259 7); null when absent */
void json_int(struct json *out, int64_t n);

/* A comma, unless a list or an object has just begun / that and a member's name with its colon. */
void json_next(struct json *out);
void json_key(struct json *out, const char *name);

/*
 * Which way values travel: a body may leave out what is optional or say null,
 * a query string leaves it out, and what people are shown is always whole.
 */
enum shape_way { SHAPE_IN, SHAPE_QUERY, SHAPE_OUT };

/*
 * The shape as a TypeScript interface / as a JSON Schema object (2020-12).
 * Both refer to the shapes it is made of by name: in TypeScript as such, in
 * the schema as "#/components/schemas/<name>".
 */
void shape_typescript(struct json *out, const struct shape *s, enum shape_way way);
void shape_schema(struct json *out, const struct shape *s, enum shape_way way);
void shape_field_schema(struct json *out, const struct field *f, enum shape_way way);

#endif
