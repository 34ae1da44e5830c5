"""The accounts that Daybook proposes to a merchant who has chosen none, and the names it gives to what they sell."""

from dataclasses import replace

import pytest

from connected_merchant import profile
from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.chart.default_chart import ProposedAccount, default_accounts, default_labels
from daybook.domain.chart.default_names import account_description, account_name
from daybook.domain.merchant.profile import Category, Tax, Tender
from factories import location

QUEEN, KING = "304267:1", "304268:1"
INCOME = (AccountType.INCOME, "SalesOfProductIncome")
CONTRA = (AccountType.INCOME, "DiscountsRefundsGiven")
LIABILITY = (AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities")
CLEARING = (AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets")
CASH = (AccountType.BANK, "CashOnHand")
EXPENSE = (AccountType.EXPENSE, "OtherBusinessExpenses")
MERCHANT = profile(
    locations=(location(QUEEN), replace(location(KING), name="King St")),
    # Both stores use the id 1, for two categories.
    categories=(
        Category("1", QUEEN, "Food"),
        Category("1", KING, 'Wine: "red"'),
        Category("2", QUEEN, "Tea"),
        Category("2", KING, "Tea"),
    ),
    taxes=(Tax("hst", "HST 13%", "APPLIED", "0.13"), Tax("bag", "Bag fee", "FLAT", None)),
    tenders=(
        Tender("CASH", "CASH", "Counter"),
        Tender("EURO", "CASH", "Euro"),
        Tender("CCRD", "CARD", "CCRD"),
        Tender("GCRD", "GIFT_CARD", "GCRD"),
        Tender("STCR", "STORE_CREDIT", "STCR"),
        Tender("HACC", "HOUSE_ACCOUNT", "HACC"),
        Tender("CHECK", "CHECK", "CHECK"),
        Tender("UBER", "OTHER", "Uber Eats"),
        Tender("PIX", "A_NEW_KIND", ""),
    ),
    card_types=("visa", "INTERAC", "VISA", "OTHER"),
)
OF_EVERY_MERCHANT = [
    ("revenue:none", "POS Sales - Other", "PDV Ventes - Autres", INCOME),
    ("adjustment", "POS Sales Adjustments", "PDV Ajustements des ventes", INCOME),
    ("discount", "POS Discounts", "PDV Rabais", CONTRA),
    ("comp", "POS Comps", "PDV Offerts par la maison", CONTRA),
    ("loyalty", "POS Loyalty Rewards", "PDV Récompenses de fidélité", CONTRA),
    ("refund", "POS Refunds", "PDV Remboursements", CONTRA),
    (
        "service_charge:STAFF",
        "POS Service Charges Owed to Staff",
        "PDV Frais de service dus au personnel",
        LIABILITY,
    ),
    (
        "service_charge:HOUSE",
        "POS Service Charges",
        "PDV Frais de service",
        (AccountType.INCOME, "ServiceFeeIncome"),
    ),
    ("tip", "POS Tips Payable", "PDV Pourboires à payer", LIABILITY),
    ("gift_card", "POS Gift Cards Outstanding", "PDV Cartes-cadeaux en circulation", LIABILITY),
    ("store_credit", "POS Store Credit", "PDV Crédits en magasin", LIABILITY),
    ("house_account", "POS House Accounts", "PDV Comptes clients maison", CLEARING),
    ("customer_deposits", "POS Customer Deposits", "PDV Dépôts sur commandes ouvertes", LIABILITY),
    (
        "rounding",
        "POS Cash Rounding",
        "PDV Arrondi des espèces",
        (AccountType.OTHER_EXPENSE, "OtherMiscellaneousExpense"),
    ),
    ("paid_in", "POS Pay-ins", "PDV Entrées de caisse", CLEARING),
    ("paid_out", "POS Pay-outs", "PDV Sorties de caisse", EXPENSE),
    ("cash_drop", "POS Safe", "PDV Coffre", CASH),
    ("over_short", "POS Cash Over and Short", "PDV Écarts de caisse", EXPENSE),
    ("tender:CASH", "POS Cash Clearing", "PDV Compensation - Espèces", CASH),
    ("suspense", "POS Suspense - to be mapped", "PDV Compte d'attente - à attribuer", LIABILITY),
]
EXPECTED = [
    (f"revenue:1@{QUEEN}", "POS Sales - Food", "PDV Ventes - Food", INCOME),
    (f"revenue:1@{KING}", "POS Sales - Wine  'red'", "PDV Ventes - Wine  'red'", INCOME),
    ("revenue:2", "POS Sales - Tea", "PDV Ventes - Tea", INCOME),
    *OF_EVERY_MERCHANT,
    ("tax:hst", "POS Tax - HST 13%", "PDV Taxe - HST 13%", LIABILITY),
    ("tax:bag", "POS Tax - Bag fee", "PDV Taxe - Bag fee", LIABILITY),
    ("tender:EURO", "POS Cash Clearing", "PDV Compensation - Espèces", CASH),
    ("tender:CCRD:INTERAC", "POS Card Clearing - Interac", "PDV Compensation - Carte Interac", CLEARING),
    ("tender:CCRD:OTHER", "POS Card Clearing - Other", "PDV Compensation - Autres cartes", CLEARING),
    ("tender:CCRD:UNKNOWN", "POS Card Clearing - Unknown type", "PDV Compensation - Carte de type inconnu", CLEARING),
    ("tender:CCRD:VISA", "POS Card Clearing - Visa", "PDV Compensation - Carte Visa", CLEARING),
    ("tender:CHECK", "POS Clearing - Check", "PDV Compensation - Chèque", CLEARING),
    ("tender:UBER", "POS Clearing - Uber Eats", "PDV Compensation - Uber Eats", CLEARING),
    ("tender:PIX", "POS Clearing - PIX", "PDV Compensation - PIX", CLEARING),
]
DESCRIPTION = ("Created by Daybook for talech sales", "Créé par Daybook pour les ventes talech")


def test_every_role_of_a_merchant_has_an_account_in_english():
    assert default_accounts(MERCHANT, "en") == tuple(
        ProposedAccount(role, NewAccount(english, *kind, DESCRIPTION[0])) for role, english, _, kind in EXPECTED
    )


@pytest.mark.parametrize("language", ["fr", "fr-CA"])
def test_every_role_of_a_merchant_has_an_account_in_french(language):
    assert default_accounts(MERCHANT, language) == tuple(
        ProposedAccount(role, NewAccount(french, *kind, DESCRIPTION[1])) for role, _, french, kind in EXPECTED
    )


def test_a_merchant_of_whom_talech_lists_nothing_has_the_roles_of_every_merchant():
    bare = profile(categories=(), taxes=(), tenders=(), card_types=())

    assert [(each.role, each.account.name) for each in default_accounts(bare, "en")] == [
        (role, english) for role, english, _, _ in OF_EVERY_MERCHANT
    ]


def test_a_card_tender_without_card_types_has_one_account():
    merchant = profile(categories=(), taxes=(), tenders=(Tender("CCRD", "CARD", "CCRD"),), card_types=())

    assert [each.role for each in default_accounts(merchant, "en")][len(OF_EVERY_MERCHANT) :] == ["tender:CCRD:UNKNOWN"]


def test_categories_taxes_tenders_and_stores_are_called_as_the_merchant_named_them():
    assert default_labels(MERCHANT) == {
        f"revenue:1@{QUEEN}": "Food",
        f"revenue:1@{KING}": 'Wine: "red"',
        "revenue:2": "Tea",
        f"refund:1@{QUEEN}": "Food",
        f"refund:1@{KING}": 'Wine: "red"',
        "refund:2": "Tea",
        "tax:hst": "HST 13%",
        "tax:bag": "Bag fee",
        "tender:CASH": "Counter",
        "tender:EURO": "Euro",
        "tender:UBER": "Uber Eats",
        QUEEN: "Queen St",
        KING: "King St",
    }


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Food", "POS Sales - Food"),
        (" Food ", "POS Sales - Food"),
        (":Food:", "POS Sales - Food"),
        ('7" pan', "POS Sales - 7' pan"),
        ("a" * 88, f"POS Sales - {'a' * 88}"),
        ("a" * 89, f"POS Sales - {'a' * 88}"),
        (f"{'a' * 87} b", f"POS Sales - {'a' * 87}"),
    ],
)
def test_a_name_has_no_sign_that_quickbooks_refuses_and_at_most_a_hundred_letters(subject, name):
    assert account_name("sales", "en", subject) == name


@pytest.mark.parametrize(
    ("key", "subject", "name"),
    [
        ("sales_all", "", "POS Sales"),
        ("sales", "CHECK", "POS Sales - CHECK"),
        ("sales", "VISA", "POS Sales - VISA"),
        ("card", "VISA", "POS Card Clearing - Visa"),
        ("clearing", "VISA", "POS Clearing - VISA"),
        ("clearing", "CHECK", "POS Clearing - Check"),
        ("tax", "UNKNOWN", "POS Tax - UNKNOWN"),
    ],
)
def test_only_a_card_and_a_tender_are_called_by_the_word_for_their_code(key, subject, name):
    assert account_name(key, "en", subject) == name


def test_the_description_is_in_the_language_of_the_merchant():
    assert (account_description("en"), account_description("fr")) == DESCRIPTION
