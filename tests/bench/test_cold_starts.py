"""What the first request of a new process pays: importing its function, beside starting an interpreter for nothing.

Counted in processor time, which other work on the machine does not stretch; an import waits for little else.
"""

import resource
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROBE = Path(__file__).with_name("cold_start.py")
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
# Installed beside us for development, absent in Lambda; a package may use it if it happens to be there.
ABSENT_IN_LAMBDA = ("cryptography", "OpenSSL", "rich", "moto", "ministack", "pytest")


def processor_seconds(*arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, timeout=60)  # noqa: S603  our own probe
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pytest_generate_tests(metafunc):
    """Beside other tests one function shows that the measuring works; `make bench` measures them all."""
    if "function" in metafunc.fixturenames:
        is_beside_others = hasattr(metafunc.config, "workerinput")
        metafunc.parametrize("function", FUNCTIONS[:1] if is_beside_others else FUNCTIONS)


@pytest.mark.parametrize("bytecode", ["with", "without"])
def test_importing_a_function(bench, function, bytecode):
    arguments = (str(PROBE), str(ROOT / "functions" / function), bytecode, *ABSENT_IN_LAMBDA)
    if bytecode == "with":
        processor_seconds(*arguments)

    pairs = [(processor_seconds("-B", *arguments), processor_seconds("-c", "pass")) for _ in range(bench.times)]

    imported, empty = map(statistics.median, zip(*pairs, strict=True))
    bench.compare(f"import {function}, {bytecode} .pyc", imported, "an empty interpreter", empty, "processor time")
