#include "privacy.h"

#include "config.h"
#include "queries.h"

static const char *const setters[] = { "self", "one_click", "restore", NULL };

#define SHA256(T, m, about) TEXT_LIKE(T, m, REQUIRED, 64, 64, NULL, "^[0-9a-f]{64}$", about)
/* clang-format off */
#define STANDING(T)                                                                                       \
	BOOL(T, wanted, REQUIRED, "Do you get it? Nobody does who has not switched it on"),               \
	MOMENT(T, since, OPTIONAL, "Since when you do, or do not; null: you never said"),                 \
	WORD(T, set_by, OPTIONAL, setters, "How you said it: on a page, or by the link in a mail; or a backup was restored")

static const struct shape mail_choice_shape = SHAPE(mail_choice,
	WORD(mail_choice, category, REQUIRED, mail_category_words, "Which"),
	STANDING(mail_choice),
	MOMENT(mail_choice, mailed_at, OPTIONAL, "When there was such a mail last"));

const struct shape mail_choices_shape = SHAPE(mail_choices,
	INT(mail_choices, policy_version, REQUIRED, 1, INT32_MAX, "Of the privacy policy"),
	SHA256(mail_choices, policy_sha256, "Its hash"),
	LIST(mail_choices, choices, REQUIRED, &mail_choice_shape, 0, MAIL_CATEGORIES, "What they said"));

static const struct shape mail_preference_shape = SHAPE(mail_preference,
	WORD(mail_preference, category, REQUIRED, mail_category_words, "Which kind of mail"),
	TEXT(mail_preference, title, REQUIRED, 1, 100, "What it is called"),
	TEXT(mail_preference, text, REQUIRED, 1, 1000, "What one agrees to: a page shows it word for word"),
	TEXT(mail_preference, label, REQUIRED, 1, 100, "What stands beside the switch"),
	SHA256(mail_preference, text_sha256, "SHA-256 of title, text and label, with a line feed after each"),
	STANDING(mail_preference),
	MOMENT(mail_preference, mailed_at, OPTIONAL, "When there was such a mail last"));

const struct shape mail_preferences_shape = SHAPE(mail_preferences,
	BOOL(mail_preferences, signal, REQUIRED, "Does your browser send Global Privacy Control or Do Not Track?"),
	TEXT(mail_preferences, language, REQUIRED, 2, 2, "In which language the texts are (ISO 639-1)"),
	INT(mail_preferences, policy_version, REQUIRED, 1, INT32_MAX, "Which version of the privacy policy is in force"),
	SHA256(mail_preferences, policy_sha256, "Its hash"),
	LIST(mail_preferences, categories, REQUIRED, &mail_preference_shape, MAIL_CATEGORIES, MAIL_CATEGORIES, "Every kind of mail that you need not get"));

const struct shape mail_preference_new_shape = SHAPE(mail_preference_new,
	WORD(mail_preference_new, category, REQUIRED, mail_category_words, "Which kind of mail"),
	BOOL(mail_preference_new, wanted, REQUIRED, "Do you want it?"),
	SHA256(mail_preference_new, text_sha256, "Of what was shown to you; another text is not agreed to (412), a no needs none"),
	SHA256(mail_preference_new, policy_sha256, "Of the version of the privacy policy that you could read"),
	BOOL(mail_preference_new, despite_signal, OPTIONAL, "You were asked again, because your browser sends a signal against what is optional"));

const struct shape mail_preference_set_shape = SHAPE(mail_preference_set,
	BOOL(mail_preference_set, wanted, REQUIRED, "Is it wanted now?"),
	MOMENT(mail_preference_set, since, REQUIRED, "Since when"),
	WORD(mail_preference_set, set_by, REQUIRED, setters, "How that was said"));
/* clang-format on */

static struct mail_preference told(const struct mail_category *c, const struct list *choices)
{
	struct mail_preference p = { c->category, c->title, c->text, c->label, c->text_sha256, .wanted = false };
	const struct mail_choice *all = choices->items;

	for (size_t i = 0; i < choices->count; i++)
		if (str_eq(all[i].category, c->category)) {
			p.wanted = all[i].wanted;
			p.since = all[i].since;
			p.set_by = all[i].set_by;
			p.mailed_at = all[i].mailed_at;
		}
	return p;
}

status mail_preference_list(struct request *r)
{
	const struct mail_category *all = mail_categories(r->arena);
	struct mail_preference *told_of = NEWS(r->arena, struct mail_preference, MAIL_CATEGORIES);
	struct mail_choices found;

	TRY(q_mail_choices(r, r->caller.person, config.mode, &found));
	for (size_t i = 0; i < MAIL_CATEGORIES; i++)
		told_of[i] = told(&all[i], &found.choices);
	return reply_with(r, &mail_preferences_shape, &(struct mail_preferences){
		r->wants_privacy, STR("en"), found.policy_version, found.policy_sha256, { told_of, MAIL_CATEGORIES },
	});
}

/*
 * What is given is given to the very words that were shown, and not without a
 * second question to who sends a signal.  A "no" is taken whatever was shown:
 * it is recorded without words when they are others by now.
 */
status mail_preference_put(struct request *r)
{
	const struct mail_preference_new *n = r->body;
	const struct mail_category *c = mail_category_of(r->arena, n->category);
	const struct mail_category unshown = { .category = c->category };
	struct mail_preference_set set;

	if (!str_eq(n->text_sha256, c->text_sha256)) {
		if (n->wanted)
			return fail(r, STALE, "the text that you were shown has changed: read it again");
		c = &unshown;
	}
	if (n->wanted && r->wants_privacy && !n->despite_signal)
		return fail(r, CONFLICT, "your browser sends a signal against what is optional; say despite_signal if you want this "
			"all the same");
	status s = q_mail_preference_put(r, r->caller.person, n->category, n->wanted, uuid_new(), n->wanted && r->wants_privacy,
		config.mode, n->policy_sha256, c->text_sha256, c == &unshown ? (str){ 0 } : STR("en"), c->title, c->text, c->label,
		uuid_new(), r->id, &set);
	if (s == NOT_FOUND)
		return fail(r, STALE, "another version of the privacy policy is in force by now: read it first");
	TRY(s);
	return reply_with(r, &mail_preference_set_shape, &set);
}
