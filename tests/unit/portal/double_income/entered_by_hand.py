"""Sales that a person enters in QuickBooks by hand, and looks for them."""

from datetime import timedelta

from daybook.domain.clearing.payouts import BooksDocument
from unit.portal.merchant import NEWEST

INCOME, BANK = "1", "8"
BEGIN = NEWEST - timedelta(days=28)


def net_of(world, on):
    """What talech says that all stores sold on a date."""
    return sum(world.sales.day_totals(place, [on])[on].fields["netRevenue"] for place in world.profile.active_locations)


def enter_by_hand(world, days, *, number="SQ-", kind="Sales Receipt"):
    """A document a day, with the sales of all stores; returns what they come to."""
    amounts = {on: minor for on in days if (minor := net_of(world, on))}
    world.movements.documents += [
        BooksDocument(kind, str(9000 + n), on, {INCOME: -minor, BANK: minor}, number=f"{number}{n}")
        for n, (on, minor) in enumerate(sorted(amounts.items()))
    ]
    return sum(amounts.values())


def days(first, count):
    return [first + timedelta(days=n) for n in range(count)]


def look(visitor, path="/double-income"):
    return visitor.send(visitor.open(path), "/double-income/look")


def money(minor):
    return f"${minor / 100:,.2f}"
