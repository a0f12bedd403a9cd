#include "import_meaning.h"

#include <jansson.h>

#include "shape.h"
#include "text.h"

enum { DEEPEST = 32, VALUES_MOST = 20000, NAME_MOST = 200 };

/* What programs write for numbers that JSON does not have. */
static bool is_no_number(str rest)
{
	return str_starts(rest, STR("NaN")) || str_starts(rest, STR("Infinity"));
}

/* The parser calls itself for every level, and takes memory for every value: how deep, and how many? */
static enum row_flaw measure(str json)
{
	int depth = 0, values = 0;
	bool in_text = false;

	for (size_t i = 0; i < json.len; i++) {
		char c = json.ptr[i];

		if (in_text && c == '\\') {
			i++;
		} else if (c == '"') {
			in_text = !in_text;
		} else if (!in_text) {
			if (is_no_number(str_from(json, i)))
				return IMPORT_NO_NUMBER;
			depth += c == '{' || c == '[';
			depth -= c == '}' || c == ']';
			values += c == '{' || c == '[' || c == ',';
		}
		if (depth > DEEPEST)
			return IMPORT_TOO_DEEP;
		if (values > VALUES_MOST)
			return IMPORT_MANY_VALUES;
	}
	return IMPORT_FINE;
}

static enum row_flaw why(const json_error_t *error)
{
	str said = str_of(error->text);

	switch (json_error_code(error)) {
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return IMPORT_NUL;
	case json_error_duplicate_key:
		return IMPORT_SAME_MEMBER;
	default:
		return str_starts(said, STR("invalid Unicode")) ? IMPORT_SURROGATE : IMPORT_NOT_JSON;
	}
}

size_t import_written(str text)
{
	size_t n = text.len + 2;

	for (size_t i = 0; i < text.len; i++)
		n += (unsigned char)text.ptr[i] < ' ' ? 5 : text.ptr[i] == '"' || text.ptr[i] == '\\';
	return n;
}

void import_reserve(struct json *out, size_t more)
{
	if (more <= out->room - out->len)
		return;
	size_t room = out->room + (more > out->room ? more : out->room);
	char *bigger = arena_alloc(out->arena, 1, room);

	if (out->len)
		memcpy(bigger, out->ptr, out->len);
	out->ptr = bigger;
	out->room = room;
}

static void forget(void *json)
{
	json_decref(json);
}

static size_t digits(str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && s.ptr[at + n] >= '0' && s.ptr[at + n] <= '9')
		n++;
	return n;
}

/* The length of the number (RFC 8259 6) with which this begins; 0: with none. */
static size_t number_length(str s)
{
	size_t n = s.len && s.ptr[0] == '-', whole = digits(s, n), more;

	if (!whole)
		return 0;
	n += s.ptr[n] == '0' ? 1 : whole;
	if (n < s.len && s.ptr[n] == '.' && (more = digits(s, n + 1)))
		n += 1 + more;
	if (n < s.len && (s.ptr[n] == 'e' || s.ptr[n] == 'E')) {
		size_t sign = n + 1 < s.len && (s.ptr[n + 1] == '+' || s.ptr[n + 1] == '-');

		more = digits(s, n + 1 + sign);
		n += more ? 1 + sign + more : 0;
	}
	return n;
}

/* A copy with 0 in the place of each number: those may be larger than the parser's. */
static str without_numbers(struct arena *a, str json)
{
	char *copy = arena_cstr(a, json);
	bool in_text = false;

	for (size_t i = 0; i < json.len; i++) {
		size_t n = in_text ? 0 : number_length(str_from(json, i));

		if (n) {
			memset(copy + i, ' ', n);
			copy[i] = '0';
			i += n - 1;
		} else if (in_text && json.ptr[i] == '\\') {
			i++;
		} else if (json.ptr[i] == '"') {
			in_text = !in_text;
		}
	}
	return (str){ copy, json.len };
}

/* Numbers are kept as they are written, so that it does not matter what they are read as. */
static enum row_flaw parse(struct arena *a, str text, json_t **out)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL;
	json_error_t error;
	enum row_flaw flaw = measure(text);

	if (flaw)
		return flaw;
	*out = json_loadb(text.ptr, text.len, flags, &error);
	if (!*out && json_error_code(&error) == json_error_numeric_overflow) {
		text = without_numbers(a, text);
		*out = json_loadb(text.ptr, text.len, flags, &error);
	}
	if (!*out)
		return why(&error);
	arena_defer(a, forget, *out);
	return IMPORT_FINE;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The length of the value, of valid JSON, at the beginning of `rest`. */
