"""Which clearing accounts stand in for bank accounts, and how Daybook names them."""

from datetime import date

import pytest

from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts, NewAccount
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.tender_clearing import CLEARED, clearing_accounts, may_clear
from daybook.domain.day.roles import RoleKind

CHART = ChartOfAccounts(
    (
        Account("35", "Checking", "Bank", "Checking"),
        Account("36", "Savings", "Bank", "Savings"),
        Account("84", "Card clearing", "Other Current Asset", "OtherCurrentAssets"),
        Account("79", "Sales", "Income", "SalesOfProductIncome"),
    )
)
ENGLISH, FRENCH = "Created by Daybook for talech sales", "Créé par Daybook pour les ventes talech"


def mapping(accounts, **more):
    return AccountMapping(1, date(2020, 1, 1), accounts, suspense_account="99", **more)


def clearing(name, description=ENGLISH):
    return NewAccount(name, AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets", description)


@pytest.mark.parametrize(
    ("role", "english", "french"),
    [
        ("tender:CCRD:VISA", "POS Clearing - Visa", "PDV Compensation - Visa"),
        ("tender:CCRD:UNKNOWN", "POS Clearing - Cards of an unknown type", "PDV Compensation - Cartes de type inconnu"),
        ("tender:CCRD", "POS Clearing - Bank cards", "PDV Compensation - Bank cards"),
        ("tender:DCRD", "POS Clearing - Debit card", "PDV Compensation - Carte de débit"),
        ("tender:CASH", "POS Clearing - Cash", "PDV Compensation - Espèces"),
        ("tender:REVPAY", "POS Clearing - Phone to phone", "PDV Compensation - Phone to phone"),
        ("tender", "POS Clearing - Other", "PDV Compensation - Autre"),
        ("cash_drop", "POS Clearing - Safe", "PDV Compensation - Coffre"),
    ],
)
def test_a_tender_on_a_bank_account_gets_a_clearing_account_of_its_own_name(role, english, french):
    held = mapping({role: "35"}, labels={"tender:REVPAY": "Phone to phone", "tender:CCRD": "Bank cards"})

    assert clearing_accounts(held, CHART, "en") == {role: clearing(english)}
    assert clearing_accounts(held, CHART, "fr") == {role: clearing(french, FRENCH)}


def test_only_roles_on_bank_accounts_get_one_and_they_come_by_their_names():
    held = mapping(
        {
            "tender:OTHER": "36",
            "revenue": "79",
            "tender:CCRD:VISA": "84",
            "tender:CASH": "35",
            "cash_drop": "35",
            "tip": "4711",
        }
    )

    assert list(clearing_accounts(held, CHART, "en").items()) == [
        ("cash_drop", clearing("POS Clearing - Safe")),
        ("tender:CASH", clearing("POS Clearing - Cash")),
        ("tender:OTHER", clearing("POS Clearing - Other")),
    ]


@pytest.mark.parametrize(
    ("account_type", "sub_type", "may"),
    [
        ("Other Current Asset", "OtherCurrentAssets", True),
        ("Other Current Asset", "UndepositedFunds", False),
        ("Other Current Liability", "OtherCurrentAssets", False),
        ("Bank", "Checking", False),
    ],
)
def test_items_and_payments_both_can_use_only_an_other_current_asset_of_the_general_sub_type(
    account_type, sub_type, may
):
    assert may_clear(Account("1", "Clearing", account_type, sub_type)) is may


def test_a_merchant_may_map_tenders_and_the_safe_to_a_bank_account():
    assert {RoleKind.TENDER, RoleKind.CASH_DROP} == CLEARED
