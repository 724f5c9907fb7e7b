"""The gateway's plugin by itself, where Node is installed; tests/gateway runs it in the real gateway."""
import os
import subprocess

import harness


def test_plugin(t):
    harness.need("node")
    done = subprocess.run(["node", "--test", os.path.join(harness.ROOT, "tests", "gateway", "plugin_test.mjs")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                          env={"PATH": os.environ["PATH"], "HOME": t.home, "TMPDIR": t.root})
    assert done.returncode == 0, done.stdout.decode()[-2000:]
