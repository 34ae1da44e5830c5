"""Which types and sub-types of accounts can take a role, for every role (docs/quickbooks.md 4.3)."""

from dataclasses import replace

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.proposals.suitability import (
    SYSTEM_SUB_TYPES,
    is_usable,
    may_receive,
    may_receive_house_accounts,
    suitable_kinds,
)

SALES = {
    "Income": {
        "SalesOfProductIncome",
        "SalesRetail",
        "RevenueGeneral",
        "OtherPrimaryIncome",
        "SalesWholesale",
        "ServiceFeeIncome",
    }
}
REDUCTIONS = {"Income": {"DiscountsRefundsGiven", "OtherPrimaryIncome", "RevenueGeneral"}}
OWED = {"Other Current Liability": {"OtherCurrentLiabilities"}}
PREPAID = {"Other Current Liability": {"OtherCurrentLiabilities", "DeferredRevenue"}}
STAFF = {"Other Current Liability": {"OtherCurrentLiabilities", "Gratuity", "UndistributedTips"}}
TO_COME = {"Other Current Asset": {"OtherCurrentAssets"}}
COSTS = {"Expense": set(), "Other Expense": set()}
SUITABLE = {
    "revenue": SALES,
    "revenue:c1": SALES,
    "adjustment": SALES,
    "discount": REDUCTIONS,
    "comp": REDUCTIONS,
    "loyalty": REDUCTIONS,
    "refund": REDUCTIONS,
    "tax:hst": OWED,
    "service_charge:STAFF": STAFF,
    "service_charge:HOUSE": {
        "Income": {"ServiceFeeIncome", "OtherPrimaryIncome", "RevenueGeneral", "SalesOfProductIncome"}
    },
    "tip": STAFF,
    "gift_card": PREPAID,
    "store_credit": PREPAID,
    "house_account": TO_COME,
    "customer_deposits": PREPAID,
    "rounding": COSTS,
    "tender:CCRD:VISA": {**TO_COME, "Bank": {"Checking", "CashOnHand"}},
    "paid_in": TO_COME,
    "paid_out": {"Expense": set(), "Cost of Goods Sold": set()},
    "cash_drop": {"Bank": {"CashOnHand"}},
    "over_short": COSTS,
    "suspense": OWED,
}
DOLLARS = {"CAD"}
TIP, TENDER, PAID_OUT = Role(RoleKind.TIP), Role(RoleKind.TENDER, "CASH"), Role(RoleKind.PAID_OUT)
TIPS = Account("1", "Tips", "Other Current Liability", "Gratuity")
RECEIVABLE = Account("2", "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable")


@pytest.mark.parametrize("role", SUITABLE)
def test_each_role_has_its_types_and_sub_types(role):
    assert suitable_kinds(role_from_text(role)) == SUITABLE[role]


def test_every_kind_of_role_has_types():
    assert {role.partition(":")[0] for role in SUITABLE} == {kind.value for kind in RoleKind}


def test_a_tender_in_cash_may_be_a_drawer_and_no_bank_account():
    assert suitable_kinds(TENDER, is_cash=True) == {**TO_COME, "Bank": {"CashOnHand"}}


@pytest.mark.parametrize(
    ("role", "kind", "is_cash", "may"),
    [
        (TIP, ("Other Current Liability", "Gratuity"), False, True),
        (TIP, ("Other Current Liability", "DeferredRevenue"), False, False),
        (TIP, ("Other Current Asset", "Gratuity"), False, False),
        (PAID_OUT, ("Expense", "Entertainment"), False, True),
        (PAID_OUT, ("Cost of Goods Sold", "SuppliesMaterialsCogs"), False, True),
        (PAID_OUT, ("Expense", "PayrollExpenses"), False, False),
        (PAID_OUT, ("Other Expense", "Entertainment"), False, False),
        (TENDER, ("Bank", "Checking"), False, True),
        (TENDER, ("Bank", "Checking"), True, False),
        (TENDER, ("Bank", "CashOnHand"), True, True),
        (TENDER, ("Other Current Asset", "OtherCurrentAssets"), True, True),
        (TENDER, ("Other Current Asset", "UndepositedFunds"), True, False),
        (TENDER, ("A type of next year", "CashOnHand"), True, False),
    ],
)
def test_an_account_takes_a_role_by_its_type_and_sub_type(role, kind, is_cash, may):
    assert may_receive(Account("1", "Any", *kind), role, currencies=DOLLARS, is_cash=is_cash) is may


def test_no_bank_account_is_refused_unless_the_tender_is_said_to_be_cash():
    assert may_receive(Account("1", "Main", "Bank", "Checking"), TENDER, currencies=DOLLARS)


@pytest.mark.parametrize("sub_type", sorted(SYSTEM_SUB_TYPES))
def test_an_account_that_quickbooks_uses_itself_takes_no_role(sub_type):
    for account_type in ("Expense", "Other Expense"):
        found = Account("1", "Any", account_type, sub_type)
        assert not may_receive(found, Role(RoleKind.ROUNDING), currencies=DOLLARS)


def test_the_sub_types_that_quickbooks_uses_itself():
    assert sorted(SYSTEM_SUB_TYPES) == [
        "AccountsPayable",
        "ExchangeGainOrLoss",
        "GlobalTaxExpense",
        "GlobalTaxPayable",
        "GlobalTaxRefund",
        "GlobalTaxSuspense",
        "Inventory",
        "OpeningBalanceEquity",
        "PayrollExpenses",
        "RetainedEarnings",
        "SalesTaxPayable",
        "TaxRoundoffGainOrLoss",
        "UnappliedCashBillPaymentExpense",
        "UnappliedCashPaymentIncome",
        "UndepositedFunds",
    ]


@pytest.mark.parametrize(
    ("active", "currency", "usable"),
    [(True, "", True), (True, "CAD", True), (True, "USD", False), (False, "", False), (False, "CAD", False)],
)
def test_an_account_is_active_and_in_a_currency_of_the_shops(active, currency, usable):
    tips, receivable = (replace(each, active=active, currency=currency) for each in (TIPS, RECEIVABLE))

    assert is_usable(tips, DOLLARS) is usable
    assert may_receive(tips, TIP, currencies=DOLLARS) is usable
    assert may_receive_house_accounts(receivable, currencies=DOLLARS) is usable


def test_only_a_receivable_is_a_receivable():
    assert not may_receive_house_accounts(TIPS, currencies=DOLLARS)
    assert not may_receive(RECEIVABLE, Role(RoleKind.HOUSE_ACCOUNT), currencies=DOLLARS)
