"""The truth ledger: what each location's business day should do to the books, role by role.

Written from the section "Books" of the simulator's README and from no connector, so that the two can be
compared. Minor units; debits are positive, credits negative; each location-day sums to zero.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from talech_simulator.books.shares import (
    completed_refund,
    order_taxes,
    service_charge_shares,
    unnamed_refund_minor,
)
from talech_simulator.contract import DrawerEvent, Order, Refund, Tender
from talech_simulator.shop.quirks import Quirks
from talech_simulator.shop.records import LocationRecords

CASH = "tender:CASH"
_ROLE_OF_KIND = {"GIFT_CARD": "gift_card", "STORE_CREDIT": "store_credit", "HOUSE_ACCOUNT": "house_account"}
_ROLE_OF_EVENT = {"PAY_IN": "paid_in", "PAY_OUT": "paid_out", "TIP_PAYOUT": "tip", "DROP": "cash_drop"}

Movement = tuple[str, int]


class UnbalancedDayError(AssertionError):
    """The simulator's own books do not balance: an error in the truth ledger, not in what it is compared with."""

    def __init__(self, location_id: str, label: date, roles: Mapping[str, int]) -> None:
        super().__init__(
            f"truth ledger of {location_id} on {label} sums to {sum(roles.values())} minor units, must be 0: "
            f"{dict(sorted(roles.items()))}"
        )


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One figure of the ledger, in minor units of the location's currency."""

    location_id: str
    business_date: date
    role: str
    minor: int


class TruthLedger:
    """The books of one location as far as its clock has run."""

    def __init__(self, records: LocationRecords, tenders: Mapping[str, Tender], quirks: Quirks) -> None:
        self._records = records
        self._tenders = tenders
        self._quirks = quirks

    def rows(self, first: date, last: date) -> list[LedgerRow]:
        """Every row from business date `first` to `last`, both included, without zero figures."""
        location_id = self._records.location.id
        return [
            LedgerRow(location_id, day.date, role, minor)
            for day in self._records.calendar.days_between(first, last)
            for role, minor in sorted(self.day(day.date).items())
        ]

    def day(self, label: date) -> dict[str, int]:
        """One business day by role.

        Raises:
            UnbalancedDayError: when the figures do not sum to zero.
        """
        window = self._records.calendar.day(label)
        roles: dict[str, int] = defaultdict(int)
        for role, minor in self._movements(window.start, window.end):
            roles[role] += minor
        if sum(roles.values()) != 0:
            raise UnbalancedDayError(self._records.location.id, label, roles)
        return {role: minor for role, minor in roles.items() if minor}

    def _movements(self, start: datetime, end: datetime) -> Iterator[Movement]:
        """Recognition less payment of each order is held in (or released from) customer deposits."""
        for order in self._records.closed_orders(start, end):
            yield from self._recognised(order)
            yield "customer_deposits", order.totals.total_minor
        for _, payment in self._records.counted_payments(start, end):
            paid = payment.amount_minor + payment.tip_minor
            yield self._tender_role(payment.tender_id, payment.card_type), paid
            yield "customer_deposits", -paid
        for refund in self._records.counted_refunds(start, end):
            yield from self._refunded(refund)
        for event in self._records.drawer_events(start, end):
            yield from _at_the_drawer(event)
        for shift in self._records.closed_shifts(start, end):
            yield CASH, shift.difference_minor
            yield "over_short", -shift.difference_minor

    def _recognised(self, order: Order) -> Iterator[Movement]:
        totals = order.totals
        served = self._quirks.served_lines(order)
        for each in served:
            yield f"revenue:{each.line.category_id or 'none'}", -each.gross_minor
        yield "adjustment", sum(each.gross_minor for each in served) - totals.gross_minor
        comps = sum(discount.amount_minor for discount in order.discounts if discount.is_comp)
        yield "comp", comps
        yield "discount", totals.discount_minor - comps
        yield "loyalty", totals.loyalty_minor
        for tax_id, amount in order_taxes(order).items():
            yield f"tax:{tax_id}", -amount
        for charge in order.service_charges:
            yield f"service_charge:{charge.payee}", -charge.amount_minor
        yield "tip", -totals.tip_minor
        yield "gift_card", -totals.gift_sold_minor
        yield "house_account", -totals.house_account_paid_minor
        yield "customer_deposits", -totals.deposits_sold_minor
        yield "rounding", -totals.rounding_minor

    def _refunded(self, refund: Refund) -> Iterator[Movement]:
        yield self._destination_role(refund), -refund.total_minor
        if refund.kind == "PAYMENT_REFUND_REOPEN":
            yield "customer_deposits", refund.total_minor
            return
        order = None if refund.order_id is None else self._records.order(refund.order_id)
        for line in completed_refund(refund, order).lines:
            yield f"refund:{line.category_id or 'none'}", line.net_minor
            for tax in line.taxes:
                yield f"tax:{tax.tax_id}", tax.amount_minor
        yield "refund:none", unnamed_refund_minor(refund)
        for payee, share in service_charge_shares(order, refund.service_charge_minor).items():
            yield f"service_charge:{payee}", share
        yield "tip", refund.tip_minor
        yield "rounding", refund.rounding_minor

    def _destination_role(self, refund: Refund) -> str:
        if refund.destination == "STORE_CREDIT":
            return "store_credit"
        if refund.destination == "GIFT_CARD":
            return "gift_card"
        if refund.destination == "CASH" or refund.tender_id is None:
            return CASH
        return self._tender_role(refund.tender_id, refund.card_type)

    def _tender_role(self, tender_id: str, card_type: str | None) -> str:
        kind = self._tenders[tender_id].kind
        if kind == "CARD":
            return f"tender:{tender_id}:{(card_type or 'UNKNOWN').upper()}"
        return _ROLE_OF_KIND.get(kind, f"tender:{tender_id}")


def _at_the_drawer(event: DrawerEvent) -> Iterator[Movement]:
    role = _ROLE_OF_EVENT.get(event.type)
    if role is not None:
        yield CASH, event.amount_minor
        yield role, -event.amount_minor
