"""Traps of change: what is voided, re-opened, tipped or sent in late (docs/talech.md 6, traps 4 to 6 and 16)."""

import pytest

from contract.traps.chart import CASH, COFFEE_SALES, DEPOSITS, FOOD_SALES, HST, REFUNDS, TIPS, VISA
from contract.traps.corrections import assert_changed_day_is_settled
from contract.traps.sales import (
    MONDAY,
    MONDAY_NOON,
    TUESDAY,
    TUESDAY_NOON,
    WEDNESDAY,
    WEDNESDAY_NOON,
    cash,
    coffee,
    coffee_for_cash,
    dinner,
    returned,
    sold,
    visa,
)
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import line, order, refund

pytestmark = pytest.mark.loopback


def test_trap_04_a_card_tip_added_after_the_day_was_posted_is_owed_to_staff_on_the_day_of_the_sale(shop_of):
    """Paper slip: 11.30 on Monday, the tip of 2.00 is typed in on Tuesday morning, before settlement."""
    tip = {"tip_minor": 200, "tip_changes": [{"at": "2026-03-10T13:00:00Z", "from_minor": 0, "to_minor": 200}]}
    shop = shop_of([sold("o1", MONDAY_NOON, [coffee()], [visa("p1", 1130, MONDAY_NOON, **tip)])])
    without_tip = {VISA: 1130, COFFEE_SALES: -1000, HST: -130}
    with_tip = {VISA: 1330, COFFEE_SALES: -1000, HST: -130, TIPS: -200}

    assert shop.close(MONDAY) == without_tip
    assert shop.post(TUESDAY).state is SyncState.EMPTY
    assert_changed_day_is_settled(shop, MONDAY, as_posted=without_tip, as_changed=with_tip)


def test_trap_04_a_tip_added_to_a_posted_deposit_is_held_with_it_and_released_at_the_close(shop_of):
    """20.00 paid on Monday, a tip of 3.00 typed in on Tuesday, the order closed later that day."""
    tip = {"tip_minor": 300, "tip_changes": [{"at": "2026-03-10T13:00:00Z", "from_minor": 0, "to_minor": 300}]}
    payments = [visa("p1", 2000, MONDAY_NOON, **tip), cash("p2", 3650, TUESDAY_NOON)]
    shop = shop_of([order("o1", MONDAY_NOON, TUESDAY_NOON, lines=[dinner()], payments=payments)])
    without_tip = {VISA: 2000, DEPOSITS: -2000}

    assert shop.close(MONDAY) == without_tip
    assert shop.close(TUESDAY) == {DEPOSITS: 2300, CASH: 3650, FOOD_SALES: -5000, HST: -650, TIPS: -300}
    assert_changed_day_is_settled(shop, MONDAY, as_posted=without_tip, as_changed={VISA: 2300, DEPOSITS: -2300})


def test_trap_05_a_posted_order_that_is_reopened_and_closed_with_other_amounts_moves_to_its_new_day(shop_of):
    """A dinner of 56.50 by card; the payment is given back on Tuesday; on Wednesday it is 45.20 in cash."""
    as_sold = sold("o1", MONDAY_NOON, [dinner()], [visa("p1", 5650, MONDAY_NOON)])
    as_paid_again = order(
        "o1",
        MONDAY_NOON,
        WEDNESDAY_NOON,
        lines=[line("dinner", 4000, 520, category="c2")],
        payments=[visa("p1", 5650, MONDAY_NOON), cash("p2", 4520, WEDNESDAY_NOON)],
        earlier_closings=[{"closed_at": MONDAY_NOON, "reopened_at": TUESDAY_NOON}],
    )
    given_back = refund(
        "r1", "o1", TUESDAY_NOON, kind="PAYMENT_REFUND_REOPEN", payment_id="p1", total_minor=5650, lines=[]
    )
    shop = shop_of([as_sold])
    as_posted = {VISA: 5650, FOOD_SALES: -5000, HST: -650}

    assert shop.close(MONDAY) == as_posted
    shop.trades([as_paid_again], [given_back])
    assert shop.close(TUESDAY) == {VISA: -5650, DEPOSITS: 5650}
    assert shop.close(WEDNESDAY) == {CASH: 4520, FOOD_SALES: -4000, HST: -520}
    assert_changed_day_is_settled(shop, MONDAY, as_posted=as_posted, as_changed={VISA: 5650, DEPOSITS: -5650})


