"""Traps of who sells: several stores in one account, and merchants and orders that are not real (21 and 24)."""

import pytest

from contract.traps.chart import CASH, COFFEE_SALES, HST
from contract.traps.sales import (
    KING,
    MONDAY,
    MONDAY_NOON,
    QUEEN,
    TUESDAY,
    TUESDAY_NOON,
    cash,
    coffee_for_cash,
    profile,
    returned,
    sold,
    two_shops,
)
from daybook.domain.company.connection import LocationMode
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.sync.location_day import SyncState
from quickbooks_simulator import ledger
from simulators.talech.shop import line, refund

pytestmark = pytest.mark.loopback

ONE_COFFEE = {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def coffee_in_both():
    """11.30 at Queen Street and 22.60 at King Street, both in cash."""
    large = line("coffee", 2000, 260, category="k1")
    return [
        coffee_for_cash("o1", MONDAY_NOON),
        sold("o2", MONDAY_NOON, [large], [cash("p2", 2260, MONDAY_NOON)], location=KING),
    ]


def test_trap_21_stores_of_two_currencies_are_never_combined(shop_of):
    shop = shop_of(coffee_in_both(), profile=two_shops(currency="USD"), mode=LocationMode.COMBINED)

    outcome = shop.post(MONDAY, ALL_LOCATIONS)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.CURRENCY_DIFFERS)
    assert outcome.details == ("King St sells in USD",)
    assert shop.books(MONDAY) == {}


def test_trap_21_apart_a_store_of_another_currency_holds_itself_alone(shop_of):
    shop = shop_of(coffee_in_both(), profile=two_shops(currency="USD"))

    outcome = shop.post(MONDAY, KING)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.CURRENCY_DIFFERS)
    assert shop.close(MONDAY, QUEEN) == ONE_COFFEE


@pytest.mark.parametrize("name_at_king", ["Coffee", "COFFEE"])
def test_trap_21_a_category_of_one_name_in_two_stores_is_one_account_and_two_lines(shop_of, name_at_king):
    menus = two_shops(second_categories=(name_at_king,))
    shop = shop_of(coffee_in_both(), profile=menus, mode=LocationMode.COMBINED)

    assert shop.close(MONDAY, ALL_LOCATIONS) == {CASH: 3390, COFFEE_SALES: -3000, HST: -390}
    account = shop.quickbooks.account(COFFEE_SALES)
    lines = [line for line in ledger(shop.company) if line.account_id == account]
    assert [(line.credit_minor, line.memo.rpartition(", ")[2]) for line in lines] == [
        (1000, "Queen St"),
        (2000, "King St"),
    ]


def test_trap_21_a_store_that_fails_does_not_block_the_others(shop_of):
    shop = shop_of(coffee_in_both(), profile=two_shops())
    shop.fault("500", location="304268")

    shop.is_put_off(MONDAY, KING)
    assert shop.close(MONDAY, QUEEN) == ONE_COFFEE

    shop.recovers()
    assert shop.close(MONDAY, KING) == {CASH: 3390, COFFEE_SALES: -3000, HST: -390}


def test_trap_24_a_demo_merchant_is_never_posted(shop_of):
    demo = profile()
    demo["merchant"]["is_demo"] = True
    shop = shop_of([coffee_for_cash("o1", MONDAY_NOON)], profile=demo)

    outcome = shop.post(MONDAY)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.DEMO_MERCHANT)
    assert shop.quickbooks.entries() == []


def test_trap_24_a_training_order_and_its_refund_are_never_posted(shop_of):
    shop = shop_of(
        [coffee_for_cash("o1", MONDAY_NOON), coffee_for_cash("o2", MONDAY_NOON, training=True)],
        [
            refund(
                "r1", "o2", TUESDAY_NOON, tender="CASH", card_type=None, lines=[returned("coffee", net=1000, tax=130)]
            )
        ],
    )

    assert shop.close(MONDAY) == ONE_COFFEE
    assert shop.post(TUESDAY).state is SyncState.EMPTY