static size_t value_length(str rest)
{
	bool in_text = false;
	int depth = 0;

	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.ptr[i];

		if (in_text) {
			i += c == '\\';
			in_text = c != '"';
		} else if (depth == 0 && i && (c == ',' || c == '}' || c == ']' || c == ':' || is_space(c))) {
			return i;
		} else {
			in_text = c == '"';
			depth += c == '{' || c == '[';
			depth -= c == '}' || c == ']';
		}
	}
	return rest.len;
}

static str skip(str rest, char one)
{
	while (rest.len && (is_space(*rest.ptr) || *rest.ptr == one))
		rest = str_from(rest, 1);
	return rest;
}

/* The next member of a valid object, both parts as they are written. */
static void next_member(str *rest, str *key, str *value)
{
	*rest = skip(*rest, ',');
	*key = (str){ rest->ptr, value_length(*rest) };
	*rest = skip(str_from(*rest, key->len), ':');
	*value = (str){ rest->ptr, value_length(*rest) };
	*rest = str_from(*rest, value->len);
}

static enum row_flaw name_flaw(str name)
{
	size_t length = name.len ? (size_t)text_length(name) : 0;

	return length < 1 || length > NAME_MOST ? IMPORT_LONG_NAME : IMPORT_FINE;
}

str import_name_told(str name)
{
	size_t at;

	return name.ptr && text_valid(name, &at) && !name_flaw(name) ? name : (str){ 0 };
}

static enum row_flaw take_content(const json_t *v, str *out)
{
	if (json_is_null(v))
		return IMPORT_NO_CONTENT;
	if (!json_is_string(v))
		return IMPORT_NOT_TEXT;
	*out = (str){ json_string_value(v), json_string_length(v) };
	return out->len ? IMPORT_FINE : IMPORT_NO_CONTENT;
}

/* A number is a name, too, as it is written: 007 is no JSON, and 1e3 is not 1000. */
static enum row_flaw take_name(const json_t *v, str raw, str *out)
{
	if (json_is_null(v))
		return IMPORT_FINE;
	if (!json_is_string(v) && !json_is_number(v))
		return IMPORT_NOT_TEXT;
	*out = json_is_string(v) ? (str){ json_string_value(v), json_string_length(v) } : raw;
	return name_flaw(*out);
}

static bool is_named(str key, str field)
{
	return field.ptr && str_eq(key, field);
}

/* One member into *out. */
static enum row_flaw take_member(const struct import_fields *f, str key, const json_t *v, str raw, struct import_example *out)
{
	if (is_named(key, f->content))
		return take_content(v, &out->content);
	if (is_named(key, f->id)) {
		out->is_nameless = json_is_null(v);
		return take_name(v, raw, &out->external_id);
	}
	if (is_named(key, f->group))
		return take_name(v, raw, &out->group_key);
	if (is_named(key, f->order))
		return take_name(v, raw, &out->order_key);
	if (is_named(key, f->metadata) && !json_is_null(v))
		out->metadata = raw;
	return IMPORT_FINE;
}

/* Nobody asked for it, so it belongs to the metadata. */
static bool is_left(const struct import_fields *f, str key)
{
	return !f->metadata.ptr && !is_named(key, f->content) && !is_named(key, f->id) && !is_named(key, f->group) &&
	       !is_named(key, f->order);
}

static enum row_flaw close_example(struct import_reader *d, struct json *left, struct import_example *out)
{
	if (left->len) {
		json_add(left, STR("}"));
		out->metadata = (str){ left->ptr, left->len };
	}
	d->field = !out->content.ptr ? d->fields.content : d->fields.id;
	if (!out->content.ptr)
		return IMPORT_NO_CONTENT;
	return d->fields.id.ptr && !out->external_id.ptr && !out->is_nameless ? IMPORT_NO_ID : IMPORT_FINE;
}

enum row_flaw import_object(struct import_reader *d, str row, struct import_example *out)
{
	struct json left = { .arena = d->arena };
	json_t *object = NULL, *v;
	const char *name;
	enum row_flaw flaw = parse(d->arena, row, &object);
	str rest = str_from(skip(row, ' '), 1), key, value;

