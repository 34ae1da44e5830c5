"""Which days talech changes after the posting: always the same, enough of them, some in closed books."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from daybook_local.demo.merchant.posting_choice import AS_CONNECTED, PostingChoice
from daybook_local.demo.sequels.talech_changes import NothingToChangeError, change_days
from daybook_local.system.vendors.loopback import RefusedError
from unit.local_demo.shop_books import record

FIRST = date(2026, 3, 1)
CLOSED_THROUGH = FIRST + timedelta(days=24)


class Talech:
    """Remembers the changes; refuses the kinds that no order fits."""

    def __init__(self, *refused):
        self.changes = []
        self._refused = refused

    def switch_on(self, change):
        if change["fault"] in self._refused:
            raise RefusedError("no order fits")
        self.changes.append(change)


def scene_of(talech, choice=AS_CONNECTED):
    sample = SimpleNamespace(location_ids=["L1", "L2"])
    return SimpleNamespace(system=SimpleNamespace(talech=talech, sample=sample), choice=choice)


def posted(*places, days=100):
    return [record(location=place, on=FIRST + timedelta(days=day)) for day in range(days) for place in places]


def test_five_per_cent_of_the_days_change_and_one_per_cent_lies_in_closed_books():
    talech = Talech()

    changes = change_days(scene_of(talech), posted("L1", "L2"), CLOSED_THROUGH)

    assert len(changes) == len(talech.changes) == 10
    assert sum(change.business_date <= CLOSED_THROUGH for change in changes) == 2
    assert {change.what for change in changes} == {"late tip", "return", "re-opened order"}


def test_the_same_days_change_every_time():
    again = change_days(scene_of(Talech()), posted("L1", "L2"), CLOSED_THROUGH)

    assert change_days(scene_of(Talech()), posted("L1", "L2"), CLOSED_THROUGH) == again


def test_a_day_that_one_kind_of_change_does_not_fit_is_changed_in_another_way():
    changes = change_days(scene_of(Talech("late_return", "changed_day")), posted("L1"), CLOSED_THROUGH)

    assert {change.what for change in changes} == {"re-opened order"}


def test_a_day_of_all_locations_changes_in_one_of_them():
    changes = change_days(scene_of(Talech(), PostingChoice(locations="combined")), posted("all"), CLOSED_THROUGH)

    assert {change.location_id for change in changes} == {"L1"}


def test_a_merchant_without_card_sales_is_told_so():
    refused = Talech("late_return", "changed_day", "reopened_order")

    with pytest.raises(NothingToChangeError, match="holds an order that a card paid"):
        change_days(scene_of(refused), posted("L1"), CLOSED_THROUGH)
