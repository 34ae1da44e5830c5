"""What the shop of the traps sells: a coffee and a dinner whose figures every test can add up by hand.

A coffee is 10.00 and 1.30 HST, a dinner 50.00 and 6.50 HST. The shop stands in Toronto and its day ends at 04:00, which
is 08:00 UTC in the week of the tests; noon is 16:00 UTC.
"""

from datetime import date

from simulators.talech.shop import line, merchant_file, order, payment

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (9, 10, 11, 12))
MONDAY_NOON, TUESDAY_NOON, WEDNESDAY_NOON, THURSDAY_NOON = (f"2026-03-{day:02}T16:00:00Z" for day in (9, 10, 11, 12))
QUEEN, KING = "304267:1", "304268:1"


def profile(**location):
    """The Toronto shop with the taxes, tenders and card types of the tests; keywords change its location."""
    base = merchant_file(**location)
    base["taxes"] += [
        {"id": "t_gst", "name": "GST", "rate": "0.05"},
        {"id": "t_pst", "name": "PST", "rate": "0.07"},
        {"id": "t_eco", "name": "Eco fee", "kind": "FLAT", "flat_minor": 10},
        {"id": "t_togo", "name": "HST to go", "rate": "0.05"},
    ]
    base["tenders"] += [{"id": "OTHER", "kind": "OTHER", "label": "Delivery app"}]
    return {**base, "card_types": ["VISA", "MASTERCARD", "OTHER"]}


def two_shops(*, second_categories=("Coffee", "Food"), **second):
    """Queen Street and King Street with a menu each; keywords change King Street."""
    both = profile()
    king = {**both["locations"][0], "id": KING, "merchant_identification": "304268", "name": "King St", **second}
    menu = [
        {"id": f"k{number}", "location_id": KING, "name": name}
        for number, name in enumerate(second_categories, start=1)
    ]
    return {**both, "locations": [*both["locations"], king], "categories": [*both["categories"], *menu]}


def coffee(line_id="coffee", **more):
    return line(line_id, 1000, 130, **more)


def dinner(line_id="dinner", **more):
    return line(line_id, 5000, 650, **{"category": "c2", **more})


def cash(payment_id, minor, at, **more):
    return payment(payment_id, minor, at, **more)


def visa(payment_id, minor, at, **more):
    return payment(payment_id, minor, at, **{"tender": "CCRD", "card_type": "VISA", **more})


def gift_card(payment_id, minor, at):
    return payment(payment_id, minor, at, tender="GCRD")


def sold(order_id, at, lines, payments, **more):
    """An order opened, paid and closed at one instant."""
    return order(order_id, at, at, lines=lines, payments=payments, **more)


def coffee_for_cash(order_id, at, **more):
    """A coffee for 11.30 in cash."""
    return sold(order_id, at, [coffee()], [cash(f"p-{order_id}", 1130, at)], **more)


def returned(sold_line, *, quantity="1", net, tax, **more):
    """One line of a refund; `sold_line` names the line that comes back."""
    return {"line_id": sold_line, "quantity": quantity, "net_minor": net, "tax_minor": tax, **more}
