"""Traps of the date: what belongs to which business day (docs/talech.md 6, traps 1 to 3, 15 and 17)."""

from datetime import date, timedelta

import pytest

from contract.traps.chart import (
    CASH,
    COFFEE_SALES,
    DELIVERY_APP,
    DEPOSITS,
    FOOD_SALES,
    GIFT_CARDS,
    HST,
    REFUNDS,
    TIPS,
    VISA,
)
from contract.traps.sales import (
    KING,
    MONDAY,
    MONDAY_NOON,
    QUEEN,
    TUESDAY,
    TUESDAY_NOON,
    WEDNESDAY,
    WEDNESDAY_NOON,
    cash,
    coffee,
    coffee_for_cash,
    dinner,
    gift_card,
    profile,
    returned,
    sold,
    two_shops,
    visa,
)
from daybook.domain.sync.location_day import SyncState
from simulators.talech.shop import order, payment, refund

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize(
    ("given_back", "on_its_own_date"),
    [
        pytest.param(
            {"lines": [returned("coffee", net=1000, tax=130)], "tip_minor": 200},
            {REFUNDS: 1000, HST: 130, TIPS: 200, VISA: -1330},
            id="full",
        ),
        pytest.param(
            {"lines": [returned("coffee", quantity="0.4", net=400, tax=52)]},
            {REFUNDS: 400, HST: 52, VISA: -452},
            id="partial",
        ),
        pytest.param({"tip_minor": 200}, {TIPS: 200, VISA: -200}, id="tip only"),
        pytest.param({"lines": [returned("coffee", quantity="0", net=0, tax=130)]}, {HST: 130, VISA: -130}, id="tax"),
    ],
)
def test_trap_01_a_refund_belongs_to_the_day_it_is_given_and_leaves_the_sale_alone(
    shop_of, given_back, on_its_own_date
):
    as_sold = {VISA: 1330, COFFEE_SALES: -1000, HST: -130, TIPS: -200}
    sale = sold("o1", MONDAY_NOON, [coffee()], [visa("p1", 1130, MONDAY_NOON, tip_minor=200)])
    shop = shop_of([sale], [refund("r1", "o1", WEDNESDAY_NOON, payment_id="p1", **given_back)])

    assert shop.close(MONDAY) == as_sold
    assert shop.close(WEDNESDAY) == on_its_own_date
    assert shop.close(MONDAY) == as_sold


@pytest.mark.parametrize("paid_at", ["2026-03-10T08:00:00Z", "2026-03-10T08:10:00Z"])
def test_trap_02_an_order_opened_before_the_day_ends_and_paid_after_it_is_the_new_days(shop_of, paid_at):
    """Opened ten minutes before Report End Time; a payment at the very boundary is in the new day."""
    late = order("o1", "2026-03-10T07:50:00Z", paid_at, lines=[coffee()], payments=[cash("p1", 1130, paid_at)])
    shop = shop_of([late])

    assert shop.post(MONDAY).state is SyncState.EMPTY
    assert shop.close(TUESDAY) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}
    assert shop.books(MONDAY) == {}


def test_trap_02_a_deposit_today_is_held_for_the_customer_until_the_order_closes_tomorrow(shop_of):
    shop = shop_of(
        [
            order(
                "o1",
                MONDAY_NOON,
                TUESDAY_NOON,
                lines=[dinner()],
                payments=[visa("p1", 2000, MONDAY_NOON), cash("p2", 3650, TUESDAY_NOON)],
            )
        ]
    )

    assert shop.close(MONDAY) == {VISA: 2000, DEPOSITS: -2000}
    assert shop.close(TUESDAY) == {DEPOSITS: 2000, CASH: 3650, FOOD_SALES: -5000, HST: -650}
    assert shop.balance(DEPOSITS) == 0


def test_trap_03_every_tender_of_an_order_is_posted_on_its_own_day_and_the_same_one_twice(shop_of):
    payments = [
        visa("p1", 2000, MONDAY_NOON),
        gift_card("p2", 1650, TUESDAY_NOON),
        visa("p3", 1000, WEDNESDAY_NOON, tip_minor=700),
        visa("p4", 1000, WEDNESDAY_NOON),
    ]
    shop = shop_of([order("o1", MONDAY_NOON, WEDNESDAY_NOON, lines=[dinner()], payments=payments)])

    assert shop.close(MONDAY) == {VISA: 2000, DEPOSITS: -2000}
    assert shop.close(TUESDAY) == {GIFT_CARDS: 1650, DEPOSITS: -1650}
    assert shop.close(WEDNESDAY) == {VISA: 2700, DEPOSITS: 3650, FOOD_SALES: -5000, HST: -650, TIPS: -700}
    assert shop.balance(DEPOSITS) == 0


