"""What talech says was sold, by store and of all stores together, and what cards took of it."""

from datetime import date

import pytest

from daybook.domain.clearing.groups import APART, CARDS, UNFOLLOWED
from daybook.domain.clearing.payouts import Batch
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.double_income.sold_days import (
    ALL_STORES,
    SoldDay,
    card_batches,
    posted_day,
    reported_day,
    with_all_stores,
)

ON, NEXT = date(2026, 3, 14), date(2026, 3, 15)
QUEEN, KING = "304267:1", "304268:1"


def sold(store, on, net=1_000, cards=None, **figures):
    return SoldDay(
        store, on, net, **({"gross_minor": net, "tax_minor": 0, "collected_minor": net} | figures), cards=cards or {}
    )


def test_a_document_of_a_day_can_have_these_sums():
    day = SoldDay(QUEEN, ON, 1_000, 1_050, 130, 1_200, {"cards": 700, "tender:EATS": 90})

    assert (day.totals, day.incomes) == ({1_200, 1_130, 790}, {1_000, 1_050})


def test_what_comes_to_nothing_is_no_sum_of_a_document():
    assert sold(QUEEN, ON, 0).totals == sold(QUEEN, ON, -5).totals == sold(QUEEN, ON, 0).incomes == frozenset()
    assert sold(QUEEN, ON, 1).totals == sold(QUEEN, ON, 1).incomes == {1}


@pytest.mark.parametrize(
    ("taxes", "minor"), [({"reportedTax": 130, "tax": 120}, 130), ({"tax": 120}, 120), ({}, 0)], ids=str
)
def test_a_day_of_talechs_own_report(taxes, minor):
    report = {"netRevenue": 1_000, "grossRevenue": 1_050, "totalCollected": 1_200, **taxes}

    assert reported_day(QUEEN, ON, report) == SoldDay(QUEEN, ON, 1_000, 1_050, minor, 1_200)


def test_a_posted_day_has_what_cards_took_by_how_they_are_paid():
    tenders = (
        TenderTotal("CCRD", "CARD", "VISA", 700, 50),
        TenderTotal("CCRD", "CARD", "MASTERCARD", 200, 0),
        TenderTotal("CCRD", "CARD", "AMEX", 90, 0),
        TenderTotal("DCRD", "CARD", None, 40, 0),
        TenderTotal("GIFT", "CARD", "VISA", 30, 0),
        TenderTotal("CASH", "CASH", None, 300, 0),
    )
    day = SalesDay(
        QUEEN, ON, "CAD", gross_minor=1_100, discounts_minor=60, taxes={"gst": 50, "qst": 41}, tenders=tenders
    )
    ways = {"tender:CCRD:MASTERCARD": APART, "tender:DCRD": CARDS, "tender:GIFT:VISA": UNFOLLOWED}

    assert posted_day(day, ways) == SoldDay(
        QUEEN,
        ON,
        net_minor=1_040,
        gross_minor=1_100,
        tax_minor=91,
        collected_minor=1_310,
        cards={"cards": 690, "tender:CCRD:AMEX": 90, "tender:CCRD:MASTERCARD": 200},
    )


def test_several_stores_have_their_dates_and_those_of_all_together_first():
    queen = sold(QUEEN, ON, 1_000, {"cards": 700, "tender:EATS": 5}, tax_minor=130, gross_minor=1_050)
    king = sold(KING, ON, 500, {"cards": 80}, tax_minor=65, collected_minor=565)
    later = sold(QUEEN, NEXT, 40)

    together = SoldDay(ALL_STORES, ON, 1_500, 1_550, 195, 1_565, {"cards": 780, "tender:EATS": 5})
    alone = SoldDay(ALL_STORES, NEXT, 40, 40, 0, 40)
    assert with_all_stores([later, king, queen]) == (together, queen, king, alone, later)


def test_one_store_is_all_of_them_and_closed_days_are_none():
    closed, given, owed = (
        sold(QUEEN, date(2026, 3, day), 0, gross_minor=gross, collected_minor=collected)
        for day, gross, collected in ((1, 0, 0), (3, 5, 0), (2, 0, 7))
    )

    assert with_all_stores([closed, given, owed, sold(KING, ON, 0)]) == (owed, given)


def test_batches_are_what_cards_took_by_group_and_date_and_none_of_nothing():
    days = [
        sold(QUEEN, NEXT, cards={"cards": 10}),
        sold(QUEEN, ON, cards={"cards": 700, "amex": 9}),
        sold(KING, ON, cards={"cards": 80, "amex": -9}),
    ]

    assert card_batches(days) == {"cards": (Batch(ON, 780), Batch(NEXT, 10)), "amex": ()}
