"""What a record says of a person's request that was not carried out, and how it is read again."""

from datetime import UTC, datetime, timedelta

import pytest

from daybook.domain.errors import Condition
from daybook.domain.sync.directives import Directive, Place, withdrawal_in

ASKED = datetime(2026, 11, 24, 5, 7, tzinfo=UTC)
OUT, BACK = Directive(1, Place.OUT, ASKED), Directive(2, Place.IN, ASKED)


@pytest.mark.parametrize(
    ("message", "withdrawal"),
    [
        (OUT.refused("a deposit: 7"), (Condition.UNDO_REFUSED, "a deposit: 7")),
        (OUT.lapsed(), (Condition.UNDO_LAPSED, "asked for at 2026-11-24 05:07 UTC")),
        (BACK.lapsed(), (Condition.REDO_LAPSED, "asked for at 2026-11-24 05:07 UTC")),
        (BACK.refused("a deposit: 7"), (Condition.REDO_LAPSED, "a deposit: 7")),
        ("taken out of the books on request", None),
        (f"kept as edited: {OUT.refused('7')}", None),
        ("", None),
    ],
)
def test_a_request_that_did_not_come_true_is_read_from_its_message(message, withdrawal):
    assert withdrawal_in(message) == withdrawal


@pytest.mark.parametrize(("hours", "has_lapsed"), [(23.99, False), (24, True), (30, True)])
def test_a_request_lapses_after_a_day(hours, has_lapsed):
    assert OUT.has_lapsed(ASKED + timedelta(hours=hours)) is has_lapsed
