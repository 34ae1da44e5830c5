"""Whether an item may point at a bank account: it is not documented, so a company can be either."""

import pytest

from simulators.quickbooks.books import code_of


def on_a_bank_account(books):
    return {"Name": "Cash", "Type": "Service", "IncomeAccountRef": books.account("Checking")}


def test_a_bank_account_is_taken_unless_the_company_refuses_it(books):
    made = books.post("Item", on_a_bank_account(books))

    assert made["IncomeAccountRef"]["value"] == books.account("Checking")["value"]


def test_a_company_that_refuses_it_says_that_the_account_is_of_the_wrong_type(books):
    books.company.switches.items_on_bank_accounts = False

    assert code_of(lambda: books.post("Item", on_a_bank_account(books))) == "6430"


@pytest.mark.parametrize("subtype", ["OtherCurrentAssets", "OtherCurrentLiabilities", "SalesOfProductIncome"])
def test_such_a_company_takes_other_accounts(books, subtype):
    books.company.switches.items_on_bank_accounts = False
    account = books.post(
        "Account",
        {
            "Name": f"New {subtype}",
            "AccountSubType": subtype,
            "AccountType": {
                "OtherCurrentAssets": "Other Current Asset",
                "OtherCurrentLiabilities": "Other Current Liability",
                "SalesOfProductIncome": "Income",
            }[subtype],
        },
    )

    assert books.post("Item", on_a_bank_account(books) | {"IncomeAccountRef": {"value": account["Id"]}})["Id"]
