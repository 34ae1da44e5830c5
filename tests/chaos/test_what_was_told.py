"""What the verdict may ask of Daybook: nothing that no message ever told it."""

import json
from datetime import UTC, datetime

import pytest

from chaos.days.clockwork import Clockwork
from chaos.days.history import History
from chaos.days.the_product import seen


@pytest.mark.parametrize(("realm", "lost", "is_told"), [("1", "7", False), ("1", "8", True), ("2", "7", True)])
def test_an_edit_whose_notice_is_lost_in_the_queue_counts_as_not_told(realm, lost, is_told):
    history = History(Clockwork(datetime(2026, 4, 1, tzinfo=UTC)))
    story = history.of("a day")
    story.edits[("1", "Invoice", "7")] = {}
    story.edit_was_told = True

    history.never_arrives(json.dumps({"realm_id": realm, "notices": [{"id": lost}]}))
    history.never_arrives(json.dumps({"merchant_id": "m1"}))

    assert story.edit_was_told is is_told


@pytest.mark.parametrize(
    ("released", "is_kept"),
    [("touched_in_quickbooks:ab", True), ("touched_in_quickbooks", True), ("not_tied:ab", False), ("", False)],
)
def test_an_edit_is_kept_once_its_release_is_stored_though_the_press_failed(released, is_kept):
    """The message behind the release may never have left: the next try of the day honours it all the same."""
    row = {"state": {"S": "posted"}} | ({"released": {"SS": [released]}} if released else {})

    assert seen(row).keeps_an_edit is is_kept
