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

restore() {
	local file=$1
	[[ -n $file ]] || die "say which: make restore FILE=obelus.dump"
	if ! dumped_rows "$file" >"$RUN_DIR/tmp/rows.expected"; then
		die "$file is not a whole backup of ours; nothing was changed"
	fi
	in_postgres 'drop database if exists obelus_replaced'
	stop_nginx
	stop_handlers
	in_postgres 'alter database obelus rename to obelus_replaced' || { run; die "the database is in use"; }
	if admin pg_restore -d postgres --create --exit-on-error "$file" && as_many_rows; then
		# Sessions of the replaced database must not outlive it.
		halt redis TERM 5
		in_postgres 'drop database obelus_replaced'
		run
		echo "restored $(awk '{ n += $2 } END { print n + 0 }' "$RUN_DIR/tmp/rows.found") rows from $file"
	else
		in_postgres 'drop database if exists obelus with (force)'
		in_postgres 'alter database obelus_replaced rename to obelus'
		run
		die "the backup could not be restored; the database is as it was"
	fi
}

as_many_rows() {
	present_rows >"$RUN_DIR/tmp/rows.found" &&
		diff -u "$RUN_DIR/tmp/rows.expected" "$RUN_DIR/tmp/rows.found" >&2
}
