"""What a client writes by mistake is refused, never carried out as something else (docs/quickbooks.md 13.14)."""

from decimal import Decimal

import pytest

from quickbooks_simulator.server.batch import Batch
from quickbooks_simulator.state.meter import RealmMeter
from simulators.quickbooks.books import balanced, code_of

BANK = {"Name": "Till", "AccountType": "Bank"}

D = Decimal


def batch_of(books, *items):
    return Batch(books.company, books.clock, RealmMeter(), None).run({"BatchItemRequest": list(items)})


@pytest.mark.parametrize("operation", ["explode", "updates", "undo"])
def test_an_operation_that_does_not_exist_is_refused(books, operation):
    assert code_of(lambda: books.post("Account", BANK, operation=operation)) == "500"


@pytest.mark.parametrize("include", ["nonsense", "allowduplicatedocnum,viod"])
def test_an_option_that_does_not_exist_is_refused(books, include):
    assert code_of(lambda: books.post("JournalEntry", balanced(books), include=include)) == "500"


def test_an_update_needs_an_id(books):
    assert code_of(lambda: books.post("Account", BANK, operation="update")) == "2020"


@pytest.mark.parametrize("operation", [None, "", "explode"])
def test_an_item_of_a_batch_says_what_it_wants(books, operation):
    item = {"bId": "1", "Account": BANK} | ({} if operation is None else {"operation": operation})

    (answer,) = batch_of(books, item)["BatchItemResponse"]

    assert answer["Fault"]["Error"][0]["code"] == ("500" if operation else "2020")
    assert books.company.find_named("Account", "Name", "Till") is None


def test_items_of_a_batch_have_ids_of_their_own(books):
    item = {"bId": "1", "operation": "create", "Account": BANK}

    assert code_of(lambda: batch_of(books, item, item | {"Account": BANK | {"Name": "Other"}})) == "2010"


@pytest.mark.parametrize(
    ("most", "items", "refused"), [(30, 30, False), (30, 31, True), (10, 10, False), (10, 11, True)]
)
def test_a_batch_takes_thirty_items_or_ten_as_the_documents_disagree(books, most, items, refused):
    books.company.switches.most_in_a_batch = most
    wishes = [{"bId": str(n), "operation": "create", "Account": BANK | {"Name": f"Till {n}"}} for n in range(items)]

    if refused:
        assert code_of(lambda: batch_of(books, *wishes)) == "1040"
    else:
        assert len(batch_of(books, *wishes)["BatchItemResponse"]) == items


def test_an_amount_with_more_than_two_decimals_is_refused_and_not_rounded(books):
    entry = books.journal(("Debit", "Checking", D("10.004")), ("Credit", "SalesOfProductIncome", D("10.001")))

    assert code_of(lambda: books.post("JournalEntry", entry)) == "2110"


def test_decimals_that_say_nothing_are_no_decimals(books):
    entry = books.journal(("Debit", "Checking", D("10.0000")), ("Credit", "SalesOfProductIncome", D(10)))

    assert books.post("JournalEntry", entry)["Line"][0]["Amount"] == 10


@pytest.mark.parametrize("variant", ["us_plus", "ca_plus"])
def test_a_total_of_taxes_that_contradicts_its_lines_is_refused(open_books, variant):
    books = open_books(variant)
    rate = next(iter(books.company.table("TaxRate")))
    line = {"Amount": D("0.50"), "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": rate}}}
    sale = books.sale((D(10), "TAX" if books.company.is_us else "GST"))

    wrong = sale | {"TxnTaxDetail": {"TotalTax": D("0.60"), "TaxLine": [line]}}

    assert code_of(lambda: books.post("SalesReceipt", wrong)) == "6070"
    assert books.post("SalesReceipt", sale | {"TxnTaxDetail": {"TotalTax": D("0.50"), "TaxLine": [line]}})["Id"]
