"""Credit notes of the retailer: refunds of the sale where it is known, else orders below zero."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from sample_builder.merchants import retail_goods
from sample_builder.merchants.basket import Basket, Item
from sample_builder.merchants.shop import Shop
from sample_builder.register.line import Line
from sample_builder.register.refund import part_of
from sample_builder.register.sale import Sale
from sample_builder.register.tenders import HOUSE_ACCOUNT
from sample_builder.rules import returns

_SoldKey: TypeAlias = tuple[str, str, int]
_AS_STORE_CREDIT = 6  # one credit note in so many is given as store credit


@dataclass(slots=True)
class SoldGoods:
    """Which customer bought what in which order, so that a credit note finds its sale."""

    _lines: dict[_SoldKey, list[tuple[Sale, Line]]] = field(default_factory=lambda: defaultdict(list))

    def remember(self, customer: str, item: Item, sale: Sale, line: Line) -> None:
        """Note a sold line; walk-in customers have no number and are not found again."""
        if customer:
            self._lines[(customer, item.code, item.price_minor)].append((sale, line))

    def find(self, customer: str, item: Item, at: datetime) -> tuple[Sale, Line] | None:
        """The latest plain sale before `at` with enough left of the item."""
        for sale, line in reversed(self._lines.get((customer, item.code, item.price_minor), [])):
            is_before = sale.closed_at is not None and sale.closed_at < at
            has_enough = line.quantity - line.returned >= -item.quantity and not line.voided
            if is_before and has_enough and returns.can_be_returned(sale):
                return sale, line
        return None


def take_back(shop: Shop, sold: SoldGoods, basket: Basket, at: datetime) -> list[Item]:
    """Refund the lines of a credit note whose sale is known; the others are handed back."""
    unknown: list[Item] = []
    by_sale: dict[str, tuple[Sale, list[tuple[Line, Decimal]]]] = {}
    for item in basket.items:
        found = sold.find(basket.customer, item, at)
        if found is None:
            unknown.append(item)
            continue
        sale, line = found
        back = by_sale.setdefault(sale.id, (sale, []))[1]
        if any(line is other for other, _ in back):
            unknown.append(item)
        else:
            back.append((line, Decimal(-item.quantity)))
    for sale, lines in by_sale.values():
        parts = tuple(part_of(line, quantity) for line, quantity in lines)
        to_credit = shop.rng.randrange(_AS_STORE_CREDIT) == 0
        back_of_sale = returns.Return(parts, destination="STORE_CREDIT" if to_credit else "ORIGINAL_TENDER")
        returns.give_back(shop, sale, returns.paid_by(sale), at, back_of_sale)
    return unknown


def pay_out(shop: Shop, sale: Sale) -> None:
    """Close an order below zero: on the customer's account where it is large, else in money."""
    at = sale.opened_at + timedelta(minutes=2)
    if sale.due_minor < -shop.mix.cash_limit_minor:
        shop.pay_rest(sale, HOUSE_ACCOUNT, at)
    else:
        shop.checkout(sale, at)


def is_credit_note(basket: Basket) -> bool:
    """Credit notes have an invoice number that starts with C."""
    return basket.number.startswith("C")


def manual_discounts(basket: Basket) -> int:
    """What a credit note gives as a discount on other invoices, in minor units."""
    return sum(-item.quantity * item.price_minor for item in basket.items if item.code == retail_goods.DISCOUNT)
