#include "shape_value.h"

#include "text.h"

/* The value of a hexadecimal digit; -1 of anything else. */
static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Undo + and %XX; false when an escape is cut or holds other characters. */
static bool unescape(struct arena *a, str from, str *to)
{
	char *text = arena_alloc(a, 1, from.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < from.len; i++, len++) {
		text[len] = from.ptr[i] == '+' ? ' ' : from.ptr[i];
		if (from.ptr[i] != '%')
			continue;
		int high = from.len - i > 2 ? hex(from.ptr[i + 1]) : -1;
		int low = from.len - i > 2 ? hex(from.ptr[i + 2]) : -1;
		if (high < 0 || low < 0)
			return false;
		text[len] = (char)(high << 4 | low);
		i += 2;
	}
	*to = (str){ text, len };
	return true;
}

static str put(struct arena *a, const struct field *f, str text, void *member)
{
	int64_t n;
	bool is_true = str_eq(text, STR("true"));

	switch (f->kind) {
	case KIND_INT:
	case KIND_MAYBE_INT:
		if (!str_int(text, &n))
			return STR("must be an integer");
		return shape_put_int(a, f, n, member);
	case KIND_BOOL:
		*(bool *)member = is_true;
		return is_true || str_eq(text, STR("false")) ? (str){ 0 } : STR("must be true or false");
	default:
		return shape_put_text(a, f, text, member);
	}
}

/* One name=value; `seen` has a mark for each field that came already. */
static void decode_pair(struct flaws *w, const struct shape *s, str pair, bool *seen, void *out)
{
	str raw_name = str_cut(&pair, '='), name, value, wrong = { 0 };
	size_t at;
	bool is_text = unescape(w->arena, raw_name, &name) && text_valid(name, &at);
	const struct field *f = is_text ? shape_field(s, name) : NULL;
	const struct place here = { .name = is_text ? name : raw_name };

	if (!f)
		wrong = STR("is not a parameter of this request");
	else if (seen[f - s->fields])
		wrong = STR("is given twice");
	else if (!unescape(w->arena, pair, &value))
		wrong = STR("holds a malformed % escape");
	else if (!text_valid(value, &at))
		wrong = STR("is not UTF-8");
	else
		wrong = put(w->arena, f, value, (char *)out + f->offset);
	if (f)
		seen[f - s->fields] = true;
	if (wrong.ptr)
		shape_flaw(w, &here, wrong);
}

status shape_decode_query(struct arena *a, const struct shape *s, str query, void *out,
                          struct flaw **flaws)
{
	struct flaws w;
	bool *seen = NEWS(a, bool, shape_fields(s) + 1);

	shape_flaws_begin(&w, a);
	memset(out, 0, s->size);
	while (query.len) {
		str pair = str_cut(&query, '&');
		if (pair.len)
			decode_pair(&w, s, pair, seen, out);
	}
	for (const struct field *f = s->fields; f->name; f++) {
		const struct place here = { .name = str_of(f->name) };
		if (f->required && !seen[f - s->fields])
			shape_flaw(&w, &here, STR("is required"));
	}
	return shape_flaws_end(&w, flaws);
}
