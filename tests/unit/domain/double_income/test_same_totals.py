"""Which documents repeat a whole day, at the bounds of docs/accounting.md 12."""

from datetime import date, timedelta

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.entries import IncomeEntry, Source
from daybook.domain.double_income.same_totals import Repeated, repeated_days
from daybook.domain.double_income.sold_days import SoldDay

FIRST = date(2026, 3, 1)
HAND = Source("Sales Receipt", "kind", "")
DAYS = [
    SoldDay("304267:1", FIRST + timedelta(days=n), 20_000 + 700 * n, 20_400 + 700 * n, 2_600 + 91 * n, 24_000 + 900 * n)
    for n in range(20)
]


def entry(number, off=0, *, tax=0, total=None, shift=0, is_common=False):
    """A document with the net sales of a day, or `off` by some cents, dated `shift` days beside it."""
    day = DAYS[number]
    document = BooksDocument("Sales Receipt", f"{number}.{off}", day.on + timedelta(days=shift), {})
    return IncomeEntry(document, day.net_minor + off, total or 0, tax, HAND, is_common)


def repeated(*entries):
    return [(each.entry.document.id, DAYS.index(each.day)) for each in repeated_days(entries, DAYS)]


@pytest.mark.parametrize(("off", "is_found"), [(5, True), (-5, True), (6, False), (-6, False)])
def test_two_dates_of_a_source_may_each_be_five_cents_off(off, is_found):
    assert len(repeated(entry(3, off), entry(9, off))) == (2 if is_found else 0)


@pytest.mark.parametrize("shift", [1, -1])
def test_documents_at_one_distance_repeat_the_day_beside_them(shift):
    assert repeated(entry(3, shift=shift), entry(9, shift=shift)) == [("3.0", 3), ("9.0", 9)]
    assert repeated(entry(3, shift=shift), entry(9, shift=-shift)) == repeated(entry(3, shift=shift)) == []
    assert repeated(entry(3, shift=2 * shift), entry(9, shift=2 * shift)) == []


@pytest.mark.parametrize(("others", "is_found"), [(8, True), (9, False)])
def test_two_dates_are_a_pattern_if_they_are_a_fifth_of_their_source(others, is_found):
    unlike = [entry(10, 900 + 31 * n) for n in range(others)]

    assert len(repeated(entry(3, 4), entry(5, 4), *unlike)) == (2 if is_found else 0)


def test_two_documents_of_one_date_are_no_pattern():
    assert repeated(entry(3, 4), entry(3, 3)) == []


def test_a_document_alone_repeats_its_own_date_to_the_cent_or_with_two_figures():
    day = DAYS[3]

    assert repeated(entry(3)) == [("3.0", 3)]
    assert repeated(entry(3, 4)) == []
    assert repeated(entry(3, 4, tax=day.tax_minor - 3)) == [("3.4", 3)]
    assert repeated(entry(3, 4, total=day.collected_minor)) == [("3.4", 3)]


@pytest.mark.parametrize(
    ("more", "agreeing", "is_exact"),
    [
        ({}, 1, True),
        ({"tax": DAYS[3].tax_minor}, 3, True),
        ({"off": 5, "tax": DAYS[3].tax_minor - 5}, 3, True),
        ({"off": 5, "tax": DAYS[3].tax_minor - 4}, 3, False),
        ({"off": 400}, 1, True),
        ({"off": 9_000, "total": DAYS[3].collected_minor + 9_000}, 0, False),
    ],
)
def test_income_total_and_tax_are_held_against_the_figures_of_the_day(more, agreeing, is_exact):
    found = repeated_days([entry(3, **more)], DAYS[3:4])

    if agreeing:
        [each] = found
        assert each == Repeated(each.entry, DAYS[3], agreeing, is_exact)
    else:
        assert found == ()


def test_a_round_sum_needs_two_figures_alone_and_in_a_pattern():
    common = [entry(n, is_common=True) for n in (3, 5)]

    assert repeated(*common) == []
    assert repeated(entry(3, is_common=True, tax=DAYS[3].tax_minor)) == [("3.0", 3)]


def test_of_two_stores_the_one_with_more_equal_figures_is_repeated_and_then_the_one_to_the_cent():
    here, there = DAYS[3], SoldDay("304268:1", DAYS[3].on, DAYS[3].net_minor + 2, 99_999, 0, 99_999)

    [same] = repeated_days([entry(3, 2, tax=here.tax_minor)], [there, here])
    [exact] = repeated_days([entry(3, 2)], [here, there])

    assert (same.day, exact.day) == (here, there)
