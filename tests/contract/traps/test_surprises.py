"""Traps of what nobody has mapped, and of talech itself: new words, moving pages, lost access (18 to 20)."""

import pytest

from contract.traps.chart import (
    CASH,
    COFFEE_SALES,
    FOOD_SALES,
    GIFT_CARDS,
    HST,
    MASTERCARD,
    OTHER_CARDS,
    SUSPENSE,
    UNKNOWN_CARDS,
    VISA,
)
from contract.traps.sales import (
    MONDAY,
    MONDAY_NOON,
    QUEEN,
    TUESDAY,
    TUESDAY_NOON,
    cash,
    coffee,
    coffee_for_cash,
    dinner,
    gift_card,
    profile,
    sold,
    visa,
)
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import line, payment

pytestmark = pytest.mark.loopback

ONE_COFFEE = {CASH: 1130, COFFEE_SALES: -1000, HST: -130}
# Five minutes after Monday has ended the day is read; a register sends this sale in a minute later.
WHILE_READING = "2026-03-10T08:06:00Z"


def grown_profile():
    """What the shop added after it had connected: a category, a tax and a tender."""
    grown = profile()
    grown["categories"].append({"id": "c9", "location_id": QUEEN, "name": "Ice cream"})
    grown["taxes"].append({"id": "t_new", "name": "Sugar tax", "rate": "0.02"})
    grown["tenders"].append({"id": "BITE", "kind": "OTHER", "label": "Bite"})
    return grown


@pytest.mark.parametrize(
    ("lines", "payments", "gap", "books"),
    [
        pytest.param(
            [line("l1", 1000, 130, category="c9")],
            [cash("p2", 1130, TUESDAY_NOON)],
            "revenue:c9",
            {CASH: 1130, SUSPENSE: -1000, HST: -130},
            id="new category",
        ),
        pytest.param(
            [line("l1", 1000, taxes={"t_new": 20})],
            [cash("p2", 1020, TUESDAY_NOON)],
            "tax:t_new",
            {CASH: 1020, COFFEE_SALES: -1000, SUSPENSE: -20},
            id="new tax",
        ),
        pytest.param(
            [coffee()],
            [payment("p2", 1130, TUESDAY_NOON, tender="BITE")],
            "tender:BITE",
            {SUSPENSE: 1130, COFFEE_SALES: -1000, HST: -130},
            id="new tender",
        ),
        pytest.param(
            [coffee()],
            [visa("p2", 1130, TUESDAY_NOON, card_type="UnionPay")],
            "tender:CCRD:UNIONPAY",
            {SUSPENSE: 1130, COFFEE_SALES: -1000, HST: -130},
            id="new card type",
        ),
    ],
)
def test_trap_18_what_nobody_has_mapped_waits_in_suspense_and_is_named(shop_of, lines, payments, gap, books):
    shop = shop_of([coffee_for_cash("o1", MONDAY_NOON)])
    assert shop.close(MONDAY) == ONE_COFFEE

    shop.trades([coffee_for_cash("o1", MONDAY_NOON), sold("o2", TUESDAY_NOON, lines, payments)], profile=grown_profile)
    outcome = shop.post(TUESDAY)

    assert (outcome.state, outcome.gaps) == (SyncState.POSTED_WITH_GAPS, (gap,))
    assert shop.books(TUESDAY) == books


@pytest.mark.parametrize(
    ("card_type", "account"),
    [("visa", VISA), ("MasterCard", MASTERCARD), ("OTHER", OTHER_CARDS), (None, UNKNOWN_CARDS)],
)
def test_trap_18_a_card_type_of_any_spelling_other_or_none_has_its_clearing_account(shop_of, card_type, account):
    shop = shop_of([sold("o1", MONDAY_NOON, [coffee()], [visa("p1", 1130, MONDAY_NOON, card_type=card_type)])])

    assert shop.close(MONDAY) == {account: 1130, COFFEE_SALES: -1000, HST: -130}


def test_trap_18_a_deleted_category_still_reaches_its_account(shop_of):
    shop = shop_of([coffee_for_cash("o1", MONDAY_NOON)])

    shop.fault("deleted_category", category_id="c1")

    assert shop.close(MONDAY) == ONE_COFFEE


