"""What is true of the day: what the ledger holds and what talech tells, worked out without Daybook's own figures."""

from collections import Counter
from dataclasses import dataclass

from daybook.domain.posting.documents import JournalEntry
from fakes.quickbooks.ledger import RECEIVABLE
from unit.portal.merchant import NEWEST, QUEEN

_SALES = frozenset({"Food sales", "Beverage sales", "Sales"})
_TIPS, _TAXES = "Tips payable", "POS Sales tax"
_MONEY = frozenset({"Cash on hand", "Card clearing", "Undeposited Funds"})


@dataclass(frozen=True)
class Sums:
    """Net sales, taxes, tips and what was collected, in minor units."""

    net_sales: int
    taxes: int
    tips: int
    collected: int

    @property
    def all(self):
        return (self.net_sales, self.taxes, self.tips, self.collected)


def in_the_ledger(world):
    """The documents of the day that stand in QuickBooks, corrections included."""
    return [
        document
        for document in world.ledger.documents.values()
        if str(NEWEST) in document.private_note and QUEEN in document.private_note
    ]


def is_a_part(world):
    """Whether an invoice stands there whose payments do not."""
    return bool(world.ledger.effect.get(RECEIVABLE))


def moved_in_the_ledger(world):
    """What these documents move by account name; debits are positive."""
    names = {account.id: account.name for account in world.ledger.accounts}
    moved = Counter()
    for document in in_the_ledger(world):
        assert isinstance(document, JournalEntry)
        for line in document.lines:
            moved[names[line.account_id]] += line.amount_minor if line.side == "Debit" else -line.amount_minor
    return {name: minor for name, minor in moved.items() if minor}


def books(world):
    """The day's sums as the ledger holds them; None where nothing, or only a part of it, stands there."""
    if not in_the_ledger(world) or is_a_part(world):
        return None
    moved = moved_in_the_ledger(world)
    sales = -sum(minor for name, minor in moved.items() if name in _SALES)
    tips = -moved.get(_TIPS, 0)
    taxes = -sum(minor for name, minor in moved.items() if "TPS" in name or "TVQ" in name)
    return Sums(sales, taxes, tips, sales + tips + taxes)


def due_to_bank(world):
    """What the day's documents moved on accounts of money; what waits in suspense is the money of an unknown card."""
    moved = moved_in_the_ledger(world)
    return sum(minor for name, minor in moved.items() if name in _MONEY or name.startswith("POS Suspense"))


def talech(world):
    """The day's sums as talech's orders give them; None where it sold nothing."""
    orders = world.sales.days.get((QUEEN, NEWEST))
    if orders is None or not orders.orders:
        return None
    totals = [order.totals for order in orders.orders]
    return Sums(
        sum(each.net_minor for each in totals),
        sum(each.tax_minor for each in totals),
        sum(each.tip_minor for each in totals),
        sum(payment.amount_minor + payment.tip_minor for order in orders.orders for payment in order.payments),
    )
