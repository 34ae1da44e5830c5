"""A location's figures of a business date inside a stored proof."""

from dataclasses import asdict
from datetime import date
from typing import Self

from pydantic import Field

from daybook.contracts.contract import Contract
from daybook.domain.sales import SalesDay, TenderTotal

StoredFigures = dict[str, int]


class StoredTenderTotal(Contract):
    """What one tender and card type took and gave back."""

    tender_id: str
    kind: str
    card_type: str | None = None
    taken_minor: int
    refunded_minor: int

    @classmethod
    def of(cls, tender: TenderTotal) -> Self:
        """The stored form."""
        return cls(**asdict(tender))

    def to_domain(self) -> TenderTotal:
        """The domain's form."""
        return TenderTotal(self.tender_id, self.kind, self.card_type, self.taken_minor, self.refunded_minor)


class StoredSalesDay(Contract):
    """The figures under the names of `SalesDay`, in minor units; what a row does not name is zero."""

    location_id: str
    business_date: date
    currency: str
    gross_minor: int = 0
    revenue: StoredFigures = Field(default_factory=dict)
    adjustment_minor: int = 0
    discounts_minor: int = 0
    comps_minor: int = 0
    loyalty_minor: int = 0
    refunds: StoredFigures = Field(default_factory=dict)
    refunds_as_store_credit_minor: int = 0
    taxes: StoredFigures = Field(default_factory=dict)
    refunded_tax_minor: int = 0
    service_charges: StoredFigures = Field(default_factory=dict)
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
    tenders: tuple[StoredTenderTotal, ...] = ()
    paid_in_minor: int = 0
    paid_out_minor: int = 0
    tip_payouts_minor: int = 0
    cash_drops_minor: int = 0
    over_short_minor: int = 0
    orders_closed: int = 0
    refunds_given: int = 0
    tax_sets: dict[str, StoredFigures] = Field(default_factory=dict)

    @classmethod
    def of(cls, day: SalesDay) -> Self:
        """The stored form: the same names, so that a figure cannot be left out by accident."""
        return cls(**(asdict(day) | {"tenders": tuple(StoredTenderTotal.of(tender) for tender in day.tenders)}))

    def to_domain(self) -> SalesDay:
        """The domain's form."""
        return SalesDay(**(dict(self) | {"tenders": tuple(tender.to_domain() for tender in self.tenders)}))
