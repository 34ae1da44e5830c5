"""Checks that talech's data agrees with itself: invariants I1 to I5 and I7 (docs/talech.md 7.4).

Each disagreement is returned as a value, so the merchant sees all of a day at once. I6 (gift liability) concerns our
own posting, which is built so that it always holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.day.orders import (
    COMPLETED,
    KNOWN_PAYMENT_STATUSES,
    ControlTotals,
    DayActivity,
    Order,
    OrderStatus,
    reopened_minor,
)
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.business_date import BusinessWindow

TOLERANCE_MINOR = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement in talech's data: the place, the rule, and both figures in minor units."""

    rule: str
    subject: str
    expected_minor: int
    found_minor: int

    def __str__(self) -> str:
        """A line for records and logs."""
        return f"{self.rule} {self.subject}: expected {self.expected_minor}, found {self.found_minor} (minor units)"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A control field where talech's summary and ours differ by more than the tolerance."""

    field: str
    talech_minor: int
    daybook_minor: int

    def __str__(self) -> str:
        """A line for records and logs."""
        return f"{self.field}: talech reports {self.talech_minor}, its orders give {self.daybook_minor} (minor units)"


def inconsistencies(activity: DayActivity, window: BusinessWindow) -> tuple[Finding, ...]:
    """Every order and refund of the day that contradicts itself.

    I4 differences are not included: they are posted as a visible adjustment line.
    """
    found: list[Finding] = []
    reopened = reopened_minor(activity.refunds)
    for order in activity.orders:
        if order.training or order.status == OrderStatus.VOIDED:
            continue
        found += _unknown_statuses(order, window)
        if order.closed_at is not None and order.closed_at in window:
            found += _header(order)
            found += _paid_in_full(order, reopened[order.id])
    return tuple(found)


def untied_fields(day: SalesDay, control: ControlTotals) -> tuple[FieldDifference, ...]:
    """I7: fields of talech's summary report that differ from the day by more than one minor unit.

    A field that is missing in the report is not compared: talech has left fields out before.
    """
    ours = control_figures(day)
    return tuple(
        FieldDifference(name, control.fields[name], ours[name])
        for name in ours
        if name in control.fields and abs(control.fields[name] - ours[name]) > TOLERANCE_MINOR
    )


def control_figures(day: SalesDay) -> dict[str, int]:
    """The day in the field names of talech's summary report (docs/talech.md 3.6 and 4)."""
    refunds = sum(day.refunds.values()) - day.refunds_as_store_credit_minor
    discounts = day.discounts_minor + day.comps_minor
    tax = sum(day.taxes.values())
    return {
        "grossRevenue": day.gross_minor,
        "discount": discounts,
        "loyalty": day.loyalty_minor,
        "refundAmount": refunds,
        "netRevenue": day.gross_minor - discounts - day.loyalty_minor - refunds,
        "reportedTax": tax,
        "refundTaxAmount": day.refunded_tax_minor,
        "gratuity": sum(day.service_charges.values()) + day.refunded_service_charge_minor,
        "refundGratuityAmount": day.refunded_service_charge_minor,
        "tip": day.tips_minor,
        "netGiftCardsRevenue": day.gift_cards_sold_minor,
        "roundingRevenue": day.rounding_minor,
        "storeCreditGranted": day.store_credit_granted_minor,
        "totalCollected": sum(tender.net_minor for tender in day.tenders),
    }


def _header(order: Order) -> Iterable[Finding]:
    totals = order.totals
    subject = f"order {order.id}"
    net = totals.gross_minor - totals.discount_minor - totals.loyalty_minor
    if net != totals.net_minor:
        yield Finding("I1", f"{subject}, net", net, totals.net_minor)
    whole = net + totals.service_charge_minor + totals.tax_minor + totals.tip_minor + totals.gift_sold_minor
    whole += totals.house_account_paid_minor + totals.deposits_sold_minor + totals.rounding_minor
    if whole != totals.total_minor:
        yield Finding("I2", f"{subject}, total", whole, totals.total_minor)
    taxes = sum(tax.amount_minor for tax in order.taxes)
    if taxes != totals.tax_minor:
        yield Finding("I4", f"{subject}, tax by tax id", totals.tax_minor, taxes)
    charges = sum(charge.amount_minor for charge in order.service_charges)
    if charges != totals.service_charge_minor:
        yield Finding("I4", f"{subject}, service charges", totals.service_charge_minor, charges)


def _paid_in_full(order: Order, reopened_minor: int) -> Iterable[Finding]:
    paid = sum(p.total_minor for p in order.payments if p.status == COMPLETED) - reopened_minor
    if paid != order.totals.total_minor:
        yield Finding("I3", f"order {order.id}, payments", order.totals.total_minor, paid)


def _unknown_statuses(order: Order, window: BusinessWindow) -> Iterable[Finding]:
    for payment in order.payments:
        if payment.status not in KNOWN_PAYMENT_STATUSES and payment.taken_at in window:
            subject = f"order {order.id}, payment {payment.id} with unknown status {payment.status!r}"
            yield Finding("I3", subject, payment.total_minor, 0)
