"""A demonstration that is killed in the middle, with everything it started, and begun again in the same folder."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from e2e.conftest import NIGHT_BAR

pytestmark = pytest.mark.loopback

WITHIN_SECONDS = 240
FIRST = "2026-03-27"
UNDISTURBED = {
    "location_days": 3,
    "posted": 3,
    "duplicates": 0,
    "unbalanced": 0,
    "difference_minor": 0,
    "intuit_writes": 3,
}


def begun(folder, work):
    command = [
        str(Path(sys.executable).parent / "daybook-local"),
        "demo",
        "--merchant",
        str(NIGHT_BAR),
        "--from",
        FIRST,
    ]
    return subprocess.Popen(  # noqa: S603 -- our own command
        [*command, "--state", str(folder), "--work", str(work)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_everything_of(process):
    """SIGKILL for the process and all that it started: nobody gets to write its last."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def is_posting(folder):
    """Whether QuickBooks has kept a first entry: the files are locked for all but their owner, their pages are not."""
    return any(b"/JournalEntry/" in file.read_bytes() for file in folder.glob("quickbooks.state*"))


def test_a_killed_demo_is_taken_up_and_ends_with_the_figures_of_an_undisturbed_one(tmp_path):
    folder, work = tmp_path / "state", tmp_path / "work"
    killed = begun(folder, work)
    try:
        until = time.monotonic() + WITHIN_SECONDS
        while not is_posting(folder):
            assert killed.poll() is None, killed.communicate()
            assert time.monotonic() < until, "nothing was posted"
            time.sleep(0.05)
    finally:
        kill_everything_of(killed)

    taken_up = begun(folder, work)
    out, err = taken_up.communicate(timeout=WITHIN_SECONDS)

    assert taken_up.returncode == 0, (out, err)
    figures = json.loads(out.splitlines()[-1])
    assert {name: figures[name] for name in UNDISTURBED} == UNDISTURBED
