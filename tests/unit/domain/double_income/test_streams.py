"""What makes a source a second stream, at the bounds of docs/accounting.md 12."""

from datetime import date, timedelta

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.entries import IncomeEntry, Source
from daybook.domain.double_income.sold_days import SoldDay
from daybook.domain.double_income.streams import streamed_days

FIRST = date(2026, 3, 1)
APP = Source("Sales Receipt", "number", "SQ-")


def days(*nets, tax=0, collected=0):
    """Days of these net sales, one after the other."""
    return [
        SoldDay("304267:1", FIRST + timedelta(days=n), net, net, tax, collected or net + tax)
        for n, net in enumerate(nets)
    ]


def entries(brought, shift=0):
    """Documents by the number of their day."""
    return [
        IncomeEntry(BooksDocument("Sales Receipt", str(n), FIRST + timedelta(days=n + shift), {}), minor, 0, 0, APP)
        for n, minor in brought
    ]


def streamed(brought, sold, shift=0):
    return [(day.on - FIRST).days for day in streamed_days(entries(brought, shift), sold)]


# The shop is open on the day before a source begins and on the one after it ends.
TWELVE, WHOLE = days(*[1_000] * 12), list(range(1, 11))


@pytest.mark.parametrize(("minor", "is_found"), [(850, True), (849, False), (1_150, True), (1_151, False)])
def test_a_stream_is_within_fifteen_percent_of_the_net_sales(minor, is_found):
    assert streamed([(n, minor) for n in WHOLE], TWELVE) == (WHOLE if is_found else [])


@pytest.mark.parametrize(
    ("minor", "is_found"),
    [(1_425, True), (1_424, False), (1_575, True), (1_576, False), (1_900, True), (1_899, False), (2_100, True)],
)
def test_or_within_five_percent_of_what_was_sold_with_tax_or_collected(minor, is_found):
    sold = days(*[1_000] * 12, tax=500, collected=2_000)

    assert streamed([(n, minor) for n in WHOLE], sold) == (WHOLE if is_found else [])


def test_four_documents_are_no_stream():
    four, five = ([(n, 1_000) for n in range(count)] for count in (4, 5))

    assert (streamed(four, TWELVE), streamed(five, TWELVE)) == ([], [0, 1, 2, 3, 4])
    assert streamed([*four, (3, 1)], TWELVE) == []


@pytest.mark.parametrize(
    ("on", "minor", "is_found"), [((1, 3, 5, 6, 8, 10), 1_000, True), ((1, 3, 5, 8, 10), 1_200, False)]
)
def test_a_stream_is_there_on_three_fifths_of_the_open_days_between_its_first_and_its_last(on, minor, is_found):
    assert streamed([(n, minor) for n in on], days(*[600] * 12)) == (WHOLE if is_found else [])


@pytest.mark.parametrize(
    ("last", "is_found"),
    [
        ((1_000, 1_100, 900, 1_100, 900), True),
        ((1_050, 1_100, 900, 1_100, 850), True),
        ((1_051, 1_100, 900, 1_100, 849), False),
    ],
)
def test_on_three_fifths_of_its_days_it_is_within_five_percent_of_its_usual_part(last, is_found):
    brought = list(enumerate([*[1_000] * 5, *last], start=1))

    assert streamed(brought, TWELVE) == (WHOLE if is_found else [])


@pytest.mark.parametrize("shift", [0, 1, -1])
def test_all_of_its_documents_may_be_dated_a_day_beside_their_sales(shift):
    nets = [1_000, 1_900, 1_100, 2_500, 900, 2_100, 1_400, 3_000]

    assert streamed(enumerate(nets), days(*nets), shift) == list(range(8))
    assert streamed(enumerate(nets), days(*nets), 2 * shift) == ([] if shift else list(range(8)))


def test_several_documents_of_a_day_are_taken_together():
    halves = [(n, minor) for n in range(5) for minor in (400, 600)]

    assert streamed(halves, TWELVE) == [0, 1, 2, 3, 4]


def test_days_that_sold_only_what_is_no_revenue_have_no_stream():
    assert streamed([(n, 1_000) for n in WHOLE], days(*[0] * 12, collected=1_000)) == []
