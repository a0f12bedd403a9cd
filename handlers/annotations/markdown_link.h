#ifndef MARKDOWN_LINK_H
#define MARKDOWN_LINK_H

#include "str.h"

/* Where a link of a text by strangers may lead, and where one stands in plain text. */
enum markdown_link { LINK_REFUSED = 0, LINK_PAGE, LINK_PERSON };

/*
 * Of an address without entities: http:// or https:// with a host is a page,
 * mailto: with someone a person.  One with a control character is refused.
 */
enum markdown_link markdown_link_kind(str address);

/*
 * The character that an entity ("&#65;", "&amp;") stands for, as UTF-8 into
 * `to`; how many bytes, never more than the entity has.  Of named ones those of
 * XML are known; another stays as it is.
 */
size_t markdown_link_entity(str entity, char *to);

/*
 * Does a bare address (http://…, https://…, www.…) stand in the text at *at or
 * later?  *at becomes where it begins.  It ends before a space, a < or the
 * punctuation of the sentence that it stands in.
 */
bool markdown_link_bare(str text, size_t *at, str *address);

#endif
