# hf: the HabitFlow engine. `make help` lists the targets.
#
# One file, not recursive. MODE = release (default), debug, asan, cov, fuzz; each mode has its own folder below build/.
# A room is a folder of src/ and becomes one archive; ROOMS lists them from the lowest floor up. tests/lint/layers.py checks
# with the compiler's own dependency output that includes point downward only (tests/lint/rooms.json).

MODE    ?= release
ifeq ($(MODE),fuzz)
CC       = clang
else ifeq ($(origin CC),default)
CC       = gcc
endif
BUILD   ?= build/$(MODE)
PREFIX  ?= /usr/local
T       ?=
V       ?=
Q        = $(if $(V),,@)

# Packages of Debian 12. BUILD_PKGS is enough for `make demo` and `make test`; LINT_PKGS is what `make lint`, `make bench`,
# `make asan` and the fuzzers use besides.
BUILD_PKGS = gcc make libc6-dev liblua5.4-dev lua5.4 libsqlite3-dev libcjson-dev libutf8proc-dev libstemmer-dev libedit-dev \
             libmd-dev libarchive-dev libcurl4-openssl-dev libssl-dev libcmocka-dev tzdata python3
TEST_PKGS  = sqlite3 strace procps
LINT_PKGS  = clang clang-format clang-tidy libclang-rt-14-dev cppcheck lua-check pmccabe shellcheck codespell valgrind mandoc

ROOMS = base calendar codec habit language store identity call admission remind coach track portability service dialog verbs script edge

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes \
       -Wold-style-definition -Wpointer-arith -Wwrite-strings -Wcast-qual -Wcast-align -Wformat=2 -Wvla -Walloca -Wundef \
       -Wnull-dereference -Wimplicit-fallthrough -Wswitch-enum -Wdouble-promotion -Wfloat-equal -Werror
WARN_gcc = -Wformat-signedness -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wjump-misses-init -Wstack-usage=32768
ifeq ($(findstring clang,$(CC)),)
WARN += $(WARN_gcc)
endif

# What gcc says of code that the sanitizers have instrumented is no finding: the same code is free of warnings without them.
ifneq ($(filter asan cov,$(MODE)),)
WARN += -Wno-error
endif

OPT_release = -O2 -D_FORTIFY_SOURCE=2
OPT_debug   = -Og -g3
OPT_asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT_cov     = -O0 -g --coverage
OPT_fuzz    = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

LUA_CFLAGS = -I/usr/include/lua5.4
CFLAGS  = -std=c17 -D_GNU_SOURCE $(WARN) -g $(OPT_$(MODE)) -fno-common -fstack-protector-strong -Iinclude -MMD -MP
# sqlite, Lua, utf8proc, stemmer and libedit are linked as archives: each shared library costs about 0.1 ms at every
# start. Debian has no archive of cJSON.
LIBS    = -l:libsqlite3.a -l:liblua5.4.a -l:libutf8proc.a -l:libstemmer.a -l:libedit.a -l:libbsd.a -l:libmd.a -l:libtinfo.a -l:libarchive.a -lcjson -lm
ifeq ($(MODE),asan)
LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(MODE),cov)
LDFLAGS += --coverage
endif
ifeq ($(MODE),fuzz)
LDFLAGS += -fsanitize=address,undefined
endif

room_src = $(wildcard src/$(1)/*.c)
room_obj = $(patsubst src/%.c,$(BUILD)/%.o,$(call room_src,$(1)))
ARCHIVES = $(foreach r,$(ROOMS),$(BUILD)/lib$(r).a)
# Highest floor first, as the linker wants it.
reverse = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
LINK_ROOMS = $(foreach r,$(call reverse,$(ROOMS)),$(BUILD)/lib$(r).a)

UNIT_SRC  = $(wildcard tests/unit/*/test_*.c)
UNIT_BIN  = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_SRC))

.DEFAULT_GOAL := all
.PHONY: all help deps deps-lint install demo test units e2e gateway asan valgrind fuzz-smoke fuzzers bench lint docs format clean
.SECONDARY:

all: $(BUILD)/hf $(BUILD)/hf-courier  ## build hf and its courier

help:  ## this list
	@grep -hE '^[a-z][a-zA-Z0-9_-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 16

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC   $@")
	$(Q)$(CC) $(CFLAGS) $(if $(findstring src/script/,$<),$(LUA_CFLAGS)) -c $< -o $@

