#include "shape_value.h"

#include <jansson.h>
#include <math.h>

enum { DEEPEST = 32, VALUES_MOST = 60000 };

static void forget(void *json)
{
	json_decref(json);
}

/*
 * Before the parser sees it, because the parser calls itself for every level
 * on a small stack and takes some forty bytes for every value: is it too deep
 * or too full?  *at is where.
 */
static const char *excess(str json, size_t *at)
{
	int depth = 0, values = 0;
	bool is_in_text = false;

	for (*at = 0; *at < json.len; ++*at) {
		char c = json.ptr[*at];

		if (is_in_text) {
			if (c == '\\')
				++*at;
			else
				is_in_text = c != '"';
			continue;
		}
		is_in_text = c == '"';
		if (c == '{' || c == '[') {
			values++;
			if (++depth > DEEPEST)
				return "nests deeper than 32";
		}
		depth -= c == '}' || c == ']';
		values += c == ',';
		if (values > VALUES_MOST)
			return "holds more than 60000 values";
	}
	return NULL;
}

static const char *why(enum json_error_code code)
{
	switch (code) {
	case json_error_invalid_utf8:
		return "is not UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "holds a NUL character";
	case json_error_duplicate_key:
		return "names a member twice";
	case json_error_numeric_overflow:
		return "holds a number that is too big";
	default:
		return "is not JSON";
	}
}

static str located(struct arena *a, const char *what, int line, int column)
{
	return arena_fmt(a, "%s (line %d, column %d)", what, line, column);
}

static str located_at(struct arena *a, const char *what, str json, size_t at)
{
	int line = 1, column = 1;

	for (size_t i = 0; i < at; i++) {
		column = json.ptr[i] == '\n' ? 1 : column + 1;
		line += json.ptr[i] == '\n';
	}
	return located(a, what, line, column);
}

/*
 * The parser stops at an integer past 64 bits, but cannot say in which member
 * it stands.  Then read again with all numbers as reals: the text is refused
 * in any case, and this finds out why.
 */
static json_t *parse(struct flaws *w, str json, json_error_t *error)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	json_t *v = json_loadb(json.ptr, json.len, flags, error);

	w->has_huge = !v && json_error_code(error) == json_error_numeric_overflow;
	if (w->has_huge)
		v = json_loadb(json.ptr, json.len, flags | JSON_DECODE_INT_AS_REAL, error);
	return v;
}

/* The value of a JSON text, alive as long as the arena; NULL with a flaw when it is none. */
static json_t *load(struct flaws *w, str json)
{
	json_error_t error;
	json_t *v = parse(w, json, &error);

	if (!v) {
		const char *what = why(json_error_code(&error));
		shape_flaw(w, NULL, located(w->arena, what, error.line, error.column));
		return NULL;
	}
	arena_defer(w->arena, forget, v);
	return v;
}

/* The same for a text that someone sent. */
static json_t *load_sent(struct flaws *w, str json)
{
	size_t at;
	const char *too_much = excess(json, &at);

	if (!too_much)
		return load(w, json);
	shape_flaw(w, NULL, located_at(w->arena, too_much, json, at));
	return NULL;
}

static str string_of(const json_t *v)
{
	return (str){ json_string_value(v), json_string_length(v) };
}

static void decode_object(struct flaws *w, const struct shape *s, json_t *object,
                          const struct place *at, void *out);

/* Where item i has a text of an item before it, though they are to differ. */
static void find_twins(struct flaws *w, const struct shape *s, const char *items, size_t i,
                       const struct place *at)
{
	for (const struct field *f = s->fields; f->name; f++) {
		const struct place here = { at, str_of(f->name), 0 };
		const str *mine = (const str *)(items + i * s->size + f->offset), *its;
		size_t j = f->apart && mine->ptr ? 0 : i;

		for (; j < i; j++) {
			its = (const str *)(items + j * s->size + f->offset);
			if (its->ptr && str_eq(*its, *mine))
				break;
		}
		if (j < i)
			shape_flaw(w, &here, arena_fmt(w->arena, "is what item %zu has, too", j));
	}
}

static void decode_list(struct flaws *w, const struct field *f, json_t *array,
                        const struct place *at, struct list *out)
{
	size_t count = json_array_size(array);

	if ((int64_t)count < f->min || (int64_t)count > f->max) {
		shape_flaw(w, at, shape_bounds(w->arena, f, " items"));
		return;
	}
	*out = (struct list){ arena_alloc(w->arena, f->of->size, count), count };
	for (size_t i = 0; i < count; i++) {
		json_t *item = json_array_get(array, i);
		const struct place here = { .around = at, .index = i };

		if (!json_is_object(item)) {
			shape_flaw(w, &here, STR("must be an object"));
			continue;
		}
		decode_object(w, f->of, item, &here, (char *)out->items + i * f->of->size);
		find_twins(w, f->of, out->items, i, &here);
	}
}

static str decode_text(struct arena *a, const struct field *f, const json_t *v, void *member)
{
	if (!json_is_string(v))
		return STR("must be a string");
	return shape_put_text(a, f, string_of(v), member);
}

