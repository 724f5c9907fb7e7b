#!/bin/sh
# All checks that need no running program. Each prints its faults; the last line is `N passed, N failed`.
# Usage: run.sh BUILD-FOLDER
build=$1
passed=0
failed=0

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        passed=$((passed + 1))
        echo "ok   $name"
    else
        failed=$((failed + 1))
        echo "FAIL $name"
        echo "$output" | head -n 60
    fi
}

format_check() {
    git ls-files 'src/*.c' 'src/*.h' 'include/*.h' 'tests/*.c' 'tests/*.h' | xargs clang-format --dry-run --Werror
}

headers_check() {
    for compiler in gcc clang; do
        for header in include/hf/*.h; do
            echo "#include \"${header#include/}\"" |
                $compiler -std=c17 -D_GNU_SOURCE -Iinclude -Wall -Wextra -Wpedantic -Werror -fsyntax-only -xc - || return 1
        done
    done
}

clang_check() {
    make --no-print-directory CC=clang MODE=debug BUILD=build/clang -j2 all units
}

documents_check() {
    "$build/hf" completion docs | diff -u docs/cli.md - && "$build/hf" completion man | diff -u docs/hf.1 - &&
        "$build/hf" script stubs luacheck | diff -u .luacheckrc - && "$build/hf" script stubs lua | diff -u lua/meta/hf.lua - &&
        { sed '/^<!-- from here on printed/q' docs/scripting.md; echo; "$build/hf" script stubs reference; } |
        diff -u docs/scripting.md -
}

tidy_checks='-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-bugprone-assignment-in-if-condition,-bugprone-narrowing-conversions,-bugprone-macro-parentheses,-bugprone-branch-clone,misc-redundant-expression'
tidy_check() {
    # shellcheck disable=SC2016  # the inner shell expands its own arguments
    git ls-files 'src/*.c' | xargs -P 2 -n 12 sh -c \
        'checks=$1; shift; clang-tidy --quiet --checks="$checks" --warnings-as-errors="*" "$@" -- -std=c17 -D_GNU_SOURCE -Iinclude -Isrc -I/usr/include/lua5.4' \
        sh "$tidy_checks"
}

cppcheck_check() {
    cppcheck --quiet --std=c11 --enable=warning,portability --error-exitcode=1 --inline-suppr --suppress=missingIncludeSystem \
        --suppress=varFuncNullUB --suppress=nullPointerRedundantCheck --suppress=uninitvar -Iinclude -D_GNU_SOURCE src
}

shell_check() {
    git ls-files '*.sh' .ci/run | xargs shellcheck
}

spell_check() {
    git ls-files 'src/*' 'include/*' '*.md' 'Makefile' | grep -v 'locale' | xargs codespell --quiet-level=2 \
        --ignore-words-list=hace,wendesday,fo,te,ue,nd,ot,ons,hist,sur,som,tage,ist,oder,mot,mis,ser,ans,dum,fpr,datas,ro,ba,als,aare,hel,unparseable,anser,ende,vor,atleast,oclock
}

lua_check() {
    [ -d lua ] || return 0
    [ -z "$(git ls-files 'lua/*.lua')" ] || luacheck --quiet --no-color lua
}

check "layers: includes point downward" python3 tests/lint/layers.py "$build"
check "house: sizes, banned calls, left-overs" python3 tests/lint/house.py
check "headers compile alone (gcc and clang)" headers_check
check "no warning from clang" clang_check
check "format" format_check
check "documents printed from the verb table" documents_check
check "manual page" mandoc -Tlint -Wwarning docs/hf.1
check "clang-tidy" tidy_check
check "cppcheck" cppcheck_check
check "shell scripts" shell_check
check "spelling" spell_check
check "luacheck" lua_check
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