define room_rule
$$(BUILD)/lib$(1).a: $$(call room_obj,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(Q)ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))

# The shipped scripts as bytecode, and the words of the shipped languages as hf looks them up (src/script/embed).
LUA_FILES := $(sort $(shell find lua -name '*.lua' -not -path 'lua/meta/*' 2>/dev/null))
LOCALES   := $(filter-out %_spec.lua,$(filter lua/locale/%,$(LUA_FILES)))
$(BUILD)/script_lua.c: src/script/embed/scripts.lua $(LUA_FILES)
	@mkdir -p $(@D)
	$(Q)lua5.4 src/script/embed/scripts.lua $@ $(LUA_FILES)
WORDS_ROOMS = $(BUILD)/liblanguage.a $(BUILD)/libhabit.a $(BUILD)/libcalendar.a $(BUILD)/libbase.a
$(BUILD)/embed_words: src/script/embed/words.c $(BUILD)/script/locale.o $(WORDS_ROOMS)
	$(Q)$(CC) $(CFLAGS) $(LUA_CFLAGS) $(LDFLAGS) $< $(BUILD)/script/locale.o $(WORDS_ROOMS) $(LIBS) -o $@
$(BUILD)/script_words.c: $(BUILD)/embed_words $(LOCALES)
	$(Q)$(BUILD)/embed_words $@ $(LOCALES)
$(BUILD)/script_%.o: $(BUILD)/script_%.c src/script/generation.h
	$(if $(V),,@echo "  CC   $@")
	$(Q)$(CC) $(CFLAGS) $(LUA_CFLAGS) -Isrc -c $< -o $@
$(BUILD)/libscript.a: $(BUILD)/script_lua.o $(BUILD)/script_words.o

$(BUILD)/hf: $(BUILD)/hf.o $(ARCHIVES)
	$(if $(V),,@echo "  LD   $@")
	$(Q)$(CC) $(LDFLAGS) $< -Wl,--start-group $(LINK_ROOMS) -Wl,--end-group $(LIBS) -o $@

# The courier sends; what that needs (TLS, HTTP) is never loaded by hf itself.
COURIER_OBJ = $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/programs/courier/*.c))
$(BUILD)/hf-courier: $(COURIER_OBJ) $(foreach r,base calendar codec habit store,$(BUILD)/lib$(r).a)
	$(if $(V),,@echo "  LD   $@")
	$(Q)$(CC) $(LDFLAGS) $(COURIER_OBJ) $(foreach r,store habit codec calendar base,$(BUILD)/lib$(r).a) -l:libsqlite3.a -l:libutf8proc.a -lcjson -lcurl -lcrypto -lm -o $@

# A unit test of room R lies in tests/unit/R/ and is linked with R and the floors below it.
floors_to = $(if $(filter $(1),$(firstword $(2))),$(firstword $(2)),$(firstword $(2)) $(call floors_to,$(1),$(wordlist 2,$(words $(2)),$(2))))
# The rooms between call and verbs are linked with the table that they are listed in.
test_rooms = $(call floors_to,$(if $(filter $(1),call admission remind coach track portability service dialog),verbs,$(1)),$(ROOMS))
define unit_rule
$$(BUILD)/unit/$(1)/%: tests/unit/$(1)/%.c $$(foreach r,$(call test_rooms,$(1)),$$(BUILD)/lib$$(r).a)
	@mkdir -p $$(@D)
	$$(if $$(V),,@echo "  TEST $$@")
	$$(Q)$$(CC) $$(CFLAGS) $$(LUA_CFLAGS) -Itests/support $$(LDFLAGS) $$< -Wl,--start-group $$(foreach r,$(call test_rooms,$(1)),$$(BUILD)/lib$$(r).a) -Wl,--end-group $$(LIBS) -lcmocka -o $$@
endef
$(foreach r,$(ROOMS),$(eval $(call unit_rule,$(r))))

unit-%:
	@$(MAKE) --no-print-directory MODE=$(MODE) BUILD=$(BUILD) $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/$*/test_*.c))
	@tests/units.py $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/$*/test_*.c))

# ---- setting up ----------------------------------------------------------------------------------------------------

SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
missing = $(shell for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || printf '%s ' $$p; done)
install_packages = @need="$(strip $(call missing,$(1)))"; if [ -n "$$need" ]; then \
	echo "installing: $$need"; \
	$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$need > /dev/null; fi

deps:  ## install what building and testing need (apt; nothing if all is there)
	$(call install_packages,$(BUILD_PKGS) $(TEST_PKGS))

