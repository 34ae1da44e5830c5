"""QuickBooks' account types and detail types in the merchant's words (docs/quickbooks.md 4.3)."""

from daybook.adapters.web.words.speech import Speech
from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.usage_limits import AccountRoom
from daybook.domain.proposals.suitability import SYSTEM_SUB_TYPES
from daybook.domain.words import noted

_TYPES: dict[str, str] = {
    AccountType.BANK: noted("Bank and cash"),
    AccountType.ACCOUNTS_RECEIVABLE: noted("Accounts receivable"),
    AccountType.OTHER_CURRENT_ASSET: noted("Other current assets"),
    AccountType.OTHER_CURRENT_LIABILITY: noted("Other current liabilities"),
    AccountType.INCOME: noted("Income"),
    AccountType.COST_OF_GOODS_SOLD: noted("Cost of goods sold"),
    AccountType.EXPENSE: noted("Expenses"),
    AccountType.OTHER_INCOME: noted("Other income"),
    AccountType.OTHER_EXPENSE: noted("Other expenses"),
}
_SUB_TYPES: dict[str, str] = {
    "CashOnHand": noted("Cash on hand"),
    "Checking": noted("Chequing"),
    "OtherCurrentAssets": noted("Other current assets"),
    "OtherCurrentLiabilities": noted("Other current liabilities"),
    "DeferredRevenue": noted("Deferred revenue"),
    "Gratuity": noted("Gratuity"),
    "UndistributedTips": noted("Undistributed tips"),
    "SalesOfProductIncome": noted("Sales of product income"),
    "SalesRetail": noted("Sales, retail"),
    "SalesWholesale": noted("Sales, wholesale"),
    "RevenueGeneral": noted("Revenue, general"),
    "ServiceFeeIncome": noted("Service and fee income"),
    "OtherPrimaryIncome": noted("Other primary income"),
    "DiscountsRefundsGiven": noted("Discounts and refunds given"),
    "OtherBusinessExpenses": noted("Other business expenses"),
    "OfficeGeneralAdministrativeExpenses": noted("Office and general administrative expenses"),
    "OtherMiscellaneousExpense": noted("Other miscellaneous expenses"),
    "SuppliesMaterialsCogs": noted("Supplies and materials"),
    "AccountsReceivable": noted("Accounts receivable"),
}
# Where any sub-type would do, these are offered: the generic one first.
_OFFERED: dict[str, tuple[str, ...]] = {
    AccountType.EXPENSE: ("OtherBusinessExpenses", "OfficeGeneralAdministrativeExpenses"),
    AccountType.OTHER_EXPENSE: ("OtherMiscellaneousExpense",),
    AccountType.COST_OF_GOODS_SOLD: ("SuppliesMaterialsCogs",),
}


def type_word(account_type: str, speech: Speech) -> str:
    """The word for an account type; one that is new keeps QuickBooks' name."""
    return speech.say(_TYPES[account_type]) if account_type in _TYPES else account_type


def sub_type_word(sub_type: str, speech: Speech) -> str:
    """The word for a detail type; one that is new keeps QuickBooks' name."""
    return speech.say(_SUB_TYPES[sub_type]) if sub_type in _SUB_TYPES else sub_type


def sub_types(account_type: AccountType, allowed: frozenset[str]) -> tuple[str, ...]:
    """The detail types to offer for a new account, in the order they are written above."""
    if not allowed:
        return _OFFERED[account_type]
    return tuple(sub for sub in _SUB_TYPES if sub in allowed - SYSTEM_SUB_TYPES)


def limit_sentence(room: AccountRoom, speech: Speech) -> str:
    """Why accounts cannot be created, and the ways out of it."""
    return speech.say(
        "Your QuickBooks plan keeps {limit} accounts. {active} are in use and {new} would be added. "
        "Let all sales go to one account, or choose accounts that you have.",
        limit=speech.number(room.limit),
        active=speech.number(room.active),
        new=speech.number(room.new),
    )
