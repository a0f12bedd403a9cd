#ifndef MARKUP_H
#define MARKUP_H

#include "markdown.h"

/*
 * HTML being written: what is opened is closed, in order, whatever the caller
 * says, because the parser's callbacks do not always come in pairs: a * in an
 * address ends an emphasis that began before it, and nobody is told.
 *
 * Nothing here takes from the arena: a full one jumps, and would jump over what
 * the parser has to free.
 */
struct element {
	const char *tag; /* NO_TAG: a link that became its text */
	bool is_block;
};

struct markup {
	char *out; /* room for `most` bytes */
	size_t len, most;
	struct element open[MARKDOWN_DEEPEST];
	int depth;
	char *linked; /* the address of the open link; room for the longest */
	size_t linked_len;
	size_t link_text; /* where the text of the open link begins; 0: none is open */
	status flaw;      /* TOO_LARGE once something did not fit */
};

/* As it is; a word may be NULL, which is nothing. */
void markup_put(struct markup *m, str raw);
void markup_word(struct markup *m, const char *raw);
/* With <, >, & and " escaped. */
void markup_text(struct markup *m, str text);
/* Begin a line, unless this is the beginning of one. */
void markup_line(struct markup *m);

/* <tag: attributes may follow, and the > must. */
void markup_begin(struct markup *m, const char *tag, bool is_block);
/* <tag> */
void markup_span(struct markup *m, const char *tag);
/* An a to this address; only its text if it is refused, or if one is open. */
void markup_link(struct markup *m, str address);

/*
 * Close the innermost block of this tag, or the innermost such span of the
 * innermost block, and all that is within; nothing if there is none.
 */
void markup_close(struct markup *m, const char *tag, bool is_block);
void markup_close_link(struct markup *m);

#endif
