#ifndef MARKDOWN_H
#define MARKDOWN_H

#include "arena.h"
#include "status.h"

/*
 * Guidelines: Markdown to HTML that may stand in a page as it is.
 *
 * CommonMark, with tables (three dashes a column), strikethrough, task lists and bare
 * http addresses as GitHub has them.  Nobody's HTML is passed on: a tag is
 * text, and reads as it was typed.
 *
 * Elements: p h3 h4 h5 h6 blockquote ul ol li hr pre code table thead tbody
 * tr th td em strong del br a.  No others; all but hr and br closed, in the
 * order they were opened; an a never within an a.  Attributes: start of ol,
 * class="task" of li, align of th and td, href, rel and target of a.
 *
 * - A heading is two levels lower than written: # is h3, because the page has
 *   an h1 and an h2 already; nothing is lower than h6.
 * - A link goes to an http or https address with a host, or to a mailto
 *   address; it has rel="noopener noreferrer nofollow", and a page opens beside
 *   ours, so that a half-marked text is not left behind.  Of any other link, a
 *   relative one, too, the text is left.  One without text shows its address.
 *   Titles are left out.
 * - An image is a link to it with its alternative text: nothing is loaded from
 *   a stranger's host, which would learn of everyone who reads the guidelines.
 *   Within a link or an image, another one is only its text.
 * - A task begins with U+2610 or U+2611: there is nothing to tick here.
 * - Named characters (&eacute;) are left to the browser, which has the list; in
 *   addresses only amp, lt, gt, quot and apos are known.
 *
 * It takes some tens of milliseconds at most, and the arena is asked for what
 * the longest output takes: MARKDOWN_TIMES the text and MARKDOWN_SPARE.
 */
enum { MARKDOWN_MOST = 400000, MARKDOWN_TIMES = 16, MARKDOWN_SPARE = 65536, MARKDOWN_DEEPEST = 100 };

/*
 * *html is the text as HTML, alive as long as the arena.  INVALID: the text
 * is not UTF-8, or holds U+0000.  TOO_LARGE: it has more than MARKDOWN_MOST
 * bytes, its HTML would be longer than said above or nested deeper than
 * MARKDOWN_DEEPEST, or it has a shape that the parser would take minutes over
 * (markdown_bounds.h).  BROKEN: no memory for the parser.  Who stores a text
 * should ask first, and say so then.
 */
status markdown_html(struct arena *a, str text, str *html);

#endif
