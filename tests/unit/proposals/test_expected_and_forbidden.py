"""Which names an account may have to be proposed for a role, and which must never be, in English and in French."""

import pytest

from daybook.domain.proposals.accounts import propose_mapping
from unit.proposals.shops import (
    ASSET,
    CHECKING,
    CONTRA,
    DEFERRED,
    EXPENSE,
    GRATUITY,
    INCOME,
    LIABILITY,
    ON_HAND,
    OTHER_EXPENSE,
    OTHER_INCOME,
    OTHER_SALES,
    RECEIVABLE,
    SERVICE,
    account,
    chart,
    shop,
    tax,
)

EXPECTED = [
    # role, account, its type, code of the reason
    ("revenue:c1", "Sales - Beverages", OTHER_SALES, "same_name"),
    ("revenue:c1", "Ventes boissons", OTHER_SALES, "same_name"),
    ("revenue:c1", "4010 Beverage sales", INCOME, "same_name"),
    ("revenue:c2", "Coffee", INCOME, "same_name"),
    ("revenue:c2", "Revenus - Boissons", INCOME, "broader_category"),
    ("revenue:c2", "Food & Beverage Sales", INCOME, "broader_category"),
    ("revenue:none", "Sales", OTHER_SALES, "general_sales"),
    ("revenue:none", "Chiffre d'affaires", INCOME, "general_sales"),
    ("revenue:none", "VENTES DE PRODUITS", INCOME, "general_sales"),
    ("discount", "Discounts given", CONTRA, "word_match"),
    ("discount", "Rabais accordés", CONTRA, "word_match"),
    ("discount", "Escomptes sur ventes", CONTRA, "word_match"),
    ("discount", "Price reductions", CONTRA, "sub_type"),
    ("comp", "Comps", CONTRA, "word_match"),
    ("comp", "Offerts par la maison", CONTRA, "word_match"),
    ("comp", "Remises accordées", CONTRA, "shares_discounts"),
    ("loyalty", "Loyalty rewards", CONTRA, "word_match"),
    ("loyalty", "Récompenses de fidélité", CONTRA, "word_match"),
    ("refund", "Sales Returns and Allowances", CONTRA, "word_match"),
    ("refund", "Remboursements clients", CONTRA, "word_match"),
    ("service_charge:STAFF", "Service charges payable", LIABILITY, "word_match"),
    ("service_charge:HOUSE", "Service charge income", SERVICE, "word_match"),
    ("service_charge:HOUSE", "Frais de service", SERVICE, "word_match"),
    ("tip", "Tips Payable", LIABILITY, "word_match"),
    ("tip", "Gratuities owed to staff", GRATUITY, "word_match"),
    ("tip", "Pourboires à payer", LIABILITY, "word_match"),
    ("tip", "Due at payroll", GRATUITY, "sub_type"),
    ("gift_card", "Gift Cards Outstanding", DEFERRED, "word_match"),
    ("gift_card", "Cartes-cadeaux en circulation", DEFERRED, "word_match"),
    ("gift_card", "Gift certificate liability", LIABILITY, "word_match"),
    ("store_credit", "Store credit", LIABILITY, "word_match"),
    ("store_credit", "Crédits en magasin", LIABILITY, "word_match"),
    ("house_account", "Comptes clients maison", ASSET, "word_match"),
    ("customer_deposits", "Customer deposits", LIABILITY, "word_match"),
    ("customer_deposits", "Dépôts des clients", DEFERRED, "word_match"),
    ("rounding", "Cash rounding", OTHER_EXPENSE, "word_match"),
    ("rounding", "Arrondi", EXPENSE, "word_match"),
    ("paid_in", "Entrées de caisse", ASSET, "word_match"),
    ("paid_out", "Petty cash expenses", EXPENSE, "word_match"),
    ("cash_drop", "Coffre-fort", ON_HAND, "word_match"),
    ("over_short", "Cash Over/Short", EXPENSE, "word_match"),
    ("over_short", "Écart de caisse", OTHER_EXPENSE, "word_match"),
    ("tax:t1", "HST collected", LIABILITY, "same_name"),
    ("tax:t1", "TPS/TVH à payer", LIABILITY, "word_match"),
    ("tender:CASH", "Cash drawer", ON_HAND, "word_match"),
    ("tender:CASH", "Encaisse", ON_HAND, "word_match"),
    ("tender:CASH", "Till 1", ON_HAND, "sub_type"),
    ("tender:CCRD:VISA", "POS Card Clearing", ASSET, "word_match"),
    ("tender:CCRD:VISA", "Visa/MC clearing", CHECKING, "same_name"),
    ("tender:CCRD:UNKNOWN", "Cartes de crédit à recevoir", ASSET, "word_match"),
    ("tender:DCRD:INTERAC", "Compensation Interac", ASSET, "same_name"),
    ("tender:DCRD:VISA", "Credit card clearing", ASSET, "shares_cards"),
    ("tender:CHECK", "Checks clearing", ASSET, "word_match"),
    ("tender:OTHER", "Uber Eats receivable", ASSET, "same_name"),
]

