"""Accounts as people tell them apart: by number and path (docs/quickbooks.md 13.9)."""

import pytest

from daybook.domain.chart.accounts import Account, ChartOfAccounts

RESTAURANT = Account("1", "Coffee", "Income", "SalesOfProductIncome", full_name="Restaurant:Coffee", number="4010")
CATERING = Account("2", "Coffee", "Income", "SalesOfProductIncome", full_name="Catering:Coffee")
OLD = Account("3", "Tea", "Income", "SalesOfProductIncome", active=False)
TEA = Account("4", "Tea", "Expense", "SuppliesMaterials")
CHART = ChartOfAccounts((RESTAURANT, CATERING, OLD, TEA))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("restaurant:coffee", (RESTAURANT,)),
        ("4010", (RESTAURANT,)),
        ("4010 Restaurant:Coffee", (RESTAURANT,)),
        ("Coffee", (RESTAURANT, CATERING)),
        ("tea", (TEA,)),
        ("Juice", ()),
    ],
)
def test_a_person_means_an_account_by_path_number_or_both_and_else_by_its_name(text, meant):
    assert CHART.called(text) == meant


@pytest.mark.parametrize(("name", "found"), [("Coffee", None), ("TEA", TEA), ("Restaurant:Coffee", None)])
def test_a_name_alone_is_that_of_an_account_without_parents(name, found):
    assert CHART.by_name(name) == found


def test_a_label_has_the_number_where_there_is_one():
    assert [account.label for account in (RESTAURANT, CATERING, TEA)] == [
        "4010 Restaurant:Coffee",
        "Catering:Coffee",
        "Tea",
    ]


@pytest.mark.parametrize(("number", "found"), [("4010", RESTAURANT), ("1010", None), ("", None)])
def test_a_number_is_that_of_an_active_account_and_no_number_is_that_of_none(number, found):
    closed = Account("5", "Cash", "Bank", "CashOnHand", active=False, number="1010")

    assert ChartOfAccounts((closed, *CHART.accounts)).by_number(number) == found
