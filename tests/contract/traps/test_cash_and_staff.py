"""Traps of the drawer and of money for staff: rounding, service charges, pay-outs, tips (12 to 14, 22 and 23)."""

import pytest

from contract.traps.chart import (
    CASH,
    COFFEE_SALES,
    FOOD_SALES,
    HOUSE_CHARGES,
    HST,
    OVER_SHORT,
    PAY_INS,
    PAY_OUTS,
    REFUNDS,
    ROUNDING,
    SAFE,
    STAFF_CHARGES,
    STORE_CREDIT,
    TIPS,
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
    profile,
    returned,
    sold,
    visa,
)
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import line, payment, refund

pytestmark = pytest.mark.loopback

DINNER_RETURNED = line("back", -5000, -650, category="c2", quantity="-1")


@pytest.mark.parametrize(
    ("orders", "refunds", "books"),
    [
        pytest.param(
            [],
            [refund("r1", "o1", TUESDAY_NOON, lines=[returned("dinner", net=5000, tax=650)])],
            {REFUNDS: 5000, HST: 650, VISA: -5650},
            id="a refund alone",
        ),
        pytest.param(
            [sold("o2", TUESDAY_NOON, [DINNER_RETURNED, coffee()], [visa("p2", -4520, TUESDAY_NOON)])],
            [],
            {FOOD_SALES: 5000, HST: 520, COFFEE_SALES: -1000, VISA: -4520},
            id="an exchange in one order below zero",
        ),
        pytest.param(
            [sold("o2", TUESDAY_NOON, [coffee()], [payment("p2", 1130, TUESDAY_NOON, tender="STCR")])],
            [
                refund(
                    "r1",
                    "o1",
                    TUESDAY_NOON,
                    kind="EXCHANGE",
                    destination="STORE_CREDIT",
                    lines=[returned("dinner", net=5000, tax=650)],
                )
            ],
            {REFUNDS: 5000, HST: 520, COFFEE_SALES: -1000, STORE_CREDIT: -4520},
            id="an exchange for store credit",
        ),
    ],
)
def test_trap_12_a_day_below_zero_swaps_sides_and_posts(shop_of, orders, refunds, books):
    shop = shop_of([sold("o1", MONDAY_NOON, [dinner()], [visa("p1", 5650, MONDAY_NOON)]), *orders], refunds)

    assert shop.close(MONDAY) == {VISA: 5650, FOOD_SALES: -5000, HST: -650}
    assert shop.close(TUESDAY) == books


def test_trap_12_a_day_without_sales_is_empty_and_makes_no_document(shop_of):
    shop = shop_of([coffee_for_cash("o1", MONDAY_NOON)])

    outcome = shop.post(TUESDAY)

    assert (outcome.state, outcome.document) == (SyncState.EMPTY, None)
    assert shop.quickbooks.entries() == []


ROUNDED_DOWN = {"totals": {"rounding_minor": -1}}


@pytest.mark.parametrize(
    ("lines", "payments", "rounding", "books"),
    [
        pytest.param(
            [line("l1", 333, 43)],
            [cash("p1", 375, MONDAY_NOON)],
            -1,
            {CASH: 375, ROUNDING: 1, COFFEE_SALES: -333, HST: -43},
            id="3.76 in cash is 3.75",
        ),
        pytest.param(
            [line("l1", 299, 39)],
            [cash("p1", 340, MONDAY_NOON)],
            2,
            {CASH: 340, ROUNDING: -2, COFFEE_SALES: -299, HST: -39},
            id="3.38 in cash is 3.40",
        ),
        pytest.param(
            [line("l1", 333, 43)],
            [visa("p1", 376, MONDAY_NOON)],
            0,
            {VISA: 376, COFFEE_SALES: -333, HST: -43},
            id="3.76 by card is 3.76",
        ),
        pytest.param(
            [line("l1", 1001, 130)],
            [visa("p1", 500, MONDAY_NOON), cash("p2", 630, MONDAY_NOON)],
            -1,
            {VISA: 500, CASH: 630, ROUNDING: 1, COFFEE_SALES: -1001, HST: -130},
            id="5.00 by card and the other 6.31 in cash is 6.30",
        ),
    ],
)
def test_trap_13_only_cash_is_rounded_and_the_difference_has_its_account(shop_of, lines, payments, rounding, books):
    orders = [sold("o1", MONDAY_NOON, lines, payments, totals={"rounding_minor": rounding})]

    assert shop_of(orders, profile=profile(cash_rounding_minor=5)).close(MONDAY) == books


def test_trap_13_a_cash_refund_is_rounded_the_other_way_and_leaves_no_cent_behind(shop_of):
    sale = sold("o1", MONDAY_NOON, [line("l1", 333, 43)], [cash("p1", 375, MONDAY_NOON)], **ROUNDED_DOWN)
    back = {"tender": "CASH", "card_type": None, "rounding_minor": -1}
    shop = shop_of([sale], [refund("r1", "o1", TUESDAY_NOON, lines=[returned("l1", net=333, tax=43)], **back)])

    shop.close(MONDAY)

    assert shop.close(TUESDAY) == {REFUNDS: 333, HST: 43, ROUNDING: -1, CASH: -375}
    assert shop.balance(CASH) == shop.balance(ROUNDING) == 0


