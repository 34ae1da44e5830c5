"""The summary of a day by its hash: whatever reaches the books is in it, and nothing else."""

from dataclasses import fields, replace
from datetime import date

import pytest

from daybook.domain.day.sales import SalesDay, TenderTotal

CASH, VISA = TenderTotal("CASH", "CASH", None, 1000, 0), TenderTotal("CCRD", "CARD", "VISA", 1500, 200)
DAY = SalesDay(
    "304267:1",
    date(2026, 11, 23),
    "CAD",
    gross_minor=2300,
    revenue={"food": 2300},
    tenders=(CASH, VISA),
    orders_closed=7,
    refunds_given=1,
)
FIGURES = [each.name for each in fields(SalesDay) if each.name.endswith("_minor")]
SPLITS = {"refunded_taxes", "advances"}
BY_NAME = [each.name for each in fields(SalesDay) if "Mapping" in str(each.type) and each.name not in SPLITS]
COUNTS = ["orders_closed", "refunds_given"]


def same_but(**changes):
    return replace(DAY, **changes)


@pytest.mark.parametrize(
    "tender",
    [
        replace(VISA, card_type="MASTERCARD"),
        replace(VISA, tender_id="DCRD"),
        replace(VISA, taken_minor=1501),
        replace(VISA, refunded_minor=201),
    ],
    ids=["another card type", "another tender", "taken", "given back"],
)
def test_a_sale_that_was_paid_otherwise_is_another_day(tender):
    """The totals of the day are as they were: only its tenders tell."""
    assert same_but(tenders=(CASH, tender)).content_hash != DAY.content_hash


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_in_the_hash(name):
    assert same_but(**{name: getattr(DAY, name) + 1}).content_hash != DAY.content_hash


@pytest.mark.parametrize("name", BY_NAME)
def test_every_figure_by_name_is_in_the_hash(name):
    more = {"key": 5} if name != "tax_sets" else {"key": {"set": 5}}

    assert same_but(**{name: more}).content_hash != DAY.content_hash


@pytest.mark.parametrize("name", COUNTS)
def test_how_many_there_were_does_not_reach_the_books(name):
    assert same_but(**{name: 99}).content_hash == DAY.content_hash


@pytest.mark.parametrize("name", sorted(SPLITS))
def test_how_refunds_are_split_by_tax_and_deposits_by_order_does_not_reach_the_books(name):
    assert same_but(**{name: {"key": 5}}).content_hash == DAY.content_hash


@pytest.mark.parametrize("name", FIGURES)
def test_a_day_with_any_figure_is_not_empty(name):
    empty = SalesDay("304267:1", DAY.business_date, "CAD", orders_closed=3, refunds_given=1)

    assert empty.is_empty
    assert not replace(empty, **{name: -1}).is_empty


def test_a_day_with_a_tender_that_took_and_gave_back_the_same_is_not_empty():
    """Two movements of the clearing account, though they cancel out."""
    tender = replace(CASH, refunded_minor=1000)

    assert tender.net_minor == 0
    assert not SalesDay("304267:1", DAY.business_date, "CAD", tenders=(tender,)).is_empty
