#ifndef PERSONAL_EXPORT_PAGE_H
#define PERSONAL_EXPORT_PAGE_H

#include "shape.h"

/*
 * What a copy says about itself: about.json (GDPR Article 15), schema.json,
 * and index.html, which is read without a script or a connection.  It gathers
 * while the parts are read, in an arena of its own.
 */
struct part {
	str file, about, retain, columns; /* columns: a JSON array */
	int64_t rows;  /* so far */
	int64_t shown; /* rows of it that the page shows */
	size_t begun;  /* where it begins on the page */
	struct part *next;
};

struct page {
	struct arena *arena;
	moment made_at;
	str person; /* JSON: id, username, email, workspaces */
	struct json_t *known; /* the same, read */
	struct part *first, **last, *now;
	struct json rows; /* HTML of the rows that are shown, part after part */
};

/* `a` must outlive it and be its own. */
void page_begin(struct page *p, struct arena *a, moment made_at);

/* Whose copy it is, before any part. */
void page_person(struct page *p, str person);

/* A part begins: what is said of it is copied. */
void page_part(struct page *p, const struct part *said);

/* Some of its lines, JSON objects; of the first of a part its rows on the page are made. */
status page_lines(struct page *p, str lines);

/* The files, when all parts were read. */
str page_about(struct page *p);
str page_schema(struct page *p);
str page_index(struct page *p);

#endif
