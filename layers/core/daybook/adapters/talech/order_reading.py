"""Builds neutral orders and refunds from talech's header, figures and lines.

The header of talech's order search decides, rounded half up once per field (docs/talech.md 7). The search has no
service charges, loyalty rewards or tax by tax id, so these come from the order's integer figures. If the two disagree,
the header is kept and the difference becomes a finding or an adjustment of the day.
"""

from collections import Counter
from collections.abc import Iterable

from daybook.adapters.talech.extension_shapes import OrderFinancials, PaymentPart, RefundPart, TaxedAmountPart
from daybook.adapters.talech.models import HistoryRow, OrderDetail
from daybook.domain.day.orders import (
    COMPLETED,
    Order,
    OrderLine,
    OrderTotals,
    Payment,
    Refund,
    RefundLine,
    ServiceCharge,
    TaxAmount,
    TaxedAmount,
)
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.profile import Location
from daybook.domain.money import to_minor

# A refund with one of these statuses has paid nothing back: it is not complete, or it failed.
REFUNDS_WITHOUT_EFFECT = frozenset({"PENDING", "FAILED", "VOIDED", "DECLINED"})
UNKNOWN_TENDER = "UNKNOWN"


def order_from(
    location: Location, figures: OrderFinancials, header: HistoryRow | None, detail: OrderDetail | None
) -> Order:
    """The neutral order; `detail` is None for an order that is not recognised on this day.

    `header` is None for an order that the day's search did not list, because its first payment was on an earlier day.
    Then its integer figures are used as the header: they are of the same order and need no rounding, and finding the
    header would need the pages of another day for each order.
    """
    return Order(
        id=figures.id,
        location_id=location.id,
        status=figures.status,
        opened_at=figures.opened_at,
        closed_at=figures.closed_at,
        revision=figures.revision,
        training=figures.training,
        totals=_totals(figures, header),
        lines=tuple([OrderLine(line.category_id, line.gross_minor) for line in detail.order_details]) if detail else (),
        comps_minor=sum(discount.amount_minor for discount in figures.discounts if discount.is_comp),
        service_charges=tuple([ServiceCharge(part.payee, part.amount_minor) for part in figures.service_charges]),
        taxes=tuple([TaxAmount(part.tax_id, part.amount_minor) for part in figures.taxes]),
        payments=tuple([_payment(part) for part in figures.payments]),
        taxed=_taxed(figures.taxed_amounts),
    )


def has_effect(part: RefundPart) -> bool:
    """Whether the refund paid something back.

    Raises:
        NeedsAttentionError: Daybook does not know its status, so it is unknown whether money was paid back.
    """
    if part.status in REFUNDS_WITHOUT_EFFECT:
        return False
    if part.status != COMPLETED:
        raise NeedsAttentionError(
            HoldReason.SOURCE_INCONSISTENT,
            f"refund {part.id} of {part.total_minor} minor units has the unknown status {part.status!r}."
            " Look the refund up in talech; Daybook must learn what this status means.",
        )
    return True


def refund_from(location: Location, part: RefundPart) -> Refund:
    """The neutral refund, of one that has an effect."""
    taxes: Counter[str] = Counter()
    for line in part.lines:
        for tax in line.taxes:
            taxes[tax.tax_id] += tax.amount_minor
    return Refund(
        id=part.id,
        location_id=location.id,
        order_id=part.order_id,
        at=part.at,
        kind=part.kind,
        destination=part.destination,
        tender_id=part.tender_id or UNKNOWN_TENDER,
        card_type=part.card_type,
        total_minor=part.total_minor,
        lines=tuple(RefundLine(line.category_id, line.net_minor) for line in part.lines),
        taxes=tuple(TaxAmount(tax_id, amount) for tax_id, amount in sorted(taxes.items())),
        service_charges=tuple(ServiceCharge(each.payee, each.amount_minor) for each in part.service_charges),
        tip_minor=part.tip_minor,
        rounding_minor=part.rounding_minor,
        taxed=_taxed(part.taxed_amounts),
    )


def total_minor_of(figures: OrderFinancials, header: HistoryRow | None) -> int:
    """The order's total: the header's, where the day's search lists the order."""
    return to_minor(header.amount) if header else figures.totals.total_minor


def _totals(figures: OrderFinancials, header: HistoryRow | None) -> OrderTotals:
    totals = figures.totals
    return OrderTotals(
        gross_minor=to_minor(header.sub_total) if header else totals.gross_minor,
        discount_minor=to_minor(header.discount) if header else totals.discount_minor,
        loyalty_minor=totals.loyalty_minor,
        net_minor=to_minor(header.revenue) if header else totals.net_minor,
        service_charge_minor=totals.service_charge_minor,
        tax_minor=to_minor(header.tax) if header else totals.tax_minor,
        tip_minor=to_minor(header.tip) if header else totals.tip_minor,
        gift_sold_minor=figures.gift_cards_sold_minor,
        house_account_paid_minor=figures.house_account_paid_minor,
        deposits_sold_minor=figures.deposits_sold_minor,
        rounding_minor=totals.rounding_minor,
        total_minor=total_minor_of(figures, header),
    )


def _payment(part: PaymentPart) -> Payment:
    return Payment(
        part.id, part.tender_id, part.card_type, part.amount_minor, part.tip_minor, part.taken_at, part.status
    )


def _taxed(parts: Iterable[TaxedAmountPart]) -> tuple[TaxedAmount, ...]:
    return tuple([TaxedAmount(part.role, part.tax_ids, part.amount_minor) for part in parts])
