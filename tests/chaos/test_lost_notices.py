"""What the verdict may ask of Daybook: nothing that no message ever told it."""

import json
from datetime import UTC, datetime

import pytest

from chaos.days.clockwork import Clockwork
from chaos.days.history import History


@pytest.mark.parametrize(("realm", "lost", "is_told"), [("1", "7", False), ("1", "8", True), ("2", "7", True)])
def test_an_edit_whose_notice_is_lost_in_the_queue_counts_as_not_told(realm, lost, is_told):
    history = History(Clockwork(datetime(2026, 4, 1, tzinfo=UTC)))
    story = history.of("a day")
    story.edits[("1", "Invoice", "7")] = {}
    story.edit_was_told = True

    history.never_arrives(json.dumps({"realm_id": realm, "notices": [{"id": lost}]}))
    history.never_arrives(json.dumps({"merchant_id": "m1"}))

    assert story.edit_was_told is is_told