FORBIDDEN = [
    # role, account, its type: the words or the type come close, and would be wrong
    ("revenue:c1", "Beverages", ("Cost of Goods Sold", "SuppliesMaterialsCogs")),
    ("revenue:c1", "Beverage rebates", OTHER_SALES),
    ("revenue:c1", "Sales", OTHER_INCOME),
    ("revenue:c2", "Gift shop sales", INCOME),
    ("revenue:c2", "Uncategorized Income", OTHER_SALES),
    ("revenue:c2", "Discounts given", CONTRA),
    ("revenue:none", "Revenus non classés", OTHER_SALES),
    ("revenue:none", "Rental income", OTHER_SALES),
    ("discount", "Discounts received", OTHER_SALES),
    ("discount", "Remises obtenues", OTHER_SALES),
    ("discount", "Escomptes sur achats", OTHER_SALES),
    ("discount", "Discount sales", OTHER_SALES),
    ("comp", "Ventes à rabais", OTHER_SALES),
    ("discount", "Discounts received", CONTRA),
    ("discount", "Refunds given", CONTRA),
    ("discount", "Discount income", OTHER_INCOME),
    ("comp", "Workers comp", EXPENSE),
    ("comp", "Discounts received", CONTRA),
    ("loyalty", "Loyalty program expense", EXPENSE),
    ("loyalty", "Loyalty points liability", LIABILITY),
    ("refund", "Sales tax refund", OTHER_SALES),
    ("refund", "Purchase returns", OTHER_SALES),
    ("service_charge:HOUSE", "Bank service charges", EXPENSE),
    ("service_charge:HOUSE", "Services", SERVICE),
    ("service_charge:STAFF", "Bank service charges payable", LIABILITY),
    ("tip", "Tips expense", EXPENSE),
    ("tip", "Gratuités", OTHER_SALES),
    ("tip", "Tip jar fundraiser payable", LIABILITY),
    ("gift_card", "Gift card sales", INCOME),
    ("gift_card", "Gift shop payable", LIABILITY),
    ("gift_card", "Vouchers payable", LIABILITY),
    ("gift_card", "Deferred Revenue", DEFERRED),
    ("store_credit", "Store credit card", ("Credit Card", "CreditCard")),
    ("store_credit", "Store credit card payable", LIABILITY),
    ("house_account", "Accounts Receivable (A/R)", RECEIVABLE),
    ("customer_deposits", "Customer security deposits", LIABILITY),
    ("customer_deposits", "Security Deposits", ("Other Asset", "SecurityDeposits")),
    ("rounding", "Tax rounding", OTHER_EXPENSE),
    ("paid_in", "Paid-in capital", ("Equity", "PaidInCapitalOrSurplus")),
    ("paid_out", "Tip payouts", EXPENSE),
    ("cash_drop", "Safe Harbor Bank", CHECKING),
    ("over_short", "Inventory over/short", EXPENSE),
    ("suspense", "GST/HST Suspense", ("Other Current Liability", "GlobalTaxSuspense")),
    ("suspense", "Suspense", LIABILITY),
    ("tax:t1", "HST Payable", ("Other Current Liability", "GlobalTaxPayable")),
    ("tax:t1", "Sales Tax Payable", ("Other Current Liability", "SalesTaxPayable")),
    ("tax:t1", "TVQ à payer", LIABILITY),
    ("tax:t1", "HST paid on purchases", LIABILITY),
    ("tax:t1", "Income tax payable", LIABILITY),
    ("tender:CASH", "Petty Cash", ON_HAND),
    ("tender:CASH", "Petite caisse", ON_HAND),
    ("tender:CASH", "Caisse populaire Desjardins", CHECKING),
    ("tender:CASH", "Undeposited Funds", ("Other Current Asset", "UndepositedFunds")),
    ("tender:CCRD:VISA", "Visa", ("Credit Card", "CreditCard")),
    ("tender:CCRD:VISA", "Card fees", EXPENSE),
    ("tender:CCRD:VISA", "Gift card clearing", ASSET),
    ("tender:CCRD:VISA", "Amex clearing", ASSET),
    ("tender:CCRD:VISA", "Debit card clearing", ASSET),
    ("tender:CCRD:VISA", "Fuel card receivable", ASSET),
    ("tender:CHECK", "Compte-chèques", CHECKING),
    ("tender:CHECK", "Checking", CHECKING),
    ("tender:OTHER", "Uber Eats commissions", EXPENSE),
    ("tender:OTHER", "Uber Eats", CHECKING),
]