def test_trap_05_an_order_reopened_and_closed_for_less_by_giving_the_difference_back_moves_too(shop_of):
    """A dinner of 56.50 by card; 11.30 of it is given back on Tuesday and the order closes at 45.20 on Wednesday."""
    as_sold = sold("o1", MONDAY_NOON, [dinner()], [visa("p1", 5650, MONDAY_NOON)])
    as_reduced = order(
        "o1",
        MONDAY_NOON,
        WEDNESDAY_NOON,
        lines=[line("dinner", 4000, 520, category="c2")],
        payments=[visa("p1", 5650, MONDAY_NOON)],
        earlier_closings=[{"closed_at": MONDAY_NOON, "reopened_at": TUESDAY_NOON}],
    )
    difference = refund(
        "r1", "o1", TUESDAY_NOON, kind="PAYMENT_REFUND_REOPEN", payment_id="p1", total_minor=1130, lines=[]
    )
    shop = shop_of([as_sold])
    as_posted = {VISA: 5650, FOOD_SALES: -5000, HST: -650}

    assert shop.close(MONDAY) == as_posted
    shop.trades([as_reduced], [difference])
    assert shop.close(TUESDAY) == {VISA: -1130, DEPOSITS: 1130}
    assert shop.close(WEDNESDAY) == {DEPOSITS: 4520, FOOD_SALES: -4000, HST: -520}
    assert_changed_day_is_settled(shop, MONDAY, as_posted=as_posted, as_changed={VISA: 5650, DEPOSITS: -5650})


def test_trap_06_a_void_before_payment_leaves_no_trace_and_a_refund_after_it_leaves_sale_and_return(shop_of):
    """A whole order voided, one dish voided on a paid order, and a coffee paid and given back."""
    shop = shop_of(
        [
            order("o1", MONDAY_NOON, None, lines=[dinner()], payments=[], status="VOIDED"),
            sold("o2", MONDAY_NOON, [dinner(voided=True), coffee()], [visa("p2", 1130, MONDAY_NOON)]),
            coffee_for_cash("o3", MONDAY_NOON),
        ],
        [refund("r1", "o3", MONDAY_NOON, tender="CASH", card_type=None, lines=[returned("coffee", net=1000, tax=130)])],
    )

    assert shop.close(MONDAY) == {VISA: 1130, COFFEE_SALES: -2000, REFUNDS: 1000, HST: -130}


def test_trap_06_a_card_that_was_voided_or_declined_took_no_money(shop_of):
    attempts = [
        visa("p1", 1130, MONDAY_NOON, status="DECLINED"),
        visa("p2", 1130, MONDAY_NOON, status="VOIDED"),
        cash("p3", 1130, MONDAY_NOON),
    ]
    shop = shop_of([sold("o1", MONDAY_NOON, [coffee()], attempts)])

    assert shop.close(MONDAY) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def test_trap_16_a_sale_an_offline_register_sends_at_noon_belongs_to_the_day_it_was_made(shop_of):
    shop = shop_of([coffee_for_cash("o1", MONDAY_NOON), coffee_for_cash("o2", MONDAY_NOON, uploaded_at=TUESDAY_NOON)])
    one_coffee = {CASH: 1130, COFFEE_SALES: -1000, HST: -130}
    two_coffees = {CASH: 2260, COFFEE_SALES: -2000, HST: -260}

    assert shop.close(MONDAY) == one_coffee
    assert shop.post(TUESDAY).state is SyncState.EMPTY
    assert_changed_day_is_settled(shop, MONDAY, as_posted=one_coffee, as_changed=two_coffees)


def test_trap_16_a_late_sale_of_a_day_that_was_empty_is_posted_on_that_day(shop_of):
    shop = shop_of([coffee_for_cash("o1", MONDAY_NOON, uploaded_at=TUESDAY_NOON)])

    assert shop.post(MONDAY).state is SyncState.EMPTY
    assert shop.post(TUESDAY).state is SyncState.EMPTY
    assert shop.close(MONDAY) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def test_trap_16_a_posted_day_whose_only_sale_is_voided_afterwards_holds_nothing_any_more(shop_of):
    """A card paid on Monday is voided on Tuesday, before settlement: no money ever came."""
    voided = order(
        "o1",
        MONDAY_NOON,
        None,
        lines=[coffee()],
        payments=[visa("p1", 1130, MONDAY_NOON, status="VOIDED")],
        status="VOIDED",
    )
    shop = shop_of([sold("o1", MONDAY_NOON, [coffee()], [visa("p1", 1130, MONDAY_NOON)])])
    as_posted = {VISA: 1130, COFFEE_SALES: -1000, HST: -130}

    assert shop.close(MONDAY) == as_posted
    shop.trades([voided])
    assert_changed_day_is_settled(shop, MONDAY, as_posted=as_posted, as_changed={})
