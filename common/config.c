#include "config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct config config;

enum setting_kind { SETTING_TEXT, SETTING_INT, SETTING_WORD };

struct setting {
	const char *name;
	enum setting_kind kind;
	const char *fallback;
	int64_t min, max;
	size_t offset;
	const char *about;
};

#define SETTING_ROW(member, name, kind, def, min, max, about) \
	{ name, SETTING_##kind, def, min, max, offsetof(struct config, member), about },
static const struct setting settings[] = { SETTINGS(SETTING_ROW) };
#undef SETTING_ROW

enum { SETTING_COUNT = sizeof settings / sizeof settings[0], FILE_MOST = 65536, NAME_MOST = 64 };

/* A setting's value and where it came from: a line of the file, or 0. */
struct value {
	str text;
	int line;
	bool in_environment;
};

struct source {
	const char *path; /* of the file */
	struct value values[SETTING_COUNT];
};

/* One sentence; values are never part of it, because some hold passwords. */
static char flaw_text[600];

[[gnu::format(printf, 1, 2)]]
static const char *flaw(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(flaw_text, sizeof flaw_text, format, ap);
	va_end(ap);
	return flaw_text;
}

static int setting_of(str name)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (str_eq(name, str_of(settings[i].name)))
			return i;
	return -1;
}

/* Names that the supervisor, the tests and the file's own pointer use. */
static bool is_elsewhere(str name)
{
	return !str_starts(name, STR("OBELUS_")) || str_eq(name, STR("OBELUS_CONFIG")) ||
	       str_starts(name, STR("OBELUS_TEST_")) || str_starts(name, STR("OBELUS_LISTEN_")) ||
	       str_starts(name, STR("OBELUS_INTERNAL_"));
}

/* The part of s, from its beginning, that can stand in a name, and in a sentence. */
static str name_in(str s)
{
	size_t n = 0;

	for (; n < s.len && n < NAME_MOST; n++) {
		char c = s.ptr[n];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';

		if (!letter && !(n > 0 && c >= '0' && c <= '9'))
			break;
	}
	return (str){ s.ptr, n };
}

/*
 * Take the quotes and backslashes off a value, in place, as systemd does:
 * nothing is special in single quotes, a backslash frees only the characters
 * that a shell would act upon in double ones, and any character in none.
 * False when a quote is open at the end, or closed before it.
 */
static bool unquote(char *p, size_t len, str *out)
{
	char quote = len && (*p == '"' || *p == '\'') ? *p : 0;
	size_t to = 0, i = quote ? 1 : 0;

	for (; i < len && !(quote && p[i] == quote); i++) {
		bool frees = quote != '\'' && p[i] == '\\' && i + 1 < len &&
		             (!quote || strchr("\"\\`$", p[i + 1]));

		p[to++] = frees ? p[++i] : p[i];
	}
	*out = (str){ p, to };
	return !quote || i + 1 == len;
}

static const char *read_line(struct source *s, str line, int number)
{
	str rest = str_trim(line);

	if (rest.len == 0 || *rest.ptr == '#' || *rest.ptr == ';')
		return NULL;
	str name = str_cut(&rest, '=');
	if (!name.len || name_in(name).len < name.len || name.ptr + name.len == rest.ptr)
		return flaw("%s, line %d: expected NAME=value.", s->path, number);
	if (is_elsewhere(name))
		return NULL;
	int i = setting_of(name);
	if (i < 0)
		return flaw("%.*s (%s, line %d) is not a setting; `describe config` lists them.",
		            STR_ARGS(name), s->path, number);
	if (s->values[i].line)
		return flaw("%s is set twice (%s, lines %d and %d).", settings[i].name, s->path,
		            s->values[i].line, number);
	s->values[i].line = number;
	rest = str_trim(rest);
	if (!unquote((char *)rest.ptr, rest.len, &s->values[i].text))
		return flaw("%s (%s, line %d) has a quote that does not end where the line ends.",
		            settings[i].name, s->path, number);
	return NULL;
}

static const char *read_file(struct source *s, str file)
{
	const char *wrong = NULL;

	for (int number = 1; file.len && !wrong; number++) {
		str line = str_cut(&file, '\n');

		if (line.len && line.ptr[line.len - 1] == '\r')
			line.len--;
		wrong = read_line(s, line, number);
	}
	return wrong;
}

