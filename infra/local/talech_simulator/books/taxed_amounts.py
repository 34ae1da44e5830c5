"""Which part of an order's and a refund's figures bears which taxes: `taxed_amounts[]` of the invented calls.

Written from the section "Taxed amounts" of this folder's README. A tax counts as applied because it is listed on the
line or the charge, also where it comes to nothing (zero-rated, or rounded away).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from talech_simulator.books.shares import (
    charge_taxes,
    completed_refund,
    service_charge_parts,
    split,
    unnamed_refund_minor,
)
from talech_simulator.contract import Order, OrderLine, Refund, RefundLine, TaxAmount
from talech_simulator.shop.quirks import ServedLine

TaxIds = tuple[str, ...]
_Amounts = Counter[tuple[str, TaxIds]]
_UNTAXED: TaxIds = ()


def order_taxed_amounts(order: Order, served: Sequence[ServedLine]) -> list[dict[str, Any]]:
    """Revenue by category as `served`, discount, comp and service charges, one row per distinct set of taxes."""
    amounts: _Amounts = Counter()
    for each in served:
        amounts[f"revenue:{each.line.category_id or 'none'}", _ids(each.line.taxes)] += each.gross_minor
    for role, by_taxes in _reductions(order).items():
        amounts.update({(role, taxes): minor for taxes, minor in by_taxes.items()})
    for charge in order.service_charges:
        amounts[f"service_charge:{charge.payee}", charge_taxes(order, charge)] += charge.amount_minor
    return _rows(amounts)


def refund_taxed_amounts(refund: Refund, order: Order | None) -> list[dict[str, Any]]:
    """What comes back, net, by category and payee; nothing for a payment given back to re-open its order."""
    if refund.kind == "PAYMENT_REFUND_REOPEN":
        return []
    amounts: _Amounts = Counter()
    sold = {line.id: line for line in order.lines} if order is not None else {}
    for line in completed_refund(refund, order).lines:
        amounts[f"refund:{line.category_id or 'none'}", _returned_ids(line, sold)] += line.net_minor
    amounts["refund:none", _UNTAXED] += unnamed_refund_minor(refund)
    for charge, share in service_charge_parts(order, refund.service_charge_minor):
        taxes = charge_taxes(order, charge) if order is not None and charge is not None else _UNTAXED
        amounts[f"service_charge:{charge.payee if charge else 'HOUSE'}", taxes] += share
    return _rows(amounts)


def _reductions(order: Order) -> dict[str, dict[TaxIds, int]]:
    """The lines' discounts by set of taxes, comps taken out of every set in proportion."""
    reduced: Counter[TaxIds] = Counter()
    for line in order.lines:
        if not line.voided:
            reduced[_ids(line.taxes)] += line.discount_minor
    comped = sum(discount.amount_minor for discount in order.discounts if discount.is_comp)
    taxes = sorted(reduced)
    comps = dict(zip(taxes, split(comped, [reduced[each] for each in taxes]), strict=True))
    return {"comp": comps, "discount": {each: reduced[each] - comps[each] for each in taxes}}


def _returned_ids(line: RefundLine, sold: Mapping[str, OrderLine]) -> TaxIds:
    """The taxes given back with a line; none where the sold line bore tax and nothing of it comes back."""
    original = sold.get(line.line_id or "")
    if line.taxes or line.tax_minor or original is None:
        return _ids(line.taxes)
    return _UNTAXED if original.tax_minor else _ids(original.taxes)


def _ids(taxes: Iterable[TaxAmount]) -> TaxIds:
    return tuple(sorted({tax.tax_id for tax in taxes}))


def _rows(amounts: _Amounts) -> list[dict[str, Any]]:
    return [
        {"role": role, "tax_ids": list(taxes), "amount_minor": minor}
        for (role, taxes), minor in sorted(amounts.items())
        if minor
    ]
