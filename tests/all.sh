#!/bin/sh
# The whole suite: unit tests, then end-to-end tests of the real binary. Ends with one line `N passed, N failed`.
# Usage: all.sh BUILD-FOLDER UNIT-TEST...
build=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0

step() {
    "$@" > "$log" 2>&1
    status=$?
    cat "$log"
    last=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
    good=$(echo "$last" | sed -nE 's/^([0-9]+) passed.*/\1/p')
    bad=$(echo "$last" | sed -nE 's/.* ([0-9]+) failed.*/\1/p')
    [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ] && bad=1
    passed=$((passed + ${good:-0}))
    failed=$((failed + ${bad:-0}))
}

step python3 tests/units.py "$@"
step env HF="$(realpath "$build")/hf" python3 tests/e2e/run.py
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
