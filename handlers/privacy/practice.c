#include "privacy.h"

#include "config.h"
#include "processing.h"
#include "queries.h"

/* clang-format off */
static const struct shape catalogue_word_shape = SHAPE(catalogue_word,
	TEXT(catalogue_word, kind, REQUIRED, 1, 20, "Of which member it is a value: class, purpose, basis and so on"),
	TEXT(catalogue_word, word, REQUIRED, 1, 40, "The word"),
	TEXT(catalogue_word, meaning, REQUIRED, 1, 200, "What it means"));

static const struct shape practice_table_shape = SHAPE(practice_table,
	TEXT(practice_table, name, REQUIRED, 1, 63, "A table of the database"),
	TEXT(practice_table, about, REQUIRED, 1, 1000, "What a row of it is"),
	TEXT(practice_table, retain, OPTIONAL, 1, 40, "Until when rows are kept: an event, with a time after it where one passes"));

static const struct shape practice_shape = SHAPE(practice,
	TEXT(practice, table, REQUIRED, 1, 63, "Its table"),
	TEXT(practice, name, REQUIRED, 1, 63, "A column of it"),
	TEXT(practice, about, REQUIRED, 1, 1000, "What it holds"),
	TEXT(practice, class, REQUIRED, 1, 40, "What kind of data that is"),
	TEXT(practice, subject, REQUIRED, 1, 20, "Whom it is about: a person, an address, or a workspace whose content it is"),
	TEXT(practice, purposes, REQUIRED, 1, 100, "What for; several are apart by commas"),
	TEXT(practice, basis, REQUIRED, 1, 40, "By which right"),
	TEXT(practice, source, REQUIRED, 1, 40, "From where"),
	TEXT(practice, clauses, REQUIRED, 1, 100, "Sentences of the privacy policy that say so; several are apart by commas"),
	TEXT(practice, retain, REQUIRED, 1, 40, "Until when: an event, with a time after it where one passes"),
	TEXT(practice, erase, REQUIRED, 1, 20, "What becomes of it when its subject asks to be erased"),
	BOOL(practice, export, REQUIRED, "Whether it is part of a person's copy of their data"));

static const struct shape practice_word_shape = SHAPE(practice_word,
	TEXT(practice_word, name, REQUIRED, 1, 20, "A word for it"),
	TEXT(practice_word, about, REQUIRED, 1, 400, "The same in sentences"));

#define STORED(T)                                                                                            \
	LIST(T, tables, REQUIRED, &practice_table_shape, 0, INT32_MAX, "Every table with such a column"),     \
	LIST(T, columns, REQUIRED, &practice_shape, 0, INT32_MAX, "Every column about a person, or with a customer's content")
#define MEASURES(T) LIST(T, measures, REQUIRED, &policy_clause_shape, 0, 1000, \
	"How it is protected: the sentences of the privacy policy in force that are about that above all (SE-1)")

const struct shape practices_found_shape = SHAPE(practices_found, STORED(practices_found), MEASURES(practices_found));
const struct shape practices_shape = SHAPE(practices,
	TEXT(practices, controller, REQUIRED, 1, 200, "Who is responsible"),
	TEXT(practices, contact, REQUIRED, 3, 200, "Whom to write to"),
	LIST(practices, people, REQUIRED, &practice_word_shape, 1, 100, "Whom it is about; each name is a subject of columns"),
	STORED(practices),
	LIST(practices, recipients, REQUIRED, &practice_word_shape, 1, 100, "Who gets it"),
	LIST(practices, transfers, REQUIRED, &practice_word_shape, 1, 100, "What goes to other countries"),
	MEASURES(practices),
	LIST(practices, words, REQUIRED, &catalogue_word_shape, 0, INT32_MAX, "What the words mean"));
/* clang-format on */

static struct list told(struct request *r, const struct word *words)
{
	struct practice_word *of;
	size_t n = 0;

	while (words[n].name)
		n++;
	of = NEWS(r->arena, struct practice_word, n);
	for (size_t i = 0; i < n; i++)
		of[i] = (struct practice_word){ str_of(words[i].name), str_of(words[i].about) };
	return (struct list){ of, n };
}

status practices_show(struct request *r)
{
	struct practices_found found;

	TRY(q_practices(r, config.mode, &found));
	return reply_with(r, &practices_shape, &(struct practices){
		.controller = config.controller, .contact = config.privacy_contact, .people = told(r, processing_people),
		.tables = found.tables, .columns = found.columns,
		.recipients = told(r, processing_recipients), .transfers = told(r, processing_transfers), .measures = found.measures,
		.words = { (void *)catalogue_words, catalogue_word_count },
	});
}
