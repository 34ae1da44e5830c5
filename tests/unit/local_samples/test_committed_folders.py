"""The folders as they are committed: in order, small, inside their dates, taxed by the rate."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest

from daybook_local.system.places import SAMPLES
from talech_simulator import BusinessCalendar, SampleMerchant

RANGES = {
    "restaurant-us": (date(2026, 2, 21), date(2026, 3, 23)),
    "retail-ie": (date(2026, 3, 6), date(2026, 4, 5)),
    "cafe-ca": (date(2026, 2, 21), date(2026, 3, 23)),
    "night-bar": (date(2026, 3, 25), date(2026, 3, 29)),
}
BUILT = sorted(RANGES.keys() - {"night-bar"})
MEGABYTE = 1_000_000


@pytest.mark.parametrize("name", sorted(RANGES))
def test_a_folder_is_in_order(name, merchant):
    """Loading it checks shape, references and invariants I1 to I5 of docs/talech.md 7.4."""
    loaded = merchant(name)

    assert loaded.orders
    assert loaded.refunds
    assert loaded.drawer_shifts


def test_all_built_folders_together_stay_below_three_megabytes():
    root = SAMPLES

    size = sum(file.stat().st_size for name in BUILT for file in (root / name).iterdir())

    assert size <= 3 * MEGABYTE


@pytest.mark.parametrize("name", sorted(RANGES))
def test_everything_that_reaches_the_books_happens_within_the_dates(name, merchant):
    first, last = RANGES[name]

    days = {day for _, day in _booked(merchant(name))}

    assert min(days) == first
    assert max(days) == last


@pytest.mark.parametrize("name", BUILT)
def test_every_tax_is_its_rate_on_its_base_rounded_half_up(name, merchant):
    loaded = merchant(name)
    rates = {tax.id: Decimal(tax.rate) for tax in loaded.profile.taxes if tax.kind == "APPLIED"}
    amounts = [
        tax
        for order in loaded.orders
        for taxed in (*order.lines, *order.service_charges)
        for tax in taxed.taxes
        if tax.tax_id in rates
    ]

    wrong = [tax for tax in amounts if tax.amount_minor != _half_up(tax.base_minor * rates[tax.tax_id])]

    assert wrong == []


def test_a_price_with_vat_in_it_is_net_plus_vat_to_the_cent(merchant):
    lines = [
        line
        for order in merchant("retail-ie").orders
        for line in order.lines
        if line.tax_inclusive and not line.discount_minor
    ]

    wrong = [line for line in lines if line.gross_minor + line.tax_minor != line.unit_price_minor * line.quantity]

    assert len(lines) > 15_000
    assert wrong == []


@pytest.mark.parametrize("name", BUILT)
def test_no_order_changes_after_its_business_day(name, merchant):
    """What was posted stays as it was: the last change falls on the date of the close."""
    calendars = _calendars(merchant(name))
    closed = [order for order in merchant(name).orders if order.closed_at]

    late = [
        order.id
        for order in closed
        for changed in (order.updated_at, order.uploaded_at, *(pair.closed_at for pair in order.earlier_closings))
        if changed
        and _label(calendars, order.location_id, changed) != _label(calendars, order.location_id, order.closed_at)
    ]

    assert late == []


def test_phoenix_has_nothing_at_all_on_its_closed_day(merchant):
    booked = Counter(_booked(merchant("restaurant-us")))

    assert booked[("310003:1", date(2026, 3, 10))] == 0
    assert booked[("310003:1", date(2026, 3, 9))] > 50
    assert booked[("310003:1", date(2026, 3, 11))] > 50


def test_a_restaurant_day_has_about_sixty_orders(merchant):
    booked = Counter((order.location_id, order.opened_at.date()) for order in merchant("restaurant-us").orders)

    assert 55 < sum(booked.values()) / (3 * 31 - 1) < 65


@pytest.mark.parametrize("name", BUILT)
def test_customer_deposits_run_back_to_what_is_still_open(name, merchant):
    loaded = merchant(name)
    held = sum(
        payment.amount_minor
        for order in loaded.orders
        if order.status == "PARTIALLY_PAID"
        for payment in order.payments
    )

    assert held == (3000 if name == "restaurant-us" else 0)


def _booked(loaded: SampleMerchant) -> Iterator[tuple[str, date]]:
    calendars = _calendars(loaded)
    for location_id, instant in _instants(loaded):
        yield location_id, _label(calendars, location_id, instant)


def _instants(loaded: SampleMerchant) -> Iterator[tuple[str, datetime]]:
    for order in loaded.orders:
        yield from ((order.location_id, payment.taken_at) for payment in order.payments)
        yield from ((order.location_id, instant) for instant in (order.opened_at, order.closed_at) if instant)
    yield from ((refund.location_id, refund.at) for refund in loaded.refunds)
    yield from ((event.location_id, event.at) for event in loaded.drawer_events)
    yield from ((shift.location_id, shift.closed_at) for shift in loaded.drawer_shifts if shift.closed_at)


def _calendars(loaded: SampleMerchant) -> dict[str, BusinessCalendar]:
    return {location.id: BusinessCalendar(location) for location in loaded.profile.locations}


def _label(calendars: dict[str, BusinessCalendar], location_id: str, instant: datetime) -> date:
    return calendars[location_id].day_of(instant).date


def _half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
