"""SalesDay: the pure summary of one location and business date (docs/accounting.md 3, docs/talech.md 7.7).

Orders are recognised when they close, payments when they are taken, refunds when they are given. What an order
recognises and what was paid on it need not fall on one day; the difference is customer deposits, which run back to
zero as orders close. Every figure is an integer of minor units.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from daybook.domain.fingerprint import fingerprint, unversioned

Figures = Mapping[str, int]
# They are not posted: a late order of zero must not change the hash, nor what a release learned of taxes posted net.
_NOT_POSTED = frozenset({"orders_closed", "refunds_given", "refunded_taxes", "advances"})


@dataclass(frozen=True, slots=True, order=True)
class TenderTotal:
    """The money that one tender and card type received and paid back on the day."""

    tender_id: str
    kind: str
    card_type: str | None
    taken_minor: int
    refunded_minor: int

    @property
    def net_minor(self) -> int:
        """Received less paid back: the movement of the clearing account."""
        return self.taken_minor - self.refunded_minor


@dataclass(frozen=True, slots=True)
class SalesDay:
    """The figures of one location and business date, as an accountant groups them.

    Figures are positive in their usual direction: revenue earned, discounts given, taxes owed, deposits taken.
    `gross_minor` is the gross of the order headers and `adjustment_minor` the difference between headers and lines.
    Taxes, service charges and tips are net of refunds; `refunded_*` keep the refunded part for the control figures.
    `refunded_taxes` splits that of taxes by tax; it is empty on days that a release before it read.
    `advances` splits deposits taken less released by order id; it is empty on days that a release before it read.
    `tax_sets` splits revenue, discounts, comps, refunds and service charges by the taxes on them: by the role's text
    form, then by `tax_sets.tax_set_key`. The parts of a role add up to its figure.
    """

    location_id: str
    business_date: date
    currency: str
    gross_minor: int = 0
    revenue: Figures = field(default_factory=dict)
    adjustment_minor: int = 0
    discounts_minor: int = 0
    comps_minor: int = 0
    loyalty_minor: int = 0
    refunds: Figures = field(default_factory=dict)
    refunds_as_store_credit_minor: int = 0
    taxes: Figures = field(default_factory=dict)
    refunded_tax_minor: int = 0
    service_charges: Figures = field(default_factory=dict)
    refunded_service_charge_minor: int = 0
    tips_minor: int = 0
    gift_cards_sold_minor: int = 0
    gift_cards_refunded_to_minor: int = 0
    store_credit_granted_minor: int = 0
    house_account_paid_minor: int = 0
    deposits_sold_minor: int = 0
    deposits_taken_minor: int = 0
    deposits_released_minor: int = 0
    rounding_minor: int = 0
    tenders: tuple[TenderTotal, ...] = ()
    paid_in_minor: int = 0
    paid_out_minor: int = 0
    tip_payouts_minor: int = 0
    cash_drops_minor: int = 0
    over_short_minor: int = 0
    orders_closed: int = 0
    refunds_given: int = 0
    tax_sets: Mapping[str, Figures] = field(default_factory=dict)
    refunded_taxes: Figures = field(default_factory=dict)
    advances: Figures = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the day has no figure to post."""
        figures = asdict(self)
        for name in ("location_id", "business_date", "currency", "orders_closed", "refunds_given"):
            del figures[name]
        return not any(_has_amount(value) for value in figures.values())

    @property
    def content_hash(self) -> str:
        """Identifies what was posted: the same figures give the same hash, in any order of orders."""
        return fingerprint(self, leave_out=_NOT_POSTED)

    @property
    def unversioned_hash(self) -> str:
        """What `content_hash` was before hashes had a version."""
        return unversioned(self, leave_out=_NOT_POSTED)


def _has_amount(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_amount(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return any(_has_amount(part) for part in value)
    return isinstance(value, int) and value != 0
