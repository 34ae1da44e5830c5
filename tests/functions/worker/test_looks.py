"""The worker's handler with a look: days that talech tells as before stay as they are, every other is tried."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from connected_merchant import MONDAY, QUEEN, day, sale
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncState
from fakes.clock import FakeClock
from functions.queues import handed_back

DATES = [MONDAY - timedelta(days=back) for back in range(3)]
LOOK: dict[str, Any] = {
    "cause": "look",
    "earlier_dates": [on.isoformat() for on in DATES[1:]],
    "requested_at": FakeClock().now().isoformat(),
}


@pytest.fixture
def posted(merchant):
    """Three days in the books, each read whole under a mark."""
    for on in DATES:
        trade(merchant, on)
        assert merchant.post(on).state is SyncState.POSTED
    merchant.sales.reads.clear()
    return merchant


def trade(merchant, on, mark="one", **changes):
    merchant.sales.days[QUEEN, on] = replace(sale(on, **changes), mark=mark)


def records_of(merchant):
    return [merchant.sync_log.get(day(on)) for on in DATES]


def test_days_that_talech_tells_as_before_are_counted_and_nothing_of_them_is_written(worker, messages, posted):
    before = records_of(posted)

    answer = worker(messages(LOOK))

    written = worker.written
    assert (handed_back(answer), posted.sales.reads, records_of(posted)) == ([], [], before)
    assert written.metrics == {"LocationDayReread": [3.0]}
    (line,) = written.records
    assert (line["message"], line["unchanged"]) == ("location-days unchanged", [str(on) for on in DATES])


def test_a_day_that_talech_tells_otherwise_is_read_and_corrected_at_once(worker, messages, posted):
    trade(posted, DATES[1], "two", tender="CHECK")

    answer = worker(messages(LOOK))

    assert (handed_back(answer), posted.sales.reads) == ([], [(QUEEN, DATES[1])])
    assert worker.written.metrics == {"LocationDayReread": [2.0], "LocationDayCorrected": [1.0]}


def test_a_talech_that_is_away_is_waited_for(worker, messages, posted):
    posted.sales.error = RetriableError("talech did not answer")
    before = records_of(posted)

    assert handed_back(worker(messages(LOOK))) == ["message-0"]
    assert records_of(posted) == before


def test_a_bug_of_the_look_leaves_each_day_to_its_own_try(worker, messages, posted, monkeypatch):
    monkeypatch.setattr(posted.sales, "day_marks", lambda *_: 1 / 0)

    answer = worker(messages(LOOK))

    assert (handed_back(answer), posted.sales.reads) == ([], [(QUEEN, on) for on in DATES])
    written = worker.written
    assert "ZeroDivisionError" in written.records[0]["exception"]
    assert written.metrics["TryBroke"] == [1.0]


def test_of_a_look_only_the_day_with_a_bug_becomes_a_dead_letter(worker, messages, posted, dead_letters):
    for on in DATES:
        trade(posted, on, "two", tender="CHECK")
    answers = []
    for receives in range(1, 4):
        posted.ledger.fail_next_preparation(ZeroDivisionError("a bug"))
        answers.append(handed_back(worker(messages(LOOK, tries=receives))))

    assert answers == [["message-0"], ["message-0"], []]
    ((_, body, error),) = dead_letters.sent
    asked = SyncMessage.parse(body).to_domain()
    assert (asked.days, asked.cause, error) == ((day(DATES[0]),), SyncCause.RECHECK, "DayGivenUpError")
    assert [each.state for each in records_of(posted)] == [SyncState.FAILED, *[SyncState.POSTED_WITH_GAPS] * 2]
    assert posted.sales.reads.count((QUEEN, DATES[2])) == 1


def test_a_worker_without_time_for_a_call_leaves_the_rest_to_the_next(worker, messages, posted, delays, monkeypatch):
    for on in DATES:
        trade(posted, on, "two", tender="CHECK")
    monkeypatch.setattr(WORKER_TIME, "seconds_left", lambda: 100)

    first = handed_back(worker(messages(LOOK)))
    assert (first, posted.sales.reads) == (["message-0"], [(QUEEN, DATES[0])])
    assert [seconds for _, seconds in delays.hidden.values()] == [1]
    second, third = (handed_back(worker(messages(LOOK, tries=tries))) for tries in (2, 3))

    assert (second, third) == (["message-0"], [])
    assert posted.sales.reads == [(QUEEN, on) for on in DATES]


def test_days_without_a_mark_are_not_begun_anew_when_the_message_returns(worker, messages, posted, monkeypatch):
    """Else a worker short of time would read the first of them for ever, and the others never."""
    for on in DATES:
        trade(posted, on, "", tender="CHECK")
    monkeypatch.setattr(WORKER_TIME, "seconds_left", lambda: 100)
    posted.clock.advance(seconds=1)

    answers = [handed_back(worker(messages(LOOK, tries=tries))) for tries in (1, 2, 3)]

    assert answers == [["message-0"], ["message-0"], []]
    assert posted.sales.reads == [(QUEEN, on) for on in DATES]


@pytest.fixture
def with_an_old_day(merchant):
    """Three days in the books; the oldest was read whole a week ago, the others now."""
    for on in reversed(DATES):
        trade(merchant, on)
        assert merchant.post(on).state is SyncState.POSTED
        merchant.clock.advance(**({"days": 6, "hours": 13} if on == DATES[2] else {}))
    merchant.sales.reads.clear()
    return merchant


def test_a_day_that_is_read_whole_after_a_week_and_is_as_before_is_not_claimed_either(
    worker, messages, with_an_old_day
):
    before = records_of(with_an_old_day)
    asked = LOOK | {"requested_at": with_an_old_day.clock.now().isoformat()}

    answer = worker(messages(asked))

    assert (handed_back(answer), with_an_old_day.sales.reads) == ([], [(QUEEN, DATES[2])])
    assert records_of(with_an_old_day) == before
    assert worker.written.metrics == {"LocationDayReread": [3.0]}


def test_what_only_the_lines_of_an_old_day_show_is_corrected(worker, messages, with_an_old_day):
    trade(with_an_old_day, DATES[2], tender="CHECK")

    handed_back(worker(messages(LOOK | {"requested_at": with_an_old_day.clock.now().isoformat()})))

    assert with_an_old_day.sales.reads == [(QUEEN, DATES[2])] * 2
    assert worker.written.metrics == {"LocationDayReread": [2.0], "LocationDayCorrected": [1.0]}


def test_a_look_that_came_back_leaves_the_whole_reading_to_a_try_which_counts(worker, messages, with_an_old_day):
    """Else a day that is too large for a worker would be read for ever, and no dead letter would tell of it."""
    before = records_of(with_an_old_day)

    handed_back(worker(messages(LOOK | {"requested_at": with_an_old_day.clock.now().isoformat()}, tries=2)))

    assert with_an_old_day.sales.reads == [(QUEEN, DATES[2])]
    assert [old.attempts + 1 for old in before[2:]] == [new.attempts for new in records_of(with_an_old_day)[2:]]


def test_of_several_old_days_each_is_a_try(worker, messages, posted):
    posted.clock.advance(days=7)

    handed_back(worker(messages(LOOK | {"requested_at": posted.clock.now().isoformat()})))

    assert posted.sales.reads == [(QUEEN, on) for on in DATES]
    assert all(each.attempts == 2 for each in records_of(posted))
