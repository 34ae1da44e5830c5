"""Names of the accounts Daybook creates, in the merchant's language.

QuickBooks requires unique names of at most 100 characters, without a colon or a double quote (docs/quickbooks.md 4.3).
The prefix groups them in the chart and keeps them separate from the merchant's own accounts.
"""

from daybook.domain.chart.tender_words import card_word, is_talech_code, tender_word
from daybook.domain.words import noted, say

_LIMIT = 100
_DESCRIPTION = noted("Created by Daybook for talech sales")

_NAMES: dict[str, str] = {
    "sales": noted("POS Sales - {subject}"),
    "sales_all": noted("POS Sales"),
    "sales_other": noted("POS Sales - Other"),
    "adjustment": noted("POS Sales Adjustments"),
    "discount": noted("POS Discounts"),
    "comp": noted("POS Comps"),
    "loyalty": noted("POS Loyalty Rewards"),
    "refund": noted("POS Refunds"),
    "tax": noted("POS Tax - {subject}"),
    "service_charge_staff": noted("POS Service Charges Owed to Staff"),
    "service_charge_house": noted("POS Service Charges"),
    "tip": noted("POS Tips Payable"),
    "gift_card": noted("POS Gift Cards Outstanding"),
    "store_credit": noted("POS Store Credit"),
    "house_account": noted("POS House Accounts"),
    "customer_deposits": noted("POS Customer Deposits"),
    "rounding": noted("POS Cash Rounding"),
    "cash": noted("POS Cash Clearing"),
    "card": noted("POS Card Clearing - {subject}"),
    "card:UNKNOWN": noted("POS Card Clearing - Unknown type"),
    "card:OTHER": noted("POS Card Clearing - Other"),
    "clearing": noted("POS Clearing - {subject}"),
    "paid_in": noted("POS Pay-ins"),
    "paid_out": noted("POS Pay-outs"),
    "cash_drop": noted("POS Safe"),
    "over_short": noted("POS Cash Over and Short"),
    "suspense": noted("POS Suspense - to be mapped"),
}


def account_name(key: str, language: str, subject: str = "") -> str:
    """The name of a default account; `subject` is the category, tax, card type or tender (its label, or its code)."""
    clean = _word(key, subject, language).replace(":", " ").replace('"', "'").strip()
    return say(_NAMES.get(f"{key}:{subject}") or _NAMES[key], language, subject=clean)[:_LIMIT].strip()


def account_description(language: str) -> str:
    """What stands beside the name in the chart."""
    return say(_DESCRIPTION, language)


def _word(key: str, subject: str, language: str) -> str:
    if key == "card":
        return card_word(subject, language)
    if key == "clearing" and is_talech_code(subject):
        return tender_word(subject, language)
    return subject
