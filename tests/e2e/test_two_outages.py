"""QuickBooks is gone for three hours at closing time, then talech: the demonstration with one bar, as people run it."""

import json
import subprocess
import sys

import pytest

from e2e.conftest import NIGHT_BAR

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

A_CALL_EVERY_TWO_MINUTES = 30 * 6


def test_days_wait_through_both_outages_and_are_in_the_books_within_half_an_hour_of_the_return(tmp_path):
    command = [sys.executable, "-c", "import sys; from daybook_local.cli import main; sys.exit(main())", "demo"]
    variant = ["--variant", "outage", "--merchant", str(NIGHT_BAR), "--work", str(tmp_path / "work")]

    finished = subprocess.run(  # noqa: S603 - our own interpreter and command
        [*command, *variant], capture_output=True, check=False, text=True, timeout=590
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
    figures = json.loads(finished.stdout.splitlines()[-1])
    assert figures["posted"] + figures["empty"] == figures["location_days"] > 1
    wrong = ("dead_letters", "failed", "held", "operator_actions", "duplicates", "unbalanced", "difference_minor")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert figures["minutes_to_catch_up"] <= 30
    assert 10 <= figures["vendor_calls_while_down"] <= A_CALL_EVERY_TWO_MINUTES
    assert "waited through both outages and named them (DB-1311, DB-1904" in finished.stdout
