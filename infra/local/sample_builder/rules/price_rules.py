"""What can happen to an order's price: discounts, comps, rewards, voids, service charges.

Every rule takes the shop, an order with its lines and the time the customer leaves, and settles the order.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from sample_builder.merchants.shop import Shop
from sample_builder.money import half_up
from sample_builder.register.sale import Sale

_STAFF_PERCENT = Decimal(10)
_ALL = Decimal(100)
_KITCHEN_PERCENT = Decimal(3)
_REWARD_MINOR = 500


def percent_off_order(shop: Shop, sale: Sale, at: datetime) -> None:
    """A percentage off everything."""
    sale.discount_order("Regulars 10%", _STAFF_PERCENT)
    shop.checkout(sale, at)


def amount_off_item(shop: Shop, sale: Sale, at: datetime) -> None:
    """A little off the dearest line."""
    line = max(sale.revenue_lines, key=lambda line: line.shown_minor)
    sale.discount_line(line, "Special offer", min(200, line.shown_minor))
    shop.checkout(sale, at)


def both_discounts(shop: Shop, sale: Sale, at: datetime) -> None:
    """An item discount first, a percentage off the rest."""
    line = sale.revenue_lines[0]
    sale.discount_line(line, "Price match", half_up(line.shown_minor * Decimal("0.15")))
    percent_off_order(shop, sale, at)


def comped_item(shop: Shop, sale: Sale, at: datetime) -> None:
    """One line on the house."""
    line = sale.revenue_lines[0]
    sale.discount_line(line, "On the house", line.shown_minor, is_comp=True)
    shop.checkout(sale, at)


def comped_order(shop: Shop, sale: Sale, at: datetime) -> None:
    """The whole order on the house: a zero order without a payment."""
    sale.discount_order("Manager comp", _ALL, is_comp=True)
    shop.checkout(sale, at)


def loyalty_reward(shop: Shop, sale: Sale, at: datetime) -> None:
    """A reward used; it lowers what is paid, not what is taxed."""
    sale.loyalty_minor = min(_REWARD_MINOR, sale.net_minor)
    shop.checkout(sale, at)


def voided_line(shop: Shop, sale: Sale, at: datetime) -> None:
    """An item sent to the kitchen and struck before anything was paid."""
    wrong = sale.lines[0]
    again = sale.add_line(wrong.kind, wrong.category_id, wrong.name, wrong.unit_price_minor, taxes=wrong.taxes)
    again.voided = True
    shop.checkout(sale, at)


def voided_order(shop: Shop, sale: Sale, at: datetime) -> None:
    """An order deleted before it was paid."""
    sale.void(shop.in_time(sale, at - timedelta(minutes=5)))


def training_order(shop: Shop, sale: Sale, at: datetime) -> None:
    """An order of a cashier who learns the register; it never happened."""
    sale.training = True
    shop.checkout(sale, at)


def kitchen_charge(shop: Shop, sale: Sale, at: datetime) -> None:
    """A charge the house keeps, without tax."""
    sale.add_service_charge("Kitchen appreciation 3%", _KITCHEN_PERCENT, "HOUSE", None)
    shop.checkout(sale, at)


def priced_by_hand(shop: Shop, sale: Sale, at: datetime) -> None:
    """A line typed in by hand, without a category."""
    sale.add_line("CUSTOM", None, "Open item", 650, taxes=sale.lines[0].taxes)
    shop.checkout(sale, at)
