"""A seeded busy day: every kind of line, tender and refund, in numbers that do not divide evenly."""

import random
from datetime import UTC, datetime, timedelta

from simulators.talech.shop import line, order, payment, refund

OPENING = datetime(2026, 3, 6, 9, tzinfo=UTC)  # 04:00 in Toronto


def busy_day(seed, orders=60):
    """Orders and refunds in the contract; some orders stay open, some close after the day's end."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    sold = [_sale(chance, f"S{number}") for number in range(orders)]
    closed = [each for each in sold if each["status"] == "CLOSED" and not each["training"]]
    returns = [_return(each, f"R{number}", chance) for number, each in enumerate(closed[::7])]
    return sold, [each for each in returns if each]


def _sale(chance, order_id):
    opened = OPENING + timedelta(minutes=chance.randrange(24 * 60))
    closed = opened + timedelta(minutes=chance.choice([1, 5, 90, 600]))
    lines = [_line(chance, f"l{number}") for number in range(chance.randint(1, 5))]
    charge = chance.choice([0, 0, 0, 317])
    charges = [{"id": "s1", "amount_minor": charge, "payee": chance.choice(["STAFF", "HOUSE"])}] if charge else []
    if chance.random() < 0.1:
        lines.append(line("lg", 2500, category=None, kind="GIFT_CARD_SALE"))
    more = {"service_charges": charges, "training": chance.random() < 0.05}
    draft = order(order_id, _text(opened), _text(closed), lines=lines, payments=[], **more)
    paid = _payments(chance, order_id, draft["totals"]["total_minor"], opened, closed)
    if chance.random() < 0.1:
        return order(order_id, _text(opened), None, lines=lines, payments=paid[:-1], **more)
    return order(order_id, _text(opened), _text(closed), lines=lines, payments=paid, **more)


def _line(chance, line_id):
    gross, rate = chance.randint(1, 9999), chance.choice([0, 13, 14])
    discount = chance.choice([0, 0, gross // 3])
    hst, city = (gross - discount) * min(rate, 13) // 100, (gross - discount) * max(rate - 13, 0) // 100
    taxes = {name: amount for name, amount in {"t_hst": hst, "t_city": city}.items() if amount}
    category = chance.choice(["c1", "c2", None])
    quantity = chance.choice(["1", "2", "3", "0.35", "7"])
    return line(line_id, gross, category=category, taxes=taxes, discount_minor=discount, quantity=quantity)


def _payments(chance, order_id, total, opened, closed):
    first = chance.choice([total, total, total // 2])
    parts = [(first, opened if first < total else closed), (total - first, closed)]
    return [
        payment(
            f"{order_id}p{number}",
            amount,
            _text(taken_at),
            tender=chance.choice(["CASH", "CCRD", "GCRD", "HACC"]),
            card_type=chance.choice(["VISA", "Amex", None]),
            tip_minor=chance.choice([0, 0, 333]),
        )
        for number, (amount, taken_at) in enumerate(parts)
        if amount
    ]


def _return(sold, refund_id, chance):
    returned = next((each for each in sold["lines"] if each.get("kind", "ITEM") == "ITEM"), None)
    if returned is None or returned["quantity"] == "0.35":
        return None
    share = {
        "line_id": returned["id"],
        "net_minor": (returned["gross_minor"] - returned["discount_minor"]) // 2,
        "tax_minor": returned["tax_minor"] // 2,
    }
    at = datetime.fromisoformat(sold["closed_at"]) + timedelta(hours=2)
    destination = chance.choice(["ORIGINAL_TENDER", "CASH", "STORE_CREDIT", "GIFT_CARD"])
    return refund(refund_id, sold["id"], _text(at), lines=[share], destination=destination, tip_minor=1)


def _text(instant):
    return instant.isoformat().replace("+00:00", "Z")
