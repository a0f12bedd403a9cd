#include "markdown.h"

#include <md4c.h>
#include <stdio.h>

#include "markdown_bounds.h"
#include "markdown_link.h"
#include "markup.h"
#include "text.h"

/* How many times the text the addresses may be that the parser hands over: a definition is used over and over. */
enum { PARSED_TIMES = 16, TAIL = 16 };

struct page {
	struct markup html;
	char *address; /* the last one; room for the longest */
	size_t address_most;
	size_t parsed, parsed_most; /* bytes of addresses handed over */
	const char *box;            /* of a task, written as soon as its text begins */
};

/* If there is one to be written. */
static void put_box(struct page *p)
{
	markup_word(&p->html, p->box);
	p->box = NULL;
}

/* What a callback returns: a number below 0 ends the parser, one above would confuse it. */
static int answer(const struct page *p)
{
	return p->html.flaw == OK ? 0 : -1;
}

static const char *tag_of_block(MD_BLOCKTYPE type, const void *detail)
{
	static const char *const headings[] = { "h3", "h4", "h5", "h6" };
	static const char *const tags[] = {
		[MD_BLOCK_QUOTE] = "blockquote", [MD_BLOCK_UL] = "ul",       [MD_BLOCK_OL] = "ol",
		[MD_BLOCK_LI] = "li",            [MD_BLOCK_CODE] = "pre",    [MD_BLOCK_P] = "p",
		[MD_BLOCK_TABLE] = "table",      [MD_BLOCK_THEAD] = "thead", [MD_BLOCK_TBODY] = "tbody",
		[MD_BLOCK_TR] = "tr",            [MD_BLOCK_TH] = "th",       [MD_BLOCK_TD] = "td",
	};

	if (type == MD_BLOCK_H) {
		unsigned level = ((const MD_BLOCK_H_DETAIL *)detail)->level;

		return headings[level < 1 ? 0 : level > 4 ? 3 : level - 1];
	}
	return type < sizeof tags / sizeof *tags ? tags[type] : NULL;
}

static const char *tag_of_span(MD_SPANTYPE type)
{
	switch (type) {
	case MD_SPAN_EM:
		return "em";
	case MD_SPAN_STRONG:
		return "strong";
	case MD_SPAN_DEL:
		return "del";
	case MD_SPAN_CODE:
		return "code";
	default:
		return NULL;
	}
}

static const char *align_of(const MD_BLOCK_TD_DETAIL *cell)
{
	switch (cell->align) {
	case MD_ALIGN_LEFT:
		return " align=\"left\"";
	case MD_ALIGN_CENTER:
		return " align=\"center\"";
	case MD_ALIGN_RIGHT:
		return " align=\"right\"";
	default:
		return NULL;
	}
}

static void put_start(struct page *p, unsigned start)
{
	char digits[sizeof " start=\"4294967295\""];
	int n = snprintf(digits, sizeof digits, " start=\"%u\"", start);

	if (start != 1)
		markup_put(&p->html, (str){ digits, (size_t)n });
}

static void put_attributes(struct page *p, MD_BLOCKTYPE type, const void *detail)
{
	switch (type) {
	case MD_BLOCK_OL:
		put_start(p, ((const MD_BLOCK_OL_DETAIL *)detail)->start);
		break;
	case MD_BLOCK_LI:
		if (((const MD_BLOCK_LI_DETAIL *)detail)->is_task)
			markup_put(&p->html, STR(" class=\"task\""));
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		markup_word(&p->html, align_of(detail));
		break;
	default:
		break;
	}
}

static void note_task(struct page *p, const MD_BLOCK_LI_DETAIL *item)
{
	if (item->is_task)
		p->box = item->task_mark == ' ' ? "\u2610 " : "\u2611 ";
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *with)
{
	struct page *p = with;
	const char *tag = tag_of_block(type, detail);

	if (type != MD_BLOCK_P)
		put_box(p);
	if (type == MD_BLOCK_HR || tag)
		markup_line(&p->html);
	if (type == MD_BLOCK_HR)
		markup_put(&p->html, STR("<hr>\n"));
	if (!tag)
		return answer(p);
	markup_begin(&p->html, tag, true);
	put_attributes(p, type, detail);
	markup_put(&p->html, STR(">"));
	if (type == MD_BLOCK_CODE)
		markup_span(&p->html, "code");
	if (type == MD_BLOCK_LI)
		note_task(p, detail);
	return answer(p);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *with)
{
	struct page *p = with;
	const char *tag = tag_of_block(type, detail);

	put_box(p);
	if (tag)
		markup_close(&p->html, tag, true);
	return answer(p);
}

/* The address with its entities resolved, until the next call. */
static str address_of(struct page *p, const MD_ATTRIBUTE *href)
{
	size_t len = 0;

	p->parsed += href->size;
	if (p->parsed > p->parsed_most || href->size > p->address_most) {
		p->html.flaw = TOO_LARGE;
		return STR("");
	}
	for (size_t i = 0; href->size && href->substr_offsets[i] < href->size; i++) {
		size_t from = href->substr_offsets[i];
		str part = { href->text + from, href->substr_offsets[i + 1] - from };

		if (href->substr_types[i] == MD_TEXT_ENTITY) {
			len += markdown_link_entity(part, p->address + len);
		} else if (part.len) {
			memcpy(p->address + len, part.ptr, part.len);
			len += part.len;
		}
	}
	return (str){ p->address, len };
}