deps-lint:  ## install what lint, asan, bench and the fuzzers need besides
	$(call install_packages,$(LINT_PKGS))

install: all  ## install hf, its manual and completions below PREFIX
	install -D -m 755 $(BUILD)/hf $(DESTDIR)$(PREFIX)/bin/hf
	install -D -m 755 $(BUILD)/hf-courier $(DESTDIR)$(PREFIX)/bin/hf-courier
	install -D -m 644 docs/hf.1 $(DESTDIR)$(PREFIX)/share/man/man1/hf.1
	@mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BUILD)/hf completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/hf
	$(BUILD)/hf completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_hf
	$(BUILD)/hf completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/hf.fish

# ---- seeing and testing --------------------------------------------------------------------------------------------

demo: deps  ## set everything up and show the main job on real HabitFlow data
	@$(MAKE) --no-print-directory -j2 all
	@examples/demo.sh $(abspath $(BUILD)/hf) tests/data/peer-small/habit-flow-data

test: deps  ## set everything up and run all tests
	@$(MAKE) --no-print-directory -j2 all units
	@tests/all.sh $(BUILD) $(UNIT_BIN)

units: $(UNIT_BIN)

e2e: all  ## end-to-end tests only; T=pattern chooses
	HF=$(abspath $(BUILD)/hf) python3 tests/e2e/run.py $(T)

gateway: all  ## the real OpenClaw gateway with hf's plugin, on loopback; skips where it is not installed
	HF=$(abspath $(BUILD)/hf) python3 tests/gateway/run.py

asan: deps-lint  ## the whole suite under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory MODE=asan -j2 all units
	@ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 tests/all.sh build/asan $(patsubst tests/unit/%.c,build/asan/unit/%,$(UNIT_SRC))

valgrind: deps-lint  ## unit tests and a walk through the verbs under valgrind
	@$(MAKE) --no-print-directory -j2 MODE=debug all units
	@tests/valgrind.sh build/debug $(patsubst tests/unit/%.c,build/debug/unit/%,$(UNIT_SRC))

FUZZ_SECONDS ?= 30
FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz-smoke: deps-lint  ## each fuzz target for FUZZ_SECONDS (30) over its seeds
	@$(MAKE) --no-print-directory MODE=fuzz -j2 fuzzers
	@tests/fuzz/smoke.sh build/fuzz $(FUZZ_SECONDS) $(FUZZERS)

fuzzers: $(patsubst %,$(BUILD)/%,$(FUZZERS))
$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(Q)clang -std=c17 -D_GNU_SOURCE -O1 -g -Iinclude -Isrc $(LUA_CFLAGS) -fsanitize=fuzzer,address,undefined $< -Wl,--start-group $(LINK_ROOMS) -Wl,--end-group $(LIBS) -o $@

$(BUILD)/bench_%: tests/bench/%.c $(ARCHIVES)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $< -Wl,--start-group $(LINK_ROOMS) -Wl,--end-group $(LIBS) -o $@

bench: all $(BUILD)/bench_scripts $(BUILD)/bench_messages $(BUILD)/unit/script/test_language_messages  ## ratios against the process floor, sqlite3 and the skill (see docs/bench.md)
	@python3 tests/bench/bench.py $(BUILD)/hf

# ---- checking -------------------------------------------------------------------------------------------------------

lint: deps-lint  ## format, layers, headers, sizes, banned calls, static analysis, documents in step
	@$(MAKE) --no-print-directory -j2 all
	@tests/lint/run.sh $(BUILD)

docs: all  ## print what is read from tables: docs/cli.md, docs/hf.1, the reference of docs/scripting.md, stubs for editors
	$(BUILD)/hf completion docs > docs/cli.md
	$(BUILD)/hf completion man > docs/hf.1
	$(BUILD)/hf script stubs luacheck > .luacheckrc
	@mkdir -p lua/meta
	$(BUILD)/hf script stubs lua > lua/meta/hf.lua
	{ sed '/^<!-- from here on printed/q' docs/scripting.md; echo; $(BUILD)/hf script stubs reference; } > $(BUILD)/scripting.md
	cp $(BUILD)/scripting.md docs/scripting.md

format:  ## bring all C files into the house's form
	clang-format -i $$(git ls-files 'src/*.c' 'src/*.h' 'include/*.h' 'tests/*.c' 'tests/*.h')

clean:  ## remove everything that was built
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
