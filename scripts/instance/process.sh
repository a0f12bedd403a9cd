# shellcheck shell=bash disable=SC2154
# Processes of an instance: who they run as, starting them, ending them.

# As root everything runs as this user; else as whoever calls.
service_user=obelus

die() {
	echo "dev: $*" >&2
	exit 1
}

as_service=(env)
own=(true)
share=(true)
if [[ $EUID == 0 ]]; then
	id -u "$service_user" >/dev/null 2>&1 || {
		getent group "$service_user" >/dev/null || groupadd --system "$service_user"
		useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin \
			--gid "$service_user" "$service_user"
	}
	as_service=(setpriv --reuid="$service_user" --regid="$service_user" --init-groups --no-new-privs env)
	own=(chown "$service_user:$service_user")
	share=(chown "root:$service_user")
fi

make_folders() {
	chmod 755 "$RUN_DIR"
	# The sink takes a folder that is there for a whole Maildir.
	mkdir -p "$RUN_DIR"/{bin,www,etc,pid,secret,sock,log,oldlog,tmp,pg,mail/{new,cur,tmp}}
	# Where we write ourselves, the services may not: a link of theirs would lead us anywhere.
	"${share[@]}" "$RUN_DIR"/{secret,log,oldlog}
	chmod 750 "$RUN_DIR"/{secret,log,oldlog}
	"${own[@]}" "$RUN_DIR"/{sock,mail,mail/{new,cur,tmp},tmp,pg}
	chmod 755 "$RUN_DIR"/{bin,www,etc,pid}
	chmod 750 "$RUN_DIR"/sock
	chmod 700 "$RUN_DIR"/{mail,mail/{cur,new,tmp},tmp,pg}
	# Who is erased: not a part of the database, nor of its backups.
	[[ -e $RUN_DIR/ledger ]] || (umask 077 && : >"$RUN_DIR/ledger")
	"${own[@]}" "$RUN_DIR/ledger"
}

# as_theirs FILE: standard input becomes it, written by whom its folder belongs to.
as_theirs() {
	(umask 077 && "${as_service[@]}" tee "$1" >/dev/null)
}

# A log that its service opens by itself, at its start or when it was put aside.
log_of_its_own() {
	[[ -e $RUN_DIR/log/$1 ]] || : >>"$RUN_DIR/log/$1"
	"${own[@]}" "$RUN_DIR/log/$1"
}

started_at() {
	local line words
	read -r line 2>/dev/null <"/proc/$1/stat" || return 1
	read -ra words <<<"${line##*) }" # the program's name, before it, may hold anything
	[[ ${words[0]} != Z ]] && echo "${words[19]}"
}

# Is the process that we started as NAME still there?  A pid alone may be someone else's by now.
alive() {
	local pid since
	pid=$(cat "$RUN_DIR/pid/$1" 2>/dev/null) && since=$(started_at "$pid") &&
		[[ $since == "$(cat "$RUN_DIR/pid/$1.since" 2>/dev/null)" ]]
}

# spawn NAME [VARIABLE=VALUE…] COMMAND…: in the background, with an environment of its own.
spawn() {
	local name=$1 pid
	shift
	log_of_its_own "$name.log"
	setsid "${as_service[@]}" -i -C "$RUN_DIR" PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin \
		LANG=C.UTF-8 TZ=UTC "$@" </dev/null >/dev/null 2>>"$RUN_DIR/log/$name.log" 9>&- &
	pid=$!
	disown "$pid"
	echo "$pid" >"$RUN_DIR/pid/$name"
	started_at "$pid" >"$RUN_DIR/pid/$name.since" || true
}

# wait_until SECONDS WHAT COMMAND…
wait_until() {
	local end=$((SECONDS + $1)) what=$2
	shift 2
	until "$@"; do
		if ((SECONDS >= end)); then
			echo "dev: $what was awaited in vain" >&2
			return 1
		fi
		sleep 0.05
	done
}

gone() {
	! alive "$1"
}

# halt NAME SIGNAL SECONDS: end it as it likes to be ended, by force when that takes too long.
halt() {
	local name=$1
	if alive "$name"; then
		kill -s "$2" "$(cat "$RUN_DIR/pid/$name")"
		if ! wait_until "$3" "the end of $name" gone "$name"; then
			kill -s KILL "$(cat "$RUN_DIR/pid/$name")"
			wait_until 5 "the end of $name by force" gone "$name"
		fi
	fi
	rm -f "$RUN_DIR/pid/$name" "$RUN_DIR/pid/$name.since"
}

# Does the process that we started as NAME listen on the port?  That someone answers there proves nothing.
owns_port() {
	local inode
	inode=$(awk -v port="$(printf '0100007F:%04X' "$2")" '$2 == port && $4 == "0A" { print $10 }' /proc/net/tcp)
	[[ -n $inode ]] && find "/proc/$(cat "$RUN_DIR/pid/$1")/fd" -lname "socket:\[$inode\]" 2>/dev/null | grep -q .
}

free_port() {
	local candidate
	for ((candidate = $1; candidate < $1 + 200; candidate++)); do
		(exec 8<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null || { echo "$candidate"; return; }
	done
	die "no free port from $1"
}

# secret NAME: the content of a file of random letters, made when it is not there.
secret() {
	local file=$RUN_DIR/secret/$1
	if [[ ! -s $file ]]; then
		od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$file.new"
		chmod 400 "$file.new"
		"${own[@]}" "$file.new"
		mv "$file.new" "$file"
	fi
	cat "$file"
}

# replace FILE: standard input becomes it, if it differs; succeeds only then.
replace() {
	cat >"$1.new"
	if cmp -s "$1" "$1.new"; then
		rm "$1.new"
		return 1
	fi
	"${own[@]}" "$1.new"
	mv "$1.new" "$1"
}
