"""Four weeks of a small shop: few orders a day, each tender once, a return now and then, a Sunday of 23 hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from daybook_local.system.samples.sample import DateRange
from simulators.talech import shop

MERCHANT = "m_corner"
LOCATION = "520001:1"
DATES = DateRange(date(2026, 3, 2), date(2026, 3, 29))
_ZONE = ZoneInfo("America/New_York")
_PROFILE = {
    "merchant": {"id": MERCHANT, "name": "Corner Provisions", "plan": "STANDARD", "country": "US"},
    "locations": [
        {
            "id": LOCATION,
            "merchant_identification": "520001",
            "name": "Corner Provisions, Main St",
            "timezone": _ZONE.key,
            "currency": "USD",
            "report_end_time": "04:00",
            "locale": "en-US",
        }
    ],
    "categories": [
        {"id": "bakery", "location_id": LOCATION, "name": "Bakery"},
        {"id": "coffee", "location_id": LOCATION, "name": "Coffee"},
    ],
    "taxes": [{"id": "sales", "name": "Sales tax", "rate": "0.08"}],
    "tenders": [
        {"id": "CASH", "kind": "CASH"},
        {"id": "CCRD", "kind": "CARD"},
        {"id": "GCRD", "kind": "GIFT_CARD"},
    ],
    "card_types": ["VISA", "MASTERCARD"],
}


def write_shop(folder):
    """The folder in the sample-merchant contract."""
    orders, refunds = [], []
    for number, on in enumerate(DATES):
        orders += _orders(number, on)
        if number % 4 == 1:
            refunds.append(_return(number, on))
    return shop.write_folder(folder, orders, refunds, profile=_PROFILE)


def _orders(number, on):
    """No two days alike, so that a day booked in another's place shows."""
    bread, cup = 900 + 25 * number, 400 + 25 * (number % 7)
    yield _sold(on, 9, [("bakery", bread)], tender="CASH")
    yield _sold(on, 12, [("bakery", bread), ("coffee", cup)], tender="CCRD", card_type="VISA", tip_minor=150 + number)
    yield _sold(on, 15, [("coffee", cup)], tender="CCRD", card_type="MASTERCARD")
    if number % 3 == 0:
        yield _sold(on, 17, [("coffee", 2 * cup)], tender="GCRD")


def _sold(on, hour, parts, *, tender, **more):
    order_id, at = f"{on}_{hour:02d}", _instant(on, hour)
    lines = [
        shop.line(str(n), gross, taxes={"sales": gross * 8 // 100}, category=c) for n, (c, gross) in enumerate(parts)
    ]
    total = sum(line["gross_minor"] + line["tax_minor"] for line in lines)
    paid = shop.payment(f"{order_id}-p", total, at, tender=tender, **more)
    return shop.order(order_id, at, at, lines=lines, payments=[paid], location=LOCATION)


def _return(number, on):
    """The coffee of the card sale comes back in the evening."""
    cup = 400 + 25 * (number % 7)
    line = {"line_id": "1", "net_minor": cup, "tax_minor": cup * 8 // 100, "quantity": "1"}
    return shop.refund(f"{on}_returned", f"{on}_12", _instant(on, 19), lines=[line], location_id=LOCATION)


def _instant(on, hour):
    at = datetime.combine(on, time(hour), _ZONE).astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def week(first):
    """Seven of its dates."""
    return DateRange(first, first + timedelta(days=6))
