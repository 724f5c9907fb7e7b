#!/bin/sh
# Unit tests and a walk through the verbs under valgrind: no invalid access, nothing lost.
# Usage: valgrind.sh BUILD-FOLDER UNIT-TEST...
build=$1
shift
tool="valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect"
# Left out unless VALGRIND_ALL is set: what runs for minutes here (slow models, all zones, disk simulations, whole languages), and room
# script, whose limits of wall time a program fifty times slower cannot keep. All of it is in the ASan run.
programs=
for p in "$@"; do
    case $p in
        */script/* | */language/* | *model* | *power* | *iofault* | *process* | *beside_both* | */test_zone | */test_tzif | */test_fire | */test_wall)
            [ -n "${VALGRIND_ALL:-}" ] && programs="$programs $p" ;;
        *) programs="$programs $p" ;;
    esac
done
# shellcheck disable=SC2086  # a list of paths without blanks
python3 tests/units.py --wrap "$tool" $programs
units=$?
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
cp -r tests/data/peer-quirks/. "$data/"
chmod -R u+w "$data"
walked=0
export HABITFLOW_DATA_DIR="$data" HABITFLOW_NOW=2026-02-10T20:00:00Z
while read -r line; do
    # shellcheck disable=SC2086  # words of a command line
    eval "set -- $line"
    $tool "$build/hf" "$@" > /dev/null 2> "$data/.stderr"
    if [ $? -eq 99 ]; then
        echo "valgrind complains about: hf $line"
        cat "$data/.stderr"
        exit 1
    fi
    walked=$((walked + 1))
done <<'VERBS'
list --all
today --json
streak --all
stats --days 400 --json
add "Read a book" --target 20 --unit pages --remind 07:00 19:00
log "Read a book" --count 12 --on yesterday,today
log nothing
log "clean reference" --status skipped --key k1
log "clean reference" --status skipped --key k1
why "clean reference" yesterday
skip "Read a book" --from tomorrow --to 2026-02-20
pause "Read a book" --from 2026-03-01
resume "Read a book"
undo
history --json
export --format json --out /dev/null
export --format csv
doctor --json
profile timezone=Europe/Lisbon
persona luna
--user +351911111111 add Corrida
--user ../x list
--session agent:main:telegram:direct:900100200 list --json
delete "Read a book"
delete "Read a book" --yes
say "corri 5 km ontem"
say "drank 2 glasses of water and read 10 pages yesterday" --id m1
parse "next friday" --dates --lean future
script check
frobnicate
VERBS
echo "valgrind: $walked command lines without a complaint"
exit $units
