/* Guidelines as HTML: what Markdown means, and what must never come out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#undef fail /* ours is another */

#include "../../fuzz/html.h"
#include "markdown.h"

#define A(to) "<a href=\"" to "\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">"
#define MAIL(to) "<a href=\"" to "\" rel=\"noopener noreferrer nofollow\">"

static struct arena arena;

static status made_of(str text, str *html)
{
	if (!arena.base)
		arena_init(&arena, 32 << 20);
	arena_reset(&arena);
	return markdown_html(&arena, text, html);
}

static void check(const char *text, const char *html)
{
	str got;

	assert_int_equal(made_of(str_of(text), &got), OK);
	assert_null(html_flaw(got));
	assert_string_equal(arena_cstr(&arena, got), html);
}

/* In a paragraph. */
static void check_line(const char *text, const char *html)
{
	char whole[2048];

	assert_in_range(snprintf(whole, sizeof whole, "<p>%s</p>\n", html), 0, sizeof whole - 1);
	check(text, whole);
}

static void nothing_is_nothing(void **unused)
{
	(void)unused;
	check("", "");
	check("\n \n\t\n", "");
}

static void headings_stand_below_those_of_the_page(void **unused)
{
	(void)unused;
	check("# a\n## b\n### c\n#### d\n##### e\n###### f\n####### g",
	      "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>\n<h6>f</h6>\n<p>####### g</p>\n");
	check("One\n===\n\nTwo *em*\n---\n", "<h3>One</h3>\n<h4>Two <em>em</em></h4>\n");
	check("#no\n\n# yes #", "<p>#no</p>\n<h3>yes</h3>\n");
}

static void blocks_are_those_of_commonmark(void **unused)
{
	(void)unused;
	check("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>\n");
	check("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n");
	check("a\rb\r\n\r\nc\r", "<p>a\nb</p>\n<p>c</p>\n");
	check("***\n---\n_ _ _", "<hr>\n<hr>\n<hr>\n");
	check("> a\nb\n>\n> > c", "<blockquote>\n<p>a\nb</p>\n<blockquote>\n<p>c</p>\n</blockquote>\n</blockquote>\n");
	check("    a <b>\n\n    *c*", "<pre><code>a &lt;b&gt;\n\n*c*\n</code></pre>\n");
	check("```c onclick=\"x\"\nif (a < b && \"c\")\n```\nd",
	      "<pre><code>if (a &lt; b &amp;&amp; &quot;c&quot;)\n</code></pre>\n<p>d</p>\n");
	check("~~~\nnever closed [a](https://b)", "<pre><code>never closed [a](https://b)\n</code></pre>\n");
}

