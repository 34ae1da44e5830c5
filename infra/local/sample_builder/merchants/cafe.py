"""Café Tilleul: two small Canadian cafés with French menus, cash rounding, HST here and GST + QST there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from sample_builder.chance import seeded
from sample_builder.merchants.basket import tip_rates
from sample_builder.merchants.cafe_menu import BEANS, CATEGORIES, OAT_MILK_MINOR, Portion, order_from_menu
from sample_builder.merchants.merchant import Location, Merchant
from sample_builder.merchants.shop import Shop
from sample_builder.merchants.trading import TradingCalendar
from sample_builder.register.line import Extra
from sample_builder.register.sale import Sale
from sample_builder.register.taxes import Tax
from sample_builder.register.tenders import TenderMix
from sample_builder.rules import exchange_rules, liability_rules, payment_rules, price_rules, returns
from sample_builder.rules.plan import Rule, plan_rules
from sample_builder.writer import Sample

FIRST, LAST = date(2026, 2, 21), date(2026, 3, 23)

HST = Tax("t_hst", "TVH", "APPLIED", Decimal("0.13"))
GST = Tax("t_gst", "TPS", "APPLIED", Decimal("0.05"))
QST = Tax("t_qst", "TVQ", "APPLIED", Decimal("0.09975"))

_OPENING = timedelta(hours=7)
_OPEN_MINUTES = 11 * 60
_CONCERT_DAYS = (4, 5)
_CONCERT = timedelta(hours=8)  # on Fridays and Saturdays the afternoon's guests come for the evening

_MIX = TenderMix(
    cash=350, debit=420, tipped=270, debit_card_type="INTERAC", cards={"VISA": 620, "MASTERCARD": 360, "AMEX": 20}
)


def coupon_beyond_the_taxed_part(shop: Shop, sale: Sale, at: datetime) -> None:
    """An order discount larger than what is taxable, because beans bear no tax."""
    sale.add_line("ITEM", shop.location.category_id(BEANS), "Sac de grains 340 g", 2095, quantity=2)
    taxed = sum(line.payable_minor for line in sale.lines if line.taxes)
    sale.discount_order_by("Bon anniversaire", min(taxed + 500, sale.net_minor))
    shop.checkout(sale, at)


WEEKLY: Mapping[Rule, int] = {
    price_rules.percent_off_order: 3,
    price_rules.comped_item: 1,
    price_rules.loyalty_reward: 2,
    price_rules.voided_order: 1,
    price_rules.voided_line: 1,
    price_rules.training_order: 1,
    price_rules.priced_by_hand: 1,
    coupon_beyond_the_taxed_part: 1,
    liability_rules.gift_card_sold: 1,
    liability_rules.gift_card_redeemed: 1,
    liability_rules.house_account_charged: 1,
    liability_rules.house_account_paid: 1,
    liability_rules.store_credit_redeemed: 1,
    liability_rules.paid_across_close: 1,
    liability_rules.deposit_days_before: 1,
    payment_rules.cash_and_card: 2,
    payment_rules.paid_through_app: 2,
    payment_rules.tip_written_on_paper: 1,
    payment_rules.refunded_and_paid_again: 1,
    exchange_rules.exchanged_for_this: 1,
    exchange_rules.exchanged_below_zero: 1,
}
ONCE: tuple[Rule, ...] = (
    price_rules.comped_order,
    liability_rules.gift_card_sold_and_redeemed,
    liability_rules.closed_on_the_boundary,
    payment_rules.card_without_type,
    payment_rules.card_of_other_type,
    payment_rules.card_never_seen,
)
RETURNS: Mapping[returns.ReturnRule, int] = {
    returns.tip_alone: 1,
    returns.tax_only: 1,
    returns.all_of_it: 1,
    returns.one_item: 1,
    returns.one_item_in_cash: 1,
    returns.one_item_as_store_credit: 1,
    returns.one_item_onto_gift_card: 1,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What one party orders and when, before the cashier has rung it up."""

    since_midnight: timedelta
    portions: list[Portion]


def build_cafe(data: Path, seed: int) -> Sample:
    """Both cafés; only the tips come from the data sets in `data`."""
    rates = tip_rates(data)
    toronto = _location("450001", "Queen Ouest", time(4))
    montreal = _location("450002", "Mile End", time(3))
    shops = [
        _trade(Shop(toronto, seeded(seed, toronto.id), _MIX, rates), (HST,)),
        _trade(Shop(montreal, seeded(seed, montreal.id), _MIX, rates), (GST, QST)),
    ]
    taxes = (HST, GST, QST)
    merchant = Merchant("m_450000", "Café Tilleul", "CA", "Application de livraison", (toronto, montreal), taxes)
    return Sample(merchant, shops)


def _location(identification: str, name: str, report_end: time) -> Location:
    calendar = TradingCalendar(ZoneInfo("America/Toronto"), report_end, FIRST, LAST)
    return Location(identification, name, "CAD", "fr-CA", "RESTAURANT", calendar, CATEGORIES, cash_rounding_minor=5)


def _trade(shop: Shop, taxes: tuple[Tax, ...]) -> Shop:
    days = {day: _orders_of(shop, day) for day in shop.location.calendar.dates()}
    rules = plan_rules(shop.rng, {day: len(orders) for day, orders in days.items()}, WEEKLY, ONCE)
    for day, orders in days.items():
        for number, order in enumerate(orders):
            sale = _ring_up(shop, day, order, taxes)
            leaves_at = shop.in_time(sale, sale.opened_at + timedelta(minutes=shop.rng.randint(4, 45)))
            rule = rules.get((day, number), Shop.checkout)
            rule(shop, sale, leaves_at)
    returns.bring_back(shop, RETURNS)
    return shop


def _orders_of(shop: Shop, day: date) -> list[Order]:
    count = shop.rng.randint(11, 19)
    seconds = sorted(shop.rng.randrange(_OPEN_MINUTES * 60) for _ in range(count))
    orders = [Order(_OPENING + timedelta(seconds=second), order_from_menu(shop.rng)) for second in seconds]
    if day.weekday() not in _CONCERT_DAYS:
        return orders
    evening = [Order(order.since_midnight + _CONCERT, order.portions) for order in orders[count // 2 :]]
    return orders[: count // 2] + evening


def _ring_up(shop: Shop, day: date, order: Order, taxes: tuple[Tax, ...]) -> Sale:
    opened_at = shop.in_time_to_order(shop.location.calendar.instant(day, order.since_midnight), day)
    sale = shop.open_sale(day, opened_at, shop.rng.choice(("DINE_IN", "TO_GO")))
    for portion in order.portions:
        dish = portion.dish
        category = shop.location.category_id(dish.category)
        due = taxes if dish.taxed else ()
        line = sale.add_line("ITEM", category, dish.name, dish.price_minor, quantity=portion.quantity, taxes=due)
        if portion.with_oat_milk:
            line.extras.append(Extra("Lait d'avoine", OAT_MILK_MINOR))
    return sale
