"""Payments that are not simply one card or one handful of cash."""

from datetime import datetime, timedelta

from sample_builder.merchants.shop import Shop
from sample_builder.register.payment import Payment, Tender
from sample_builder.register.refund import Refund
from sample_builder.register.sale import Sale
from sample_builder.register.tenders import CASH, CHECK, OTHER


def cash_and_card(shop: Shop, sale: Sale, at: datetime) -> None:
    """Split: a card for a part, cash for the rest, and only the cash is rounded."""
    sale.pay(shop.mix.card(shop.rng), sale.due_minor * 3 // 5, at)
    shop.pay_rest(sale, CASH, at)


def same_tender_twice(shop: Shop, sale: Sale, at: datetime) -> None:
    """Two guests, two cards of one type."""
    sale.pay(Tender("CCRD", "VISA"), sale.due_minor // 2, at)
    shop.pay_rest(sale, Tender("CCRD", "VISA"), at)


def paid_by_check(shop: Shop, sale: Sale, at: datetime) -> None:
    """A check."""
    shop.pay_rest(sale, CHECK, at)


def paid_through_app(shop: Shop, sale: Sale, at: datetime) -> None:
    """Paid to a delivery app, which also remits the tax: a tender of the merchant's own."""
    sale.order_type, sale.channel = "DELIVERY", "ONLINE"
    for line in sale.lines:
        line.taxes = ()
    shop.pay_rest(sale, OTHER, at)


def declined_first(shop: Shop, sale: Sale, at: datetime) -> None:
    """A card is declined, the customer pays cash."""
    declined = sale.pay(shop.mix.card(shop.rng), sale.due_minor, at)
    declined.status = "DECLINED"
    shop.pay_rest(sale, CASH, at + timedelta(seconds=50))


def card_voided_first(shop: Shop, sale: Sale, at: datetime) -> None:
    """The wrong card is charged and voided at once; another one pays."""
    wrong = sale.pay(shop.mix.card(shop.rng), sale.due_minor, at)
    wrong.status = "VOIDED"
    shop.pay_rest(sale, shop.mix.card(shop.rng), at + timedelta(seconds=70))


def card_without_type(shop: Shop, sale: Sale, at: datetime) -> None:
    """An external terminal: recorded as credit, the cashier typed no card type."""
    _mark_external(shop.pay_rest(sale, Tender("CCRD", None), at))


def card_of_other_type(shop: Shop, sale: Sale, at: datetime) -> None:
    """An external terminal, card type OTHER."""
    _mark_external(shop.pay_rest(sale, Tender("CCRD", "OTHER"), at))


def rare_card(shop: Shop, sale: Sale, at: datetime) -> None:
    """A card seldom seen."""
    shop.pay_rest(sale, Tender("CCRD", "AMEX"), at)


def card_never_seen(shop: Shop, sale: Sale, at: datetime) -> None:
    """A card type that the merchant's own list does not know."""
    shop.pay_rest(sale, Tender("CCRD", "UNIONPAY"), at)


def paid_offline(shop: Shop, sale: Sale, at: datetime) -> None:
    """The line was down: the register sends the order in later, still within the business day."""
    payment = shop.pay_rest(sale, shop.mix.card(shop.rng), at)
    if payment:
        payment.offline = True
        sale.uploaded_at = shop.location.calendar.same_day(at, timedelta(minutes=40))


def tip_written_on_paper(shop: Shop, sale: Sale, at: datetime) -> None:
    """The tip is typed in from the slip before settlement: first one figure, then the right one."""
    tip = shop.tip(sale)
    payment = shop.pay_rest(sale, shop.mix.card(shop.rng), at, tip)
    if payment:
        corrected_at = shop.location.calendar.same_day(at, timedelta(minutes=5))
        payment.tip_changes = [(corrected_at, 0, tip)]
        sale.touch(corrected_at)


def refunded_and_paid_again(shop: Shop, sale: Sale, at: datetime) -> None:
    """A closed order's payment is refunded, which re-opens it; it is paid another way before the day ends."""
    stay = at - sale.opened_at
    paid_at, back_at = sale.opened_at + stay / 3, sale.opened_at + stay * 2 / 3
    business_date = shop.location.calendar.business_date
    if business_date(paid_at) != business_date(at):
        shop.checkout(sale, at)
        return
    first = shop.pay_rest(sale, shop.mix.card(shop.rng), paid_at)
    if first is None:
        return
    refund = Refund(
        f"r{sale.id}-1", sale.location_id, sale.id, first.id, back_at, "PAYMENT_REFUND_REOPEN",
        "ORIGINAL_TENDER", first.tender, handed_back_minor=first.amount_minor,
    )  # fmt: skip
    shop.refunds.append(refund)
    sale.reopen(back_at, refund.total_minor)
    sale.discount_order_by("Made good", min(300, sale.net_minor))
    shop.pay_rest(sale, shop.mix.tender(shop.rng, sale.due_minor), at)


def _mark_external(payment: Payment | None) -> None:
    if payment:
        payment.external_terminal = True
