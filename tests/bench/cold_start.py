"""Imports one handler as a cold start would and exits: `cold_start.py FOLDER with|without BLOCKED...`.

`without` leaves aside the bytecode of what the layers carry, as on a first start from source; that of the standard
library belongs to the runtime and stays.
"""

import importlib._bootstrap_external as loading
import os
import sys
from pathlib import Path

folder, bytecode, *blocked = sys.argv[1:]
# What is installed here and does not ship must not be found.
sys.modules |= dict.fromkeys(blocked)
os.environ.clear()
STANDARD_LIBRARY = str(Path(os.__file__).parent)
cache_from_source = loading.cache_from_source


def no_cache(path, *more, **known):
    """The name of a module's bytecode file, for modules of the standard library alone."""
    if path.startswith(STANDARD_LIBRARY) and "site-packages" not in path:
        return cache_from_source(path, *more, **known)
    raise NotImplementedError


if bytecode == "without":
    loading.cache_from_source = no_cache
sys.path.insert(0, folder)

import handler  # noqa: E402  the import is what is measured

sys.exit(not callable(handler.handler))
