"""What customers bring back, days after the sale; every refund belongs to the day it is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from sample_builder.merchants.shop import Shop
from sample_builder.money import half_up, to_step
from sample_builder.register.payment import Payment
from sample_builder.register.refund import Refund, RefundLine, part_of, tax_alone
from sample_builder.register.sale import Sale
from sample_builder.register.taxes import TaxAmount
from sample_builder.register.tenders import CASH, GIFT_CARD, STORE_CREDIT

_REFUNDABLE = frozenset({"CASH", "CCRD", "DCRD"})
_DESTINATIONS = {"CASH": CASH, "STORE_CREDIT": STORE_CREDIT, "GIFT_CARD": GIFT_CARD}


@dataclass(frozen=True, slots=True)
class Return:
    """What one refund gives back, before its rounding; minor units."""

    lines: tuple[RefundLine, ...] = ()
    service_charge_minor: int = 0
    tip_minor: int = 0
    kind: str = "ITEM_RETURN"
    destination: str = "ORIGINAL_TENDER"


ReturnRule: TypeAlias = Callable[[Sale], Return]


def give_back(shop: Shop, sale: Sale, payment: Payment, at: datetime, back: Return) -> Refund:
    """Record a refund; cash is rounded to coins, and no payment is given back beyond what was paid (I5)."""
    tender = _DESTINATIONS.get(back.destination, payment.tender)
    exact = back.service_charge_minor + back.tip_minor
    exact += sum(line.net_minor + line.tax_minor for line in back.lines)
    earlier = [refund for refund in shop.refunds if refund.order_id == sale.id]
    left = payment.paid_minor - sum(refund.total_minor for refund in earlier)
    step = shop.location.cash_rounding_minor if tender.is_cash else 1
    rounding = _rounded(exact, left, step) - exact
    number = 1 + len(earlier)
    refund = Refund(
        f"r{sale.id}-{number}", sale.location_id, sale.id, payment.id, at, back.kind, back.destination, tender,
        back.lines, back.service_charge_minor, back.tip_minor, rounding,
    )  # fmt: skip
    shop.refunds.append(refund)
    return refund


def all_of_it(sale: Sale) -> Return:
    """Everything: goods, taxes, service charge and tip."""
    lines = tuple(part_of(line, line.quantity) for line in sale.revenue_lines)
    taxes = [part for charge in sale.service_charges for part in charge.taxes]
    if taxes:
        lines += (tax_alone(sale.revenue_lines[0], taxes),)
    charges = sum(charge.amount_minor for charge in sale.service_charges)
    return Return(lines, charges, sale.tip_minor)


def one_item(sale: Sale) -> Return:
    """One piece of the first line."""
    line = sale.revenue_lines[0]
    return Return((part_of(line, min(Decimal(1), line.quantity)),))


def one_item_as_store_credit(sale: Sale) -> Return:
    """One piece, for a slip instead of money."""
    return Return(one_item(sale).lines, destination="STORE_CREDIT")


def one_item_onto_gift_card(sale: Sale) -> Return:
    """One piece, its value put on a gift card."""
    return Return(one_item(sale).lines, destination="GIFT_CARD")


def one_item_in_cash(sale: Sale) -> Return:
    """One piece paid by card, given back in cash."""
    return Return(one_item(sale).lines, destination="CASH")


def tip_alone(sale: Sale) -> Return:
    """Only the tip: the cashier typed it wrong."""
    return Return(tip_minor=sale.tip_minor, kind="AMOUNT")


def tax_only(sale: Sale) -> Return:
    """Only the tax: the customer is exempt."""
    lines = tuple(tax_alone(line, line.tax_parts) for line in sale.revenue_lines if line.tax_minor)
    return Return(lines, kind="AMOUNT")


def half_the_service_charge(sale: Sale) -> Return:
    """Half of the service charge with its tax."""
    charge = sale.service_charges[0]
    taxes = [_half(part) for part in charge.taxes]
    lines = (tax_alone(sale.revenue_lines[0], taxes),) if taxes else ()
    return Return(lines, half_up(Decimal(charge.amount_minor) / 2), kind="AMOUNT")


_NEEDS: Mapping[ReturnRule, Callable[[Sale], object]] = {
    one_item_in_cash: lambda sale: not paid_by(sale).tender.is_cash,
    tip_alone: lambda sale: sale.tip_minor,
    tax_only: lambda sale: sum(line.tax_minor for line in sale.revenue_lines),
    half_the_service_charge: lambda sale: sale.service_charges,
    all_of_it: lambda sale: not any(line.kind == "CUSTOM" for line in sale.lines),
}


def paid_by(sale: Sale) -> Payment:
    """The first payment that went through."""
    return next(payment for payment in sale.payments if payment.is_completed)


def can_be_returned(sale: Sale) -> bool:
    """A plain closed sale with one ordinary payment, which no reward made cheaper."""
    completed = [payment for payment in sale.payments if payment.is_completed]
    is_plain = sale.status == "CLOSED" and not (sale.training or sale.loyalty_minor or sale.handed_back_minor)
    return (
        is_plain
        and len(completed) == 1
        and completed[0].tender.id in _REFUNDABLE
        and completed[0].amount_minor > 0
        and all(line.is_revenue for line in sale.lines)
        and sale.revenue_lines[0].net_minor > 0
    )


def is_untouched(sale: Sale) -> bool:
    """Whether nothing of the sale has come back yet."""
    return not any(line.returned for line in sale.lines)


def bring_back(shop: Shop, weekly: Mapping[ReturnRule, int]) -> None:
    """Let each rule happen its number of times to the sales of every week, one to nine days later."""
    calendar = shop.location.calendar
    weeks: dict[int, list[Sale]] = {}
    for sale in shop.sales:
        if sale.closed_at and can_be_returned(sale) and is_untouched(sale):
            week = (calendar.business_date(sale.closed_at) - calendar.first).days // 7
            weeks.setdefault(week, []).append(sale)
    for _, sales in sorted(weeks.items()):
        shop.rng.shuffle(sales)
        for rule, count in weekly.items():
            for sale in _take(sales, rule, count):
                _bring_back_one(shop, sale, rule)


def _take(sales: list[Sale], rule: ReturnRule, count: int) -> Sequence[Sale]:
    fits = _NEEDS.get(rule, bool)
    taken = [sale for sale in sales if fits(sale)][:count]
    for sale in taken:
        sales.remove(sale)
    return taken


def _bring_back_one(shop: Shop, sale: Sale, rule: ReturnRule) -> None:
    calendar = shop.location.calendar
    sold_on = calendar.shift_date(sale.closed_at or sale.opened_at)
    day = sold_on + timedelta(days=shop.rng.randint(1, 9))
    if calendar.is_open(day):
        at = calendar.instant(day, timedelta(minutes=shop.rng.randrange(12 * 60, 20 * 60)))
        give_back(shop, sale, paid_by(sale), at, rule(sale))


def _rounded(exact_minor: int, left_minor: int, step_minor: int) -> int:
    rounded = to_step(exact_minor, step_minor)
    if rounded <= left_minor:
        return rounded
    # Coins would exceed the payment, or the payment itself had been rounded down.
    return left_minor if step_minor == 1 else rounded - step_minor


def _half(part: TaxAmount) -> TaxAmount:
    base, amount = (half_up(Decimal(minor) / 2) for minor in (part.base_minor, part.amount_minor))
    return TaxAmount(part.tax_id, base, amount)
