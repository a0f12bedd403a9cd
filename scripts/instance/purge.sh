# shellcheck shell=bash disable=SC2154
# What was deleted leaves the disk: the files of the databases (scripts/purge),
# Redis, logs that had their time, and what nginx may have left in its spool.

# For as long after its last line a log is kept that was put aside.
LOG_DAYS=${LOG_DAYS:-30}

purge() {
	local flaws=0
	[[ $LOG_DAYS =~ ^[0-9]{1,4}$ ]] || die "LOG_DAYS is a number of days, not $LOG_DAYS"
	admin scripts/purge "$@" || flaws=1
	purge_redis || flaws=1
	put_logs_aside || flaws=1
	remove_old_logs || flaws=1
	# A body or a reply that nobody has written to for a day belongs to no request.
	find "$RUN_DIR/tmp" -mindepth 2 -type f -mmin +1440 -delete
	return "$flaws"
}

# It is told to write no file; if it was told otherwise since, what it wrote has to go.
purge_redis() {
	local left
	if [[ $(ask_redis slowlog reset) != OK ]]; then
		echo "purge: Redis did not forget its slow commands: was it started by an older 'make run'?" >&2
		return 1
	fi
	left=$(find "$RUN_DIR/tmp" -maxdepth 1 \( -name 'dump*.rdb' -o -name 'temp-*.rdb' -o -name 'appendonly*' \))
	if [[ -n $left ]]; then
		printf 'purge: Redis wrote what it is not to write: %s\n' "$left" >&2
		return 1
	fi
	echo 'Redis holds no slow command and has no file'
}

# Both names are of one file until the second becomes a new one's: whoever writes
# finds a file at every moment.  Then all are told to open theirs anew; until they
# do, their lines go where they went.
put_logs_aside() {
	local file name stamp count=0
	stamp=$(date -u +%Y%m%dT%H%M%SZ)
	for file in "$RUN_DIR"/log/*.log; do
		name=${file##*/}
		# Written anew with each run; by the sink that stands for the world; before others open theirs.
		[[ -s $file && " initdb.log migrate.log smtp.log postgres.log redis.log " != *" $name "* ]] || continue
		: >"$file.new"
		chmod --reference="$file" "$file.new"
		"${own[@]}" "$file.new"
		ln -f "$file" "$RUN_DIR/oldlog/${name%.log}.$stamp.log"
		mv "$file.new" "$file"
		count=$((count + 1))
	done
	echo "logs put aside: $count"
	open_logs_anew
}

open_logs_anew() {
	local file name pid names=() flaws=0
	for file in "$RUN_DIR"/pid/*.since; do
		name=${file##*/}
		name=${name%.since}
		if [[ $name == smtp || $name == redis ]] || ! alive "$name" || ! writes_aside "$name"; then continue; fi
		names+=("$name")
		pid=$(cat "$RUN_DIR/pid/$name")
		case $name in
		nginx) kill -s USR1 "$pid" ;;
		postgres) admin psql -Xqo /dev/null -d postgres -c 'select pg_rotate_logfile()' ;;
		*) kill -s HUP "$pid" ;;
		esac
	done
	for name in "${names[@]}"; do
		if ! wait_until 20 "a new log of $name" writes_anew "$name"; then
			echo "purge: $name writes on into a log that was put aside, until it is started anew" >&2
			flaws=1
		fi
	done
	return "$flaws"
}

# Of a handler its supervisor counts: workers of before finish what they have begun.
writers() {
	case $1 in
	postgres) pgrep -P "$(cat "$RUN_DIR/pid/postgres")" -f '^postgres: logger' ;;
	nginx) cat "$RUN_DIR/pid/nginx" && children "$(cat "$RUN_DIR/pid/nginx")" ;;
	*) cat "$RUN_DIR/pid/$1" ;;
	esac
}

writes_aside() {
	local pid
	for pid in $(writers "$1"); do
		if grep -qxFf <(find "$RUN_DIR/oldlog" -type f -printf '%D:%i\n') <(open_files "$pid"); then return 0; fi
	done
	return 1
}

writes_anew() {
	! writes_aside "$1"
}

# Which it has open, as device:inode: by then they have other names.
open_files() {
	find -L "/proc/$1/fd" -maxdepth 1 -type f -printf '%D:%i\n' 2>/dev/null || true
}

# Not those that somebody still writes to.
remove_old_logs() {
	local file count=0
	while IFS= read -r -d '' file; do
		# Processes that end meanwhile make it fail, whatever it found.
		if [[ -n $(find -L /proc/[0-9]*/fd -maxdepth 1 -samefile "$file" 2>/dev/null || true) ]]; then continue; fi
		rm -f "$file"
		count=$((count + 1))
	done < <(find "$RUN_DIR/oldlog" -type f -mmin "+$((LOG_DAYS * 1440 - 1))" -print0)
	echo "logs removed that ended $LOG_DAYS days ago: $count"
}