	*out = (struct import_example){ 0 };
	d->field = (str){ 0 };
	if (flaw)
		return flaw;
	if (!json_is_object(object))
		return IMPORT_NOT_OBJECT;
	/* It is gone through in the order of writing. */
	json_object_foreach (object, name, v) {
		next_member(&rest, &key, &value);
		d->field = str_of(name);
		flaw = take_member(&d->fields, d->field, v, value, out);
		if (flaw)
			return flaw;
		if (!is_left(&d->fields, d->field))
			continue;
		import_reserve(&left, left.room ? 0 : row.len + 2);
		json_add(&left, left.len ? STR(",") : STR("{"));
		json_add(&left, key);
		json_add(&left, STR(":"));
		json_add(&left, value);
	}
	return close_example(d, &left, out);
}

static bool has_column(const struct import_columns *c, size_t count, str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(c->names[i], name))
			return true;
	return false;
}

/* One column may be without a name: programs write their own numbers of rows so. */
static enum row_flaw column_flaw(const struct import_columns *c, size_t count, str name)
{
	if (name.len && name_flaw(name))
		return IMPORT_LONG_COLUMN;
	if (has_column(c, count, name))
		return name.len ? IMPORT_SAME_COLUMN : IMPORT_UNNAMED;
	return IMPORT_FINE;
}

enum row_flaw import_header(struct import_reader *d, str row)
{
	const struct import_fields *f = &d->fields;
	const str wanted[] = { f->content, f->id, f->group, f->order, f->metadata };
	struct import_columns *c = d->columns = NEW(d->arena, struct import_columns);
	str *cells = NEWS(d->arena, str, IMPORT_COLUMNS_MOST + 1);

	d->field = (str){ 0 };
	c->count = import_cells(d->arena, d->format, row, cells, IMPORT_COLUMNS_MOST + 1);
	if (c->count > IMPORT_COLUMNS_MOST)
		return IMPORT_COLUMNS;
	for (size_t i = 0; i < c->count; i++) {
		enum row_flaw flaw = column_flaw(c, i, cells[i]);

		d->field = flaw == IMPORT_SAME_COLUMN ? cells[i] : (str){ 0 };
		if (flaw)
			return flaw;
		c->names[i] = cells[i];
	}
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		d->field = wanted[i];
		if (wanted[i].ptr && !has_column(c, c->count, wanted[i]))
			return IMPORT_NO_COLUMN;
	}
	return IMPORT_FINE;
}

/* An empty cell is none. */
static enum row_flaw take_cell(const struct import_reader *d, str name, str cell, struct import_example *out)
{
	const struct import_fields *f = &d->fields;
	str *to = is_named(name, f->id)      ? &out->external_id
	          : is_named(name, f->group) ? &out->group_key
	          : is_named(name, f->order) ? &out->order_key
	                                     : NULL;
	json_t *v;

	if (is_named(name, f->content)) {
		out->content = cell.len ? cell : (str){ 0 };
		return cell.len ? IMPORT_FINE : IMPORT_NO_CONTENT;
	}
	if (to && cell.len) {
		*to = cell;
		return name_flaw(cell);
	}
	if (is_named(name, f->metadata) && cell.len) {
		out->metadata = cell;
		return parse(d->arena, cell, &v);
	}
	return IMPORT_FINE;
}

/* What a row's metadata takes at most. */
static size_t left_room(const struct import_columns *c, const str *cells)
{
	size_t room = 2;

	for (size_t i = 0; i < c->count; i++)
		room += import_written(c->names[i]) + import_written(cells[i]) + 2;
	return room;
}

enum row_flaw import_record(struct import_reader *d, str row, struct import_example *out)
{
	const struct import_columns *c = d->columns;
	str *cells = NEWS(d->arena, str, c->count + 1);
	struct json left = { .arena = d->arena };

	*out = (struct import_example){ 0 };
	d->field = (str){ 0 };
	if (import_cells(d->arena, d->format, row, cells, c->count + 1) != c->count)
		return IMPORT_CELLS;
	for (size_t i = 0; i < c->count; i++) {
		enum row_flaw flaw = take_cell(d, c->names[i], cells[i], out);

		d->field = c->names[i];
		if (flaw)
			return flaw;
		if (!is_left(&d->fields, c->names[i]))
			continue;
		import_reserve(&left, left.room ? 0 : left_room(c, cells));
		json_add(&left, left.len ? STR(",") : STR("{"));
		json_text(&left, c->names[i]);
		json_add(&left, STR(":"));
		json_text(&left, cells[i]);
	}
	return close_example(d, &left, out);
}
