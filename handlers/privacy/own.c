#include "privacy.h"

#include "activity.h"
#include "page.h"
#include "queries.h"

/* Of each table are so many rows counted and shown: an answer is short, however much someone did. */
enum { COUNTED = 10000, SHOWN = 20 };

/* clang-format off */
const struct shape own_record_shape = SHAPE(own_record,
	TEXT(own_record, table, REQUIRED, 1, 63, "A table that has rows about you"),
	TEXT(own_record, about, REQUIRED, 1, 1000, "What a row of it is"),
	TEXT(own_record, why, REQUIRED, 1, 1000, "By what in it you are meant"),
	INT(own_record, records, REQUIRED, 0, COUNTED, "How many rows; as many as are counted at most"),
	JSON(own_record, sample, REQUIRED, "The newest of them, with what is part of your copy"));

const struct shape own_records_shape = SHAPE(own_records,
	INT(own_records, counted, REQUIRED, COUNTED, COUNTED, "How many rows of a table are counted at most"),
	LIST(own_records, tables, REQUIRED, &own_record_shape, 0, INT32_MAX, "Every table in which something may be about you"));

#define DEED(T)                                                                                    \
	UUID(T, id, REQUIRED, "Its id"),                                                           \
	MOMENT(T, at, REQUIRED, "When"),                                                           \
	TEXT(T, verb, REQUIRED, 1, 40, "What you did, as a word")
#define PLACE(T)                                                                                   \
	UUID(T, workspace, OPTIONAL, "In which workspace; null: to your account"),                 \
	TEXT(T, workspace_name, OPTIONAL, 1, 200, "Its name, while you belong to it"),             \
	UUID(T, project, OPTIONAL, "In which project; null: in none"),                             \
	TEXT(T, project_name, OPTIONAL, 1, 200, "Its name, while you may see it")

const struct shape own_deed_found_shape = SHAPE(own_deed_found, DEED(own_deed_found), PLACE(own_deed_found));
const struct shape own_deed_shape = SHAPE(own_deed, DEED(own_deed),
	TEXT(own_deed, about, REQUIRED, 1, 100, "The same as a phrase: asked for an account"),
	PLACE(own_deed));
/* clang-format on */

status own_records_show(struct request *r)
{
	struct own_records own = { .counted = COUNTED };

	TRY(q_own_records(r, COUNTED, SHOWN, &own.tables));
	return reply_with(r, &own_records_shape, &own);
}

static struct own_deed told(const struct own_deed_found *d)
{
	return (struct own_deed){ d->id, d->at, d->verb, activity_about(d->verb),
		                  d->workspace, d->workspace_name, d->project, d->project_name };
}

status own_deed_list(struct request *r)
{
	struct list found;
	struct own_deed *deeds;
	uuid before;
	int64_t rows;

	TRY(page_start(r, &before, &rows));
	TRY(q_own_activity(r, before, rows, &found));
	deeds = NEWS(r->arena, struct own_deed, found.count);
	for (size_t i = 0; i < found.count; i++)
		deeds[i] = told((const struct own_deed_found *)found.items + i);
	return page_reply(r, &own_deed_shape, &(struct list){ deeds, found.count }, offsetof(struct own_deed, id));
}
