"""The tax return of a company: every rate's tax and what bears it, from the tax details of the documents alone."""

from collections import Counter
from decimal import Decimal

import pytest

from quickbooks_simulator.reports.ledger import trial_balance
from quickbooks_simulator.reports.tax_return import tax_return
from simulators.quickbooks.books import Books

D = Decimal


def filed(books: Books, first: str | None = None, last: str | None = None) -> dict[str, tuple[int, int]]:
    """Tax and net amount of every rate that something bears."""
    rows = tax_return(books.company, first, last)
    return {row.name: (row.tax_minor, row.net_minor) for row in rows if row.tax_minor or row.net_minor}


@pytest.fixture
def quebec(open_books) -> Books:
    """A Canadian company that sold for 1000.00 at two rates and for 40.00 at nought per cent."""
    books: Books = open_books("ca_plus")
    sale = books.sale((D(1000), "GST/QST QC"), (D(40), "Zero-rated"), DocNumber="1")
    books.post("SalesReceipt", sale | {"DepositToAccountRef": books.account("Checking")})
    return books


def test_every_rate_has_its_tax_and_the_net_amount_that_bears_it(quebec):
    assert filed(quebec) == {"GST": (5000, 100000), "QST": (9975, 100000), "Zero-rated": (0, 4000)}


def test_a_rate_says_its_percentage_its_agency_and_the_account_that_quickbooks_books_it_to(quebec):
    rows = {row.name: row for row in tax_return(quebec.company)}
    names = {account.id: account.body["Name"] for account in quebec.company.live("Account")}

    assert {row.name for row in rows.values()} >= {"GST", "QST", "HST ON", "HST Atlantic", "PST BC", "Exempt"}
    assert (rows["QST"].percent, rows["QST"].agency, names[rows["QST"].account_id]) == ("9.975", "QST", "QST Payable")
    assert names[rows["HST ON"].account_id] == "GST/HST Payable"


def test_an_override_counts_as_it_was_given(quebec):
    rate = {row.name: row.rate_id for row in tax_return(quebec.company)}["HST ON"]
    line = {
        "DetailType": "TaxLineDetail",
        "Amount": D("1.31"),
        "TaxLineDetail": {"TaxRateRef": {"value": rate}, "PercentBased": True, "TaxPercent": 13},
    }
    sale = quebec.sale((D("10.04"), "HST ON"), DocNumber="2", TxnTaxDetail={"TotalTax": D("1.31"), "TaxLine": [line]})

    quebec.post("Invoice", sale)

    assert filed(quebec)["HST ON"] == (131, 1004)


@pytest.mark.parametrize("paper", ["RefundReceipt", "CreditMemo"])
def test_what_goes_back_lowers_the_return(quebec, paper):
    back = quebec.sale((D(100), "GST/QST QC"), DocNumber="2", DepositToAccountRef=quebec.account("Checking"))

    quebec.post(paper, back)

    assert filed(quebec)["QST"] == (9975 - 998, 90000)


def test_a_voided_invoice_is_on_no_return(open_books):
    books = open_books("ca_plus")
    invoice = books.post("Invoice", books.sale((D(1000), "HST ON")))

    books.post("Invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="void")

    assert filed(books) == {}


def test_the_return_of_a_period_holds_its_dates_and_no_others(quebec):
    quebec.post("Invoice", quebec.sale((D(100), "HST ON"), TxnDate="2026-12-01", DocNumber="2"))

    assert filed(quebec, "2026-12-01", "2026-12-31") == {"HST ON": (1300, 10000)}
    assert "HST ON" not in filed(quebec, "2026-11-01", "2026-11-30")


def test_a_journal_line_with_a_tax_code_is_on_the_return_where_the_country_has_such_lines(open_books):
    books = open_books("gb_plus")
    entry = books.journal(("Debit", "Checking", D(120)), ("Credit", "SalesOfProductIncome", D(100)))
    detail = entry["Line"][1]["JournalEntryLineDetail"]
    detail |= {"TaxCodeRef": books.code("20.0% S"), "TaxApplicableOn": "Sales", "TaxAmount": D(20)}

    books.post("JournalEntry", entry)

    assert filed(books) == {"20.0% S": (2000, 10000)}


def test_a_journal_line_whose_code_says_no_rate_is_an_error_and_not_left_out(open_books):
    books = open_books("gb_plus")
    entry = books.journal(("Debit", "Checking", D(120)), ("Credit", "SalesOfProductIncome", D(100)))
    detail = entry["Line"][1]["JournalEntryLineDetail"]
    detail |= {"TaxCodeRef": books.code("No VAT"), "TaxApplicableOn": "Sales", "TaxAmount": D(20)}
    books.post("JournalEntry", entry)

    with pytest.raises(ValueError, match="its tax code has 0 rates"):
        tax_return(books.company)


def test_a_liability_line_of_an_item_is_on_no_return(books):
    """Why tax that Daybook keeps on lines has to be filed from the tills' reports."""
    books.post("SalesReceipt", books.sale((D(100), "NON"), (D("8.25"), "NON")))

    assert filed(books) == {}


def test_the_return_and_the_ledger_agree_on_every_agency(quebec):
    """Two readings of the same documents: tax details here, postings there."""
    quebec.post("Invoice", quebec.sale((D("71.13"), "HST ON"), (D("9.99"), "GST"), DocNumber="2"))
    by_account: Counter[str] = Counter()
    for row in tax_return(quebec.company):
        by_account[row.account_id] += row.tax_minor

    payables = {row.account_id: -row.balance_minor for row in trial_balance(quebec.company) if "Payable" in row.name}

    assert payables == {account: minor for account, minor in by_account.items() if minor}