@pytest.mark.parametrize(
    ("zone", "report_end_time", "last_of_saturday", "first_of_sunday"),
    [
        pytest.param("America/Toronto", "04:00", "2026-03-08T07:59:59Z", "2026-03-08T08:00:00Z", id="23 hours"),
        pytest.param("America/Toronto", "04:00", "2026-11-01T08:59:59Z", "2026-11-01T09:00:00Z", id="25 hours"),
        pytest.param("America/Toronto", "02:30", "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z", id="end in the gap"),
        pytest.param("America/Toronto", "01:30", "2026-11-01T05:29:59Z", "2026-11-01T05:30:00Z", id="end comes twice"),
        pytest.param("Europe/Dublin", "01:30", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", id="gap in Dublin"),
        pytest.param("Europe/Dublin", "01:30", "2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z", id="twice in Dublin"),
        pytest.param("America/St_Johns", "04:00", "2026-03-08T06:29:59Z", "2026-03-08T06:30:00Z", id="half-hour zone"),
        pytest.param("America/Phoenix", "04:00", "2026-03-08T10:59:59Z", "2026-03-08T11:00:00Z", id="no summer time"),
    ],
)
def test_trap_15_days_of_23_and_25_hours_have_no_hole_and_no_overlap(
    shop_of, zone, report_end_time, last_of_saturday, first_of_sunday
):
    """A clock that jumps over Report End Time ends the day with the jump; one that shows it twice, the first time."""
    sunday = date.fromisoformat(first_of_sunday[:10])
    orders = [
        coffee_for_cash("o1", last_of_saturday),
        sold("o2", first_of_sunday, [dinner()], [cash("p2", 5650, first_of_sunday)]),
    ]
    shop = shop_of(orders, profile=profile(timezone=zone, report_end_time=report_end_time))

    assert shop.close(sunday - timedelta(days=1)) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}
    assert shop.close(sunday) == {CASH: 5650, FOOD_SALES: -5000, HST: -650}


def test_trap_15_one_instant_is_another_day_in_a_shop_three_zones_away(shop_of):
    """09:00 UTC is past 04:00 in Toronto and two hours short of it in Vancouver."""
    instant = "2026-03-10T09:00:00Z"
    orders = [
        coffee_for_cash("o1", instant),
        sold("o2", instant, [dinner(category="k2")], [cash("p2", 5650, instant)], location=KING),
    ]
    shop = shop_of(orders, profile=two_shops(timezone="America/Vancouver"))

    assert shop.post(MONDAY, QUEEN).state is SyncState.EMPTY
    assert shop.close(MONDAY, KING) == {CASH: 5650, FOOD_SALES: -5000, HST: -650}
    assert shop.close(TUESDAY, QUEEN) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def test_trap_17_a_new_report_end_time_and_zone_leave_no_sale_out_and_none_twice(shop_of):
    """From Wednesday's date on the shop closes at 04:00 in Toronto, before that at 22:00 in Winnipeg.

    Tuesday, the day between, runs from Monday 22:00 in Winnipeg to Wednesday 04:00 in Toronto: 29 hours.
    """
    before = {"settings_from": "2026-01-05", "timezone": "America/Winnipeg", "report_end_time": "22:00"}
    orders = [
        coffee_for_cash("monday", "2026-03-10T02:59:59Z"),
        sold("tuesday", "2026-03-10T03:00:00Z", [dinner()], [cash("p2", 5650, "2026-03-10T03:00:00Z")]),
        coffee_for_cash("in-the-night", "2026-03-11T07:59:59Z"),
        coffee_for_cash("wednesday", "2026-03-11T08:00:00Z"),
    ]
    shop = shop_of(orders, profile=profile(settings_from="2026-03-11", earlier_settings=[before]))
    a_coffee = {CASH: 1130, COFFEE_SALES: -1000, HST: -130}

    assert shop.close(MONDAY) == a_coffee
    assert shop.close(TUESDAY) == {CASH: 6780, FOOD_SALES: -5000, COFFEE_SALES: -1000, HST: -780}
    assert shop.close(WEDNESDAY) == a_coffee
    assert shop.close(MONDAY) == a_coffee


def test_trap_17_a_renamed_category_or_tender_keeps_its_account(shop_of):
    def by_delivery_app(order_id, at):
        return sold(order_id, at, [coffee()], [payment(f"p-{order_id}", 1130, at, tender="OTHER")])

    renamed = profile()
    renamed["categories"][0]["name"] = "Hot drinks"
    renamed["tenders"][-1]["label"] = "Bike couriers"
    shop = shop_of([by_delivery_app("o1", MONDAY_NOON)])
    expected = {DELIVERY_APP: 1130, COFFEE_SALES: -1000, HST: -130}

    assert shop.close(MONDAY) == expected
    shop.trades([by_delivery_app("o1", MONDAY_NOON), by_delivery_app("o2", TUESDAY_NOON)], profile=renamed)
    assert shop.close(TUESDAY) == expected
    assert shop.close(MONDAY) == expected
