#!/usr/bin/env python3
"""Runs unit test programs and adds their counts up.

Usage: units.py [--wrap COMMAND] PROGRAM...
Each program is a cmocka binary. What fails is printed whole; what passes is one line. Ends with `N passed, N failed`.
"""
import re
import subprocess
import sys


def run(wrap, program):
    done = subprocess.run(wrap + [program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=1200)
    text = done.stdout.decode("utf-8", "replace")
    passed = sum(int(n) for n in re.findall(r"\[  PASSED  \] (\d+) test", text))
    failed = sum(int(n) for n in re.findall(r"\[  FAILED  \] (\d+) test", text))
    if done.returncode != 0 and failed == 0:
        failed = 1  # it crashed, or a tool around it complained
    return passed, failed, text


def main(argv):
    wrap = []
    if argv and argv[0] == "--wrap":
        wrap, argv = argv[1].split(), argv[2:]
    passed = failed = 0
    for program in argv:
        good, bad, text = run(wrap, program)
        passed, failed = passed + good, failed + bad
        name = "/".join(program.split("/")[-2:])
        print(f"{'ok  ' if not bad else 'FAIL'} {name}: {good} passed, {bad} failed", flush=True)
        if bad:
            print(text, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
