"""Orders that move what the shop owes or is owed: gift cards, accounts, deposits, store credit."""

from datetime import datetime, timedelta

from sample_builder.merchants.shop import Shop
from sample_builder.register.sale import Sale
from sample_builder.register.tenders import GIFT_CARD, HOUSE_ACCOUNT, STORE_CREDIT

_CARD_VALUES_MINOR = (2500, 5000, 10000)


def gift_card_sold(shop: Shop, sale: Sale, at: datetime) -> None:
    """A gift card bought with the meal: owed, not earned."""
    sale.add_line("GIFT_CARD_SALE", None, "Gift card", shop.rng.choice(_CARD_VALUES_MINOR))
    shop.checkout(sale, at)


def gift_card_reloaded(shop: Shop, sale: Sale, at: datetime) -> None:
    """Nothing but money put on a gift card."""
    sale.lines.clear()
    sale.add_line("GIFT_CARD_RELOAD", None, "Gift card reload", shop.rng.choice(_CARD_VALUES_MINOR))
    shop.pay_rest(sale, shop.mix.card(shop.rng), at)


def gift_card_redeemed(shop: Shop, sale: Sale, at: datetime) -> None:
    """A gift card as a tender; what it does not cover is paid another way."""
    sale.pay(GIFT_CARD, min(2500, sale.due_minor), at)
    shop.checkout(sale, at)


def gift_card_sold_and_redeemed(shop: Shop, sale: Sale, at: datetime) -> None:
    """A gift card bought with another gift card, in one order."""
    sale.add_line("GIFT_CARD_SALE", None, "Gift card", _CARD_VALUES_MINOR[0])
    gift_card_redeemed(shop, sale, at)


def house_account_charged(shop: Shop, sale: Sale, at: datetime) -> None:
    """An order on the customer's account: a receivable, no money."""
    shop.pay_rest(sale, HOUSE_ACCOUNT, at)


def house_account_paid(shop: Shop, sale: Sale, at: datetime) -> None:
    """A customer pays towards the account: money, no sale."""
    sale.lines.clear()
    sale.add_line("HOUSE_ACCOUNT_PAYMENT", None, "House account payment", shop.rng.choice((4000, 7500)))
    shop.checkout(sale, at)


def store_credit_redeemed(shop: Shop, sale: Sale, at: datetime) -> None:
    """Store credit as a tender for part of the order."""
    sale.pay(STORE_CREDIT, min(900, sale.due_minor), at)
    shop.checkout(sale, at)


def paid_across_close(shop: Shop, sale: Sale, at: datetime) -> None:
    """Opened and partly paid before the business day ends, closed after it."""
    calendar = shop.location.calendar
    day = calendar.business_date(sale.opened_at)
    end = calendar.boundary(day + timedelta(days=1))
    if calendar.latest(day) is not None or sale.due_minor <= 0:
        shop.checkout(sale, at)
        return
    sale.opened_at = end - timedelta(minutes=50)
    sale.pay(shop.mix.card(shop.rng), sale.due_minor // 3, end - timedelta(minutes=20))
    shop.pay_rest(sale, shop.mix.tender(shop.rng, sale.due_minor), end + timedelta(minutes=6))


def closed_on_the_boundary(shop: Shop, sale: Sale, at: datetime) -> None:
    """Paid at the very second the business day ends, which belongs to the next one."""
    calendar = shop.location.calendar
    day = calendar.business_date(sale.opened_at)
    end = calendar.boundary(day + timedelta(days=1))
    if calendar.latest(day) is None:
        sale.opened_at = end - timedelta(minutes=30)
        at = end
    shop.pay_rest(sale, shop.mix.tender(shop.rng, sale.due_minor), at)


def deposit_days_before(shop: Shop, sale: Sale, at: datetime) -> None:
    """An order booked days ahead with a deposit: held until the order closes."""
    calendar = shop.location.calendar
    booked = calendar.shift_date(sale.opened_at) - timedelta(days=shop.rng.randint(2, 5))
    while booked >= calendar.first and not calendar.is_open(booked):
        booked -= timedelta(days=1)
    if booked < calendar.first or sale.due_minor <= 0:
        shop.checkout(sale, at)
        return
    sale.opened_at = calendar.instant(booked, timedelta(hours=15, minutes=shop.rng.randrange(60)))
    sale.pay(shop.mix.card(shop.rng), sale.due_minor // 3, sale.opened_at)
    shop.pay_rest(sale, shop.mix.tender(shop.rng, sale.due_minor), at)


def deposit_sold(shop: Shop, sale: Sale, at: datetime) -> None:
    """A deposit sold as a line, for a party that lies beyond the sample."""
    sale.lines.clear()
    sale.add_line("DEPOSIT", None, "Deposit, party of 20", 15000)
    shop.pay_rest(sale, shop.mix.card(shop.rng), at)


def left_partly_paid(shop: Shop, sale: Sale, at: datetime) -> None:
    """A deposit on an order that is still open when the sample ends."""
    sale.pay(shop.mix.card(shop.rng), 1000, at)


def left_open(_shop: Shop, _sale: Sale, _at: datetime) -> None:
    """An order that is not paid yet."""
