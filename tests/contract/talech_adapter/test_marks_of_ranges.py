"""Days that a look reads with calls for all of them have the marks that the calls of each day alone give."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import daybook_local
from contract.talech_adapter.test_marks import OF_A_DAY
from daybook.adapters.talech import extensions, history
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.business_date import dates_between
from simulators.talech.busy_day import busy_day
from simulators.talech.shop import QUEEN, sample

pytestmark = pytest.mark.loopback

SAMPLES = Path(daybook_local.__file__).parent / "samples"
# Generated orders open on the sixth; they close, and are returned, until the eighth. The clock changes on the eighth.
DATES = tuple(dates_between(date(2026, 3, 4), date(2026, 3, 9)))
AFTER = datetime(2026, 3, 11, tzinfo=UTC)


def alone(talech, dates, location_id=None):
    location = talech.location(location_id)
    return {on: talech.source.day_marks(location, [on])[on] for on in dates}


def together(talech, dates, location_id=None):
    return talech.source.day_marks(talech.location(location_id), dates)


def counted(talech):
    asked = []
    talech.source._client._transport.session.hooks["response"].append(lambda reply, **_: asked.append(reply.url))
    return asked


@pytest.mark.parametrize(
    ("folder", "location_id", "first", "last"),
    [
        ("restaurant-us", "310001:1", date(2026, 3, 11), date(2026, 3, 24)),
        ("restaurant-us", "310003:1", date(2026, 3, 1), date(2026, 3, 14)),
        ("cafe-ca", "450001:1", date(2026, 2, 20), date(2026, 3, 24)),
        ("cafe-ca", "450002:1", date(2026, 3, 1), date(2026, 3, 14)),
        ("retail-ie", "720001:1", date(2026, 3, 22), date(2026, 4, 4)),
        ("retail-ie", "720002:1", date(2026, 3, 5), date(2026, 3, 18)),
    ],
)
def test_every_day_of_the_samples_has_the_same_mark_in_every_week_that_holds_it(
    talech_of, folder, location_id, first, last
):
    talech = talech_of(SAMPLES / folder)
    dates = list(dates_between(first, last))
    marks = alone(talech, dates, location_id)

    for start in range(0, len(dates), 5):
        week = dates[start : start + 7]
        assert together(talech, week, location_id) == {on: marks[on] for on in week}


@pytest.mark.parametrize("seed", range(12))
def test_generated_days_have_the_marks_of_their_own_calls_and_of_the_whole_reading(talech_of, seed):
    talech = talech_of(sample(*busy_day(seed)), clock=AFTER)
    dates = DATES

    marks = together(talech, dates)

    assert marks == alone(talech, dates)
    assert marks == {on: talech.activity(on).mark for on in dates}


@pytest.mark.parametrize("seed", range(4))
def test_days_of_several_pages_have_the_same_marks(talech_of, monkeypatch, seed):
    talech = talech_of(sample(*busy_day(seed)), clock=AFTER)
    marks = alone(talech, DATES)
    for module in (extensions, history):
        monkeypatch.setattr(module, "PAGE_ROWS", 7)

    assert together(talech, DATES) == marks


@pytest.mark.parametrize("change", sorted(OF_A_DAY))
def test_a_change_changes_the_marks_that_the_calls_of_each_day_change(talech_of, change):
    talech = talech_of(sample(*busy_day(3)), clock=datetime(2026, 3, 8, 9, 5, tzinfo=UTC))
    dates = DATES
    before, before_alone = together(talech, dates), alone(talech, dates)

    talech.fault(change, location=QUEEN, date="2026-03-06")

    after, after_alone = together(talech, dates), alone(talech, dates)
    changed = {on for on in dates if after[on] != before[on]}
    assert after == after_alone
    assert changed == {on for on in dates if after_alone[on] != before_alone[on]} != set()


def test_dates_with_a_gap_are_read_in_two_runs(talech_of):
    talech = talech_of(sample(*busy_day(1)), clock=AFTER)
    dates = [DATES[4], DATES[0], DATES[1]]

    assert together(talech, dates) == alone(talech, dates)


def test_six_days_cost_one_call_of_each_kind_and_one_report_a_day(talech_of):
    talech = talech_of(sample(*busy_day(1)), clock=AFTER)
    asked = counted(talech)

    together(talech, DATES)

    kinds = [url.rpartition("/")[2] for url in asked if not url.endswith("token")]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "closings": 1,
        "drawer": 1,
        "refunds": 1,
        "payments": 1,
        "getorderhistory": 2,
        "orderfinancials": 1,
        "receiptssummaryreport": 6,
    }


def test_of_a_talech_that_is_away_a_look_asks_one_thing(talech_of):
    talech = talech_of(sample(*busy_day(1)), clock=AFTER)
    asked = counted(talech)
    dates = [on for on in DATES if on != DATES[2]]
    assert dates[-1] - dates[0] == timedelta(days=5)
    talech.fault("500", times=100)

    with pytest.raises(RetriableError):
        together(talech, dates)

    assert len({url.rpartition("/")[2] for url in asked}) == 1