def test_trap_19_a_split_check_counts_once_and_a_ticket_code_used_twice_counts_twice(shop_of):
    """talech lists an order once per tender; the two coffees share the ticket code that people see."""
    split = sold(
        "o1", MONDAY_NOON, [dinner()], [visa("p1", 2000, MONDAY_NOON), cash("p2", 3650, MONDAY_NOON)], ticket="3ELH"
    )
    shop = shop_of([split, coffee_for_cash("o2", MONDAY_NOON, ticket="3ELH")])

    assert shop.close(MONDAY) == {VISA: 2000, CASH: 3650 + 1130, FOOD_SALES: -5000, COFFEE_SALES: -1000, HST: -780}


def test_trap_19_an_order_that_arrives_between_two_pages_is_not_lost_and_shifts_none_twice(shop_of, monkeypatch):
    """It was paid first of all and moves every row by one place while the second page is asked for."""
    monkeypatch.setattr("daybook.adapters.talech.history.PAGE_ROWS", 2)
    orders = [coffee_for_cash(f"o{minute}", f"2026-03-09T16:0{minute}:00Z") for minute in range(1, 4)]
    shop = shop_of([*orders, coffee_for_cash("late", MONDAY_NOON, uploaded_at=WHILE_READING)])
    arrived = []

    def late_order_arrives():
        shop.advance(minutes=2)
        arrived.append("late")

    shop.after_first_page(late_order_arrives)

    assert shop.close(MONDAY) == {CASH: 4 * 1130, COFFEE_SALES: -4000, HST: -520}
    assert arrived == ["late"]


def test_trap_19_pages_that_repeat_are_an_error_and_never_a_larger_or_smaller_day(shop_of, monkeypatch):
    monkeypatch.setattr("daybook.adapters.talech.history.PAGE_ROWS", 2)
    orders = [coffee_for_cash(f"o{minute}", f"2026-03-09T16:0{minute}:00Z") for minute in range(1, 5)]
    shop = shop_of(orders)
    shop.fault("duplicate_page", path="order/getorderhistory")

    shop.is_put_off(MONDAY)
    assert shop.books(MONDAY) == {}

    shop.recovers()
    assert shop.close(MONDAY) == {CASH: 4 * 1130, COFFEE_SALES: -4000, HST: -520}


def test_trap_20_a_token_that_dies_between_two_pages_costs_no_sale(shop_of, monkeypatch):
    monkeypatch.setattr("daybook.adapters.talech.history.PAGE_ROWS", 2)
    shop = shop_of([coffee_for_cash(f"o{minute}", f"2026-03-09T16:0{minute}:00Z") for minute in range(1, 4)])
    shop.after_first_page(lambda: shop.fault("token_expired", path="order/getorderhistory", times=1))

    assert shop.close(MONDAY) == {CASH: 3 * 1130, COFFEE_SALES: -3000, HST: -390}
    assert shop.talech.app.faults.listing() == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"name": "revoke_token"}, HoldReason.TALECH_ACCESS_LOST),
        ({"name": "location_removed", "location": QUEEN}, HoldReason.UNKNOWN_LOCATION),
        ({"name": "plan_downgrade", "plan": "STARTER"}, HoldReason.PLAN_BELOW_STANDARD),
    ],
    ids=["revoked", "location removed", "plan downgraded"],
)
def test_trap_20_lost_access_holds_the_day_by_name_and_the_day_posts_once_it_is_back(shop_of, fault, reason):
    shop = shop_of(
        [
            coffee_for_cash("o1", MONDAY_NOON),
            sold("o2", TUESDAY_NOON, [coffee()], [gift_card("p2", 1130, TUESDAY_NOON)]),
        ]
    )
    as_posted = shop.close(MONDAY)

    shop.fault(**fault)
    outcome = shop.post(TUESDAY)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, reason)
    assert (shop.books(MONDAY), shop.books(TUESDAY)) == (as_posted, {})
    shop.recovers()
    assert shop.close(TUESDAY) == {GIFT_CARDS: 1130, COFFEE_SALES: -1000, HST: -130}
