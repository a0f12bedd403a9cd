#include "shape.h"

#include "text.h"

enum { JSON_FIRST_ROOM = 1024 };

size_t shape_fields(const struct shape *s)
{
	size_t n = 0;

	while (s->fields[n].name)
		n++;
	return n;
}

/* Room for n more bytes, and where they go. */
static char *reserve(struct json *out, size_t n)
{
	if (n > out->room - out->len) {
		size_t room = out->room ? out->room : JSON_FIRST_ROOM / 2;

		do
			room *= 2;
		while (n > room - out->len);
		char *bigger = arena_alloc(out->arena, 1, room);
		if (out->len)
			memcpy(bigger, out->ptr, out->len);
		out->ptr = bigger;
		out->room = room;
	}
	return out->ptr + out->len;
}

void json_flush(struct json *out)
{
	if (!out->len)
		return;
	out->last = out->ptr[out->len - 1];
	if (!out->failed)
		out->failed = !out->pass_on(out->to, (str){ out->ptr, out->len });
	out->len = 0;
}

/* Of what is handed on, as much as a piece has room for. */
static size_t fitting(struct json *out, size_t n)
{
	if (!out->pass_on)
		return n;
	if (out->len == JSON_PIECE)
		json_flush(out);
	return n < JSON_PIECE - out->len ? n : JSON_PIECE - out->len;
}

void json_add(struct json *out, str raw)
{
	while (raw.len) {
		size_t n = fitting(out, raw.len);

		memcpy(reserve(out, n), raw.ptr, n);
		out->len += n;
		raw = str_from(raw, n);
	}
}

static void add_char(struct json *out, char c)
{
	json_add(out, (str){ &c, 1 });
}

void json_int(struct json *out, int64_t n)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		digits[--at] = '-';
	json_add(out, (str){ digits + at, sizeof digits - at });
}

void json_next(struct json *out)
{
	char last = out->len ? out->ptr[out->len - 1] : out->last;

	if (last && last != '[' && last != '{')
		add_char(out, ',');
}

void json_key(struct json *out, const char *name)
{
	json_next(out);
	json_text(out, str_of(name));
	add_char(out, ':');
}

/* What JSON asks to be escaped: the quote, the backslash and the control characters. */
static bool is_special(char c)
{
	return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void add_special(struct json *out, char c)
{
	static const char hex[] = "0123456789abcdef";
	const char escape[] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	switch (c) {
	case '"':
		json_add(out, STR("\\\""));
		break;
	case '\\':
		json_add(out, STR("\\\\"));
		break;
	case '\n':
		json_add(out, STR("\\n"));
		break;
	case '\r':
		json_add(out, STR("\\r"));
		break;
	case '\t':
		json_add(out, STR("\\t"));
		break;
	default:
		json_add(out, (str){ escape, sizeof escape });
	}
}

static void add_escaped(struct json *out, str text)
{
	while (text.len) {
		size_t plain = 0;

		while (plain < text.len && !is_special(text.ptr[plain]))
			plain++;
		json_add(out, (str){ text.ptr, plain });
		if (plain < text.len)
			add_special(out, text.ptr[plain++]);
		text = str_from(text, plain);
	}
}

void json_text(struct json *out, str text)
{
	size_t bad;

	if (!text.ptr) {
		json_add(out, STR("null"));
		return;
	}
	/* Quotes and text usually fit at once. */
	if (!out->pass_on)
		(void)reserve(out, text.len + 2);
	add_char(out, '"');
	/* Bytes that are no text become U+FFFD: what leaves is JSON whatever came in. */
	while (!text_valid(text, &bad)) {
		add_escaped(out, (str){ text.ptr, bad });
		json_add(out, STR("\xEF\xBF\xBD"));
		text = str_from(text, bad + 1);
	}
	add_escaped(out, text);
	add_char(out, '"');
}

static void write_moment(struct json *out, moment t)
{
	char text[MOMENT_TEXT];

	if (!t) {
		json_add(out, STR("null"));
		return;
	}
	moment_write(t, text);
	json_text(out, str_of(text));
}

static void write_maybe(struct json *out, bool is_given, int64_t n)
{
	if (is_given)
		json_int(out, n);
	else
		json_add(out, STR("null"));
}

static void write_uuid(struct json *out, const uuid *id)
{
	if (!uuid_given(id)) {
		json_add(out, STR("null"));
		return;
	}
	add_char(out, '"');
	json_add(out, uuid_str(id));
	add_char(out, '"');
}

static void write_list(struct json *out, const struct shape *of, const struct list *l)
{
	add_char(out, '[');
	for (size_t i = 0; i < l->count; i++) {
		if (i)
			add_char(out, ',');
		shape_write(out, of, (const char *)l->items + i * of->size);
	}
	add_char(out, ']');
}

static void write_value(struct json *out, const struct field *f, const void *member)
{
	const patch_text *text = member;
	const patch_int *number = member;
	const maybe_int *maybe = member;

	switch (f->kind) {
	case KIND_TEXT:
	case KIND_WORD:
		json_text(out, *(const str *)member);
		break;
	case KIND_INT:
		json_int(out, *(const int64_t *)member);
		break;
	case KIND_BOOL:
		json_add(out, *(const bool *)member ? STR("true") : STR("false"));
		break;
	case KIND_UUID:
		write_uuid(out, member);
		break;
	case KIND_MOMENT:
		write_moment(out, *(const moment *)member);
		break;
	case KIND_MAYBE_INT:
		write_maybe(out, maybe->given, maybe->value);
		break;
	case KIND_PATCH_TEXT:
		json_text(out, text->is == PATCH_VALUE ? text->to : (str){ 0 });
		break;
	case KIND_PATCH_INT:
		write_maybe(out, number->is == PATCH_VALUE, number->to);
		break;
	case KIND_LIST:
		write_list(out, f->of, member);
		break;
	case KIND_OBJECT:
		shape_write(out, f->of, member);
		break;
	case KIND_JSON:
		json_add(out, ((const str *)member)->ptr ? *(const str *)member : STR("null"));
		break;
	}
}

void shape_write_members(struct json *out, const struct shape *s, const void *in)
{
	for (const struct field *f = s->fields; f->name; f++) {
		if (f != s->fields)
			add_char(out, ',');
		add_char(out, '"');
		json_add(out, str_of(f->name));
		json_add(out, STR("\":"));
		write_value(out, f, (const char *)in + f->offset);
	}
}

void shape_write(struct json *out, const struct shape *s, const void *in)
{
	add_char(out, '{');
	shape_write_members(out, s, in);
	add_char(out, '}');
}
