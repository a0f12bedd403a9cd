# shellcheck shell=bash disable=SC2154
# nginx: its pages and its configuration, made from nginx/*.conf.

brotli=/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so
# Log-ins, sign-ups and mailed codes a minute that nginx lets through of one address; connections it may hold.
guesses_a_minute=60
connections_an_address=200

# most LIMIT N
most() {
	echo $(($2 < $1 ? $2 : $1))
}

install_pages() {
	mkdir -p "$RUN_DIR/www/api"
	[[ ! -d $BUILD/web ]] || cp -r "$BUILD/web/." "$RUN_DIR/www/"
	[[ ! -d $BUILD/site ]] || cp -r "$BUILD/site/www/." "$RUN_DIR/www/"
	chmod -R u=rwX,go=rX "$RUN_DIR/www"
}

# fill TEMPLATE: with the words of this instance.  nginx counts connections in sixteen bits.
fill() {
	local listen=127.0.0.1:$port modules='' brotli_on=''
	[[ -z $tls ]] || listen+=' ssl http2'
	if [[ -e $brotli ]]; then
		modules="load_module $brotli;"
		brotli_on='brotli on;\nbrotli_min_length 1024;\nbrotli_types text/css text/plain application/javascript application/json image/svg+xml;'
	fi
	sed -e "s|@RUN_DIR@|$RUN_DIR|g" -e "s|@LISTEN@|$listen|g" -e "s|@NAMES@|localhost 127.0.0.1|g" \
		-e "s|@MODULES@|$modules|g" -e "s|@BROTLI@|$brotli_on|g" \
		-e "s|@GUESSES@|$((guesses_a_minute * limit_percent / 100))|g" \
		-e "s|@CONNECTIONS@|$(most 65535 $(((connections_an_address * limit_percent + 99) / 100)))|g" "$1"
}

upstreams() {
	local handler name
	for handler in "${HANDLERS[@]}"; do
		printf 'upstream %s {\n' "$handler"
		for name in $(processes "$handler"); do
			# Never set aside: one dead worker says nothing of its siblings on the same
			# socket, and to ask a socket that nobody listens on costs nothing.
			printf '\tserver unix:%s/sock/%s.sock max_fails=0;\n' "$RUN_DIR" "$name"
		done
		# nginx, not the handler, closes kept connections, so that no request is sent into a closed one.
		printf '\tkeepalive 64;\n\tkeepalive_time 5s;\n\tkeepalive_timeout 5s;\n\tkeepalive_requests 10000;\n}\n'
	done
}

locations() {
	local handler
	for handler in "${HANDLERS[@]}"; do
		[[ ! -e nginx/handlers/$handler.conf ]] || cat "nginx/handlers/$handler.conf"
		sed "s|@HANDLER@|$handler|g" nginx/handler.conf
	done
}

# All processes of a handler count together, so that any of them can tell.
metrics_locations() {
	local handler
	for handler in "${HANDLERS[@]}"; do
		cat <<-END
			location = /metrics/$handler {
				fastcgi_param REQUEST_METHOD GET;
				fastcgi_param DOCUMENT_URI /metrics;
				fastcgi_param REQUEST_ID \$request_id;
				fastcgi_pass_request_headers off;
				fastcgi_pass $handler;
			}
		END
	done
}

# problem STATUS OUR_STATUS SLUG TITLE [HEADER]: what nginx itself answers.
problem() {
	local type=/problems/$3
	[[ $3 != about:blank ]] || type=$3
	printf 'error_page %s =%s /.problem/%s;\nlocation = /.problem/%s {\n\tinternal;\n\tclient_max_body_size 0;\n' "$1" "$2" "$2" "$2"
	printf '\tinclude headers.conf;\n\tadd_header Cache-Control no-store always;\n'
	[[ -z ${5:-} ]] || printf '\tadd_header %s always;\n' "$5"
	printf '\tdefault_type application/problem+json;\n\treturn %s ' "$2"
	printf "'{\"type\":\"%s\",\"title\":\"%s\",\"status\":%s,\"instance\":\"/requests/\$request_uuid\"}';\n}\n" "$type" "$4" "$2"
}

