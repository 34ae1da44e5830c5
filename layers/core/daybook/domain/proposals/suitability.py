"""The table of which account types and sub-types may receive a role.

The source is docs/quickbooks.md 4.3. Accounts that QuickBooks uses itself are never proposed: a deposit from
Undeposited Funds locks documents, the system's tax accounts belong to the tax centre, payables need a vendor.
"""

from collections.abc import Container

from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.day.roles import STAFF, Role, RoleKind

SYSTEM_SUB_TYPES = frozenset({
    "UndepositedFunds",
    "SalesTaxPayable",
    "GlobalTaxPayable",
    "GlobalTaxSuspense",
    "GlobalTaxRefund",
    "GlobalTaxExpense",
    "AccountsPayable",
    "Inventory",
    "OpeningBalanceEquity",
    "RetainedEarnings",
    "UnappliedCashPaymentIncome",
    "UnappliedCashBillPaymentExpense",
    "ExchangeGainOrLoss",
    "TaxRoundoffGainOrLoss",
    "PayrollExpenses",
})  # fmt: skip

# Best first: the order in which docs/quickbooks.md 4.3 names them.
SALES_SUB_TYPES = ("SalesOfProductIncome", "SalesRetail", "RevenueGeneral", "OtherPrimaryIncome")

_Suitable = dict[AccountType, frozenset[str]]
_ANY: frozenset[str] = frozenset()
_SALES: _Suitable = {AccountType.INCOME: frozenset({*SALES_SUB_TYPES, "SalesWholesale", "ServiceFeeIncome"})}
_REDUCTIONS: _Suitable = {
    AccountType.INCOME: frozenset({"DiscountsRefundsGiven", "OtherPrimaryIncome", "RevenueGeneral"})
}
_OWED: _Suitable = {AccountType.OTHER_CURRENT_LIABILITY: frozenset({"OtherCurrentLiabilities"})}
_PREPAID: _Suitable = {AccountType.OTHER_CURRENT_LIABILITY: frozenset({"OtherCurrentLiabilities", "DeferredRevenue"})}
_STAFF: _Suitable = {
    AccountType.OTHER_CURRENT_LIABILITY: frozenset({"OtherCurrentLiabilities", "Gratuity", "UndistributedTips"})
}
_MONEY_TO_COME: _Suitable = {AccountType.OTHER_CURRENT_ASSET: frozenset({"OtherCurrentAssets"})}
_CLEARING: _Suitable = {**_MONEY_TO_COME, AccountType.BANK: frozenset({"Checking", "CashOnHand"})}
_CASH: _Suitable = {**_MONEY_TO_COME, AccountType.BANK: frozenset({"CashOnHand"})}
_COSTS: _Suitable = {AccountType.EXPENSE: _ANY, AccountType.OTHER_EXPENSE: _ANY}

_BY_KIND: dict[RoleKind, _Suitable] = {
    RoleKind.REVENUE: _SALES,
    RoleKind.ADJUSTMENT: _SALES,
    RoleKind.DISCOUNT: _REDUCTIONS,
    RoleKind.COMP: _REDUCTIONS,
    RoleKind.LOYALTY: _REDUCTIONS,
    RoleKind.REFUND: _REDUCTIONS,
    RoleKind.TAX: _OWED,
    RoleKind.TIP: _STAFF,
    RoleKind.GIFT_CARD: _PREPAID,
    RoleKind.STORE_CREDIT: _PREPAID,
    RoleKind.HOUSE_ACCOUNT: _MONEY_TO_COME,
    RoleKind.CUSTOMER_DEPOSITS: _PREPAID,
    RoleKind.ROUNDING: _COSTS,
    RoleKind.TENDER: _CLEARING,
    RoleKind.PAID_IN: _MONEY_TO_COME,
    RoleKind.PAID_OUT: {AccountType.EXPENSE: _ANY, AccountType.COST_OF_GOODS_SOLD: _ANY},
    RoleKind.CASH_DROP: {AccountType.BANK: frozenset({"CashOnHand"})},
    RoleKind.OVER_SHORT: _COSTS,
    RoleKind.SUSPENSE: _OWED,
}
_SERVICE_CHARGE_OF_HOUSE: _Suitable = {
    AccountType.INCOME: frozenset({"ServiceFeeIncome", "OtherPrimaryIncome", "RevenueGeneral", "SalesOfProductIncome"})
}


def may_receive(account: Account, role: Role, *, currencies: Container[str], is_cash: bool = False) -> bool:
    """Whether an account is active, not a system account, in a currency of the shops, and of a type for the role."""
    if not is_usable(account, currencies) or account.sub_type in SYSTEM_SUB_TYPES:
        return False
    for account_type, sub_types in _table(role, is_cash=is_cash).items():
        if account.type == account_type:
            return not sub_types or account.sub_type in sub_types
    return False


def may_receive_house_accounts(account: Account, *, currencies: Container[str]) -> bool:
    """Whether an account is a receivable; only for merchants who chose that, because its lines need a customer."""
    return is_usable(account, currencies) and account.type == AccountType.ACCOUNTS_RECEIVABLE


def suitable_kinds(role: Role, *, is_cash: bool = False) -> dict[AccountType, frozenset[str]]:
    """The account types that can take a role, with their sub-types; an empty set means any sub-type of the type."""
    return dict(_table(role, is_cash=is_cash))


def is_usable(account: Account, currencies: Container[str]) -> bool:
    """Whether it is active and in a shop's currency: QuickBooks refuses another currency (docs/quickbooks.md 13.8)."""
    return account.active and (not account.currency or account.currency in currencies)


def _table(role: Role, *, is_cash: bool) -> _Suitable:
    if role.kind == RoleKind.SERVICE_CHARGE:
        return _STAFF if role.key == STAFF else _SERVICE_CHARGE_OF_HOUSE
    return _CASH if is_cash else _BY_KIND[role.kind]
