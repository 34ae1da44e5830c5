"""Harbor Slice: an American restaurant group with three clocks, made of the pizza place's baskets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from sample_builder.chance import seeded
from sample_builder.merchants.basket import Basket, pizza_baskets, tip_rates
from sample_builder.merchants.merchant import Location, Merchant
from sample_builder.merchants.shop import Shop
from sample_builder.merchants.trading import TradingCalendar
from sample_builder.register.line import Extra
from sample_builder.register.sale import Sale
from sample_builder.register.taxes import Tax
from sample_builder.register.tenders import TenderMix
from sample_builder.rules import liability_rules, payment_rules, price_rules, returns
from sample_builder.rules.plan import Rule, plan_rules
from sample_builder.writer import Sample

FIRST, LAST = date(2026, 2, 21), date(2026, 3, 23)
PHOENIX_CLOSED = date(2026, 3, 10)

_CATEGORIES = ("Classic", "Chicken", "Supreme", "Veggie", "Beverages", "Seasonal")
_DINE_IN_SHARE = 0.6
_PARTY_MINOR = 9_000
_PARTY_PERCENT = Decimal(18)
_LEMONADE, _WATER = ("Lemonade", 350), ("Bottled water", 250)

# A little above 46 % cash and below 16 % tipped: planned orders and each day's first tip bring them there.
_MIX = TenderMix(cash=495, split=4, tipped=135)

_BOTTLE_TAX = Tax("t_il_bottle", "Chicago bottled water tax", "FLAT", flat_minor=5)

WEEKLY: Mapping[Rule, int] = {
    price_rules.percent_off_order: 6,
    price_rules.amount_off_item: 5,
    price_rules.both_discounts: 1,
    price_rules.comped_item: 3,
    price_rules.comped_order: 1,
    price_rules.loyalty_reward: 5,
    price_rules.voided_line: 4,
    price_rules.voided_order: 3,
    price_rules.training_order: 2,
    price_rules.kitchen_charge: 3,
    price_rules.priced_by_hand: 1,
    liability_rules.gift_card_sold: 3,
    liability_rules.gift_card_redeemed: 2,
    liability_rules.house_account_charged: 2,
    liability_rules.house_account_paid: 1,
    liability_rules.store_credit_redeemed: 1,
    liability_rules.paid_across_close: 2,
    liability_rules.deposit_days_before: 1,
    payment_rules.cash_and_card: 1,
    payment_rules.same_tender_twice: 1,
    payment_rules.paid_by_check: 1,
    payment_rules.paid_through_app: 6,
    payment_rules.declined_first: 1,
    payment_rules.card_voided_first: 1,
    payment_rules.paid_offline: 1,
    payment_rules.tip_written_on_paper: 3,
    payment_rules.refunded_and_paid_again: 1,
}
ONCE: tuple[Rule, ...] = (
    liability_rules.gift_card_sold_and_redeemed,
    liability_rules.gift_card_reloaded,
    liability_rules.deposit_sold,
    liability_rules.closed_on_the_boundary,
    payment_rules.card_without_type,
    payment_rules.card_of_other_type,
    payment_rules.rare_card,
)
RETURNS: Mapping[returns.ReturnRule, int] = {
    returns.half_the_service_charge: 1,
    returns.tip_alone: 1,
    returns.all_of_it: 2,
    returns.one_item: 2,
    returns.tax_only: 1,
    returns.one_item_as_store_credit: 1,
    returns.one_item_onto_gift_card: 1,
    returns.one_item_in_cash: 1,
}


@dataclass(frozen=True, slots=True)
class Site:
    """A restaurant: which month of the pizza year it repeats, how late it runs, what it taxes.

    Orders taken away bear the first tax alone.
    """

    location: Location
    month: int
    runs_late: timedelta
    taxes: tuple[Tax, Tax]
    bottle_taxes: tuple[Tax, ...] = ()


def build_restaurant(data: Path, seed: int) -> Sample:
    """The whole group, from the data sets in `data`."""
    rates = tip_rates(data)
    sites = _sites()
    shops = [_trade(site, data, seed, rates) for site in sites]
    taxes = tuple(tax for site in sites for tax in (*site.taxes, *site.bottle_taxes))
    locations = tuple(site.location for site in sites)
    return Sample(Merchant("m_310000", "Harbor Slice", "US", "Delivery app", locations, taxes), shops)


def _sites() -> list[Site]:
    return [
        Site(
            _location("310001", "Harbor Slice New York", "America/New_York", time(4)),
            7,
            timedelta(hours=3),
            (_tax("t_ny_state", "NY state", "0.04"), _tax("t_ny_city", "New York City", "0.04875")),
        ),
        Site(
            _location("310002", "Harbor Slice Chicago", "America/Chicago", time(3, 30)),
            5,
            timedelta(hours=2, minutes=30),
            (_tax("t_il_state", "Illinois state", "0.0625"), _tax("t_il_city", "Chicago", "0.045")),
            (_BOTTLE_TAX,),
        ),
        Site(
            _location("310003", "Harbor Slice Phoenix", "America/Phoenix", time(0), frozenset({PHOENIX_CLOSED})),
            3,
            timedelta(minutes=30),
            (_tax("t_az_state", "Arizona state", "0.056"), _tax("t_az_city", "Phoenix", "0.035")),
        ),
    ]


def _location(
    identification: str, name: str, zone: str, report_end: time, closed: frozenset[date] = frozenset()
) -> Location:
    calendar = TradingCalendar(ZoneInfo(zone), report_end, FIRST, LAST, closed)
    deleted = frozenset({"Seasonal"})
    return Location(
        identification, name, "USD", "en-US", "RESTAURANT", calendar, _CATEGORIES, deleted_categories=deleted
    )


def _tax(tax_id: str, name: str, rate: str) -> Tax:
    return Tax(tax_id, name, "APPLIED", Decimal(rate))


def _trade(site: Site, data: Path, seed: int, rates: list[Decimal]) -> Shop:
    shop = Shop(site.location, seeded(seed, site.location.id), _MIX, rates)
    month = pizza_baskets(data, site.month)
    calendar = site.location.calendar
    baskets = {day: month.get(date(2015, site.month, 1) + (day - calendar.first), []) for day in calendar.dates()}
    rules = plan_rules(shop.rng, {day: len(orders) for day, orders in baskets.items()}, WEEKLY, ONCE)
    for day, orders in baskets.items():
        for number, basket in enumerate(orders):
            _serve(site, shop, day, basket, rules.get((day, number)))
    _leave_open(site, shop, baskets[calendar.last])
    returns.bring_back(shop, RETURNS)
    return shop


def _serve(site: Site, shop: Shop, day: date, basket: Basket, rule: Rule | None) -> None:
    sale = _order(site, shop, day, basket)
    stay = timedelta(minutes=shop.rng.randint(30, 80) if sale.order_type == "DINE_IN" else shop.rng.randint(5, 20))
    leaves_at = shop.in_time(sale, sale.opened_at + stay)
    if rule:
        rule(shop, sale, leaves_at)
        return
    if sale.order_type == "DINE_IN" and sale.net_minor >= _PARTY_MINOR:
        sale.guests = 8
        sale.add_service_charge("Large party 18%", _PARTY_PERCENT, "STAFF", site.taxes[0])
    shop.checkout(sale, leaves_at)


def _order(site: Site, shop: Shop, day: date, basket: Basket) -> Sale:
    dine_in = shop.rng.random() < _DINE_IN_SHARE
    opened_at = site.location.calendar.instant(day, basket.since_midnight + site.runs_late)
    sale = shop.open_sale(day, shop.in_time_to_order(opened_at, day), "DINE_IN" if dine_in else "TO_GO")
    sale.guests = shop.rng.randint(1, 4) if dine_in else None
    taxes = site.taxes if dine_in else site.taxes[:1]
    for item in basket.items:
        category = _category(day, item.code)
        line = sale.add_line("ITEM", site.location.category_id(category), item.name, item.price_minor, taxes=taxes)
        if shop.rng.randrange(20) == 0:
            line.extras.append(Extra("Extra cheese", 150))
    if shop.rng.randrange(4) == 0:
        _add_drink(site, shop, sale, taxes)
    return sale


def _category(day: date, pizza_type: str) -> str:
    # The seasonal menu ran two days and was then deleted: old orders still name it.
    return "Seasonal" if pizza_type == "Veggie" and day < FIRST + timedelta(days=2) else pizza_type


def _add_drink(site: Site, shop: Shop, sale: Sale, taxes: tuple[Tax, ...]) -> None:
    name, price = shop.rng.choice((_LEMONADE, _WATER))
    extra = site.bottle_taxes if name == _WATER[0] else ()
    category = site.location.category_id("Beverages")
    sale.add_line("ITEM", category, name, price, quantity=shop.rng.randint(1, 3), taxes=(*taxes, *extra))


def _leave_open(site: Site, shop: Shop, orders: list[Basket]) -> None:
    """Two tables are still there when the sample ends: one has paid a deposit, one nothing."""
    for rule, basket in zip((liability_rules.left_partly_paid, liability_rules.left_open), orders, strict=False):
        sale = _order(site, shop, LAST, basket)
        rule(shop, sale, _a_moment_later(sale.opened_at))


def _a_moment_later(instant: datetime) -> datetime:
    return instant + timedelta(minutes=3)
