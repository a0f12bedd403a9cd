#include "markup.h"

#include "markdown_link.h"

static const char LINK[] = "a", NO_TAG[] = "";

void markup_put(struct markup *m, str s)
{
	if (s.len > m->most - m->len) {
		m->flaw = TOO_LARGE;
		return;
	}
	if (s.len)
		memcpy(m->out + m->len, s.ptr, s.len);
	m->len += s.len;
}

void markup_word(struct markup *m, const char *word)
{
	markup_put(m, str_of(word));
}

static const char *escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void markup_text(struct markup *m, str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *as = escape_of(s.ptr[i]);

		if (!as)
			continue;
		markup_put(m, (str){ s.ptr + from, i - from });
		markup_word(m, as);
		from = i + 1;
	}
	markup_put(m, str_from(s, from));
}

/* An address in its quotes: what may not stand in one is percent-encoded. */
static void put_address(struct markup *m, str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c))
			markup_put(m, (str){ (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3 });
		else
			markup_text(m, (str){ s.ptr + i, 1 });
	}
}

void markup_line(struct markup *m)
{
	if (m->len && m->out[m->len - 1] != '\n')
		markup_put(m, STR("\n"));
}

static void push(struct markup *m, const char *tag, bool is_block)
{
	if (m->depth == MARKDOWN_DEEPEST)
		m->flaw = TOO_LARGE;
	else
		m->open[m->depth++] = (struct element){ tag, is_block };
}

static void pop(struct markup *m)
{
	const struct element *e = &m->open[--m->depth];

	if (e->tag == NO_TAG)
		return;
	if (e->tag == LINK && m->len == m->link_text)
		markup_text(m, (str){ m->linked, m->linked_len });
	if (e->tag == LINK)
		m->link_text = 0;
	markup_put(m, STR("</"));
	markup_word(m, e->tag);
	markup_word(m, e->is_block ? ">\n" : ">");
}

/* Close the innermost of these and all within it.  A span ends with its block. */
static void close_down_to(struct markup *m, const char *tag, const char *or, bool is_block)
{
	for (int i = m->depth; i-- > 0;) {
		const struct element *e = &m->open[i];

		if (!is_block && e->is_block)
			return;
		if (e->is_block != is_block || (strcmp(e->tag, tag) && strcmp(e->tag, or)))
			continue;
		while (m->depth > i)
			pop(m);
		return;
	}
}

void markup_link(struct markup *m, str address)
{
	enum markdown_link kind = markdown_link_kind(address);

	if (m->link_text || !kind) {
		push(m, NO_TAG, false);
		return;
	}
	markup_begin(m, LINK, false);
	markup_put(m, STR(" href=\""));
	put_address(m, address);
	markup_put(m, STR("\" rel=\"noopener noreferrer nofollow\""));
	markup_word(m, kind == LINK_PAGE ? " target=\"_blank\">" : ">");
	memcpy(m->linked, address.ptr, address.len);
	m->linked_len = address.len;
	m->link_text = m->len;
}

void markup_begin(struct markup *m, const char *tag, bool is_block)
{
	push(m, tag, is_block);
	markup_put(m, STR("<"));
	markup_word(m, tag);
}

void markup_span(struct markup *m, const char *tag)
{
	markup_begin(m, tag, false);
	markup_put(m, STR(">"));
}

void markup_close(struct markup *m, const char *tag, bool is_block)
{
	close_down_to(m, tag, tag, is_block);
}

void markup_close_link(struct markup *m)
{
	close_down_to(m, LINK, NO_TAG, false);
}
