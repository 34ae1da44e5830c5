"""Whatever a shop does to a posted day, talech's calls about the whole day say that something changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from simulators.talech.shop import QUEEN, sample
from simulators.talech.worked_example import DAY_D, ORDERS, REFUNDS
from talech_simulator.control.changes import CHANGES

pytestmark = pytest.mark.loopback

D = date.fromisoformat(DAY_D)
OF_A_DAY = {"changed_day", "late_return", "reopened_order", "unknown_card_type", "moved_line"}
# They concern access, the account or later days: the mark cannot show them, and the figures of the day are the same.
OF_THE_ACCOUNT = {
    "revoke_token",
    "single_session",
    "plan_downgrade",
    "location_removed",
    "report_end_time",
    "deleted_category",
}


@pytest.fixture
def talech(talech_of):
    return talech_of(sample(ORDERS, REFUNDS), clock=datetime(2026, 3, 7, 9, 5, tzinfo=UTC))


def mark(talech):
    return talech.source.day_marks(talech.location(), [D])[D]


def test_the_mark_is_that_of_the_whole_reading_and_stays(talech):
    assert mark(talech) == talech.activity(D).mark == mark(talech)


def test_several_dates_are_read_together_and_each_has_the_mark_of_its_own(talech):
    dates = [D - timedelta(days=back) for back in range(7)]

    marks = talech.source.day_marks(talech.location(), dates)

    assert marks == {on: talech.source.day_marks(talech.location(), [on])[on] for on in dates}
    assert marks[D] == talech.activity(D).mark
    assert talech.source.day_marks(talech.location(), []) == {}


def test_every_kind_of_change_is_known_here():
    assert CHANGES.keys() == OF_A_DAY | OF_THE_ACCOUNT


@pytest.mark.parametrize("change", sorted(OF_A_DAY))
def test_a_change_of_the_day_changes_its_mark(talech, change):
    before, posted = mark(talech), talech.sales_day(D)

    talech.fault(change, location=QUEEN, date=DAY_D)

    assert talech.sales_day(D).content_hash != posted.content_hash
    assert mark(talech) != before


@pytest.mark.parametrize("change", ["report_end_time", "deleted_category"])
def test_a_change_of_the_account_leaves_the_figures_of_the_day(talech, change):
    posted = talech.sales_day(D)

    talech.fault(change, location=QUEEN, at="05:00", category_id="c2")

    assert talech.sales_day(D).content_hash == posted.content_hash


def test_a_mark_needs_no_call_for_an_order(talech):
    asked = []
    talech.source._client._transport.session.hooks["response"].append(lambda reply, **_: asked.append(reply.url))

    mark(talech)

    assert not any("getorderbyid" in url for url in asked)
    assert len(asked) <= 10
