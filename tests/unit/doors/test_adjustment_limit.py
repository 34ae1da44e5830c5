"""How far orders may differ from their lines: page, JSON API and command line have one rule and leave one record."""

import pytest

from daybook.domain.company.connection import ClosedBooksPolicy, UntiedPolicy
from unit.portal.merchant import MERCHANT


def limit(world):
    return world.connections.connection(MERCHANT).adjustment_limit.basis_points


@pytest.mark.parametrize(
    ("percent", "basis_points"), [("2", 200), ("2.5", 250), ("0,25", 25), ("0", 0), ("100", 10000)]
)
def test_a_percentage_is_taken_and_is_on_record_with_what_it_was(doors, door, world, percent, basis_points):
    done = doors.limit_adjustments(door, percent)

    assert done.done, done.words
    assert limit(world) == basis_points
    change = world.audit.records[MERCHANT][-1].changes[0]
    assert (change.fact, change.before) == ("adjustment_limit", "1")
    assert float(change.after) * 100 == basis_points


@pytest.mark.parametrize("percent", ["-1", "100.01", "1.234", "a lot", "NaN", "1e9", "1e999999", "1e1", "1_0", " "])
def test_what_is_no_percentage_is_refused_and_changes_nothing(doors, door, world, percent):
    before = list(world.audit.records.get(MERCHANT, []))

    refused = doors.limit_adjustments(door, percent)

    assert not refused.done
    assert refused.words.startswith({"page": "422", "api": "422", "command": "2"}[door])
    assert limit(world) == 100
    assert world.audit.records.get(MERCHANT, []) == before


def test_the_other_policies_stay_as_they_are(doors, door, world):
    doors.limit_adjustments(door, "2")

    connection = world.connections.connection(MERCHANT)
    assert (connection.untied_policy, connection.closed_books_policy) == (UntiedPolicy.HOLD, ClosedBooksPolicy.HOLD)
