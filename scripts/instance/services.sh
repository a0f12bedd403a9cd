# shellcheck shell=bash disable=SC2154
# What the handlers need, and the handlers themselves.

pgbin=/usr/lib/postgresql/15/bin

# For builds with MODE=asan or tsan; others do not look at them.
sanitizer_options=(ASAN_OPTIONS=detect_stack_use_after_return=0 UBSAN_OPTIONS=print_stacktrace=1
	TSAN_OPTIONS=second_deadlock_stack=1)

# psql, pg_dump and migrate speak to our cluster as its superuser.
admin() {
	env PGHOST="$RUN_DIR/sock" PGPORT=5432 PGUSER=postgres "$@"
}

# Processes that answer requests, of all handlers together: each handler may have two.
most_processes() {
	echo $((${#HANDLERS[@]} * 2))
}

# Connections: those processes' workers and each handler's `work`, all twice while a roll is under way.
most_connections() {
	local cores
	cores=$(nproc)
	echo $((($(most_processes) * cores * 8 + ${#HANDLERS[@]} * 9) * 2 + 40))
}

# A process that finds no connection left would begin and end without a pause.
within_connections() {
	local handler n=0
	for handler in "${HANDLERS[@]}"; do
		n=$((n + ${scale[$handler]:-1}))
	done
	((n <= $(most_processes))) ||
		die "PostgreSQL has connections for $(most_processes) processes, not for $n; nothing was changed"
}

configure_postgres() {
	local caller
	caller=$(id -un)
	as_theirs "$RUN_DIR/pg/postgresql.conf" <<-END
		listen_addresses = ''
		unix_socket_directories = '$RUN_DIR/sock'
		unix_socket_permissions = 0700
		max_connections = $(most_connections)
		shared_buffers = 128MB
		timezone = UTC
		log_timezone = UTC
		password_encryption = scram-sha-256
		data_sync_retry = off
		# No value that a person typed may reach a log.
		log_line_prefix = '%m [%p] %q%u '
		log_error_verbosity = terse
		log_min_error_statement = panic
		log_parameter_max_length = 0
		log_parameter_max_length_on_error = 0
		log_statement = none
		log_min_duration_statement = -1
		log_connections = off
		log_lock_waits = on
		# So that a purge can put the file aside; postgres.log has what is said before.
		logging_collector = on
		log_directory = '$RUN_DIR/log'
		log_filename = 'postgresql.log'
		log_file_mode = 0640
		log_rotation_age = 0
		log_rotation_size = 0
	END
	# Only the operator's own account is the superuser; handlers have passwords.
	printf '%s\n' "local all postgres,obelus_admin peer map=operator" "local all all scram-sha-256" |
		as_theirs "$RUN_DIR/pg/pg_hba.conf"
	printf 'operator %s %s\n' "$caller" postgres "$caller" obelus_admin | as_theirs "$RUN_DIR/pg/pg_ident.conf"
}

start_postgres() {
	! alive postgres || return 0
	if [[ ! -s $RUN_DIR/pg/PG_VERSION ]]; then
		echo "dev: making a PostgreSQL cluster in $RUN_DIR/pg"
		"${as_service[@]}" -C "$RUN_DIR" "$pgbin/initdb" -D "$RUN_DIR/pg" -U postgres -E UTF8 \
			--locale=C.UTF-8 --data-checksums --auth-local=peer --auth-host=reject \
			>"$RUN_DIR/log/initdb.log"
	fi
	configure_postgres
	log_of_its_own postgresql.log
	spawn postgres "$pgbin/postgres" -D "$RUN_DIR/pg"
	wait_until 60 PostgreSQL "$pgbin/pg_isready" -q -h "$RUN_DIR/sock"
}

start_smtp() {
	local tries
	! alive smtp || return 0
	for tries in 1 2 3 4 5; do
		spawn smtp /usr/bin/python3 -m aiosmtpd -n -l "127.0.0.1:$smtp_port" \
			-c aiosmtpd.handlers.Mailbox "$RUN_DIR/mail"
		wait_until 20 "the SMTP sink" listening_or_gone smtp "$smtp_port"
		if alive smtp; then return 0; fi
		smtp_port=$(free_port $((smtp_port + tries)))
	done
	return 1
}

listening_or_gone() {
	owns_port "$1" "$2" || gone "$1"
}

migrate() {
	local handler files=()
	for handler in "${HANDLERS[@]}"; do
		if [[ ! -s $RUN_DIR/secret/$handler.pgpass ]]; then
			printf '*:*:*:obelus_%s:%s\n' "$handler" "$(secret "$handler.db")" \
				>"$RUN_DIR/secret/$handler.pgpass.new"
			rm "$RUN_DIR/secret/$handler.db"
			chmod 400 "$RUN_DIR/secret/$handler.pgpass.new"
			"${own[@]}" "$RUN_DIR/secret/$handler.pgpass.new"
			mv "$RUN_DIR/secret/$handler.pgpass.new" "$RUN_DIR/secret/$handler.pgpass"
		fi
		# One made before there was a second database names the first alone.
		if grep -q '^\*:\*:obelus:' "$RUN_DIR/secret/$handler.pgpass"; then
			sed -i 's/^\*:\*:obelus:/*:*:*:/' "$RUN_DIR/secret/$handler.pgpass"
			"${own[@]}" "$RUN_DIR/secret/$handler.pgpass"
		fi
		files+=("$RUN_DIR/secret/$handler.pgpass")
	done
	# A restore asks whether it went well, and then nothing ends by itself.
	admin scripts/migrate "${files[@]}" >"$RUN_DIR/log/migrate.log" || return
	if [[ -e sql/seed.sql ]]; then
		admin psql -Xq -v ON_ERROR_STOP=1 -d obelus -f sql/seed.sql >>"$RUN_DIR/log/migrate.log"
	fi
}

# Copies of what was built, so that a build under way disturbs nobody; `changed` lists the handlers that differ.
install_files() {
	local handler
	changed=()
	for handler in "${HANDLERS[@]}"; do
		if cmp -s "$BUILD/bin/$handler" "$RUN_DIR/bin/$handler"; then continue; fi
		install -m 755 "$BUILD/bin/$handler" "$RUN_DIR/bin/$handler.new"
		mv "$RUN_DIR/bin/$handler.new" "$RUN_DIR/bin/$handler"
		changed+=("$handler")
	done
	install_pages
}

# The environment of process NAME of HANDLER.
handler_settings() {
	local name=$1 handler=$2
	cat <<-END
		OBELUS_INSTANCE=$instance
		OBELUS_SOCKET=$RUN_DIR/sock/$name.sock
		OBELUS_LOG=$RUN_DIR/log/$name.log
		OBELUS_ORIGIN=$origin
		OBELUS_DB=host=$RUN_DIR/sock port=5432 dbname=obelus user=obelus_$handler passfile=$RUN_DIR/secret/$handler.pgpass connect_timeout=2 application_name=$name
		OBELUS_KEYS_DB=host=$RUN_DIR/sock port=5432 dbname=obelus_keys user=obelus_$handler passfile=$RUN_DIR/secret/$handler.pgpass connect_timeout=2 application_name=$name
		OBELUS_REDIS=$RUN_DIR/sock/redis.sock
		OBELUS_REDIS_USER=$handler
		OBELUS_REDIS_PASSWORD_FILE=$RUN_DIR/secret/$handler.redis
		OBELUS_SECRET_FILE=$RUN_DIR/secret/cursor
		OBELUS_SMTP=smtp://127.0.0.1:$smtp_port
		OBELUS_LIMIT_PERCENT=$limit_percent
		OBELUS_MODE=$mode
		OBELUS_CONTROLLER=$controller
		OBELUS_PRIVACY_CONTACT=$contact
	END
	# What it alone signs and writes.
	[[ $handler != privacy ]] || cat <<-END
		OBELUS_CERTIFICATE_KEY_FILE=$RUN_DIR/secret/certificate
		OBELUS_LEDGER=$RUN_DIR/ledger
		OBELUS_BACKUP_DAYS=$backup_days
	END
}

# Names of a handler's serving processes: annotations annotations-2 …
processes() {
	local n
	echo "$1"
	for ((n = 2; n <= ${scale[$1]:-1}; n++)); do
		echo "$1-$n"
	done
}

start_handlers() {
	local handler name
	secret cursor >/dev/null
	secret certificate >/dev/null
	for handler in "${HANDLERS[@]}"; do
		for name in $(processes "$handler"); do
			start_handler "$name" "$handler" serve
		done
		start_handler "$handler-work" "$handler" work
	done
	wait_listening
}

# nginx may send requests to a process from when it listens: they wait until its workers are ready.
wait_listening() {
	local handler name
	for handler in "${HANDLERS[@]}"; do
		for name in $(processes "$handler"); do
			wait_until 20 "the socket of $name" socket_or_gone "$name"
		done
	done
}

socket_or_gone() {
	[[ -S $RUN_DIR/sock/$1.sock ]] || gone "$1"
}

# Start it, or replace its workers one by one when its program or settings are new.
start_handler() {
	local name=$1 handler=$2 what=$3 new=
	handler_settings "$name" "$handler" | replace "$RUN_DIR/etc/$name.env" && new=yes
	[[ " ${changed[*]:-} " != *" $handler "* ]] || new=yes
	if ! alive "$name"; then
		rm -f "$RUN_DIR/sock/$name.sock"
		spawn "$name" OBELUS_CONFIG="$RUN_DIR/etc/$name.env" "${sanitizer_options[@]}" "$RUN_DIR/bin/$handler" "$what"
	elif [[ -n $new ]]; then
		kill -s HUP "$(cat "$RUN_DIR/pid/$name")"
	fi
}

stop_handlers() {
	local file name
	for file in "$RUN_DIR"/pid/*; do
		name=${file##*/}
		[[ -e $file && $name != *.since && " smtp redis postgres nginx " != *" $name "* ]] || continue
		! alive "$name" || kill -s TERM "$(cat "$file")"
	done
	for file in "$RUN_DIR"/pid/*; do
		name=${file##*/}
		[[ -e $file && $name != *.since && " smtp redis postgres nginx " != *" $name "* ]] || continue
		halt "$name" TERM 20
		rm -f "$RUN_DIR/sock/$name.sock"
	done
}

# After a scale-down: processes beyond the wanted number, which nginx no longer knows.
stop_surplus() {
	local handler n
	for handler in "${HANDLERS[@]}"; do
		for ((n = ${scale[$handler]:-1} + 1; n < 100; n++)); do
			[[ -e $RUN_DIR/pid/$handler-$n ]] || continue
			halt "$handler-$n" TERM 20
			rm -f "$RUN_DIR/sock/$handler-$n.sock" "$RUN_DIR/etc/$handler-$n.env"
		done
	done
}

healthy() {
	local answer
	answer=$(curl -sk --max-time 3 "$origin/api/$1/health") && [[ $answer == *"\"$instance\""* ]]
}

healthy_or_gone() {
	healthy "$1" || gone "$1"
}

wait_healthy() {
	local handler
	for handler in "${HANDLERS[@]}"; do
		wait_until 60 "handler $handler" healthy_or_gone "$handler"
		alive "$handler"
	done
}
