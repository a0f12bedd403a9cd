/* A text that an operator gave (make news) goes to all who asked for such mail: a batch, and a job for the next. */
#include "privacy.h"

#include "config.h"
#include "log.h"
#include "mail.h"
#include "queries.h"

enum { BATCH = 200, LEASE_SECONDS = 60, ATTEMPTS = 20 };

struct mailing_ask {
	uuid mailing, after;
};
static const struct shape mailing_ask_shape = SHAPE(mailing_ask,
	UUID(mailing_ask, mailing, REQUIRED, "Which text"),
	UUID(mailing_ask, after, OPTIONAL, "After whom; null: from the beginning"));

const struct shape mailing_turn_shape = SHAPE(mailing_turn,
	UUID(mailing_turn, last, OPTIONAL, "Whose turn it was last; null: nobody is left"),
	INT(mailing_turn, made, REQUIRED, 0, INT32_MAX, "How many mails were made"));

/* What stands below the text, and how the link begins that ends such mail. */
struct mailing_letter {
	str footer, link;
};
static const struct shape mailing_letter_shape = SHAPE(mailing_letter,
	TEXT(mailing_letter, footer, REQUIRED, 1, 2000, "With {link}"),
	TEXT(mailing_letter, link, REQUIRED, 1, 300, "Without the token"));

static str letter(struct request *r)
{
	struct json out = { .arena = r->arena };
	struct mailing_letter l = {
		.footer = arena_fmt(r->arena,
			"\n\n-- \nYou get this because you switched it on at %.*s/account/mail. This link ends it, without a log-in:\n\n"
			"{link}\n",
			STR_ARGS(config.origin)),
		.link = arena_fmt(r->arena, "%.*s/u/", STR_ARGS(config.origin)),
	};

	shape_write(&out, &mailing_letter_shape, &l);
	return (str){ out.ptr, out.len };
}

/* Who is run again after its end makes nothing twice: each person has a text once. */
static status run_mailing(struct request *r, const struct job *j)
{
	struct mailing_ask ask;
	struct mailing_turn turn;
	struct flaw *flaws;
	int64_t made;

	TRY(shape_decode(r->arena, &mailing_ask_shape, j->payload, &ask, &flaws));
	TRY(q_mailing_batch(r, ask.mailing, ask.after, BATCH, letter(r), &turn));
	if (!uuid_given(&turn.last))
		return OK;
	log_event(LOG_INFO, "mailing.batch", "rows", log_number(turn.made), NULL);
	return q_mailing_again(r, uuid_new(), ask.mailing, turn.last, &made);
}

const struct job_kind mailing_job = { "mailing", LEASE_SECONDS, ATTEMPTS, run_mailing };
