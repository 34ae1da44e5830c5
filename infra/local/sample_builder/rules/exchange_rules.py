"""Goods exchanged for other goods, over two orders or within one."""

from datetime import datetime
from decimal import Decimal

from sample_builder.merchants.shop import Shop
from sample_builder.register.sale import Sale
from sample_builder.register.tenders import STORE_CREDIT
from sample_builder.rules import returns


def exchanged_for_this(shop: Shop, sale: Sale, at: datetime) -> None:
    """An earlier purchase comes back as store credit, which at once pays part of this order."""
    earlier = _latest_plain_sale(shop, sale)
    if earlier is None or sale.due_minor <= 0:
        shop.checkout(sale, at)
        return
    back = returns.Return(returns.one_item(earlier).lines, kind="EXCHANGE", destination="STORE_CREDIT")
    refund = returns.give_back(shop, earlier, returns.paid_by(earlier), sale.opened_at, back)
    sale.pay(STORE_CREDIT, min(refund.total_minor, sale.due_minor), at)
    shop.checkout(sale, at)


def exchanged_below_zero(shop: Shop, sale: Sale, at: datetime) -> None:
    """More comes back than goes out, in one order: a negative total, paid out to the customer."""
    line = sale.lines[0]
    back = sale.add_line(line.kind, line.category_id, line.name, line.unit_price_minor, taxes=line.taxes)
    back.quantity = -2 * sum((each.quantity for each in sale.lines[:-1]), Decimal(0))
    shop.checkout(sale, at)


def _latest_plain_sale(shop: Shop, sale: Sale) -> Sale | None:
    for earlier in reversed(shop.sales):
        is_before = earlier.closed_at is not None and earlier.closed_at < sale.opened_at
        if is_before and returns.can_be_returned(earlier) and returns.is_untouched(earlier):
            return earlier
    return None
