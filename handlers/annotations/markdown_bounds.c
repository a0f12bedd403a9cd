#include "markdown_bounds.h"

struct paragraph {
	int open;            /* brackets */
	int64_t lines, ends; /* ends: ] */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_blank(str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!is_space(line.ptr[i]))
			return false;
	return true;
}

/* Quotes and items that begin one within the other: "> - 1. ".  A rule, "* * *", is none of them. */
static int64_t marks_of(str line)
{
	int64_t marks = 0;
	char only = '\0';

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		if (is_space(c) || (c >= '0' && c <= '9'))
			continue;
		if (c != '>' && !(strchr("-+*.)", c) && (i + 1 == line.len || is_space(line.ptr[i + 1]))))
			return marks;
		only = marks++ && c != only ? 'x' : c;
	}
	return only == '-' || only == '*' ? 0 : marks;
}

/* An escaped bracket counts, too: whether it is one depends on what stands around it. */
static bool add_line(struct paragraph *p, str line)
{
	if (is_blank(line))
		*p = (struct paragraph){ 0 };
	p->lines++;
	for (size_t i = 0; i < line.len; i++) {
		p->ends += line.ptr[i] == ']';
		p->open += (line.ptr[i] == '[') - (line.ptr[i] == ']' && p->open > 0);
		if (p->open > BRACKETS_DEEPEST)
			return false;
	}
	return p->lines * p->ends <= LINES_WALKED_MOST && marks_of(line) <= MARKS_MOST;
}

bool markdown_is_bounded(str text)
{
	struct paragraph p = { 0 };

	while (text.len)
		if (!add_line(&p, str_cut(&text, '\n')))
			return false;
	return true;
}
