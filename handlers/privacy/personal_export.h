#ifndef PERSONAL_EXPORT_H
#define PERSONAL_EXPORT_H

#include "service.h"

/*
 * A person's copy of what is stored about them: asked for, made by a worker
 * of what the columns' comments say (personal_export_parts in SQL), sealed
 * under a key of its own (keys.h), there for a week.
 */

struct personal_export {
	uuid id;
	str state;
	int64_t percent, bytes, downloads;
	moment asked_at, built_at, expires_at, ended_at;
};
extern const struct shape personal_export_shape;

/* What became of asking for one: without an id there were too many of late. */
struct personal_export_asked {
	bool is_often;
	int64_t seconds; /* until there may be another then */
	uuid id;
	moment asked_at;
};
extern const struct shape personal_export_asked_shape;

struct personal_export_standing {
	uuid id;
	str state;
	uuid key;
	int64_t pieces;
	moment built_at;
};
extern const struct shape personal_export_standing_shape;

/* One that has ended, or begins anew: the key that is to be destroyed, if it had one. */
struct personal_export_ended {
	uuid id, key;
};
extern const struct shape personal_export_ended_shape;

/* Lines of a part, the turn-th of it; what is said about the part comes with the first. */
struct personal_export_lines {
	str file;
	int64_t turn;
	str person, about, retain, columns, lines;
};
extern const struct shape personal_export_lines_shape;

struct personal_export_estimate {
	int64_t rows;
};
extern const struct shape personal_export_estimate_shape;

struct personal_export_piece {
	int64_t position;
	str bytes; /* in hexadecimal */
};
extern const struct shape personal_export_piece_shape;

/* What its jobs are asked for. */
struct personal_export_order {
	uuid export, person;
};
extern const struct shape personal_export_order_shape;

status personal_export_create(struct request *r);
status personal_export_list(struct request *r);
status personal_export_content(struct request *r);
status personal_export_delete(struct request *r);

/* Make one; clear away what is left of one that has ended, its key first. */
extern const struct job_kind personal_export_job, personal_export_end_job;

/* End copies that are not there after a day, and that no job makes any more. */
status personal_exports_give_up(struct request *r);

/* Destroy the key of one, if it is not destroyed yet, and then its pieces. */
status personal_export_clear(struct request *r, const struct job *j, const struct personal_export_order *o);

/* Letters: the payloads of mails, in which {who} is still to be replaced. */
str personal_export_asked_letter(struct request *r);
str personal_export_built_letter(struct request *r);
str personal_export_failed_letter(struct request *r);

#endif
