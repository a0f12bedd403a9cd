# shellcheck shell=bash disable=SC2154
# Redis: who may do what there, starting it, asking it.

# One user a handler: only auth ends sessions and counts wrong passwords, nobody lists keys.
redis_users() {
	local handler
	echo 'user default off resetkeys -@all'
	echo "user operator on #$(secret operator.redis | sha256sum | cut -c1-64) ~* -@all +@read +@keyspace -@dangerous +info +ping +slowlog|reset"
	for handler in "${HANDLERS[@]}"; do
		echo "user $handler on #$(secret "$handler.redis" | sha256sum | cut -c1-64) ~s:* ~rl:* -@all" \
			"+ping +get +set +incrby +expire$([[ $handler != auth ]] || echo ' +del +eval +pttl')"
	done
}

start_redis() {
	! alive redis || return 0
	redis_users >"$RUN_DIR/etc/users.acl"
	cat >"$RUN_DIR/etc/redis.conf" <<-END
		port 0
		unixsocket $RUN_DIR/sock/redis.sock
		unixsocketperm 700
		aclfile $RUN_DIR/etc/users.acl
		dir $RUN_DIR/tmp
		daemonize no
		loglevel warning
		logfile $RUN_DIR/log/redis-server.log
		# It holds no truth: nothing is written to disk, and commands are not kept either.
		save ""
		appendonly no
		slowlog-log-slower-than -1
		slowlog-max-len 0
		maxmemory 256mb
		maxmemory-policy noeviction
	END
	"${own[@]}" "$RUN_DIR"/etc/{users.acl,redis.conf}
	chmod 600 "$RUN_DIR"/etc/{users.acl,redis.conf}
	rm -f "$RUN_DIR/sock/redis.sock"
	log_of_its_own redis-server.log
	spawn redis redis-server "$RUN_DIR/etc/redis.conf"
	wait_until 20 Redis redis_answers
}

ask_redis() {
	REDISCLI_AUTH=$(cat "$RUN_DIR/secret/operator.redis") redis-cli -s "$RUN_DIR/sock/redis.sock" \
		--user operator --no-auth-warning "$@" 2>/dev/null
}

redis_answers() {
	[[ $(ask_redis ping) == PONG ]]
}