static str decode_int(struct flaws *w, const struct field *f, const json_t *v, void *member)
{
	double real = json_real_value(v);

	if (json_is_integer(v))
		return shape_put_int(w->arena, f, json_integer_value(v), member);
	if (!json_is_real(v) || !w->has_huge || real != floor(real))
		return STR("must be an integer");
	if (fabs(real) >= 0x1p63)
		return shape_bounds(w->arena, f, "");
	return shape_put_int(w->arena, f, (int64_t)real, member);
}

static str decode_bool(const json_t *v, bool *member)
{
	*member = json_is_true(v);
	return json_is_boolean(v) ? (str){ 0 } : STR("must be true or false");
}

static void decode_value(struct flaws *w, const struct field *f, json_t *v,
                         const struct place *at, void *member)
{
	str wrong = { 0 };

	switch (f->kind) {
	case KIND_INT:
	case KIND_MAYBE_INT:
	case KIND_PATCH_INT:
		wrong = decode_int(w, f, v, member);
		break;
	case KIND_BOOL:
		wrong = decode_bool(v, member);
		break;
	case KIND_LIST:
		if (json_is_array(v))
			decode_list(w, f, v, at, member);
		else
			wrong = STR("must be a list");
		break;
	case KIND_OBJECT:
		if (json_is_object(v))
			decode_object(w, f->of, v, at, member);
		else
			wrong = STR("must be an object");
		break;
	default:
		wrong = decode_text(w->arena, f, v, member);
	}
	if (wrong.ptr)
		shape_flaw(w, at, wrong);
}

/* A member that was sent as null, or (v NULL) not sent. */
static void decode_nothing(struct flaws *w, const struct field *f, const json_t *v,
                           const struct place *at, void *member)
{
	bool is_patch = f->kind == KIND_PATCH_TEXT || f->kind == KIND_PATCH_INT;

	if (f->required && v)
		shape_flaw(w, at, STR("must not be null"));
	else if (f->required && !is_patch)
		shape_flaw(w, at, STR("is required"));
	else if (v && f->kind == KIND_PATCH_TEXT)
		((patch_text *)member)->is = PATCH_NULL;
	else if (v && f->kind == KIND_PATCH_INT)
		((patch_int *)member)->is = PATCH_NULL;
}

static void find_unknown(struct flaws *w, const struct shape *s, json_t *object,
                         const struct place *at)
{
	for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i)) {
		const str name = { json_object_iter_key(i), json_object_iter_key_len(i) };
		const struct place here = { at, name, 0 };

		if (!shape_field(s, name))
			shape_flaw(w, &here, STR("is not a member of this request"));
	}
}

static void decode_object(struct flaws *w, const struct shape *s, json_t *object,
                          const struct place *at, void *out)
{
	size_t known = 0;

	for (const struct field *f = s->fields; f->name; f++) {
		json_t *v = json_object_get(object, f->name);
		const struct place here = { at, str_of(f->name), 0 };
		void *member = (char *)out + f->offset;

		known += v != NULL;
		if (!v || json_is_null(v))
			decode_nothing(w, f, v, &here, member);
		else
			decode_value(w, f, v, &here, member);
	}
	if (known < json_object_size(object))
		find_unknown(w, s, object, at);
}

status shape_decode(struct arena *a, const struct shape *s, str json, void *out,
                    struct flaw **flaws)
{
	struct flaws w;

	shape_flaws_begin(&w, a);
	memset(out, 0, s->size);
	json_t *body = load_sent(&w, json);
	if (body && !json_is_object(body))
		shape_flaw(&w, NULL, STR("must be an object (line 1, column 1)"));
	*flaws = w.first;
	if (w.count)
		return BAD_REQUEST;
	decode_object(&w, s, body, NULL, out);
	return shape_flaws_end(&w, flaws);
}

/* A list or an object that PostgreSQL made. */
static bool read_json(struct arena *a, const struct field *f, str cell, void *member)
{
	struct flaws w;

	shape_flaws_begin(&w, a);
	json_t *v = load(&w, cell);
	if (v)
		decode_value(&w, f, v, NULL, member);
	return w.count == 0;
}

static bool read_bool(str cell, bool *member)
{
	*member = str_eq(cell, STR("t"));
	return *member || str_eq(cell, STR("f"));
}

/* Bounds are for what people send; the table has its own. */
static bool read_cell(struct arena *a, const struct field *f, str cell, void *member)
{
	maybe_int *maybe = member;

	switch (f->kind) {
	case KIND_TEXT:
	case KIND_WORD:
	case KIND_JSON:
		*(str *)member = cell;
		return true;
	case KIND_INT:
		return str_int(cell, member);
	case KIND_MAYBE_INT:
		maybe->given = true;
		return str_int(cell, &maybe->value);
	case KIND_BOOL:
		return read_bool(cell, member);
	case KIND_UUID:
		return uuid_parse(cell, member);
	case KIND_MOMENT:
		return moment_parse(cell, member);
	case KIND_LIST:
	case KIND_OBJECT:
		return read_json(a, f, cell, member);
	default:
		return false;
	}
}

status shape_read_row(struct arena *a, const struct shape *s, const str *cells, void *out)
{
	memset(out, 0, s->size);
	if (!cells[0].ptr && s->fields[0].required)
		return OK;
	for (const struct field *f = s->fields; f->name; f++, cells++) {
		void *member = (char *)out + f->offset;

		if (cells->ptr ? !read_cell(a, f, *cells, member) : f->required)
			return BROKEN;
	}
	return OK;
}
