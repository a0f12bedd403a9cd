#ifndef LEDGER_H
#define LEDGER_H

#include "request.h"

/*
 * The ledger: a file outside the database and its backups that names, by ids
 * that lead to nobody, who and which workspaces are erased; a restore reads
 * it.  Append whole lines; OK when they are on the disk, all
 * of them or none.  UNAVAILABLE when
 * there is none (OBELUS_LEDGER), or it cannot be written to.
 */
status ledger_append(struct request *r, str lines);

#endif