def proposed(role, *accounts, language="en"):
    proposals = propose_mapping(shop(), chart(*accounts), language=language)
    return next(proposal for proposal in proposals if proposal.role == role)


@pytest.mark.parametrize(("role", "name", "kind", "code"), EXPECTED)
def test_an_account_meant_for_a_role_is_proposed_with_its_reason(role, name, kind, code):
    proposal = proposed(role, account(name, kind))

    assert (proposal.account.name, proposal.reason.code) == (name, code)
    assert proposal.existing
    assert proposal.preselected


@pytest.mark.parametrize(("role", "name", "kind"), FORBIDDEN)
def test_an_account_that_only_looks_like_it_is_never_proposed(role, name, kind):
    proposal = proposed(role, account(name, kind))

    assert proposal.reason.code == "nothing_suitable"
    assert not proposal.existing


@pytest.mark.parametrize(("role", "name", "kind", "_code"), EXPECTED)
def test_an_inactive_account_is_never_proposed(role, name, kind, _code):
    proposal = proposed(role, account(name, kind, active=False))

    assert not proposal.existing


@pytest.mark.parametrize(
    ("rates", "country", "served"),
    [(("0.08",), "CA", True), (("0.05", "0.07"), "CA", False), (("0.04", "0.045"), "US", True), ((None,), "US", False)],
)
def test_an_account_for_sales_tax_in_general_serves_where_one_return_covers_it(rates, country, served):
    """Two Canadian taxes go to two agencies; a flat bottle tax is not sales tax."""
    taxes = [tax(f"Levy {n}", rate, f"t{n}") for n, rate in enumerate(rates)]
    general = account("Sales tax collected", LIABILITY)

    proposals = propose_mapping(shop(taxes=taxes, country=country), chart(general), language="en")

    assert {p.account == general for p in proposals if p.role.startswith("tax:")} == {served}


@pytest.mark.parametrize(
    ("levied", "name", "served"),
    [
        ("TPS", "GST/HST collected", True),
        ("GST", "GST/PST payable", False),
        ("QST", "TPS/TVQ à payer", False),
        ("TVQ", "QST payable", True),
        ("PST", "PST payable", True),
    ],
)
def test_a_tax_shares_an_account_only_with_a_tax_of_the_same_agency(levied, name, served):
    proposals = propose_mapping(shop(taxes=[tax(levied, "0.05")]), chart(account(name, LIABILITY)), language="en")

    assert next(p for p in proposals if p.role == "tax:t1").existing == served
