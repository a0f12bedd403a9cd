# shellcheck shell=bash disable=SC2154
# Backup and restore of the database.  A restore counts the rows of every
# table in the backup and in what it made of it before anything is replaced.

settle_running() {
	[[ -e $RUN_DIR/settings ]] || die "not running ($RUN_DIR)"
	settle
}

backup() {
	[[ -n $1 ]] || die "say where to: make backup FILE=obelus.dump"
	(
		umask 077
		admin env PGUSER=obelus_admin pg_dump -d obelus --format=custom --create -f "$1.new"
	)
	mv "$1.new" "$1"
	echo "$(dumped_rows "$1" | awk '{ n += $2 } END { print n + 0 }') rows in $1"
}

# "table rows" of every table in a backup: the lines between COPY and \.
dumped_rows() {
	pg_restore --data-only -f - "$1" | awk '
		in_table && /^\\\.$/ { print table, rows; in_table = 0; next }
		in_table { rows++; next }
		/^COPY / { table = $2; rows = 0; in_table = 1 }' | sort
}

# The same of the database that is there.
present_rows() {
	admin psql -XqAt -d obelus -F ' ' -v ON_ERROR_STOP=1 <<-'SQL' | sort
		select format('select %L, count(*) from only %s', nspname || '.' || relname, c.oid::regclass)
		  from pg_class c join pg_namespace n on n.oid = relnamespace
		 where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') \gexec
	SQL
}

in_postgres() {
	admin env PGOPTIONS='-c client_min_messages=warning' psql -Xq -v ON_ERROR_STOP=1 -d postgres -c "$1"
}

has_database() {
	[[ $(admin psql -XqAt -d postgres -c "select 1 from pg_database where datname = '$1'") == 1 ]]
}

# As before the restore.  What it made is no database yet, whatever its name.
undo_restore() {
	in_postgres 'drop database if exists obelus with (force)'
	in_postgres "alter database $1 rename to obelus"
}

# A restore that was cut off has left the database of before under another name.
put_back() {
	if has_database obelus_replaced; then
		echo "dev: a restore was cut off; the database is as it was before"
		undo_restore obelus_replaced
	fi
}

# All processes are well with the restored database: the one of before has done its duty.
forget_replaced() {
	in_postgres 'drop database if exists obelus_before'
}

# Before anybody is let in.
forget_what_ended() {
	local ledger=$RUN_DIR/ledger
	[[ -e $ledger ]] || ledger=/dev/null
	admin scripts/forget "$ledger" "$mode" "$origin"
}

# Until it is whole the restored database stands beside obelus_replaced, from
# then on beside obelus_before: so whoever comes after a cut knows which is good.
restore() {
	local file=$1
	[[ -n $file ]] || die "say which: make restore FILE=obelus.dump"
	[[ -e $RUN_DIR/ledger || -n ${WITHOUT_LEDGER:-} ]] ||
		die "$RUN_DIR/ledger is not there: whoever was erased since the backup would be back (WITHOUT_LEDGER=1 restores all the same)"
	if ! dumped_rows "$file" >"$RUN_DIR/rows.expected"; then
		die "$file is not a whole backup of ours; nothing was changed"
	fi
	put_back
	forget_replaced
	stop_nginx
	stop_handlers
	in_postgres 'alter database obelus rename to obelus_replaced' || { run; die "the database is in use"; }
	if ! { admin pg_restore -d postgres --create --exit-on-error "$file" && as_many_rows && migrate && forget_what_ended; }; then
		undo_restore obelus_replaced
		run
		die "the backup could not be restored; the database is as it was"
	fi
	# Redis must not remember sessions of the database of before.
	halt redis TERM 5
	in_postgres 'alter database obelus_replaced rename to obelus_before'
	if ! LOCKED=1 RUN_DIR=$RUN_DIR BUILD=$BUILD "$top/scripts/dev" run; then
		stop_nginx
		stop_handlers
		undo_restore obelus_before
		run
		die "nothing runs on the restored database; it is as it was before"
	fi
	echo "restored $(awk '{ n += $2 } END { print n + 0 }' "$RUN_DIR/rows.found") rows from $file; everybody logs in again, access tokens and invitations have ended, mail that nobody has to get is off"
	rm -f "$RUN_DIR"/rows.{expected,found}
}

as_many_rows() {
	present_rows >"$RUN_DIR/rows.found" &&
		diff -u "$RUN_DIR/rows.expected" "$RUN_DIR/rows.found" >&2
}
