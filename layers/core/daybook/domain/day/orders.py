"""What happened at the till, in the neutral model that the talech adapter delivers (docs/talech.md 7).

Amounts are integer minor units of the location's currency; instants are UTC. Vendor words that Daybook does not know
are kept as they came, so that they surface as a gap or a finding and never disappear.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class OrderStatus(StrEnum):
    """The status of an order. A partly paid order stays open, even over several days."""

    OPEN = "OPEN"
    PARTIALLY_PAID = "PARTIALLY_PAID"
    CLOSED = "CLOSED"
    VOIDED = "VOIDED"


class TenderKind(StrEnum):
    """What a tender does in the books: money in a clearing account, or a balance that the shop owes to a customer."""

    CASH = "CASH"
    CARD = "CARD"
    CHECK = "CHECK"
    GIFT_CARD = "GIFT_CARD"
    STORE_CREDIT = "STORE_CREDIT"
    HOUSE_ACCOUNT = "HOUSE_ACCOUNT"
    OTHER = "OTHER"


COMPLETED = "COMPLETED"
KNOWN_PAYMENT_STATUSES = frozenset({COMPLETED, "VOIDED", "DECLINED", "PENDING"})
PAYMENT_REFUND_REOPEN = "PAYMENT_REFUND_REOPEN"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One revenue line with its modifiers: gross before discounts, tax excluded."""

    category_id: str | None
    gross_minor: int


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """The order's header. It decides: lines that differ from it give a visible adjustment (docs/talech.md 3.7)."""

    gross_minor: int
    discount_minor: int
    loyalty_minor: int
    net_minor: int
    service_charge_minor: int
    tax_minor: int
    tip_minor: int
    gift_sold_minor: int
    house_account_paid_minor: int
    deposits_sold_minor: int
    rounding_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class ServiceCharge:
    """A service charge without its tax; `payee` is `STAFF` or `HOUSE`."""

    payee: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """Tax of one tax id, of an order or of a refund."""

    tax_id: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """The part of one figure that is taxed with exactly these taxes; without tax ids it is untaxed.

    `role` is the figure's text form (`revenue:c1`, `discount`, `comp`, `refund:c1`, `service_charge:STAFF`), the amount
    as positive as the figure: revenue earned, discount given, value given back.
    """

    role: str
    tax_ids: tuple[str, ...]
    amount_minor: int

    @property
    def kind(self) -> str:
        """The role's kind, without category or payee."""
        return self.role.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Payment:
    """Money or a balance taken for an order. `amount_minor` excludes the tip."""

    id: str
    tender_id: str
    card_type: str | None
    amount_minor: int
    tip_minor: int
    taken_at: datetime
    status: str = COMPLETED

    @property
    def total_minor(self) -> int:
        """The amount and the tip together."""
        return self.amount_minor + self.tip_minor


@dataclass(frozen=True, slots=True)
class Order:
    """The present state of one order, with every payment made on it so far."""

    id: str
    location_id: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    revision: int
    training: bool
    totals: OrderTotals
    lines: tuple[OrderLine, ...] = ()
    comps_minor: int = 0
    service_charges: tuple[ServiceCharge, ...] = ()
    taxes: tuple[TaxAmount, ...] = ()
    payments: tuple[Payment, ...] = ()
    taxed: tuple[TaxedAmount, ...] = ()


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Value given back for one category, net of discounts and without tax."""

    category_id: str | None
    net_minor: int


@dataclass(frozen=True, slots=True)
class Refund:
    """Value given back at an instant, for a sale of any date (docs/talech.md 6.1)."""

    id: str
    location_id: str
    order_id: str | None
    at: datetime
    kind: str
    destination: str
    tender_id: str
    card_type: str | None
    total_minor: int
    lines: tuple[RefundLine, ...] = ()
    taxes: tuple[TaxAmount, ...] = ()
    service_charges: tuple[ServiceCharge, ...] = ()
    tip_minor: int = 0
    rounding_minor: int = 0
    taxed: tuple[TaxedAmount, ...] = ()

    @property
    def reopens_order(self) -> bool:
        """Whether it only returns a payment, so that the order is open and must be paid again."""
        return self.kind == PAYMENT_REFUND_REOPEN


def reopened_minor(refunds: Iterable[Refund]) -> Mapping[str | None, int]:
    """What was returned of the payments of orders that are open again, by order id; zero for any other order."""
    returned: Counter[str | None] = Counter()
    for refund in refunds:
        if refund.reopens_order:
            returned[refund.order_id] += refund.total_minor
    return returned


@dataclass(frozen=True, slots=True)
class DrawerEvent:
    """A pay-in, pay-out, drop or tip pay-out; `amount_minor` is signed as talech sends it."""

    id: str
    type: str
    amount_minor: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DrawerShift:
    """A closed drawer shift; a negative difference means that the drawer was short."""

    id: str
    closed_at: datetime
    difference_minor: int


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """talech's own summary report of the same window: the figures ours must tie to (docs/talech.md 3.6)."""

    fields: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SampledTenders:
    """Tenders, each with its card type, that completed payments of some orders had; and how many orders these were."""

    taken: frozenset[tuple[str, str | None]]
    orders: int


@dataclass(frozen=True, slots=True)
class DayActivity:
    """Everything that touches one location and business date.

    `orders` are those closed in the window and those with a payment taken in it. `mark` changes when talech changes
    anything of the day that it says without naming each line; it is no part of the day.
    """

    orders: tuple[Order, ...] = ()
    refunds: tuple[Refund, ...] = ()
    drawer_events: tuple[DrawerEvent, ...] = ()
    drawer_shifts: tuple[DrawerShift, ...] = ()
    control: ControlTotals = field(default_factory=lambda: ControlTotals({}))
    mark: str = field(default="", compare=False)
