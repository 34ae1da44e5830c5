"""Tinker & Thread: an Irish shop pair with VAT in its prices, made of the retailer's invoices."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sample_builder.chance import seeded
from sample_builder.merchants import retail_goods
from sample_builder.merchants.basket import Basket, Item, invoices
from sample_builder.merchants.merchant import Location, Merchant
from sample_builder.merchants.retail_returns import SoldGoods, is_credit_note, manual_discounts, pay_out, take_back
from sample_builder.merchants.shop import Shop
from sample_builder.merchants.trading import TradingCalendar
from sample_builder.register.sale import Sale
from sample_builder.register.tenders import HOUSE_ACCOUNT, TenderMix
from sample_builder.rules import exchange_rules, liability_rules, payment_rules, price_rules
from sample_builder.rules.plan import Rule, plan_rules
from sample_builder.writer import Sample

FIRST, LAST = date(2026, 3, 6), date(2026, 4, 5)
_SOURCE_FIRST = date(2011, 7, 15)  # a Friday like FIRST; holds vouchers, discounts and the bad debts
_LATE_EVENING = timedelta(hours=3)
_THURSDAY = 3

WEEKLY: Mapping[Rule, int] = {
    price_rules.percent_off_order: 4,
    price_rules.amount_off_item: 4,
    price_rules.both_discounts: 1,
    price_rules.comped_item: 1,
    price_rules.comped_order: 1,
    price_rules.loyalty_reward: 3,
    price_rules.voided_line: 2,
    price_rules.voided_order: 2,
    price_rules.training_order: 1,
    liability_rules.gift_card_sold: 2,
    liability_rules.gift_card_redeemed: 2,
    liability_rules.house_account_charged: 2,
    liability_rules.house_account_paid: 1,
    liability_rules.store_credit_redeemed: 1,
    liability_rules.paid_across_close: 1,
    liability_rules.deposit_days_before: 1,
    payment_rules.cash_and_card: 1,
    payment_rules.same_tender_twice: 1,
    payment_rules.paid_by_check: 1,
    payment_rules.card_voided_first: 1,
    payment_rules.paid_offline: 1,
    payment_rules.refunded_and_paid_again: 1,
    exchange_rules.exchanged_for_this: 1,
    exchange_rules.exchanged_below_zero: 1,
}
ONCE: tuple[Rule, ...] = (
    liability_rules.gift_card_sold_and_redeemed,
    liability_rules.closed_on_the_boundary,
    payment_rules.card_without_type,
)


@dataclass(slots=True)
class Store:
    """One of the two shops with its customers' purchases and the rules planned for its orders."""

    shop: Shop
    sold: SoldGoods = field(default_factory=SoldGoods)
    rules: dict[tuple[date, int], Rule] = field(default_factory=dict)
    served: Counter[date] = field(default_factory=Counter)


def build_retail(data: Path, seed: int) -> Sample:
    """Both shops, from the data sets in `data`."""
    source = invoices(data, _SOURCE_FIRST, _SOURCE_FIRST + (LAST - FIRST))
    days = {FIRST + (day - _SOURCE_FIRST): baskets for day, baskets in source.items()}
    stores = [_store(location, days, seed) for location in _locations(frozenset(_closed_dates(days)))]
    discounts: Counter[str] = Counter()
    for baskets in days.values():
        for basket in baskets:
            discounts[basket.customer] += manual_discounts(basket)
    for day, baskets in days.items():
        for basket in baskets:
            _handle(_store_of(stores, basket), day, basket, discounts)
    for store in stores:
        _settle_cards(store.shop)
    vats = (retail_goods.STANDARD, retail_goods.REDUCED, retail_goods.ZERO)
    shops = [store.shop for store in stores]
    locations = tuple(shop.location for shop in shops)
    return Sample(Merchant("m_720000", "Tinker & Thread", "IE", "Voucher scheme", locations, vats), shops)


def _closed_dates(days: Mapping[date, list[Basket]]) -> list[date]:
    every = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    return [day for day in every if day not in days]


