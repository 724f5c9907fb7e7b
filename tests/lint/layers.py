#!/usr/bin/env python3
"""Do includes point downward only?

Reads the compiler's own dependency files (*.d) below the build folder, so that nothing is missed that the compiler saw, and checks
each against the table of allowed edges. Also: which room may include which library, and who may open a vault.
"""
import os
import re
import sys

FLOOR = {"base": 0, "calendar": 1, "codec": 1, "habit": 2, "language": 2, "store": 3, "app": 4, "script": 5, "edge": 6}
# Same floor or lower, and nothing else: a room may use these besides itself.
ALLOWED = {
    "base": [],
    "calendar": ["base"],
    "codec": ["base", "calendar"],
    "habit": ["base", "calendar"],
    "language": ["base", "calendar", "habit"],
    "store": ["base", "calendar", "codec", "habit"],
    "app": ["base", "calendar", "codec", "habit", "language", "store"],
    "script": ["base", "calendar", "codec", "habit", "language", "store", "app"],
    "edge": ["base", "calendar", "codec", "habit", "language", "store", "app", "script"],
}
LIBRARY = {  # header of a library -> the only rooms that may see it
    "cjson/": ["codec"],
    "sqlite3.h": ["store"],
    "lua5.4/": ["script"],
    "libstemmer.h": ["language"],
    "utf8proc.h": ["base"],
    "editline/": ["edge"],
    "histedit.h": ["edge"],
    "/archive.h": ["store"],
    "archive_entry.h": ["store"],
    "sha2.h": ["base", "store"],
}
SECOND_HEADERS = {"service": "store"}  # a room's other public header
VAULT_OPENERS = {"src/app/context.c"}


def dependencies(path):
    text = open(path, encoding="utf-8").read().replace("\\\n", " ")
    first = text.split("\n", 1)[0]
    return first.split(":", 1)[1].split()


def room_of(source):
    parts = source.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "src" else None


def check(source, headers):
    room, faults = room_of(source), []
    for header in headers:
        match = re.fullmatch(r"include/hf/(\w+)\.h", header)
        if match and room:
            target = SECOND_HEADERS.get(match.group(1), match.group(1))
            if target == "vault_open":
                if room != "store" and source not in VAULT_OPENERS:
                    faults.append(f"{source}: only the context resolver may open vaults (hf/vault_open.h)")
            elif target != room and target not in ALLOWED[room]:
                faults.append(f"{source}: room {room} must not include hf/{target}.h")
        inner = room_of(header)
        if inner and room and inner != room:
            faults.append(f"{source}: {header} is private to room {inner}")
        for library, rooms in LIBRARY.items():
            if room and library in header and room not in rooms:
                faults.append(f"{source}: {library} may be included by {', '.join(rooms)} only")
    return faults


def main(build):
    faults, seen = [], 0
    for room in FLOOR:
        folder = os.path.join(build, room)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            if not name.endswith(".d"):
                continue
            deps = dependencies(os.path.join(folder, name))
            if not os.path.exists(deps[0]) or not deps[0].startswith("src/"):
                continue  # a file that is gone, or one that the build generates
            faults += check(deps[0], deps[1:])
            seen += 1
    for fault in faults:
        print(fault)
    print(f"layers: {seen} files, {len(faults)} faults")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
