#!/bin/sh
# Shows hf at work on a folder that the HabitFlow skill wrote. Everything happens in a copy that is thrown away.
# Usage: demo.sh PATH-OF-HF PATH-OF-A-HABITFLOW-FOLDER
set -eu
hf=$1
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
cp -r "$2/." "$data/"
chmod -R u+w "$data"
export HABITFLOW_DATA_DIR="$data" HABITFLOW_NOW=2026-02-11T20:00:00Z

run() {
    printf '\n$ hf'
    for word in "$@"; do
        case $word in *\ *) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$hf" "$@"
}

echo "A HabitFlow data folder: $(cat "$data"/logs/*.jsonl | wc -l) lines of logs since November 2025. hf reads it as it is."
run list
run today
run log meditation --note "before breakfast"
run streak meditation
run why meditation 2026-01-31
run stats --days 30
echo
echo "The skill's own files were kept in step; the last line of the log file is now:"
tail -n 1 "$data"/logs/h_mie99z1km3t82rr_2026.jsonl
run undo
printf '\nA bot user beside it, who writes in a chat:\n'
run --user +351911111111 say "ola"
run --user +351911111111 say "sim"
run --user +351911111111 say "quero correr 5 km todos os dias"
run --user +351911111111 say "corri 6 km" --id m1
run --user +351911111111 say "lembra-me de correr às 19:30"
printf '\nThe next evening, what a tick finds for everybody, and what the service knows:\n'
HABITFLOW_NOW=2026-02-12T19:30:10Z
run tick --print --json
run admin stats
