# Obelus.  `make help` lists the targets; MODE=debug|asan|tsan|release, CC=gcc|clang, ENGINE=fibres|threads.
MODE   ?= debug
ENGINE ?= $(if $(filter tsan,$(MODE)),threads,fibres)
ifeq ($(origin CC),default)
CC := gcc
endif
OUT      = build/$(MODE)$(if $(filter clang,$(CC)),-clang)$(if $(filter threads,$(ENGINE)),-threads)
HANDLERS = $(notdir $(wildcard handlers/*))
PKGS     = libpq jansson libsodium icu-uc icu-i18n libcurl gmime-3.0
WARN     = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Werror
HARD     = -fstack-protector-strong -fstack-clash-protection -fPIE
CFLAGS.debug   = -Og -g $(HARD)
CFLAGS.asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.tsan    = -O1 -g -fsanitize=thread
CFLAGS.release = -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 $(HARD)
LDFLAGS.debug   = -pie
LDFLAGS.release = -pie -Wl,-z,relro,-z,now,-z,noexecstack
CFLAGS  := -std=c2x -D_GNU_SOURCE $(WARN) $(CFLAGS.$(MODE)) -MMD -MP -Icommon -I$(OUT)/gen/common $(shell pkg-config --cflags $(PKGS))
LDFLAGS := $(CFLAGS.$(MODE)) $(LDFLAGS.$(MODE))
LDLIBS  := $(shell pkg-config --libs $(PKGS)) -lfcgi -lhiredis -ljwt -lcrypto -lpthread

OTHER_ENGINE = $(if $(filter threads,$(ENGINE)),fibres,threads)
COMMON  := $(patsubst %.c,$(OUT)/%.o,$(filter-out common/main.c common/wait_$(OTHER_ENGINE).c,$(wildcard common/*.c))) $(OUT)/gen/common/common_queries.o
BINS     = $(HANDLERS:%=$(OUT)/bin/%)
UNITS    = $(patsubst tests/unit/common/%.c,$(OUT)/tests/%,$(wildcard tests/unit/common/test_*.c))

.PHONY: help all units
.SECONDARY:
.DEFAULT_GOAL := help
help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n",$$1,$$2}' $(MAKEFILE_LIST)
all: $(BINS) ## Build every handler
units: $(UNITS) ## Build and run the unit tests of the library
	@set -e; for t in $(UNITS); do $$t; done

handler_objects = $(patsubst %.c,$(OUT)/%.o,$(wildcard handlers/$1/*.c)) $(OUT)/gen/$1/queries.o
define handler
$(OUT)/bin/$1: $(OUT)/common/main.o $(call handler_objects,$1) $(COMMON)
	@mkdir -p $$(@D)
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS)
$(OUT)/handlers/$1/%.o $(OUT)/gen/$1/%.o: CFLAGS += -Ihandlers/$1 -I$(OUT)/gen/$1
$(patsubst %.c,$(OUT)/%.o,$(wildcard handlers/$1/*.c)): | $(OUT)/gen/$1/queries.h $(OUT)/gen/common/common_queries.h
$(OUT)/gen/$1/queries.h $(OUT)/gen/$1/queries.c &: handlers/$1/queries.sql scripts/sqlgen
	@mkdir -p $$(@D)
	scripts/sqlgen -v handler=$1 -v out=$$(@D)/queries handlers/$1/queries.sql
endef
$(foreach h,$(HANDLERS),$(eval $(call handler,$h)))
$(OUT)/gen/common/common_queries.h $(OUT)/gen/common/common_queries.c &: common/queries.sql scripts/sqlgen
	@mkdir -p $(@D)
	scripts/sqlgen -v handler=common -v out=$(@D)/common_queries common/queries.sql
$(COMMON) $(OUT)/common/main.o: | $(OUT)/gen/common/common_queries.h
$(OUT)/tests/%: $(OUT)/tests/unit/common/%.o $(COMMON)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)
$(OUT)/gen/%.o: $(OUT)/gen/%.c
	$(CC) $(CFLAGS) -c -o $@ $<
$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<
-include $(shell find build -name '*.d' 2>/dev/null)
