#include "annotations.h"

#include "markdown.h"
#include "queries.h"

const struct shape job_guidelines_shape = SHAPE(job_guidelines,
	TEXT(job_guidelines, markdown, OPTIONAL, 0, 100000, "How to label, as it was written; null: nobody said"),
	INT(job_guidelines, version, REQUIRED, 1, INT32_MAX, "The job's version"));

const struct shape guidelines_page_shape = SHAPE(guidelines_page,
	TEXT(guidelines_page, markdown, OPTIONAL, 0, 100000, "How to label, as it was written; null: nobody said"),
	TEXT(guidelines_page, html, OPTIONAL, 0, INT32_MAX, "The same to be shown: HTML of a few elements"),
	INT(guidelines_page, version, REQUIRED, 1, INT32_MAX, "The job's version"));

struct rendering {
	struct arena *arena;
	str markdown, html;
	status problem;
};

static void render(void *of)
{
	struct rendering *w = of;

	w->problem = markdown_html(w->arena, w->markdown, &w->html);
}

/* Some tens of milliseconds for the longest: not while others wait. */
static status html_of(struct request *r, str markdown, str *html)
{
	enum { LONG_TEXT = 4096 };
	struct rendering w = { .arena = r->arena, .markdown = markdown };

	if (markdown.len > LONG_TEXT)
		request_bulk(r, render, &w);
	else
		render(&w);
	*html = w.html;
	return w.problem;
}

status guidelines_check(struct request *r, str markdown)
{
	str html;

	if (!markdown.ptr)
		return OK;
	status s = html_of(r, markdown, &html);
	if (s == TOO_LARGE)
		return fail_at(r, INVALID, "#/guidelines", "is nested too deep, or has too many brackets in one place, to be shown");
	return s;
}

status guidelines_show(struct request *r)
{
	struct job_guidelines g;
	str html = { 0 };

	TRY(q_job_guidelines(r, r->caller.workspace, r->path_id[0], &g));
	if (g.markdown.ptr)
		TRY(html_of(r, g.markdown, &html));
	r->version = g.version;
	return reply_large(r, &guidelines_page_shape, &(struct guidelines_page){ g.markdown, html, g.version });
}
