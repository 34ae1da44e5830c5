"""The memos of posted lines, in the merchant's language.

No hash, number or request id depends on memos, so a merchant who changes the language changes no posted day. Every text
is Latin-1 after typographic characters are replaced by plain ones; companies in the United States need that
(docs/quickbooks.md 7).
"""

from enum import StrEnum


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


_WORDS: dict[Memo, tuple[str, str]] = {
    Memo.PAYMENTS: ("Payments", "Paiements"),
    Memo.GIFT_CARDS_REDEEMED: ("Gift cards redeemed", "Cartes-cadeaux utilisées"),
    Memo.STORE_CREDIT_USED: ("Store credit used", "Crédits en magasin utilisés"),
    Memo.HOUSE_ACCOUNTS_CHARGED: ("Charged to house accounts", "Porté aux comptes clients maison"),
    Memo.DISCOUNTS: ("Discounts", "Rabais"),
    Memo.COMPS: ("Comps", "Offerts par la maison"),
    Memo.LOYALTY: ("Loyalty rewards", "Récompenses de fidélité"),
    Memo.REFUNDS: ("Refunds", "Remboursements"),
    Memo.SALES: ("Sales", "Ventes"),
    Memo.ORDER_DIFFERENCES: ("Order total less its lines", "Total des commandes moins leurs lignes"),
    Memo.SERVICE_CHARGES: ("Service charges", "Frais de service"),
    Memo.TAX: ("Tax collected", "Taxe perçue"),
    Memo.TIPS: ("Tips", "Pourboires"),
    Memo.ROUNDING: ("Cash rounding", "Arrondi des espèces"),
    Memo.GIFT_CARDS_SOLD: ("Gift cards sold", "Cartes-cadeaux vendues"),
    Memo.REFUNDED_ONTO_GIFT_CARDS: ("Refunded onto gift cards", "Remboursé sur cartes-cadeaux"),
    Memo.STORE_CREDIT_GRANTED: ("Store credit granted", "Crédits en magasin accordés"),
    Memo.HOUSE_ACCOUNTS_PAID: ("House accounts paid", "Paiements de comptes clients maison"),
    Memo.DEPOSITS_SOLD: ("Deposits sold", "Dépôts vendus"),
    Memo.PAYMENTS_ON_OPEN_ORDERS: ("Payments on open orders", "Dépôts sur commandes ouvertes"),
    Memo.DEPOSITS_USED: ("Deposits used by orders closed", "Dépôts utilisés par les commandes fermées"),
    Memo.PAID_IN: ("Paid into the drawer", "Entrées de caisse"),
    Memo.PAID_OUT: ("Paid out of the drawer", "Sorties de caisse"),
    Memo.TIPS_PAID_OUT: ("Tips paid out in cash", "Pourboires versés en espèces"),
    Memo.CASH_DROPS: ("Cash dropped to the safe", "Dépôts au coffre"),
    Memo.OVER_SHORT: ("Drawer over or short", "Écart de caisse"),
}


def memo_text(memo: Memo, language: str, subject: str = "") -> str:
    """The text of a memo; `subject` is the name in it, such as the tender of payments."""
    english, french = _WORDS[memo]
    if language.startswith("fr"):
        return f"{french}\N{NO-BREAK SPACE}: {subject}" if subject else french
    return f"{english}: {subject}" if subject else english
