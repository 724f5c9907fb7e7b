#!/usr/bin/env python3
"""Runs the end-to-end tests: python3 tests/e2e/run.py [pattern]

HF=path      the binary (default build/release/hf)
JOBS=n       tests at a time (default 2)
HF_ROUNDS=n  how long the crash and race tests are: 1 (default) is for CI, 10 the full count

A test is a function test_*(t) in tests/e2e/test_*.py; t is a harness.Box with a home and a data folder of its own.
"""
import concurrent.futures
import importlib
import os
import sys
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import harness  # noqa: E402


def collect(pattern):
    here = os.path.dirname(os.path.abspath(__file__))
    tests = []
    for name in sorted(os.listdir(here)):
        if not (name.startswith("test_") and name.endswith(".py")):
            continue
        module = importlib.import_module(name[:-3])
        for attr, fn in sorted(vars(module).items()):
            if attr.startswith("test_") and callable(fn) and pattern in f"{name[:-3]}.{attr}":
                tests.append((f"{name[:-3]}.{attr}", fn))
    return tests


def run_one(name, fn):
    """None, or the reason of the failure in one line."""
    started = time.monotonic()
    try:
        with harness.Box() as box:
            try:
                fn(box)
            except harness.Skip as reason:
                return name, f"skipped: {reason}", time.monotonic() - started
            except AssertionError as e:
                return name, f"{e} [last: {box.last_command}]", time.monotonic() - started
    except Exception:  # a broken test is a failed test
        return name, traceback.format_exc().strip().replace("\n", " | "), time.monotonic() - started
    return name, None, time.monotonic() - started


def main():
    pattern = sys.argv[1] if len(sys.argv) > 1 else ""
    if not os.access(harness.HF, os.X_OK):
        print(f"{harness.HF} is no program; build it or set HF")
        return 1
    tests = collect(pattern)
    passed = failed = skipped = 0
    with concurrent.futures.ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run_one, name, fn) for name, fn in tests]):
            name, problem, seconds = done.result()
            if problem and problem.startswith("skipped: "):
                skipped += 1
                print(f"skip {name}: {problem[9:]}", flush=True)
            elif problem:
                failed += 1
                print(f"FAIL {name}: {problem}", flush=True)
            else:
                passed += 1
            if seconds > 20 or os.environ.get("TIMES"):
                print(f"     {name}: {seconds:.1f} s", flush=True)
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
