#!/bin/sh
# Runs each fuzz target for some seconds over its seeds, two at a time. Ends with `N passed, N failed`.
# Usage: smoke.sh BUILD-FOLDER SECONDS TARGET...
build=$1
seconds=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fuzz() {
    seeds=tests/fuzz/seeds/${1#fuzz_}
    mkdir -p "$work/$1" "$seeds"
    if "$build/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$work/$1-" -print_final_stats=1 \
        "$work/$1" "$seeds" > "$work/$1.log" 2>&1; then
        echo "ok   $1: $(sed -n 's/stat::number_of_executed_units: *//p' "$work/$1.log") runs"
        echo "$1" >> "$work/passed"
    else
        echo "FAIL $1"
        tail -n 40 "$work/$1.log"
        for f in "$work/$1"-*; do [ -f "$f" ] && base64 "$f"; done
        echo "$1" >> "$work/failed"
    fi
}

: > "$work/passed"
: > "$work/failed"
while [ $# -gt 0 ]; do
    fuzz "$1" &
    if [ $# -gt 1 ]; then
        fuzz "$2" &
        shift
    fi
    shift
    wait
done
echo "$(wc -l < "$work/passed") passed, $(wc -l < "$work/failed") failed"
[ ! -s "$work/failed" ]
