"""What the samples hold over a day, a night or a month: closes, tips, drawers, negative days, clock changes."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from talech_simulator import BusinessCalendar
from talech_simulator.contract import Order, SampleMerchant

RESTAURANT, RETAIL, CAFE = "restaurant-us", "retail-ie", "cafe-ca"
CARDS = {"CCRD", "DCRD"}


@pytest.mark.parametrize("kind", ["PAY_IN", "PAY_OUT", "DROP", "TIP_PAYOUT", "NO_SALE"])
def test_the_drawer_of_a_restaurant_knows_this_event(kind, merchant):
    assert any(event.type == kind for event in merchant(RESTAURANT).drawer_events)


@pytest.mark.parametrize("name", [RESTAURANT, RETAIL, CAFE])
def test_most_refunds_are_given_on_a_later_day_than_the_sale(name, merchant):
    loaded = merchant(name)
    orders = {order.id: order for order in loaded.orders}
    given = [refund for refund in loaded.refunds if refund.kind == "ITEM_RETURN"]

    later = [refund for refund in given if (refund.at - orders[refund.order_id].closed_at).days >= 1]

    assert len(later) > len(given) / 2


@pytest.mark.parametrize("name", [RESTAURANT, RETAIL, CAFE])
def test_deposits_are_held_across_the_close_of_every_location(name, merchant):
    loaded = merchant(name)

    locations = {order.location_id for order in loaded.orders if _is_paid_on_two_days(loaded, order)}

    assert locations == {location.id for location in loaded.profile.locations}


def test_an_order_closes_on_the_very_boundary_and_belongs_to_the_new_day(merchant):
    loaded = merchant(RESTAURANT)
    calendars = {location.id: BusinessCalendar(location) for location in loaded.profile.locations}

    on_it = [
        order
        for order in loaded.orders
        if order.closed_at and calendars[order.location_id].day_of(order.closed_at).start == order.closed_at
    ]

    assert len(on_it) == 3


def test_a_shift_with_a_difference_runs_across_midnight(merchant):
    zone = ZoneInfo("America/New_York")
    shifts = [shift for shift in merchant(RESTAURANT).drawer_shifts if shift.location_id == "310001:1"]

    across = [
        shift
        for shift in shifts
        if shift.difference_minor and shift.opened_at.astimezone(zone).date() < shift.closed_at.astimezone(zone).date()
    ]

    assert across


def test_over_and_short_both_occur(merchant):
    differences = {shift.difference_minor for shift in merchant(RESTAURANT).drawer_shifts}

    assert min(differences) < 0 < max(differences)


def test_the_bad_debt_is_on_the_house_account_and_makes_a_negative_day(merchant):
    loaded = merchant(RETAIL)
    debts = [order for order in loaded.orders if any(line.name == "Adjust bad debt" for line in order.lines)]

    assert [order.totals.total_minor for order in debts] == [1106206, -1106206, -1106206]
    assert {payment.tender_id for order in debts for payment in order.payments} == {"HACC"}
    assert _net_of_day(loaded, "720002:1", datetime(2026, 4, 3, 12, tzinfo=UTC)) < 0


def test_tips_are_left_on_about_a_sixth_of_card_payments_and_every_day(merchant):
    loaded = merchant(RESTAURANT)
    calendars = {location.id: BusinessCalendar(location) for location in loaded.profile.locations}
    cards = [(o.location_id, p) for o in loaded.orders for p in o.payments if p.tender_id in CARDS]
    tipped = [(location, payment) for location, payment in cards if payment.tip_minor]

    days = {(location, calendars[location].day_of(payment.taken_at).date) for location, payment in tipped}

    assert 0.13 < len(tipped) / len(cards) < 0.19
    assert len(days) == 3 * 31 - 1


def test_tenders_come_in_the_proportions_of_real_merchants(merchant):
    payments = [payment for order in merchant(RESTAURANT).orders for payment in order.payments]
    cards = [payment for payment in payments if payment.tender_id == "CCRD"]

    assert _share(payments, lambda payment: payment.tender_id == "CASH") == pytest.approx(0.46, abs=0.02)
    assert _share(cards, lambda payment: payment.card_type == "VISA") == pytest.approx(0.80, abs=0.02)
    assert _share(cards, lambda payment: payment.card_type == "MASTERCARD") == pytest.approx(0.18, abs=0.02)


def test_some_orders_fall_into_the_hour_that_the_clock_skips_over(merchant):
    """New York, 2026-03-08: from 01:30 EST over the gap to 04:00 EDT is 06:30 to 08:00 UTC."""
    night = [
        order
        for order in merchant(RESTAURANT).orders
        if order.location_id == "310001:1" and order.closed_at and order.closed_at.date().isoformat() == "2026-03-08"
    ]

    assert any(
        datetime(2026, 3, 8, 6, 30, tzinfo=UTC) <= o.closed_at < datetime(2026, 3, 8, 8, tzinfo=UTC) for o in night
    )


def test_category_names_are_shared_between_locations_and_ids_are_not(merchant):
    categories = merchant(RESTAURANT).profile.categories

    names = {category.name for category in categories}

    assert len(categories) == 3 * len(names)
    assert len({category.id for category in categories}) == len(categories)


def test_a_deleted_category_still_has_sales(merchant):
    loaded = merchant(RESTAURANT)
    deleted = {category.id for category in loaded.profile.categories if category.deleted}

    assert any(line.category_id in deleted for order in loaded.orders for line in order.lines)


def _is_paid_on_two_days(loaded: SampleMerchant, order: Order) -> bool:
    location = next(location for location in loaded.profile.locations if location.id == order.location_id)
    calendar = BusinessCalendar(location)
    return len({calendar.day_of(payment.taken_at).date for payment in order.payments}) > 1


def _net_of_day(loaded: SampleMerchant, location_id: str, noon: datetime) -> int:
    location = next(location for location in loaded.profile.locations if location.id == location_id)
    day = BusinessCalendar(location).day_of(noon)
    return sum(
        order.totals.net_minor
        for order in loaded.orders
        if order.location_id == location_id and order.closed_at and day.start <= order.closed_at < day.end
    )


def _share(payments: Iterable[object], fits: Callable[[object], bool]) -> float:
    every = list(payments)
    return sum(1 for payment in every if fits(payment)) / len(every)
