"""Books that move without a document changing (docs/quickbooks.md 13.11)."""

from decimal import Decimal

import pytest

from quickbooks_simulator.reports.ledger import balance_minor
from simulators.quickbooks.books import balanced, code_of

D = Decimal


def account(books, subtype):
    return books.account(subtype)["value"]


@pytest.mark.parametrize(("include", "moved"), [("", True), ("donotupdateaccountontxns", False)])
def test_an_item_that_points_elsewhere_takes_its_history_along_unless_it_is_told_not_to(books, include, moved):
    receipt = books.post("SalesReceipt", books.sale((D(10), "NON")))
    item, services = books.item()["value"], books.account("ServiceFeeIncome")
    change = {"Id": item, "SyncToken": "0", "sparse": True, "IncomeAccountRef": services}

    books.post("Item", change, include=include)

    assert balance_minor(books.company, services["value"]) == (-1000 if moved else 0)
    (row,) = books.query("SELECT * FROM SalesReceipt")["SalesReceipt"]
    assert row["SyncToken"] == receipt["SyncToken"]


def test_a_balance_sheet_account_made_inactive_is_emptied_and_frees_its_name(books):
    books.post("JournalEntry", balanced(books))
    checking = account(books, "Checking")

    books.post("Account", {"Id": checking, "SyncToken": "0", "sparse": True, "Active": False})

    assert balance_minor(books.company, checking) == 0
    assert balance_minor(books.company, account(books, "OpeningBalanceEquity")) == 1000
    new = books.post("Account", {"Name": "Checking", "AccountType": "Bank"})
    assert new["Id"] != checking
    back = {"Id": checking, "SyncToken": "1", "sparse": True, "Active": True}
    assert code_of(lambda: books.post("Account", back)) == "6240"


def test_making_it_active_again_does_not_bring_the_balance_back(books):
    books.post("JournalEntry", balanced(books))
    checking = account(books, "Checking")
    books.post("Account", {"Id": checking, "SyncToken": "0", "sparse": True, "Active": False})

    books.post("Account", {"Id": checking, "SyncToken": "1", "sparse": True, "Active": True})

    assert balance_minor(books.company, checking) == 0


@pytest.mark.parametrize("emptied", [True, False])
def test_an_income_account_keeps_its_balance_and_the_switch_turns_it_all_off(books, emptied):
    books.company.switches.inactive_accounts_are_emptied = emptied
    books.post("JournalEntry", balanced(books))
    income = account(books, "SalesOfProductIncome")

    for identifier in (income, account(books, "Checking")):
        books.post("Account", {"Id": identifier, "SyncToken": "0", "sparse": True, "Active": False})

    assert balance_minor(books.company, income) == -1000
    assert balance_minor(books.company, account(books, "Checking")) == (0 if emptied else 1000)