# The words are those of common/status.h; what HTTP alone knows has no page of ours.
problems() {
	local number slug title
	while IFS=$'\t' read -r number slug title; do
		case $number in
		400) problem '400' 400 "$slug" "$title" ;;
		404) problem '403 404' 404 "$slug" "$title" ;;
		405) problem 405 405 "$slug" "$title" "Allow \$allowed_methods" ;;
		413) problem 413 413 "$slug" "$title" ;;
		429) problem 429 429 "$slug" "$title" 'Retry-After 10' ;;
		500) problem 500 500 "$slug" "$title" ;;
		503) problem '502 503 504' 503 "$slug" "$title" 'Retry-After 2' ;;
		esac
	done < <(sed -nE 's/^\tX\([A-Z_]+, *([0-9]+), "([a-z-]+)", *"([^"]+)"\).*/\1\t\2\t\3/p' common/status.h)
	problem 414 414 about:blank 'URI Too Long'
	problem 494 431 about:blank 'Request Header Fields Too Large'
	problem '495 496 497' 400 about:blank 'This port speaks HTTPS' | sed 's|/\.problem/400|/.problem/https|'
}

certificate() {
	[[ -n $tls ]] || return 0
	[[ ! -s $RUN_DIR/etc/tls.crt ]] || return 0
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -batch \
		-subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
		-keyout "$RUN_DIR/secret/tls.key" -out "$RUN_DIR/etc/tls.crt" 2>/dev/null
	chmod 400 "$RUN_DIR/secret/tls.key"
	chmod 644 "$RUN_DIR/etc/tls.crt"
	"${own[@]}" "$RUN_DIR/secret/tls.key"
}

# Into etc/nginx; succeeds even when nothing is new, and then leaves nginx_changed empty.
render_nginx() {
	local file
	nginx_changed=
	mkdir -p "$RUN_DIR/etc/nginx"
	for file in nginx headers headers-api compress fastcgi fastcgi-stranger limits log; do
		fill "nginx/$file.conf" | replace "$RUN_DIR/etc/nginx/$file.conf" && nginx_changed=yes
	done
	{ [[ -z $tls ]] || fill nginx/tls.conf; } | replace "$RUN_DIR/etc/nginx/tls.conf" && nginx_changed=yes
	replace "$RUN_DIR/etc/nginx/routes.conf" <"$BUILD/site/routes.conf" && nginx_changed=yes
	upstreams | replace "$RUN_DIR/etc/nginx/upstreams.conf" && nginx_changed=yes
	locations | replace "$RUN_DIR/etc/nginx/handlers.conf" && nginx_changed=yes
	metrics_locations | replace "$RUN_DIR/etc/nginx/metrics.conf" && nginx_changed=yes
	problems | replace "$RUN_DIR/etc/nginx/problems.conf" && nginx_changed=yes
	certificate
	chmod -R u=rwX,go=rX "$RUN_DIR/etc/nginx"
}

nginx_command() {
	"${as_service[@]}" TZ=UTC /usr/sbin/nginx -p "$RUN_DIR" -e "$RUN_DIR/log/nginx.log" \
		-c "$RUN_DIR/etc/nginx/nginx.conf" "$@"
}

start_nginx() {
	log_of_its_own access.log
	log_of_its_own nginx.log
	render_nginx
	if alive nginx; then
		[[ -z $nginx_changed ]] || reload_nginx
		return 0
	fi
	rm -f "$RUN_DIR/sock/metrics.sock"
	nginx_command -q -t
	spawn nginx /usr/sbin/nginx -p "$RUN_DIR" -e "$RUN_DIR/log/nginx.log" -c "$RUN_DIR/etc/nginx/nginx.conf"
	wait_until 10 nginx listening_or_gone nginx "$port"
	alive nginx || die "nginx has ended; see $RUN_DIR/log/nginx.log"
}

# Returns when the workers of before have ended (they finish their requests), or five seconds later.
reload_nginx() {
	local master before
	master=$(cat "$RUN_DIR/pid/nginx")
	before=$(children "$master")
	nginx_command -q -t
	kill -s HUP "$master"
	wait_until 5 'the new workers of nginx' replaced "$master" "$before" 2>/dev/null || true
}

children() {
	cat "/proc/$1/task/$1/children"
}

# replaced PARENT PIDS: none of them is among its children any more.
replaced() {
	local pid now
	now=" $(children "$1") "
	for pid in $2; do
		[[ $now != *" $pid "* ]] || return 1
	done
}

# Let it finish what it has begun, but not for long; killed, it would leave its workers behind.
stop_nginx() {
	if alive nginx; then
		kill -s QUIT "$(cat "$RUN_DIR/pid/nginx")"
		wait_until 5 'the last answer of nginx' gone nginx 2>/dev/null || true
	fi
	halt nginx TERM 10
	rm -f "$RUN_DIR/sock/metrics.sock"
}
