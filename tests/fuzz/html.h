#ifndef HTML_H
#define HTML_H

#include "markdown.h"

/*
 * Reads HTML as strictly as markdown.h promises it: html_flaw says what is wrong, NULL when
 * nothing is.  It shares no code with what writes it.
 */
struct html {
	str rest;
	const char *open[MARKDOWN_DEEPEST + 2];
	int depth;
};

static inline bool html_skip(struct html *h, const char *word)
{
	size_t len = strlen(word);

	if (!str_starts(h->rest, (str){ word, len }))
		return false;
	h->rest = str_from(h->rest, len);
	return true;
}

static inline size_t html_span(str s, const char *of)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] && strchr(of, s.ptr[n]))
		n++;
	return n;
}

#define HTML_ALNUM "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* What stands in an address: ASCII that needs no quoting, & only as &amp;. */
static inline const char *html_address(struct html *h)
{
	bool is_mail = str_same((str){ h->rest.ptr, h->rest.len < 7 ? h->rest.len : 7 }, STR("mailto:"));
	bool is_page = str_same((str){ h->rest.ptr, h->rest.len < 7 ? h->rest.len : 7 }, STR("http://")) ||
	               str_same((str){ h->rest.ptr, h->rest.len < 8 ? h->rest.len : 8 }, STR("https://"));

	if (!is_mail && !is_page)
		return "an address that is neither http, https nor mailto";
	while (html_skip(h, "&amp;") || html_skip(h, "\"") == false) {
		size_t n = html_span(h->rest, HTML_ALNUM "-._~:/?#[]@!$'()*+,;=%");

		h->rest = str_from(h->rest, n);
		if (!n && !str_starts(h->rest, STR("&amp;")) && !str_starts(h->rest, STR("\"")))
			return "a byte that no address has";
	}
	if (!html_skip(h, " rel=\"noopener noreferrer nofollow\""))
		return "a link without rel";
	if (is_page != html_skip(h, " target=\"_blank\""))
		return "a target that does not fit the address";
	return NULL;
}

static inline const char *html_attributes(struct html *h, const char *tag)
{
	bool is_cell = !strcmp(tag, "td") || !strcmp(tag, "th");

	if (!strcmp(tag, "a"))
		return html_skip(h, " href=\"") ? html_address(h) : "a link without an address";
	if (is_cell && (html_skip(h, " align=\"left\"") || html_skip(h, " align=\"center\"") || html_skip(h, " align=\"right\"")))
		return NULL;
	if (!strcmp(tag, "li"))
		html_skip(h, " class=\"task\"");
	if (!strcmp(tag, "ol") && html_skip(h, " start=\"")) {
		h->rest = str_from(h->rest, html_span(h->rest, "0123456789"));
		if (!html_skip(h, "\""))
			return "a start that is no number";
	}
	return NULL;
}

static inline const char *html_tag(struct html *h)
{
	static const char *const tags[] = { "p",    "h3",    "h4",    "h5",    "h6", "blockquote", "ul", "ol", "li",  "pre",
		                            "code", "table", "thead", "tbody", "tr", "th",         "td", "em", "del", "a",
		                            "strong" };
	bool closes = html_skip(h, "/");
	str name = { h->rest.ptr, html_span(h->rest, HTML_ALNUM) };
	const char *tag = NULL, *flaw;

	h->rest = str_from(h->rest, name.len);
	if (!closes && (str_eq(name, STR("br")) || str_eq(name, STR("hr"))))
		return html_skip(h, ">") ? NULL : "an attribute of br or hr";
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_eq(name, str_of(tags[i])))
			tag = tags[i];
	if (!tag)
		return "an element that is not on the list";
	if (closes)
		return h->depth && h->open[--h->depth] == tag && html_skip(h, ">") ? NULL : "closed out of order";
	for (int i = 0; i < h->depth; i++)
		if (!strcmp(tag, "a") && h->open[i] == tag)
			return "a link within a link";
	if (h->depth >= MARKDOWN_DEEPEST + 1)
		return "too deep";
	h->open[h->depth++] = tag;
	flaw = html_attributes(h, tag);
	return flaw ? flaw : html_skip(h, ">") ? NULL : "an attribute that is not on the list";
}

static inline const char *html_flaw(str html)
{
	struct html h = { .rest = html };
	const char *flaw = NULL;

	while (h.rest.len && !flaw) {
		if (html_skip(&h, "<")) {
			flaw = html_tag(&h);
		} else if (html_skip(&h, "&")) {
			size_t n = html_span(h.rest, HTML_ALNUM "#");

			h.rest = str_from(h.rest, n);
			flaw = n && html_skip(&h, ";") ? NULL : "an & that is no character's";
		} else if (strchr(">\"", *h.rest.ptr)) {
			flaw = "a > or \" or NUL in the text";
		} else {
			h.rest = str_from(h.rest, 1);
		}
	}
	return flaw ? flaw : h.depth ? "an element that is not closed" : NULL;
}

#endif
