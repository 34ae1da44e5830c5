"""Runbook and catalogue tell the same codes: who is called at night looks one up and finds it."""

import re
from pathlib import Path

import pytest

from daybook.domain.catalogue.error_catalogue import entry_for, error_catalogue
from daybook.domain.errors import HoldReason

RUNBOOK = (Path(__file__).parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")
HELD = dict(re.findall(r"^\| `(DB-\d{4})` \| `(\w+)` \|", RUNBOOK, re.MULTILINE))
OTHERS = {
    code: (title, who, keys)
    for code, title, who, keys in re.findall(
        r"^\| `(DB-\d{4})` \| ([^`|]+) \| (\w+) \| (.+) \|$", RUNBOOK, re.MULTILINE
    )
}


@pytest.mark.parametrize("reason", HoldReason)
def test_every_hold_reason_has_its_code_in_its_row(reason):
    assert HELD.get(entry_for(reason).code) == reason


def test_the_two_tables_hold_every_code_once():
    codes = re.findall(r"^\| `(DB-\d{4})` \|", RUNBOOK, re.MULTILINE)

    assert sorted(codes) == [found.code for found in error_catalogue()]


@pytest.mark.parametrize("found", [e for e in error_catalogue() if not e.holds], ids=lambda found: found.code)
def test_every_other_code_is_told_as_the_catalogue_tells_it(found):
    title, who, keys = OTHERS[found.code]

    assert (title, who) == (found.text("en").title, found.who)
    listed = {
        code
        for first, last in re.findall(r"\b(\d+)(?:–(\d+))?", keys.partition("QuickBooks ")[2])
        for code in range(int(first), int(last or first) + 1)
    }
    assert listed == found.faults
    assert {*found.refusals, *found.conditions} == set(re.findall(r"`(\w+)`", keys))
