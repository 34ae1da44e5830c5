"""Imports one handler as Lambda would and tells which modules that took: `import_probe.py FOLDER BLOCKED...`.

It runs in a process of its own with an empty environment: a setting that a handler reads at import would be missing.
"""

import json
import os
import sys

folder, blocked = sys.argv[1], sys.argv[2:]
# What is installed here and does not ship must not be found.
sys.modules |= dict.fromkeys(blocked)
os.environ.clear()
before = set(sys.modules)
sys.path.insert(0, folder)

import handler  # noqa: E402  the import is what is measured

threads = sys.modules["threading"].active_count() if "threading" in sys.modules else 1
loaded = sorted(name for name in set(sys.modules) - before if sys.modules[name] is not None)
json.dump({"handler": callable(handler.handler), "modules": loaded, "threads": threads}, sys.stdout)
