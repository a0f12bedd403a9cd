/* HTML of any Markdown is well-formed and holds nothing but what markdown.h lists. */
#include "markdown.h"

#include "fuzz.h"
#include "html.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = fuzz_input(data, size), html = { 0 };
	size_t at;
	bool is_text = text_valid(text, &at);
	status made = markdown_html(fuzz_arena(), text, &html);

	MUST(made == (is_text ? OK : INVALID) || (is_text && made == TOO_LARGE));
	if (made != OK)
		return 0;
	const char *flaw = html_flaw(html);
	if (flaw)
		fprintf(stderr, "%s:\n%.*s\n", flaw, STR_ARGS(html));
	MUST(!flaw);
	MUST(text_valid(html, &at));
	MUST(html.len <= MARKDOWN_TIMES * text.len + MARKDOWN_SPARE);
	return 0;
}
