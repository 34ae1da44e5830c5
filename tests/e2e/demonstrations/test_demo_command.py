"""`daybook-local demo` as people run it: a process, its exit code, the last line of its output."""

import csv
import json
import subprocess
import sys

import pytest

from daybook_local.system.places import SAMPLES

pytestmark = pytest.mark.stack


def test_three_days_of_two_cafes_end_with_equal_books_and_a_last_line_that_says_so(tmp_path):
    command = [sys.executable, "-c", "import sys; from daybook_local.cli import main; sys.exit(main())", "demo"]
    folder, dates = str(SAMPLES / "cafe-ca"), ["--from", "2026-03-21", "--to", "2026-03-23"]
    where = ["--work", str(tmp_path / "work"), "--export", str(tmp_path / "export")]

    finished = subprocess.run(  # noqa: S603 - our own interpreter and command
        [*command, "--merchant", folder, *dates, *where], capture_output=True, check=False, text=True, timeout=120
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
    figures = json.loads(finished.stdout.splitlines()[-1])
    assert (figures["locations"], figures["location_days"], figures["documents"]) == (2, 6, 6)
    wrong = ("duplicates", "unbalanced", "difference_minor", "held", "failed", "intuit_reads")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert figures["intuit_writes"] == figures["documents"]
    with (tmp_path / "export/proof.csv").open(newline="") as file:
        proof = list(csv.DictReader(file))
    assert {line["difference"] for line in proof} == {"0"}
    assert {line["date"] for line in proof} == {"2026-03-21", "2026-03-22", "2026-03-23"}
    assert len((tmp_path / "export/documents.jsonl").read_text().splitlines()) == 6
