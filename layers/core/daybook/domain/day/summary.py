"""Builds the `SalesDay` of a business date from its orders, payments, refunds and drawer events."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from daybook.domain.day.adjustments import parts_minor
from daybook.domain.day.orders import (
    COMPLETED,
    DayActivity,
    DrawerEvent,
    DrawerShift,
    Order,
    OrderStatus,
    Refund,
    TaxedAmount,
    TenderKind,
)
from daybook.domain.day.roles import CASH_TENDER, NO_CATEGORY, UNKNOWN_CARD, Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.day.tax_sets import ROLES_WITH_TAX_SETS, complete_tax_sets, tax_set_key
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location

STORE_CREDIT = "STORE_CREDIT"
GIFT_CARD = "GIFT_CARD"
CASH = "CASH"


def summarise(
    location: Location,
    business_date: date,
    activity: DayActivity,
    tender_kinds: Mapping[str, str],
) -> SalesDay:
    """The figures of one location and business date.

    `tender_kinds` maps a tender id to its `TenderKind`; a tender that is not in it counts as `OTHER`. The order of
    orders, payments and refunds does not matter. Training orders and voided orders have no effect.
    """
    day = _Tally(location.calendar.window(business_date), tender_kinds)
    reopenings = _reopenings_by_order(activity.refunds)
    for order in activity.orders:
        day.add_order(order, reopenings.pop(order.id, ()))
    for order_id, refunds in reopenings.items():
        day.add_reopenings_alone(order_id, refunds)
    for refund in activity.refunds:
        if not refund.reopens_order:
            day.add_refund(refund)
    for event in activity.drawer_events:
        day.add_drawer_event(event)
    for shift in activity.drawer_shifts:
        day.add_drawer_shift(shift)
    return day.sales_day(location, business_date)


@dataclass(slots=True)
class _Tally:
    """Running totals of one day, used only in this module."""

    window: BusinessWindow
    tender_kinds: Mapping[str, str]
    figures: Counter[str] = field(default_factory=Counter)
    revenue: Counter[str] = field(default_factory=Counter)
    refunds: Counter[str] = field(default_factory=Counter)
    taxes: Counter[str] = field(default_factory=Counter)
    refunded_taxes: Counter[str] = field(default_factory=Counter)
    service_charges: Counter[str] = field(default_factory=Counter)
    taxed: Counter[tuple[str, str]] = field(default_factory=Counter)
    taken: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    refunded: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    advances: Counter[str] = field(default_factory=Counter)
    taxed_by: dict[tuple[str, tuple[str, ...]], tuple[str, str] | None] = field(default_factory=dict)

    def add_order(self, order: Order, reopening: Iterable[Refund]) -> None:
        """Count the order if it closed today, its payments taken today, and the difference as customer deposits."""
        if order.training or order.status == OrderStatus.VOIDED:
            return
        paid = 0
        for payment in order.payments:
            if payment.status == COMPLETED and payment.taken_at in self.window:
                self.taken[self._tender(payment.tender_id, payment.card_type)] += payment.total_minor
                paid += payment.total_minor
        paid -= self._give_back_in_window(reopening)
        recognised = 0
        if order.closed_at is not None and order.closed_at in self.window:
            self._recognise(order)
            recognised = order.totals.total_minor
        self._move_deposits(order.id, paid - recognised)

    def add_reopenings_alone(self, order_id: str | None, refunds: Iterable[Refund]) -> None:
        """Payments given back on an order that has no other activity today."""
        self._move_deposits(order_id, -self._give_back_in_window(refunds))

    def add_refund(self, refund: Refund) -> None:
        """Reverse the sale on the refund's own date: category, tax, charge, tip, rounding, and the tender."""
        if refund.at not in self.window:
            return
        tax = sum(t.amount_minor for t in refund.taxes)
        charge = sum(c.amount_minor for c in refund.service_charges)
        net = refund.total_minor - tax - charge - refund.tip_minor - refund.rounding_minor
        for line in refund.lines:
            self.refunds[line.category_id or NO_CATEGORY] += line.net_minor
        self.refunds[NO_CATEGORY] += net - sum(line.net_minor for line in refund.lines)
        for amount in refund.taxes:
            self.taxes[amount.tax_id] -= amount.amount_minor
            self.refunded_taxes[amount.tax_id] += amount.amount_minor
        for part in refund.service_charges:
            self.service_charges[part.payee] -= part.amount_minor
        for row in refund.taxed:
            # Refunded revenue has its own figure; other refunded amounts reduce the figure of the sale.
            self._add_taxed(row, 1 if row.kind == RoleKind.REFUND else -1)
        self.figures["tips_minor"] -= refund.tip_minor
        self.figures["rounding_minor"] -= refund.rounding_minor
        self.figures["refunded_tax_minor"] += tax
        self.figures["refunded_service_charge_minor"] += charge
        self.figures["refunds_given"] += 1
        if refund.destination == STORE_CREDIT:
            self.figures["refunds_as_store_credit_minor"] += net
        self._give_back(refund)

    def add_drawer_event(self, event: DrawerEvent) -> None:
        """Cash that moved without a sale. Other event types move no money."""
        field_of = {
            "PAY_IN": "paid_in_minor",
            "PAY_OUT": "paid_out_minor",
            "TIP_PAYOUT": "tip_payouts_minor",
            "DROP": "cash_drops_minor",
        }
        if event.at in self.window and event.type in field_of:
            self.figures[field_of[event.type]] += abs(event.amount_minor)

    def add_drawer_shift(self, shift: DrawerShift) -> None:
        """Count over or short on the date on which the shift closes, whenever it opened."""
        if shift.closed_at in self.window:
            self.figures["over_short_minor"] += shift.difference_minor

    def sales_day(self, location: Location, business_date: date) -> SalesDay:
        """The figures, with zeros dropped so that equal days are equal values."""
        return SalesDay(
            location_id=location.id,
            business_date=business_date,
            currency=location.currency,
            revenue=_non_zero(self.revenue),
            refunds=_non_zero(self.refunds),
            taxes=_non_zero(self.taxes),
            refunded_taxes=_non_zero(self.refunded_taxes),
            service_charges=_non_zero(self.service_charges),
            advances=_non_zero(self.advances),
            tenders=tuple(
                TenderTotal(tender, self._kind(tender), card, self.taken[tender, card], self.refunded[tender, card])
                for tender, card in sorted({*self.taken, *self.refunded}, key=str)
                if self.taken[tender, card] or self.refunded[tender, card]
            ),
            tax_sets=complete_tax_sets(self._figures_by_role(), self.taxed),
            **self.figures,
        )

    def _recognise(self, order: Order) -> None:
        totals = order.totals
        for line in order.lines:
            self.revenue[line.category_id or NO_CATEGORY] += line.gross_minor
        for amount in order.taxes:
            self.taxes[amount.tax_id] += amount.amount_minor
        for charge in order.service_charges:
            self.service_charges[charge.payee] += charge.amount_minor
        for row in order.taxed:
            self._add_taxed(row, 1)
        figures = (
            ("gross_minor", totals.gross_minor),
            # The header decides. The difference to its parts becomes an adjustment line, so that the day balances and
            # the accountant sees it (docs/talech.md 3.7); `invariants` names the part that disagrees.
            ("adjustment_minor", totals.total_minor - parts_minor(order)),
            ("discounts_minor", totals.discount_minor - order.comps_minor),
            ("comps_minor", order.comps_minor),
            ("loyalty_minor", totals.loyalty_minor),
            ("tips_minor", totals.tip_minor),
            ("gift_cards_sold_minor", totals.gift_sold_minor),
            ("house_account_paid_minor", totals.house_account_paid_minor),
            ("deposits_sold_minor", totals.deposits_sold_minor),
            ("rounding_minor", totals.rounding_minor),
            ("orders_closed", 1),
        )
        for name, minor in figures:
            if minor:
                self.figures[name] += minor

    def _add_taxed(self, row: TaxedAmount, sign: int) -> None:
        # A day has thousands of rows and few pairs of role and taxes.
        pair = row.role, row.tax_ids
        if pair not in self.taxed_by:
            counts = row.kind in ROLES_WITH_TAX_SETS
            self.taxed_by[pair] = (row.role, tax_set_key(row.tax_ids)) if counts else None
        key = self.taxed_by[pair]
        if key is not None:
            self.taxed[key] += sign * row.amount_minor

    def _figures_by_role(self) -> dict[str, int]:
        """The figures that `tax_sets` splits, by the role's text form."""
        roles = {Role(RoleKind.DISCOUNT): self.figures["discounts_minor"]}
        roles[Role(RoleKind.COMP)] = self.figures["comps_minor"]
        roles |= {Role(RoleKind.REVENUE, category): amount for category, amount in self.revenue.items()}
        roles |= {Role(RoleKind.REFUND, category): amount for category, amount in self.refunds.items()}
        roles |= {Role(RoleKind.SERVICE_CHARGE, payee): amount for payee, amount in self.service_charges.items()}
        return {str(role): amount for role, amount in roles.items()}

    def _give_back_in_window(self, refunds: Iterable[Refund]) -> int:
        given = [refund for refund in refunds if refund.at in self.window]
        for refund in given:
            self._give_back(refund)
        return sum(refund.total_minor for refund in given)

    def _give_back(self, refund: Refund) -> None:
        if refund.destination == STORE_CREDIT:
            self.figures["store_credit_granted_minor"] += refund.total_minor
        elif refund.destination == GIFT_CARD:
            self.figures["gift_cards_refunded_to_minor"] += refund.total_minor
        elif refund.destination == CASH:
            self.refunded[self._tender(CASH_TENDER, None)] += refund.total_minor
        else:
            self.refunded[self._tender(refund.tender_id, refund.card_type)] += refund.total_minor

    def _move_deposits(self, order_id: str | None, paid_beyond_recognised: int) -> None:
        if order_id is not None:
            self.advances[order_id] += paid_beyond_recognised
        if paid_beyond_recognised > 0:
            self.figures["deposits_taken_minor"] += paid_beyond_recognised
        else:
            self.figures["deposits_released_minor"] -= paid_beyond_recognised

    def _tender(self, tender_id: str, card_type: str | None) -> tuple[str, str | None]:
        is_card = self._kind(tender_id) == TenderKind.CARD
        return tender_id, (card_type or UNKNOWN_CARD).upper() if is_card else None

    def _kind(self, tender_id: str) -> str:
        return self.tender_kinds.get(tender_id, TenderKind.OTHER)


def _reopenings_by_order(refunds: Iterable[Refund]) -> dict[str | None, list[Refund]]:
    by_order: dict[str | None, list[Refund]] = {}
    for refund in refunds:
        if refund.reopens_order:
            by_order.setdefault(refund.order_id, []).append(refund)
    return by_order


def _non_zero(figures: Mapping[str, int]) -> dict[str, int]:
    return {key: figures[key] for key in sorted(figures) if figures[key]}
