#!/usr/bin/env python3
"""House rules that a compiler does not know: banned calls, sizes, left-overs.

Functions: pmccabe counts their lines. Reasons for what is longer stand in LONG below, and nowhere else.
"""
import re
import subprocess
import sys

BANNED = r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|rand|srand|system|popen|alloca|setjmp|longjmp|gets|localtime|gmtime|tmpnam|mktemp)\s*\("
ONLY_BASE = r"\b(time|clock_gettime|gettimeofday|getenv|secure_getenv)\s*\("
FUNCTION_LINES, FILE_LINES = 60, 500
LONG = {}  # "file:function": "reason"


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "--", *patterns], stdout=subprocess.PIPE, check=True)
    return out.stdout.decode().split()


def strip(text):
    """Code without comments and strings, line for line."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def check_calls(path, faults):
    code = strip(open(path, encoding="utf-8").read())
    for number, line in enumerate(code.split("\n"), 1):
        if re.search(BANNED, line):
            faults.append(f"{path}:{number}: banned call: {line.strip()[:80]}")
        if not path.startswith(("src/base/", "tests/")) and re.search(ONLY_BASE, line):
            faults.append(f"{path}:{number}: only room base asks the system for time or environment")


def check_sizes(paths, faults):
    for path in paths:
        lines = sum(1 for _ in open(path, encoding="utf-8"))
        if lines > FILE_LINES:
            faults.append(f"{path}: {lines} lines, more than {FILE_LINES}")
    sources = [p for p in paths if p.startswith("src/") and p.endswith(".c")]
    out = subprocess.run(["pmccabe", *sources], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
    for row in out.splitlines():
        fields = row.split("\t")
        name = re.sub(r"\(\d+\): ", ":", fields[5])
        if int(fields[4]) > FUNCTION_LINES and name not in LONG:
            faults.append(f"{name}: {fields[4]} lines, more than {FUNCTION_LINES}")


def main():
    faults = []
    paths = tracked("src/*.c", "src/*.h", "include/*.h")
    for path in paths:
        check_calls(path, faults)
        if re.search(r"\b(TODO|FIXME|XXX)\b", open(path, encoding="utf-8").read()):
            faults.append(f"{path}: something is left over (TODO, FIXME)")
    check_sizes(paths + tracked("tests/unit/*.c", "lua/*.lua"), faults)
    for fault in faults:
        print(fault)
    print(f"house: {len(paths)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