static bool is_link(MD_SPANTYPE type)
{
	return type == MD_SPAN_A || type == MD_SPAN_IMG;
}

/* Both have an address and a title, in this order. */
static str link_address(struct page *p, MD_SPANTYPE type, const void *detail)
{
	const MD_SPAN_A_DETAIL *a = detail;
	const MD_SPAN_IMG_DETAIL *img = detail;

	p->parsed += type == MD_SPAN_A ? a->title.size : img->title.size;
	return address_of(p, type == MD_SPAN_A ? &a->href : &img->src);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *with)
{
	struct page *p = with;
	const char *tag = tag_of_span(type);

	put_box(p);
	if (is_link(type))
		markup_link(&p->html, link_address(p, type, detail));
	else if (tag)
		markup_span(&p->html, tag);
	return answer(p);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *with)
{
	struct page *p = with;
	const char *tag = tag_of_span(type);

	(void)detail;
	if (is_link(type))
		markup_close_link(&p->html);
	else if (tag)
		markup_close(&p->html, tag, false);
	return answer(p);
}

static void put_bare_link(struct page *p, str address)
{
	size_t len = str_same((str){ address.ptr, 4 }, STR("www.")) ? STR("http://").len : 0;

	if (len + address.len > p->address_most) {
		p->html.flaw = TOO_LARGE;
		return;
	}
	memcpy(p->address, "http://", len);
	memcpy(p->address + len, address.ptr, address.len);
	markup_link(&p->html, (str){ p->address, len + address.len });
	markup_text(&p->html, address);
	markup_close_link(&p->html);
}

static void put_text(struct page *p, str s)
{
	str address;

	for (size_t from = 0; !p->html.link_text; s = str_from(s, from)) {
		size_t at = 0;

		if (!markdown_link_bare(s, &at, &address))
			break;
		markup_text(&p->html, (str){ s.ptr, at });
		put_bare_link(p, address);
		from = at + address.len;
	}
	markup_text(&p->html, s);
}

/* The browser knows all the names; an unknown one it shows as it is. */
static void put_entity(struct page *p, str s)
{
	static const char of[] = "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool is_one = s.len > 2 && s.ptr[0] == '&' && s.ptr[s.len - 1] == ';';

	for (size_t i = 1; is_one && i < s.len - 1; i++)
		is_one = memchr(of, s.ptr[i], sizeof of - 1);
	if (is_one)
		markup_put(&p->html, s);
	else
		markup_text(&p->html, s);
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *with)
{
	struct page *p = with;
	str s = { text, size };

	put_box(p);
	switch (type) {
	case MD_TEXT_BR:
		markup_put(&p->html, STR("<br>\n"));
		break;
	case MD_TEXT_SOFTBR:
		markup_put(&p->html, STR("\n"));
		break;
	case MD_TEXT_NULLCHAR:
		markup_put(&p->html, STR("\ufffd"));
		break;
	case MD_TEXT_ENTITY:
		put_entity(p, s);
		break;
	case MD_TEXT_NORMAL:
		put_text(p, s);
		break;
	default:
		markup_text(&p->html, s);
	}
	return answer(p);
}

/*
 * A copy whose lines, the last one too, end with LF, and some bytes behind it: the
 * parser looks past the end of an unended line here and there.
 */
static str copy_of(struct arena *a, str text)
{
	char *to = arena_alloc(a, 1, text.len + TAIL);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n' && i && text.ptr[i - 1] == '\r')
			continue;
		to[len++] = text.ptr[i] == '\r' ? '\n' : text.ptr[i];
	}
	to[len++] = '\n';
	return (str){ to, len };
}

static status parse(struct page *p, str text)
{
	/* The parser's own bare links are left off: ours are found in what is text for certain. */
	static const MD_PARSER parser = { .flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
		                          .enter_block = enter_block,
		                          .leave_block = leave_block,
		                          .enter_span = enter_span,
		                          .leave_span = leave_span,
		                          .text = take_text };
	int failed = md_parse(text.ptr, (MD_SIZE)text.len, &parser, p);

	return failed && p->html.flaw == OK ? BROKEN : p->html.flaw;
}

status markdown_html(struct arena *a, str text, str *html)
{
	struct page p = { .html.most = MARKDOWN_TIMES * text.len + MARKDOWN_SPARE,
		          .parsed_most = PARSED_TIMES * text.len + MARKDOWN_SPARE,
		          .address_most = text.len + TAIL };
	size_t at;

	if (text.len > MARKDOWN_MOST)
		return TOO_LARGE;
	if (!text_valid(text, &at))
		return INVALID;
	str copy = copy_of(a, text);
	if (!markdown_is_bounded(copy))
		return TOO_LARGE;
	p.html.out = arena_alloc(a, 1, p.html.most);
	p.address = arena_alloc(a, 1, p.address_most);
	p.html.linked = arena_alloc(a, 1, p.address_most);
	TRY(parse(&p, copy));
	*html = (str){ p.html.out, p.html.len };
	return OK;
}
