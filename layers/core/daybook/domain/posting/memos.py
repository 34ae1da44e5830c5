"""The memos of posted lines, in the merchant's language.

No hash, number or request id depends on memos, so a merchant who changes the language changes no posted day. Every text
is Latin-1 after typographic characters are replaced by plain ones; companies in the United States need that
(docs/quickbooks.md 7).
"""

from enum import StrEnum

from daybook.domain.words import noted, say


class Memo(StrEnum):
    """The kind of memo. Two figures of one role never have the same member, nor the same words in a language."""

    PAYMENTS = "payments"
    GIFT_CARDS_REDEEMED = "gift_cards_redeemed"
    STORE_CREDIT_USED = "store_credit_used"
    HOUSE_ACCOUNTS_CHARGED = "house_accounts_charged"
    DISCOUNTS = "discounts"
    COMPS = "comps"
    LOYALTY = "loyalty"
    REFUNDS = "refunds"
    SALES = "sales"
    ORDER_DIFFERENCES = "order_differences"
    SERVICE_CHARGES = "service_charges"
    TAX = "tax"
    TIPS = "tips"
    ROUNDING = "rounding"
    GIFT_CARDS_SOLD = "gift_cards_sold"
    REFUNDED_ONTO_GIFT_CARDS = "refunded_onto_gift_cards"
    STORE_CREDIT_GRANTED = "store_credit_granted"
    HOUSE_ACCOUNTS_PAID = "house_accounts_paid"
    DEPOSITS_SOLD = "deposits_sold"
    PAYMENTS_ON_OPEN_ORDERS = "payments_on_open_orders"
    DEPOSITS_USED = "deposits_used"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    TIPS_PAID_OUT = "tips_paid_out"
    CASH_DROPS = "cash_drops"
    OVER_SHORT = "over_short"


_WORDS: dict[Memo, str] = {
    Memo.PAYMENTS: noted("Payments"),
    Memo.GIFT_CARDS_REDEEMED: noted("Gift cards redeemed"),
    Memo.STORE_CREDIT_USED: noted("Store credit used"),
    Memo.HOUSE_ACCOUNTS_CHARGED: noted("Charged to house accounts"),
    Memo.DISCOUNTS: noted("Discounts"),
    Memo.COMPS: noted("Comps"),
    Memo.LOYALTY: noted("Loyalty rewards"),
    Memo.REFUNDS: noted("Refunds"),
    Memo.SALES: noted("Sales"),
    Memo.ORDER_DIFFERENCES: noted("Order total less its lines"),
    Memo.SERVICE_CHARGES: noted("Service charges"),
    Memo.TAX: noted("Tax collected"),
    Memo.TIPS: noted("Tips"),
    Memo.ROUNDING: noted("Cash rounding"),
    Memo.GIFT_CARDS_SOLD: noted("Gift cards sold"),
    Memo.REFUNDED_ONTO_GIFT_CARDS: noted("Refunded onto gift cards"),
    Memo.STORE_CREDIT_GRANTED: noted("Store credit granted"),
    Memo.HOUSE_ACCOUNTS_PAID: noted("House accounts paid"),
    Memo.DEPOSITS_SOLD: noted("Deposits sold"),
    Memo.PAYMENTS_ON_OPEN_ORDERS: noted("Payments on open orders"),
    Memo.DEPOSITS_USED: noted("Deposits used by orders closed"),
    Memo.PAID_IN: noted("Paid into the drawer"),
    Memo.PAID_OUT: noted("Paid out of the drawer"),
    Memo.TIPS_PAID_OUT: noted("Tips paid out in cash"),
    Memo.CASH_DROPS: noted("Cash dropped to the safe"),
    Memo.OVER_SHORT: noted("Drawer over or short"),
}


def memo_text(memo: Memo, language: str, subject: str = "") -> str:
    """The words of a memo; `subject` is what it is about, such as the tender of payments."""
    word = say(_WORDS[memo], language)
    return say("{what}: {subject}", language, what=word, subject=subject) if subject else word
