#ifndef MARKDOWN_BOUNDS_H
#define MARKDOWN_BOUNDS_H

#include "str.h"

/*
 * What the parser would take long over, told from the bytes alone before it is
 * asked.  Every line walks through all quotes and lists that are open; a
 * bracket is looked up with all that it encloses; the line in which a link
 * stands is found by counting from its paragraph's first.
 */
enum { MARKS_MOST = 100, BRACKETS_DEEPEST = 20, LINES_WALKED_MOST = 20 * 1000 * 1000 };

/*
 * Of a text whose lines end with LF: no line begins with more than MARKS_MOST
 * quotes and items of lists, and between two blank lines no more than
 * BRACKETS_DEEPEST [ are open at once, nor is the number of lines times that
 * of ] more than LINES_WALKED_MOST.
 */
bool markdown_is_bounded(str text);

#endif