@pytest.mark.parametrize(
    ("charge_tax", "paid", "hst"),
    [pytest.param(90, 6340 + 250, 740, id="taxed"), pytest.param(0, 6250 + 250, 650, id="untaxed")],
)
@pytest.mark.parametrize(("payee", "account"), [("STAFF", STAFF_CHARGES), ("HOUSE", HOUSE_CHARGES)])
def test_trap_14_a_service_charge_is_owed_to_staff_or_earned_as_the_shop_set_it(
    shop_of, payee, account, charge_tax, paid, hst
):
    """A dinner with a charge of 6.00 (and 0.90 tax on it, or none) and a tip of 2.50; half the charge comes back."""
    charge = {"id": "s1", "amount_minor": 600, "payee": payee, "taxable": charge_tax > 0, "tax_minor": charge_tax}
    payments = [visa("p1", paid - 250, MONDAY_NOON, tip_minor=250)]
    tax_back = charge_tax // 2
    lines_back = [
        {
            "net_minor": 0,
            "quantity": "0",
            "tax_minor": tax_back,
            "taxes": [{"tax_id": "t_hst", "amount_minor": tax_back}],
        }
    ]
    shop = shop_of(
        [sold("o1", MONDAY_NOON, [dinner()], payments, service_charges=[charge])],
        [refund("r1", "o1", TUESDAY_NOON, lines=lines_back if tax_back else [], service_charge_minor=300)],
    )

    assert shop.close(MONDAY) == {VISA: paid, FOOD_SALES: -5000, account: -600, HST: -hst, TIPS: -250}
    returned_tax = {HST: tax_back} if tax_back else {}
    assert shop.close(TUESDAY) == {account: 300, **returned_tax, VISA: -(300 + tax_back)}


def drawer_event(event_id, kind, minor, at):
    return {"drawer_event": {"id": event_id, "location_id": QUEEN, "type": kind, "amount_minor": minor, "at": at}}


def drawer_shift(shift_id, closed_at, difference):
    return {
        "drawer_shift": {
            "id": shift_id,
            "location_id": QUEEN,
            "opened_at": MONDAY_NOON,
            "closed_at": closed_at,
            "expected_minor": 20000,
            "counted_minor": 20000 + difference,
            "difference_minor": difference,
        }
    }


def test_trap_22_cash_that_moves_without_a_sale_has_its_accounts_and_a_shift_counts_when_it_closes(shop_of):
    """Both shifts open on Monday: one is counted after midnight, on Monday's business date, the other on Tuesday's."""
    drawer = [
        drawer_event("e0", "OPEN_SHIFT", 0, MONDAY_NOON),
        drawer_event("e1", "PAY_OUT", -4000, MONDAY_NOON),
        drawer_event("e2", "PAY_IN", 1000, MONDAY_NOON),
        drawer_event("e3", "DROP", -20000, "2026-03-10T05:00:00Z"),
        drawer_event("e4", "NO_SALE", 0, MONDAY_NOON),
        drawer_shift("sh1", "2026-03-10T05:30:00Z", -15),
        drawer_shift("sh2", "2026-03-10T08:30:00Z", 5),
    ]
    shop = shop_of(drawer=drawer, profile=profile(cash_drawer_enabled=True))

    assert shop.close(MONDAY) == {
        PAY_OUTS: 4000,
        PAY_INS: -1000,
        SAFE: 20000,
        OVER_SHORT: 15,
        CASH: -4000 + 1000 - 20000 - 15,
    }
    assert shop.close(TUESDAY) == {CASH: 5, OVER_SHORT: -5}


def test_trap_23_a_tip_left_in_cash_is_not_money_of_the_shop(shop_of):
    """15.00 on the counter for a coffee of 11.30, 1.70 change: the 2.00 in the jar are only declared at clock-out."""
    left_in_the_jar = cash("p1", 1130, MONDAY_NOON, tendered_minor=1500, change_minor=170)
    shop = shop_of([sold("o1", MONDAY_NOON, [coffee()], [left_in_the_jar])])

    assert shop.close(MONDAY) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def test_trap_23_card_tips_paid_out_in_cash_leave_the_drawer_and_the_debt_to_staff(shop_of):
    shop = shop_of(
        [
            sold("o1", MONDAY_NOON, [coffee()], [visa("p1", 1130, MONDAY_NOON, tip_minor=500)]),
            coffee_for_cash("o2", MONDAY_NOON),
        ],
        drawer=[drawer_event("e1", "TIP_PAYOUT", -300, MONDAY_NOON)],
    )

    assert shop.close(MONDAY) == {VISA: 1630, CASH: 1130 - 300, COFFEE_SALES: -2000, HST: -260, TIPS: -500 + 300}