static void lists_keep_their_kind_and_their_start(void **unused)
{
	(void)unused;
	check("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
	check("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n");
	check("1. a\n2. b\n   - c", "<ol>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n");
	check("7) a", "<ol start=\"7\">\n<li>a</li>\n</ol>\n");
	check("0. a", "<ol start=\"0\">\n<li>a</li>\n</ol>\n");
	check("999999999. a", "<ol start=\"999999999\">\n<li>a</li>\n</ol>\n");
	check("-", "<ul>\n<li></li>\n</ul>\n");
	check("- a\n+ b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n");
}

static void tasks_show_their_box(void **unused)
{
	(void)unused;
	check("- [ ] a\n- [x] b\n- [X] *c*\n- d",
	      "<ul>\n<li class=\"task\">\u2610 a</li>\n<li class=\"task\">\u2611 b</li>\n"
	      "<li class=\"task\">\u2611 <em>c</em></li>\n<li>d</li>\n</ul>\n");
	check("- [x] a\n\n- b", "<ul>\n<li class=\"task\">\n<p>\u2611 a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n");
	check("- [y] a", "<ul>\n<li>[y] a</li>\n</ul>\n");
}

static void tables_are_those_of_github(void **unused)
{
	(void)unused;
	check("a | b | c | d\n:--- | ---: | :---: | ---\n*1* | 2\\|3 | `x` |\n| too | many | cells | are | lost\n\nafter",
	      "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n<th align=\"center\">c</th>\n"
	      "<th>d</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"left\"><em>1</em></td>\n<td align=\"right\">2|3</td>\n"
	      "<td align=\"center\"><code>x</code></td>\n<td></td>\n</tr>\n<tr>\n<td align=\"left\">too</td>\n"
	      "<td align=\"right\">many</td>\n<td align=\"center\">cells</td>\n<td>are</td>\n</tr>\n</tbody>\n</table>\n<p>after</p>\n");
	check("|a|\n|---|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n");
	check("a | b\n\n---|---", "<p>a | b</p>\n<p>---|---</p>\n");
}

static void words_are_marked(void **unused)
{
	(void)unused;
	check_line("*a* _b_ **c** __d__ ***e***", "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> "
	                                          "<em><strong>e</strong></em>");
	check_line("a_b_c * d * 2*3", "a_b_c * d * 2*3");
	check_line("*a __b *c d__ e*", "<em>a <strong>b *c d</strong> e</em>");
	check_line("~~a~~ ~b~", "<del>a</del> <del>b</del>");
	check_line("`*a*` `` ` `` `<b>`", "<code>*a*</code> <code>`</code> <code>&lt;b&gt;</code>");
	check_line("\\*a\\* \\<b> \\&amp; \\a", "*a* &lt;b&gt; &amp;amp; \\a");
	check_line("\"x\" & 'y' < z > &", "&quot;x&quot; &amp; 'y' &lt; z &gt; &amp;");
	check_line("&copy; &#65; &#x3C;b&#62; &nope &a; &;", "&copy; &#65; &#x3C;b&#62; &amp;nope &amp;a; &amp;;");
	check_line("\u00e9\U0001f600 \u202e", "\u00e9\U0001f600 \u202e");
}

static void links_lead_to_pages_and_persons(void **unused)
{
	(void)unused;
	check_line("[a *b*](https://e.org/x?y=1&z=2#f)", A("https://e.org/x?y=1&amp;z=2#f") "a <em>b</em></a>");
	check_line("[a](http://e.org \"T\")", A("http://e.org") "a</a>");
	check_line("[a](HTTPS://E.org)", A("HTTPS://E.org") "a</a>");
	check_line("[a](<https://e.org/b c>)", A("https://e.org/b%20c") "a</a>");
	check_line("[a](https://e.org/\u00fc\"'`%41)", A("https://e.org/%C3%BC%22'%60%41") "a</a>");
	check_line("[a](https://e.org/?b=1&amp;c&quot;&#x41;&copy;)", A("https://e.org/?b=1&amp;c%22A&amp;copy;") "a</a>");
	check_line("[a](https://e.org/x_(y))", A("https://e.org/x_(y)") "a</a>");
	check_line("[a](http://[::1]:80/)", A("http://[::1]:80/") "a</a>");
	check_line("[a](mailto:a@b.c?subject=d)", MAIL("mailto:a@b.c?subject=d") "a</a>");
	check_line("[a][B] [b][] [b] [c]\n\n[b]: https://e.org", A("https://e.org") "a</a> " A("https://e.org") "b</a> " A(
	                                                           "https://e.org") "b</a> [c]");
	check_line("[](https://e.org/?\"&lt;b)", A("https://e.org/?%22%3Cb") "https://e.org/?&quot;&lt;b</a>");
	check_line("<https://e.org> <a@b.c>", A("https://e.org") "https://e.org</a> " MAIL("mailto:a@b.c") "a@b.c</a>");
}

static void bare_addresses_end_before_the_sentence_does(void **unused)
{
	(void)unused;
	check_line("see https://e.org/a_b_c.", "see " A("https://e.org/a_b_c") "https://e.org/a_b_c</a>.");
	check_line("(http://e.org/a_(b)) x", "(" A("http://e.org/a_(b)") "http://e.org/a_(b)</a>) x");
	check_line("www.e.org, WWW.f.org?!", A("http://www.e.org") "www.e.org</a>, " A("http://WWW.f.org") "WWW.f.org</a>?!");
	check_line("**https://e.org**", "<strong>" A("https://e.org") "https://e.org</a></strong>");
	check_line("http://a?b=1&c=\"d\"", A("http://a?b=1&amp;c=%22d") "http://a?b=1&amp;c=&quot;d</a>&quot;");
	check_line("http://a<b", A("http://a") "http://a</a>&lt;b");
	check_line("xhttp://a awww.b http:// https:///c www. ://a", "xhttp://a awww.b http:// https:///c www. ://a");
	check_line("`https://e.org`", "<code>https://e.org</code>");
	check_line("[https://a.org](https://b.org)", A("https://b.org") "https://a.org</a>");
	check_line("[www.a.org](b)", A("http://www.a.org") "www.a.org</a>");
}

static void other_links_are_their_text(void **unused)
{
	static const char *const refused[] = {
		"javascript:alert(1)",
		"JaVaScRiPt:alert(1)",
		"javascript&colon;alert(1)",
		"javascript&#58;alert(1)",
		"&#106;avascript:alert(1)",
		"&#x6A;&#x61;vascript:alert(1)",
		"java&#10;script:alert(1)",
		"java&Tab;script:alert(1)",
		"&#1;javascript:alert(1)",
		"<java\tscript:alert(1)>",
		"< javascript:alert(1)>",
		"vbscript:msgbox(1)",
		"data:text/html;base64,PHNjcmlwdD4=",
		"data:text/html,<script>alert(1)</script>",
		"blob:https://e.org/1",
		"file:///etc/passwd",
		"view-source:https://e.org",
		"//e.org/a",
		"\\\\\\\\e.org/a",
		"/a",
		"a",
		"#a",
		"?a",
		"",
		"http:",
		"http://",
		"http:/e.org",
		"http:e.org",
		"https:\\\\\\\\e.org",
		"https:///e.org",
		"https://\\\\e.org",
		"https://?a",
		"https://#a",
		"https://@e.org",
		"https://:80",
		"https://&#9;e.org",
		"https://e.org/&#10;a",
		"https://e.org/&#x7f;",
		"<https://e.org/\x01>",
		"ht&Tab;tps://e.org",
		"https&colon;//e.org",
		"feed:https://e.org",
		"mailto:",
		"mailto:?to=a@b.c",
		"tel:112",
		"ftp://e.org",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		char text[200];

		snprintf(text, sizeof text, "x [a *b*](%s) ![c](%s) y", refused[i], refused[i]);
		str html;
		assert_int_equal(made_of(str_of(text), &html), OK);
		assert_null(html_flaw(html));
		if (strstr(arena_cstr(&arena, html), "<a"))
			print_error("%s becomes %.*s", text, STR_ARGS(html));
		assert_null(strstr(arena_cstr(&arena, html), "<a"));
	}
	check_line("[a *b*](javascript:alert(1))", "a <em>b</em>");
	check_line("[a](//e.org \"t\")", "a");
	check_line("[a][b]\n\n[b]: data:text/html,x", "a");
	check_line("<javascript:alert(1)> <ftp://e.org>", "javascript:alert(1) ftp://e.org");
}

static void images_are_links_and_load_nothing(void **unused)
{
	(void)unused;
	check_line("![a *b*](https://e.org/i.png \"t\")", A("https://e.org/i.png") "a <em>b</em></a>");
	check_line("![](https://e.org/i.png)", A("https://e.org/i.png") "https://e.org/i.png</a>");
	check_line("![a](/i.png) ![b](data:image/svg+xml,x)", "a b");
	check_line("[![a](https://i.org)](https://e.org) b", A("https://e.org") "a</a> b");
	check_line("[![](https://i.org)](https://e.org)", A("https://e.org") "https://e.org</a>");
	check_line("![a [b](https://b.org) c](https://e.org)", A("https://e.org") "a b c</a>");
	check_line("[![a](https://i.org)](x:y)", A("https://i.org") "a</a>");
}

static void tags_are_text(void **unused)
{
	(void)unused;
	check_line("<b>*a*</b>", "&lt;b&gt;<em>a</em>&lt;/b&gt;");
	check_line("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
	check_line("<div onclick=\"a\">", "&lt;div onclick=&quot;a&quot;&gt;");
	check_line("<!-- a --> <?b?> <!C> <![CDATA[d]]>",
	           "&lt;!-- a --&gt; &lt;?b?&gt; &lt;!C&gt; &lt;![CDATA[d]]&gt;");
	check("<table>\n<tr>\n\n*a*", "<p>&lt;table&gt;\n&lt;tr&gt;</p>\n<p><em>a</em></p>\n");
}

/* Whatever is tried: html_flaw reads the outcome more strictly than any browser. */
static void nothing_hostile_comes_out(void **unused)
{
	static const char *const tried[] = {
		"<img src=x onerror=alert(1)>",
		"<svg/onload=alert(1)>",
		"<scr<script>ipt>alert(1)</scr</script>ipt>",
		"<iframe srcdoc=\"<script>alert(1)</script>\">",
		"<a href=\"javascript:alert(1)\">x</a>",
		"<style>@import 'https://e.org'</style>",
		"<!--><script>alert(1)</script>-->",
		"<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
		"&lt;script&gt;alert(1)&lt;/script&gt;",
		"&#60;script&#62;",
		"`<script>`",
		"``` \"><script>alert(1)</script>\nx\n```",
		"[a](https://e.org/\"onmouseover=\"alert(1))",
		"[a](https://e.org/&quot;onmouseover=&quot;alert&#40;1&#41;)",
		"[a](<https://e.org/\"><script>alert(1)</script>>)",
		"[a](https://e.org '\"><script>alert(1)</script>')",
		"[a](https://e.org \"&quot;&gt;&lt;script&gt;\")",
		"[\"><script>alert(1)</script>](https://e.org)",
		"![\" onerror=\"alert(1)](https://e.org/x)",
		"![a](https://e.org/x\" onerror=\"alert(1))",
		"<https://e.org/\"onclick=alert(1)//>",
		"<https://e.org/<script>>",
		"http://e.org/\"onclick=\"alert(1)",
		"www.e.org'><script>",
		"[a]: javascript:alert(1)\n\n[a] [a][] [b][a]",
		"[a]: https://e.org/\"> '\"><b>'\n\n[a]",
		"[<script>]: https://e.org\n\n[<script>]",
		"a | b\n---|---\n<script> | \" onclick=\"\n",
		"1\" onclick=\"x. a",
		"- [x\" onclick=\"] a",
		"# a {onclick=alert(1)}",
		"[a](https://e.org){onclick=alert(1)}",
		"[a](https://e.org/\\\"\\>)",
		"*<a@b.c\"onclick=x>*",
		"<a\"onclick=x@b.c>",
		"[a](mailto:a@b.c\"onclick=\"x)",
		"[a](mailto:<script>@b)",
		"https://e.org/&quot;&gt;",
		"https://e.org/\\\"\\>",
		"\\<script\\>",
		"&<script>;",
		"&#;<b>&#x;",
		"&#0;&#x0;&#xFFFFFF;",
		"\x01\x02\x1b\x7f<\x0b>",
		"\xef\xbb\xbf<script>",
		"\uff1cscript\uff1e",
		/* The parser tells of ends without a beginning, and the other way round. */
		"# Hi *e. [b](ja*v) [!c",
		"*a [b](https://e.org/*) c* [d*](x) e*",
		"[*a](b*c) **d [e](f** g) [**h](i)",
		"a [~~b](c~~d) `e` | f\n---|---\n*a [b](c*d) | e*",
		"**[a *b](https://e*) c*",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		str html;

		assert_int_equal(made_of(str_of(tried[i]), &html), OK);
		if (html_flaw(html))
			print_error("%s becomes %.*s", tried[i], STR_ARGS(html));
		assert_null(html_flaw(html));
	}
	check("# Hi *e. [b](ja*v) c", "<h3>Hi <em>e. b c</em></h3>\n");
}

/* The same, `times` times, between two texts. */
static str repeated(const char *before, const char *what, size_t times, const char *after)
{
	static char text[MARKDOWN_MOST + 1000];
	size_t len = strlen(before), step = strlen(what);

	assert_true(len + step * times + strlen(after) < sizeof text);
	memcpy(text, before, len);
	for (size_t i = 0; i < times; i++, len += step)
		memcpy(text + len, what, step);
	memcpy(text + len, after, strlen(after));
	return (str){ text, len + strlen(after) };
}

static status made_soon(str text)
{
	str html = STR("");
	clock_t begun = clock();
	status made = made_of(text, &html);

	assert_true(made != OK || !html_flaw(html));
	assert_true(html.len <= MARKDOWN_TIMES * text.len + MARKDOWN_SPARE);
	/* What is not linear takes many times as long. */
	assert_true(clock() - begun < CLOCKS_PER_SEC / 2);
	return made;
}

static void what_is_too_much_is_said(void **unused)
{
	(void)unused;
	assert_int_equal(made_soon(repeated("", ">", 99, "a")), OK);
	assert_int_equal(made_soon(repeated("", ">", 100, "a")), TOO_LARGE);
	assert_int_equal(made_soon(repeated("", "> ", 99, "*a*")), TOO_LARGE);
	assert_int_equal(made_soon(repeated("", "*a **a ", 49, "b")), OK);
	assert_int_equal(made_soon(repeated("", "- ", 200, "")), OK);
	assert_int_equal(made_soon(repeated("", "-", 500, "|\n")), OK);
	assert_int_equal(made_soon(repeated("", "- * ", 100, "")), TOO_LARGE);
	assert_int_equal(made_soon(repeated("", "[", 20, "a")), OK);
	assert_int_equal(made_soon(repeated("", "[", 21, "a")), TOO_LARGE);
	assert_int_equal(made_soon(repeated("", "[a\n\n", 100, "a")), OK);
	assert_int_equal(made_soon(repeated("", "- [a](https://e.org)\n", 4000, "")), OK);
	assert_int_equal(made_soon(repeated("", "](\n", 5000, "")), TOO_LARGE);
	assert_int_equal(made_soon(repeated("", "](\r", 5000, "")), TOO_LARGE);
	assert_int_equal(made_soon(repeated("", "](\n\n", 5000, "")), OK);
	assert_int_equal(made_soon(repeated("", "x", MARKDOWN_MOST, "")), OK);
	assert_int_equal(made_soon(repeated("", "x", MARKDOWN_MOST, "x")), TOO_LARGE);
}

static void a_text_that_is_none_is_invalid(void **unused)
{
	(void)unused;
	assert_int_equal(made_soon(STR("a\xff" "b")), INVALID);
	assert_int_equal(made_soon(STR("a\xc3")), INVALID);
	assert_int_equal(made_soon(STR("a\0b")), INVALID);
}

/* Shapes on which parsers of Markdown are known to have taken minutes, 100,000 characters each. */
static void no_shape_takes_long(void **unused)
{
	static const struct {
		const char *before, *what, *after;
	} shapes[] = {
		{ "", "> ", "a" },
		{ "", "- + ", "a" },
		{ "", "* ", "a" },
		{ "", "[", "a" },
		{ "", "![", "a" },
		{ "", "[a](", "" },
		{ "", "]([\n", "" },
		{ "", "](\r", "" },
		{ "[a]: b\n\n", "[a\nb]", "" },
		{ "", "[a](b\n", "" },
		{ "", "[a](<b\n", "" },
		{ "", "[a](b '\n", "" },
		{ "", "[ (](", "" },
		{ "[a]: b\n\n", "[a][", "" },
		{ "", "*a_ ", "" },
		{ "", "a***", "" },
		{ "a**b", "c* ", "" },
		{ "", "*a **a ", "b" },
		{ "", "~~a ", "" },
		{ "", "`a", "" },
		{ "", "\\``", "" },
		{ "", "<a ", "" },
		{ "", "<!--", "" },
		{ "", "<?", "" },
		{ "", "www._", "x" },
		{ "", "http://a(", "" },
		{ "http://a", ")", "" },
		{ "", "&#", "" },
		{ "a|b\n---|---\n", "|\n", "" },
		{ "a|b\n---|---\n", "|", "" },
		{ "", "[a]: b '\n", "" },
		{ "- ", "\n", "a" },
	};

	(void)unused;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		size_t times = 99980 / strlen(shapes[i].what);
		status made = made_soon(repeated(shapes[i].before, shapes[i].what, times, shapes[i].after));

		assert_true(made == OK || made == TOO_LARGE);
	}
}

/* Rows of one cell each, which are filled up. */
static str table(size_t columns, size_t rows)
{
	static char text[100000];
	size_t len = 0;

	assert_true(columns * 6 + rows * 2 + 2 <= sizeof text);
	for (size_t i = 0; i < columns; i++, len += 2)
		memcpy(text + len, "x|", 2);
	text[len++] = '\n';
	for (size_t i = 0; i < columns; i++, len += 4)
		memcpy(text + len, "---|", 4);
	text[len++] = '\n';
	for (size_t i = 0; i < rows; i++, len += 2)
		memcpy(text + len, "x\n", 2);
	return (str){ text, len };
}

static void a_short_text_does_not_become_a_long_one(void **unused)
{
	static char defined[100000], nested[100000], blank[52000];
	size_t len;

	(void)unused;
	assert_int_equal(made_soon(table(30, 200)), OK);
	assert_int_equal(made_soon(table(100, 200)), TOO_LARGE);
	assert_int_equal(made_soon(table(5000, 30000)), TOO_LARGE);

	len = (size_t)snprintf(defined, sizeof defined, "[x]: javascript:");
	memset(defined + len, 'x', 40000);
	for (len += 40000; len < 60000; len += 7)
		memcpy(defined + len, "\n\n[x][]", 7);
	assert_int_equal(made_soon((str){ defined, len }), TOO_LARGE);

	memset(blank, '\n', sizeof blank - 1);
	assert_int_equal(made_soon(repeated("", "- * ", 12000, blank)), TOO_LARGE);

	memset(nested, '[', 50000);
	memset(nested + 50000, ']', 49990);
	memcpy(nested + 99980, "\n\n[a]: b", 8);
	assert_int_equal(made_soon((str){ nested, 99988 }), TOO_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(headings_stand_below_those_of_the_page),
		cmocka_unit_test(blocks_are_those_of_commonmark),
		cmocka_unit_test(lists_keep_their_kind_and_their_start),
		cmocka_unit_test(tasks_show_their_box),
		cmocka_unit_test(tables_are_those_of_github),
		cmocka_unit_test(words_are_marked),
		cmocka_unit_test(links_lead_to_pages_and_persons),
		cmocka_unit_test(bare_addresses_end_before_the_sentence_does),
		cmocka_unit_test(other_links_are_their_text),
		cmocka_unit_test(images_are_links_and_load_nothing),
		cmocka_unit_test(tags_are_text),
		cmocka_unit_test(nothing_hostile_comes_out),
		cmocka_unit_test(what_is_too_much_is_said),
		cmocka_unit_test(a_text_that_is_none_is_invalid),
		cmocka_unit_test(no_shape_takes_long),
		cmocka_unit_test(a_short_text_does_not_become_a_long_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
