"""What the verdict may ask of Daybook: nothing that no message ever told it."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from chaos.days.clockwork import Clockwork
from chaos.days.judging.history import History, Story
from chaos.days.people.requests_of_people import Requests
from chaos.days.the_product.records import key_of, seen
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import LocationDay

DAY = LocationDay("m1", date(2026, 4, 9), "510001:1")


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


class _World:
    """A table of one day, and an accountant whose request may die once its release is stored."""

    def __init__(self, *, stores: bool, fails: bool) -> None:
        self.items: dict[Any, Any] = {key_of(DAY): {"state": {"S": "held"}}}
        self.dynamodb = SimpleNamespace(tables={"SyncLogTable": self})
        self._stores, self._fails = stores, fails

    def release(self, day: LocationDay) -> bool:
        if self._stores:
            self.items[key_of(day)] = {"state": {"S": "held"}, "released": {"SS": ["closed_period:ab"]}}
        if self._fails:
            raise RetriableError("SQS did not answer")
        return self._stores


@pytest.mark.parametrize(
    ("stores", "fails", "releases"), [(True, True, 1), (True, False, 1), (False, True, 0), (False, False, 0)]
)
def test_a_day_is_released_once_the_release_is_stored_though_the_press_failed(stores, fails, releases):
    world, story = _World(stores=stores, fails=fails), Story()
    requests = Requests(world, None)
    requests.people = world

    with suppress(RetriableError):
        requests.release(DAY, story)

    assert story.releases == releases
