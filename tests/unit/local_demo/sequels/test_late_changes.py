"""What the corrections of changed days are held to."""

from dataclasses import replace
from datetime import date

import pytest

from daybook_local.demo.sequels.late_changes import Corrections

MONDAY, TUESDAY, WEDNESDAY = (("L1", date(2026, 3, day)) for day in (9, 10, 11))
GOOD = Corrections(
    changed=frozenset({MONDAY, TUESDAY}),
    amended=frozenset({TUESDAY}),
    deltas={"601": MONDAY},
    closed_period_touched=0,
)


def test_every_changed_day_is_amended_in_place_or_corrected_in_the_open_period():
    assert GOOD.problems == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amended": frozenset()}, "1 changed days were not corrected"),
        ({"amended": frozenset({MONDAY, TUESDAY})}, "1 days were amended and corrected by a later entry as well"),
        ({"amended": frozenset({TUESDAY, WEDNESDAY})}, "1 days were corrected though talech had not changed them"),
        ({"amended": frozenset({MONDAY, TUESDAY}), "deltas": {}}, "no change lay in closed books"),
        ({"closed_period_touched": 2}, "2 documents of the closed period changed"),
    ],
)
def test_whatever_else_happened_is_named(change, words):
    assert replace(GOOD, **change).problems == [words]
