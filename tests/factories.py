"""Builders for domain values: sensible by default, every field can be said."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import count

from daybook.domain.day.orders import (
    Order,
    OrderLine,
    OrderTotals,
    Payment,
    Refund,
    RefundLine,
    ServiceCharge,
    TaxAmount,
    TaxedAmount,
)
from daybook.domain.merchant.business_date import BusinessCalendar, DaySettings
from daybook.domain.merchant.profile import Location

_ids = count(1)

TENDER_KINDS = {
    "CASH": "CASH",
    "CCRD": "CARD",
    "DCRD": "CARD",
    "GCRD": "GIFT_CARD",
    "STCR": "STORE_CREDIT",
    "HACC": "HOUSE_ACCOUNT",
    "OTHER": "OTHER",
}


def calendar(
    zone: str = "America/Toronto", report_end_time: time = time(4), effective_from: date = date(2020, 1, 1)
) -> BusinessCalendar:
    return BusinessCalendar((DaySettings(effective_from, report_end_time, zone),))


def location(
    location_id: str = "304267:1",
    *,
    currency: str = "CAD",
    zone: str = "America/Toronto",
    report_end_time: time = time(4),
) -> Location:
    identification, store = location_id.split(":")
    return Location(
        id=location_id,
        merchant_identification=identification,
        store_id=store,
        name="Queen St",
        currency=currency,
        country="CA",
        locale="en-CA",
        industry="RESTAURANT",
        calendar=calendar(zone, report_end_time),
    )


def payment(
    minor: int,
    tender: str = "CASH",
    card: str | None = None,
    *,
    at: datetime,
    tip: int = 0,
    status: str = "COMPLETED",
) -> Payment:
    return Payment(f"p{next(_ids)}", tender, card, minor, tip, at, status)


def order(
    *,
    closed_at: datetime | None,
    lines: Iterable[tuple[str | None, int]] = (),
    payments: Iterable[Payment] = (),
    discount: int = 0,
    comps: int = 0,
    loyalty: int = 0,
    taxes: dict[str, int] | None = None,
    service_charges: dict[str, int] | None = None,
    tip: int = 0,
    gift_sold: int = 0,
    house_paid: int = 0,
    deposits_sold: int = 0,
    rounding: int = 0,
    gross: int | None = None,
    training: bool = False,
    status: str | None = None,
    order_id: str | None = None,
    taxed: Iterable[tuple[str, tuple[str, ...], int]] = (),
) -> Order:
    """An order whose header follows from its parts unless `gross` says otherwise."""
    lines, taxes, service_charges = tuple(lines), taxes or {}, service_charges or {}
    gross = sum(minor for _, minor in lines) if gross is None else gross
    net = gross - discount - loyalty
    charge, tax = sum(service_charges.values()), sum(taxes.values())
    total = net + charge + tax + tip + gift_sold + house_paid + deposits_sold + rounding
    return Order(
        id=order_id or f"o{next(_ids)}",
        location_id="304267:1",
        status=status or ("CLOSED" if closed_at else "OPEN"),
        opened_at=datetime(2026, 3, 1, tzinfo=UTC),
        closed_at=closed_at,
        revision=1,
        training=training,
        totals=OrderTotals(
            gross, discount, loyalty, net, charge, tax, tip, gift_sold, house_paid, deposits_sold, rounding, total
        ),
        lines=tuple(OrderLine(category, minor) for category, minor in lines),
        comps_minor=comps,
        service_charges=tuple(ServiceCharge(payee, minor) for payee, minor in service_charges.items()),
        taxes=tuple(TaxAmount(tax_id, minor) for tax_id, minor in taxes.items()),
        payments=tuple(payments),
        taxed=tuple(TaxedAmount(*row) for row in taxed),
    )


def refund(
    total: int,
    *,
    at: datetime,
    lines: Iterable[tuple[str | None, int]] = (),
    taxes: dict[str, int] | None = None,
    service_charges: dict[str, int] | None = None,
    tender: str = "CCRD",
    card: str | None = "VISA",
    destination: str = "ORIGINAL_TENDER",
    kind: str = "ITEM_RETURN",
    tip: int = 0,
    rounding: int = 0,
    order_id: str | None = None,
    taxed: Iterable[tuple[str, tuple[str, ...], int]] = (),
) -> Refund:
    return Refund(
        id=f"r{next(_ids)}",
        location_id="304267:1",
        order_id=order_id,
        at=at,
        kind=kind,
        destination=destination,
        tender_id=tender,
        card_type=card,
        total_minor=total,
        lines=tuple(RefundLine(category, net) for category, net in lines),
        taxes=tuple(TaxAmount(tax_id, minor) for tax_id, minor in (taxes or {}).items()),
        service_charges=tuple(ServiceCharge(payee, minor) for payee, minor in (service_charges or {}).items()),
        tip_minor=tip,
        rounding_minor=rounding,
        taxed=tuple(TaxedAmount(*row) for row in taxed),
    )
