#include "privacy.h"

#include "config.h"
#include "secret.h"

/* What is offered here is off until somebody switches it on.  A changed word is another text, which is agreed to anew. */
static const struct {
	const char *category, *title, *begins, *goes_on, *label; /* between the two: who mails */
} offers[MAIL_CATEGORIES] = {
	{ "news", "News", "Now and then ",
	  " mails you what is new in this service. The mail is plain text, goes to the address of your account, and nothing in it "
	  "tells whether you have read it. You can end it at any time, here or by the link at the end of each such mail.",
	  "Mail me what is new" },
	{ "feedback", "Questions to you", "At most once in 90 days ",
	  " mails you and asks what you think of this service; you answer if you like. The mail is plain text, goes to the address "
	  "of your account, and nothing in it tells whether you have read it. You can end it at any time, here or by the link at the "
	  "end of each such mail.",
	  "Ask me what I think" },
};

const char *const mail_category_words[] = { "news", "feedback", NULL };

/* As table consent_text has it. */
static str hash_of(struct arena *a, const struct mail_category *c)
{
	return secret_sha256(a, arena_fmt(a, "%.*s\n%.*s\n%.*s\n", STR_ARGS(c->title), STR_ARGS(c->text), STR_ARGS(c->label)));
}

const struct mail_category *mail_categories(struct arena *a)
{
	struct mail_category *all = NEWS(a, struct mail_category, MAIL_CATEGORIES);

	for (size_t i = 0; i < MAIL_CATEGORIES; i++) {
		all[i] = (struct mail_category){ .category = str_of(offers[i].category),
			                         .title = str_of(offers[i].title),
			                         .text = arena_fmt(a, "%s%.*s%s", offers[i].begins,
			                                           STR_ARGS(config.controller), offers[i].goes_on),
			                         .label = str_of(offers[i].label) };
		all[i].text_sha256 = hash_of(a, &all[i]);
	}
	return all;
}

const struct mail_category *mail_category_of(struct arena *a, str category)
{
	const struct mail_category *all = mail_categories(a);

	for (size_t i = 0; i < MAIL_CATEGORIES; i++)
		if (str_eq(all[i].category, category))
			return &all[i];
	return NULL;
}
