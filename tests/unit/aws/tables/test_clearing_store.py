"""What is kept for a clearing page is read back as it was; reads of all merchants stop at their limit."""

from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.adapters.aws.tables.clearing_records import DynamoClearingStore
from daybook.domain.clearing.books_reading import BooksReading, ClearingRecord
from daybook.domain.clearing.look_plan import Every, LookEnd, LookKind, LookPlan
from daybook.domain.clearing.payouts import Batch, BooksDocument
from daybook.domain.double_income.record import DoubleIncomeRecord, SeparateIncome
from daybook.domain.double_income.rules import Finding, Rule
from fakes.clearing import FakeClearingStore

DAY = date(2026, 3, 2)
FULL = ClearingRecord(
    is_on=True,
    ways={"tender:CCRD:VISA": "cards"},
    choices={"412": (Batch(DAY, 124_000),), "413": ()},
    reading=BooksReading(
        DAY,
        date(2026, 3, 31),
        (BooksDocument("Deposit", "412", DAY, {"35": 120_900, "84": -124_000}, opposite="Sales"),),
        {"84": 0},
        1,
        by_report=True,
    ),
    read_at=datetime(2026, 3, 31, 12, tzinfo=UTC),
    month="2026-03",
    reads=1,
)
LOOKED = DoubleIncomeRecord(
    looked_at=datetime(2026, 3, 31, 12, tzinfo=UTC),
    first=DAY,
    last=date(2026, 3, 31),
    is_before=True,
    findings=(
        Finding(
            Rule.SAME_TOTAL,
            (BooksDocument("Sales Receipt", "9000", DAY, {"1": -24_310}, number="SQ-1"),),
            ("Sales Receipt number SQ-",),
            24_310,
            24_310,
            (DAY,),
            1,
        ),
    ),
    separate={"Invoice name Hotel": SeparateIncome("user 7", datetime(2026, 3, 30, 9, tzinfo=UTC))},
)


@pytest.fixture(params=["fake", "aws"])
def store(request, clock):
    if request.param == "fake":
        return FakeClearingStore()
    table, aws = request.getfixturevalue("table"), request.getfixturevalue("aws")
    return DynamoClearingStore(aws.dynamodb, table("ConnectionTable"), table("SessionTable"), clock)


def test_a_record_is_empty_at_first_and_read_back_as_it_was(store):
    assert store.record("m_1") == ClearingRecord()

    store.save_record("m_1", FULL)

    assert store.record("m_1") == FULL
    assert store.record("m_2") == ClearingRecord()


def test_a_look_for_double_income_and_its_answers_are_read_back_as_they_were(store):
    assert store.double_income("m_1") == DoubleIncomeRecord()

    store.save_double_income("m_1", LOOKED)

    assert store.double_income("m_1") == LOOKED
    assert store.double_income("m_2") == DoubleIncomeRecord()
    assert store.record("m_1") == ClearingRecord()


def test_reads_that_were_not_needed_come_off_even_at_the_limit(store):
    store.take_reads("2026-03", 20, 20)

    assert store.take_reads("2026-03", -6, 20)
    assert store.take_reads("2026-03", 6, 20)
    assert not store.take_reads("2026-03", 1, 20)


def test_reads_of_all_merchants_stop_at_their_limit_and_begin_anew_with_the_month(store):
    taken = [store.take_reads("2026-03", 7, 20) for _ in range(3)]

    assert taken == [True, True, False]
    assert store.take_reads("2026-03", 6, 20)
    assert not store.take_reads("2026-03", 1, 20)
    assert store.take_reads("2026-04", 7, 20)


def test_looks_are_found_by_the_day_on_which_they_are_due_and_one_watchdog_takes_each(store):
    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    late, today, later = (
        LookPlan(Every.WEEK, now + timedelta(days=days, minutes=-1), ended=LookEnd.DONE, ended_at=now)
        for days in (-20, 0, 1)
    )
    assert store.plan("m_1", LookKind.CLEARING) == LookPlan()
    store.save_plan("m_1", LookKind.CLEARING, today)
    store.save_plan("m_1", LookKind.DOUBLE_INCOME, later)
    store.save_plan("m_2", LookKind.CLEARING, late)

    assert list(store.due_looks(now)) == [("m_2", LookKind.CLEARING, late), ("m_1", LookKind.CLEARING, today)]

    assert store.replace_plan("m_2", LookKind.CLEARING, late, late.claimed(now))
    assert not store.replace_plan("m_2", LookKind.CLEARING, late, late.claimed(now))
    store.save_plan("m_1", LookKind.CLEARING, today.turned(Every.NEVER, now, None))
    assert list(store.due_looks(now)) == []
    assert store.plan("m_1", LookKind.DOUBLE_INCOME) == later
