#!/usr/bin/env python3
"""Do includes point downward only, and do the files of a room form no circle?

Reads the compiler's own dependency files (*.d) below the build folder, so that nothing is missed that the compiler saw, and checks each
against the table of rooms (rooms.json), at any depth of folders. Circles are looked for between the object files of a room, by symbols (nm).
Usage: layers.py BUILD-FOLDER
"""
import collections
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = json.load(open(os.path.join(HERE, "rooms.json"), encoding="utf-8"))
ROOMS = {r["room"]: r for r in TABLE["rooms"]}
OF_HEADER = {h: r["room"] for r in TABLE["rooms"] for h in r["headers"]}
LIBRARIES = collections.defaultdict(list)
for _room in TABLE["rooms"]:
    for _library in _room.get("libraries", []):
        LIBRARIES[_library].append(_room["room"])
FILES_MAX, LINES_MAX = 16, 3000


def reach(room):
    """What a room may include: what it uses, and what stands in the contracts of those."""
    found = set()
    for used in ROOMS[room]["uses"]:
        found |= {used} | reach(used)
    return found


def dependencies(path):
    text = open(path, encoding="utf-8").read().replace("\\\n", " ")
    return text.split("\n", 1)[0].split(":", 1)[1].split()


def room_of(source):
    """The folder below src/ that a file lies in; None for src/hf.c and what is not ours."""
    match = re.fullmatch(r"src/(.+)/[^/]+", source)
    return match.group(1) if match else None


def is_inside(room, outer):
    return room == outer or room.startswith(outer + "/")


def check(source, headers):
    room, faults = room_of(source), []
    if room is None:
        return faults
    if room not in ROOMS:
        return [f"{source}: the room {room} stands in no row of rooms.json"]
    for header in map(os.path.normpath, headers):
        match = re.fullmatch(r"include/hf/(\w+)\.h", header)
        target = OF_HEADER.get(match.group(1)) if match else None
        if match and target is None:
            faults.append(f"{source}: {header} belongs to no room of rooms.json")
        elif match and match.group(1) == "vault_open" and not is_inside(room, "store") and source not in TABLE["openers"]:
            faults.append(f"{source}: only the context resolver may open vaults (hf/vault_open.h)")
        elif match and match.group(1) != "vault_open" and not is_inside(room, target) and target not in reach(room):
            faults.append(f"{source}: room {room} must not include hf/{match.group(1)}.h of room {target}")
        inner = room_of(header)
        if inner and not is_inside(room, inner):
            faults.append(f"{source}: {header} is private to room {inner}")
        for library, rooms in LIBRARIES.items():
            if library in header and not any(is_inside(room, r) for r in rooms):
                faults.append(f"{source}: {library} may be included by {', '.join(rooms)} only")
    return faults


def order_faults():
    """The table itself: a room uses only rooms that stand before it."""
    seen, faults = set(), []
    for r in TABLE["rooms"]:
        faults += [f"rooms.json: {r['room']} uses {u}, which does not stand before it" for u in r["uses"] if u not in seen]
        seen.add(r["room"])
    return faults


def symbols(objects):
    """What each object defines and what it needs, of names that the room itself defines."""
    defines, needs = {}, {}
    for name in objects:
        lines = subprocess.run(["nm", "-g", name], capture_output=True, text=True, check=True).stdout.split("\n")
        rows = [line.split() for line in lines if line.strip()]
        defines[name] = {row[-1] for row in rows if row[-2] in "TDBRCV"}
        needs[name] = {row[-1] for row in rows if row[-2] == "U"}
    return defines, needs


def components(edges):
    """Strongly connected parts of more than one file (Tarjan)."""
    index, low, stack, found, count = {}, {}, [], [], [0]

    def visit(v):
        index[v] = low[v] = count[0]
        count[0] += 1
        stack.append(v)
        for w in edges[v]:
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = []
            while not part or part[-1] != v:
                part.append(stack.pop())
            if len(part) > 1:
                found.append(sorted(part))

    for v in edges:
        if v not in index:
            visit(v)
    return found


def circles(build, room):
    folder = os.path.join(build, room)
    objects = [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".o")]
    objects = [o for o in objects if os.path.exists("src" + o[len(build):-2] + ".c")]
    defines, needs = symbols(objects)
    owner = {s: o for o, names in defines.items() for s in names}
    edges = {o: {owner[s] for s in needs[o] if s in owner and owner[s] != o} for o in objects}
    names = [", ".join(os.path.basename(o)[:-2] for o in part) for part in components(edges)]
    known = ROOMS[room].get("circles", [])
    return [f"{room}: these files need each other: {n}" for n in names if n not in known]


def sizes(room):
    folder = os.path.join("src", room)
    files = [os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(".c")]
    lines = sum(len(open(f, encoding="utf-8").readlines()) for f in files)
    if (len(files) > FILES_MAX or lines > LINES_MAX) and "why" not in ROOMS[room]:
        return [f"{room}: {len(files)} files, {lines} lines; more than {FILES_MAX} or {LINES_MAX} want a reason in rooms.json"]
    return []


def main(build):
    faults, seen = order_faults(), 0
    for folder, _folders, names in os.walk(build):
        for name in sorted(names):
            if not name.endswith(".d"):
                continue
            deps = dependencies(os.path.join(folder, name))
            if not os.path.exists(deps[0]) or not deps[0].startswith("src/"):
                continue  # a file that is gone, or one that the build generates
            faults += check(deps[0], deps[1:])
            seen += 1
    for room in ROOMS:
        faults += sizes(room)
        if os.path.isdir(os.path.join(build, room)):
            faults += circles(build, room)
    for fault in faults:
        print(fault)
    print(f"layers: {seen} files, {len(faults)} faults")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