static const char *read_environment(struct source *s, char *const *environment)
{
	for (; *environment; environment++) {
		str value = str_of(*environment);
		str name = str_cut(&value, '=');

		if (is_elsewhere(name))
			continue;
		int i = setting_of(name);
		if (i < 0)
			return flaw("%.*s (the environment) is not a setting; `describe config` "
			            "lists them.",
			            STR_ARGS(name_in(name)));
		s->values[i] = (struct value){ .text = value, .in_environment = true };
	}
	return NULL;
}

/* "OBELUS_X (the environment) <what is wrong>." */
static const char *value_flaw(const struct source *s, int i, const char *what)
{
	const struct value *v = &s->values[i];

	if (v->in_environment)
		return flaw("%s (the environment) %s.", settings[i].name, what);
	return flaw("%s (%s, line %d) %s.", settings[i].name, s->path, v->line, what);
}

static bool holds_control(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f)
			return true;
	return false;
}

static bool is_word_of(const struct setting *row, str text)
{
	str words = str_of(row->fallback);

	while (words.len)
		if (str_eq(str_cut(&words, '/'), text))
			return true;
	return false;
}

static const char *store(const struct source *s, int i, struct config *into)
{
	const struct setting *row = &settings[i];
	str text = s->values[i].text;
	int64_t number = (int64_t)text.len;
	char what[100];

	if (row->kind == SETTING_WORD && !is_word_of(row, text)) {
		snprintf(what, sizeof what, "must be one of %s", row->fallback);
		return value_flaw(s, i, what);
	}
	if (row->kind == SETTING_INT && !str_int(text, &number))
		number = row->min - 1;
	if (number < row->min || number > row->max) {
		snprintf(what, sizeof what, "must be %s %lld to %lld%s",
		         row->kind == SETTING_INT ? "a whole number," : "a text of",
		         (long long)row->min, (long long)row->max,
		         row->kind == SETTING_INT ? "" : " bytes");
		return value_flaw(s, i, what);
	}
	if (holds_control(text))
		return value_flaw(s, i, "must not hold control characters");
	if (row->kind == SETTING_INT)
		memcpy((char *)into + row->offset, &number, sizeof number);
	else
		memcpy((char *)into + row->offset, &text, sizeof text);
	return NULL;
}

const char *config_load(char *const *environment, char *file, size_t len, const char *path)
{
	struct source s = { .path = path };
	struct config read;
	const char *wrong;

	if ((wrong = read_file(&s, (str){ file, len })))
		return wrong;
	if ((wrong = read_environment(&s, environment)))
		return wrong;
	for (int i = 0; i < SETTING_COUNT; i++) {
		str fallback = str_of(settings[i].fallback);

		if (settings[i].kind == SETTING_WORD)
			fallback = str_cut(&fallback, '/');
		if (!s.values[i].text.ptr)
			s.values[i].text = fallback;
		if ((wrong = store(&s, i, &read)))
			return wrong;
	}
	config = read;
	return NULL;
}

/* The whole file; NULL and errno when it cannot be read. */
static char *slurp(const char *path, size_t *len)
{
	char *text = NULL;
	FILE *f = fopen(path, "re");

	*len = 0;
	if (!f)
		return NULL;
	if ((text = malloc(FILE_MOST + 1)))
		*len = fread(text, 1, FILE_MOST + 1, f);
	if (ferror(f) || *len > FILE_MOST) {
		errno = ferror(f) ? EIO : EFBIG;
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}

void config_read(void)
{
	static char *file; /* settings point into it */
	const char *path = getenv("OBELUS_CONFIG"), *wrong = NULL;
	size_t len = 0;

	if (path && *path && !(file = slurp(path, &len)))
		wrong = flaw("OBELUS_CONFIG (the environment): cannot read %s: %s.", path,
		             strerror(errno));
	if (!wrong)
		wrong = config_load(environ, file, len, path);
	if (wrong) {
		fprintf(stderr, "%s\n", wrong);
		exit(2);
	}
}

void config_describe(void)
{
	puts("| setting | default | may be | what it is |\n| --- | --- | --- | --- |");
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting *s = &settings[i];
		const char *quote = *s->fallback ? "`" : "";
		int first = (int)strcspn(s->fallback, "/");

		if (s->kind == SETTING_WORD)
			printf("| `%s` | `%.*s` | one of %s | %s |\n", s->name, first, s->fallback, s->fallback, s->about);
		else
			printf("| `%s` | %s%s%s | %s%lld to %lld%s | %s |\n", s->name, quote, s->fallback,
			       quote, s->kind == SETTING_INT ? "" : "text, ", (long long)s->min,
			       (long long)s->max, s->kind == SETTING_INT ? "" : " bytes", s->about);
	}
}