def _locations(closed: frozenset[date]) -> list[Location]:
    zone = ZoneInfo("Europe/Dublin")
    sites = (("720001", "Dublin, South William Street", time(22)), ("720002", "Cork, Oliver Plunkett Street", time(0)))
    return [
        Location(
            identification,
            name,
            "EUR",
            "en-IE",
            "RETAIL",
            TradingCalendar(zone, report_end, FIRST, LAST, closed),
            retail_goods.CATEGORIES,
            prices_include_tax=True,
            cash_rounding_minor=5,
        )
        for identification, name, report_end in sites
    ]


def _store(location: Location, days: Mapping[date, list[Basket]], seed: int) -> Store:
    mix = TenderMix(cash_limit_minor=30_000)
    store = Store(Shop(location, seeded(seed, location.id), mix))
    # Every second basket at most is one of this store's; the plan only needs to know about how many.
    counts = {day: len(baskets) // 5 for day, baskets in days.items()}
    store.rules = plan_rules(store.shop.rng, counts, WEEKLY, ONCE)
    return store


def _store_of(stores: list[Store], basket: Basket) -> Store:
    """A customer always shops in the same town; every third one in Cork, with all of the bad debts."""
    number = int(basket.customer or basket.number.lstrip("AC") or "0")
    return stores[1] if number % 3 == 0 or basket.number.startswith("A") else stores[0]


def _handle(store: Store, day: date, basket: Basket, discounts: Counter[str]) -> None:
    items = [item for item in basket.items if retail_goods.is_sold(item)]
    if not items:
        return
    at = _instant(store.shop, day, basket)
    if is_credit_note(basket):
        basket.items = items
        items = take_back(store.shop, store.sold, basket, at)
    if items:
        sale = store.shop.open_sale(day, at, "RETAIL")
        _ring_up(store, sale, basket.customer, retail_goods.shortened(items))
        _settle(store, sale, day, basket, discounts)


def _instant(shop: Shop, day: date, basket: Basket) -> datetime:
    is_late = day.weekday() == _THURSDAY and shop.location.identification.endswith("1")
    seconds = timedelta(seconds=shop.rng.randrange(60))
    wall = basket.since_midnight + seconds + (_LATE_EVENING if is_late else timedelta(0))
    return shop.in_time_to_order(shop.location.calendar.instant(day, wall), day)


def _ring_up(store: Store, sale: Sale, customer: str, items: list[Item]) -> None:
    location = store.shop.location
    for item in items:
        if retail_goods.is_voucher(item):
            value = retail_goods.voucher_value(item)
            sale.add_line("GIFT_CARD_SALE", None, item.name, value, quantity=item.quantity)
            continue
        if item.code == retail_goods.BAD_DEBT:
            sale.add_line("CUSTOM", None, item.name, item.price_minor, quantity=item.quantity)
            continue
        goods = retail_goods.goods(item)
        kind = "ITEM" if goods.category else "CUSTOM"
        category = location.category_id(goods.category) if goods.category else None
        line = sale.add_line(kind, category, item.name, item.price_minor, quantity=item.quantity, taxes=(goods.vat,))
        store.sold.remember(customer, item, sale, line)


def _settle(store: Store, sale: Sale, day: date, basket: Basket, discounts: Counter[str]) -> None:
    shop = store.shop
    if basket.number.startswith("A"):
        shop.pay_rest(sale, HOUSE_ACCOUNT, sale.opened_at + timedelta(minutes=1))
        return
    if sale.totals()["total_minor"] < 0:
        pay_out(shop, sale)
        return
    leaves_at = shop.in_time(sale, sale.opened_at + timedelta(minutes=shop.rng.randint(3, 9)))
    owed = discounts[basket.customer]
    if 0 < owed * 2 < sale.net_minor:
        del discounts[basket.customer]
        sale.discount_order_by("Manual discount", owed)
        shop.checkout(sale, leaves_at)
        return
    rule = store.rules.get((day, store.served[day]))
    store.served[day] += 1
    if rule and sale.net_minor > 0:
        rule(shop, sale, leaves_at)
    else:
        shop.checkout(sale, leaves_at)


def _settle_cards(shop: Shop) -> None:
    """Retail card batches settle by themselves, just before the business day ends."""
    calendar = shop.location.calendar
    for sale in shop.sales:
        for payment in sale.payments:
            if payment.is_completed and payment.tender.id in {"CCRD", "DCRD"}:
                ends = calendar.boundary(calendar.business_date(payment.taken_at) + timedelta(days=1))
                payment.settled_at = ends - timedelta(seconds=1)
