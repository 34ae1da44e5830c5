"""Splits an amount so that nothing is lost, and says which taxes an order and a refund are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from talech_simulator.contract import Order, OrderLine, Refund, RefundLine, ServiceCharge, TaxAmount


def split(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Minor units in proportion to weights by largest remainder; among equals the earlier one gets more."""
    weight = sum(weights)
    if weight == 0:
        return [total_minor, *[0] * (len(weights) - 1)] if weights else []
    sign = -1 if total_minor < 0 else 1
    exact = [abs(total_minor) * each for each in weights]
    shares = [each // weight for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-(exact[index] % weight), index))
    for index in by_remainder[: abs(total_minor) - sum(shares)]:
        shares[index] += 1
    return [sign * share for share in shares]


def order_taxes(order: Order) -> dict[str, int]:
    """Tax by tax id of the whole order: its lines and its service charges together."""
    line_taxes = _line_taxes(order)
    taxes = dict(line_taxes)
    for charge in order.service_charges:
        for tax_id, amount in _charge_taxes(charge, line_taxes).items():
            taxes[tax_id] = taxes.get(tax_id, 0) + amount
    return taxes


def charge_taxes(order: Order, charge: ServiceCharge) -> tuple[str, ...]:
    """Ids of the taxes on one service charge: those it lists, else those its tax is split over."""
    if charge.taxes:
        return tuple(sorted({tax.tax_id for tax in charge.taxes}))
    return tuple(sorted(tax_id for tax_id, amount in _charge_taxes(charge, _line_taxes(order)).items() if amount))


def service_charge_parts(order: Order | None, refunded_minor: int) -> list[tuple[ServiceCharge | None, int]]:
    """A refunded service charge over the order's own charges, in proportion; on no charge where there are none."""
    if order is None or not order.service_charges:
        return [(None, refunded_minor)] if refunded_minor else []
    amounts = [charge.amount_minor for charge in order.service_charges]
    return list(zip(order.service_charges, split(refunded_minor, amounts), strict=True))


def service_charge_shares(order: Order | None, refunded_minor: int) -> dict[str, int]:
    """A refunded service charge by payee; the house's where the order was charged none."""
    shares: dict[str, int] = {}
    for charge, share in service_charge_parts(order, refunded_minor):
        payee = charge.payee if charge else "HOUSE"
        shares[payee] = shares.get(payee, 0) + share
    return shares


def unnamed_refund_minor(refund: Refund) -> int:
    """What an AMOUNT refund without lines gives back for nothing that was named."""
    named = sum(line.net_minor + line.tax_minor for line in refund.lines)
    named += refund.service_charge_minor + refund.tip_minor + refund.rounding_minor
    return refund.total_minor - named


def completed_refund(refund: Refund, order: Order | None) -> Refund:
    """The refund with what its lines leave to the sold lines: category and tax by tax.

    A refund without an order says all of it itself.
    """
    sold = {each.id: each for each in order.lines} if order is not None else {}
    return replace(refund, lines=tuple(_completed_line(line, sold.get(line.line_id or "")) for line in refund.lines))


def _completed_line(line: RefundLine, sold: OrderLine | None) -> RefundLine:
    if sold is None:
        return line
    taxes = line.taxes
    if not taxes and line.tax_minor:
        shares = split(line.tax_minor, [each.amount_minor for each in sold.taxes])
        pairs = zip(sold.taxes, shares, strict=True)
        taxes = tuple(TaxAmount(tax_id=tax.tax_id, amount_minor=share) for tax, share in pairs)
    category_id = sold.category_id if line.category_id is None else line.category_id
    return replace(line, category_id=category_id, taxes=taxes)


def _charge_taxes(charge: ServiceCharge, line_taxes: dict[str, int]) -> dict[str, int]:
    if charge.taxes or not charge.tax_minor:
        return _by_tax(charge.taxes)
    return dict(zip(line_taxes, split(charge.tax_minor, list(line_taxes.values())), strict=True))


def _line_taxes(order: Order) -> dict[str, int]:
    return _by_tax(tax for line in order.lines if not line.voided for tax in line.taxes)


def _by_tax(taxes: Iterable[TaxAmount]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for tax in taxes:
        sums[tax.tax_id] = sums.get(tax.tax_id, 0) + tax.amount_minor
    return sums
