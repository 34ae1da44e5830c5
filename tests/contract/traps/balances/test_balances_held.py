"""Traps of what is held for or owed by customers: gift cards, store credit, house accounts (9 to 11)."""

import pytest

from contract.traps.chart import (
    CASH,
    COFFEE_SALES,
    FOOD_SALES,
    GIFT_CARDS,
    HOUSE_ACCOUNTS,
    HST,
    REFUNDS,
    STORE_CREDIT,
    VISA,
)
from contract.traps.sales import (
    MONDAY,
    MONDAY_NOON,
    THURSDAY,
    THURSDAY_NOON,
    TUESDAY,
    TUESDAY_NOON,
    WEDNESDAY,
    WEDNESDAY_NOON,
    cash,
    coffee,
    coffee_for_cash,
    dinner,
    gift_card,
    returned,
    sold,
    visa,
)
from quickbooks_simulator import ledger
from simulators.talech.shop import line, payment, refund

pytestmark = pytest.mark.loopback

RECEIVABLE = "Accounts Receivable (A/R)"


def gift_card_sold(minor):
    return line("card", minor, category=None, kind="GIFT_CARD_SALE")


def test_trap_09_a_gift_card_is_a_debt_from_its_sale_to_its_last_cent(shop_of):
    """Sold for 25.00, used in part, refunded onto; another one sold for 20.00 and used in the same order.

    The refund names a card as its tender too; the destination decides.
    """
    shop = shop_of(
        [
            sold("o1", MONDAY_NOON, [gift_card_sold(2500)], [visa("p1", 2500, MONDAY_NOON)]),
            sold("o2", TUESDAY_NOON, [coffee()], [gift_card("p2", 1130, TUESDAY_NOON)]),
            sold(
                "o3",
                THURSDAY_NOON,
                [gift_card_sold(2000), coffee()],
                [visa("p3", 2000, THURSDAY_NOON), gift_card("p4", 1130, THURSDAY_NOON)],
            ),
        ],
        [
            refund(
                "r1",
                "o2",
                WEDNESDAY_NOON,
                destination="GIFT_CARD",
                lines=[returned("coffee", net=1000, tax=130)],
            )
        ],
    )

    assert shop.close(MONDAY) == {VISA: 2500, GIFT_CARDS: -2500}
    assert shop.close(TUESDAY) == {GIFT_CARDS: 1130, COFFEE_SALES: -1000, HST: -130}
    assert shop.close(WEDNESDAY) == {REFUNDS: 1000, HST: 130, GIFT_CARDS: -1130}
    assert shop.close(THURSDAY) == {VISA: 2000, GIFT_CARDS: -870, COFFEE_SALES: -1000, HST: -130}
    assert shop.balance(GIFT_CARDS) == -(2500 + 870)


def test_trap_10_store_credit_on_a_return_moves_no_tender_and_is_owed_until_it_is_used(shop_of):
    shop = shop_of(
        [
            sold("o1", MONDAY_NOON, [dinner()], [visa("p1", 5650, MONDAY_NOON)]),
            sold("o2", WEDNESDAY_NOON, [coffee()], [payment("p2", 1130, WEDNESDAY_NOON, tender="STCR")]),
        ],
        [refund("r1", "o1", TUESDAY_NOON, destination="STORE_CREDIT", lines=[returned("dinner", net=5000, tax=650)])],
    )

    assert shop.close(MONDAY) == {VISA: 5650, FOOD_SALES: -5000, HST: -650}
    assert shop.close(TUESDAY) == {REFUNDS: 5000, HST: 650, STORE_CREDIT: -5650}
    assert shop.close(WEDNESDAY) == {STORE_CREDIT: 1130, COFFEE_SALES: -1000, HST: -130}
    assert shop.balance(STORE_CREDIT) == -4520


def house_account_story():
    """A coffee on the house account on Monday; the customer pays the account on Tuesday."""
    paid = line("l1", 1130, category=None, kind="HOUSE_ACCOUNT_PAYMENT")
    return [
        sold("o1", MONDAY_NOON, [coffee()], [payment("p1", 1130, MONDAY_NOON, tender="HACC")]),
        sold("o2", TUESDAY_NOON, [paid], [cash("p2", 1130, TUESDAY_NOON)]),
    ]


def test_trap_11_a_house_account_is_revenue_when_charged_and_none_when_paid(shop_of):
    shop = shop_of(house_account_story())

    assert shop.close(MONDAY) == {HOUSE_ACCOUNTS: 1130, COFFEE_SALES: -1000, HST: -130}
    assert shop.close(TUESDAY) == {CASH: 1130, HOUSE_ACCOUNTS: -1130}
    assert shop.balance(HOUSE_ACCOUNTS) == 0


def test_trap_11_a_house_account_in_accounts_receivable_names_its_customer_on_every_line(shop_of):
    """QuickBooks refuses a receivable line without a customer (docs/quickbooks.md 4.8)."""
    shop = shop_of(house_account_story())
    created = shop.quickbooks.client().post("customer", {"DisplayName": "House accounts"}, "customer-1")
    customer = created.body["Customer"]["Id"]
    shop.remap("house_account", RECEIVABLE, customer)

    assert shop.close(MONDAY) == {RECEIVABLE: 1130, COFFEE_SALES: -1000, HST: -130}
    assert shop.close(TUESDAY) == {CASH: 1130, RECEIVABLE: -1130}
    receivable = shop.quickbooks.account(RECEIVABLE)
    assert {line.customer_id for line in ledger(shop.company) if line.account_id == receivable} == {customer}


def test_trap_10_a_return_for_store_credit_and_one_for_cash_on_one_day_stay_apart(shop_of):
    """talech's own refund figure leaves out returns for store credit; the day still ties and both are posted."""
    back = {"card_type": None, "tender": "CASH"}
    shop = shop_of(
        [coffee_for_cash("o1", MONDAY_NOON), coffee_for_cash("o2", MONDAY_NOON)],
        [
            refund("r1", "o1", TUESDAY_NOON, lines=[returned("coffee", net=1000, tax=130)], **back),
            refund(
                "r2",
                "o2",
                TUESDAY_NOON,
                destination="STORE_CREDIT",
                lines=[returned("coffee", net=1000, tax=130)],
                **back,
            ),
        ],
    )

    assert shop.close(MONDAY) == {CASH: 2260, COFFEE_SALES: -2000, HST: -260}
    assert shop.close(TUESDAY) == {REFUNDS: 2000, HST: 260, CASH: -1130, STORE_CREDIT: -1130}
