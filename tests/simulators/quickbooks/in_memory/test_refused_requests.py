"""Requests that QuickBooks refuses for what they say (docs/quickbooks.md 3.3)."""

from decimal import Decimal

import pytest

from quickbooks_simulator.faults.refusals import ApiFault
from simulators.quickbooks.books import balanced, code_of, with_detail

D = Decimal


ACCOUNT = {"Name": "Card Clearing", "AccountType": "Other Current Asset"}

NAME_LIST_FAULTS = {
    "an unknown property": ("Account", ACCOUNT | {"Colour": "blue"}, "2010"),
    "a property in the wrong case": ("Account", {"name": "Card Clearing"}, "2010"),
    "no name": ("Account", {"AccountType": "Bank"}, "2020"),
    "a name of 101 characters": ("Account", ACCOUNT | {"Name": "x" * 101}, "2050"),
    "a colon in a name": ("Account", ACCOUNT | {"Name": "Cards: Visa"}, "2040"),
    "a letter outside Latin-1 in a US company": ("Account", ACCOUNT | {"Name": "Café ☕"}, "2040"),
    "an account number of more than twenty digits": ("Account", ACCOUNT | {"AcctNum": "1" * 21}, "2050"),
    "an unknown account type": ("Account", ACCOUNT | {"AccountType": "Cash"}, "2170"),
    "a subtype of another type": ("Account", ACCOUNT | {"AccountSubType": "Checking"}, "2170"),
    "neither type nor subtype": ("Account", {"Name": "Card Clearing"}, "6010"),
    "a name in use, letter case aside": ("Account", ACCOUNT | {"Name": "CHECKING"}, "6240"),
    "a second Undeposited Funds": ("Account", ACCOUNT | {"AccountSubType": "UndepositedFunds"}, "6000"),
    "a foreign currency without multi-currency": ("Account", ACCOUNT | {"CurrencyRef": {"value": "EUR"}}, "2220"),
    "an unknown parent": ("Account", ACCOUNT | {"ParentRef": {"value": "999"}}, "2500"),
    "an item without account": ("Item", {"Name": "Coffee", "Type": "Service"}, "2020"),
    "an item of an unknown type": ("Item", {"Name": "Coffee", "Type": "Bundle"}, "2170"),
    "a customer without any name": ("Customer", {"Notes": "nobody"}, "6080"),
    "a payment method of 32 characters": ("PaymentMethod", {"Name": "x" * 32}, "2050"),
}


@pytest.mark.parametrize(("entity", "body", "code"), NAME_LIST_FAULTS.values(), ids=NAME_LIST_FAULTS)
def test_a_list_row_is_refused_for(books, entity, body, code):
    assert code_of(lambda: books.post(entity, body)) == code


def test_all_problems_of_the_shape_are_reported_together(books):
    with pytest.raises(ApiFault) as caught:
        books.post("Account", {"Name": "x" * 101, "Colour": "blue", "Active": "maybe"})

    assert {problem.code for problem in caught.value.problems} == {"2050", "2010", "2170"}


JOURNAL_FAULTS = {
    "no lines": (lambda _: {"TxnDate": "2026-11-23"}, "2250"),
    "debits and credits that differ by a cent": (
        lambda books: books.journal(("Debit", "Checking", D("10.00")), ("Credit", "SalesOfProductIncome", D("9.99"))),
        "2300",
    ),
    "debits only": (lambda books: books.journal(("Debit", "Checking", D(0)), ("Debit", "Savings", D(0))), "2300"),
    "a negative amount": (
        lambda books: books.journal(("Debit", "Checking", D(-10)), ("Credit", "SalesOfProductIncome", D(-10))),
        "2290",
    ),
    "an unknown side": (
        lambda books: books.journal(("debit", "Checking", D(10)), ("Credit", "Savings", D(10))),
        "2170",
    ),
    "no side": (lambda books: with_detail(books, PostingType=None), "2260"),
    "a document number of 22 characters": (lambda books: balanced(books) | {"DocNumber": "x" * 22}, "2050"),
    "a date with an offset": (lambda books: balanced(books) | {"TxnDate": "2026-11-23-08:00"}, "2060"),
    "an amount that is not a number": (
        lambda books: books.journal(("Debit", "Checking", "ten"), ("Credit", "Savings", D(10))),
        "2080",
    ),
    "an amount of eleven integer digits": (
        lambda books: books.journal(("Debit", "Checking", D(10**10)), ("Credit", "Savings", D(10**10))),
        "2110",
    ),
    "an unknown account": (lambda books: with_detail(books, AccountRef={"value": "999"}), "2500"),
    "an unknown class": (lambda books: with_detail(books, ClassRef={"value": "999"}), "2500"),
    "a receivable line without customer": (
        lambda books: books.journal(("Debit", "AccountsReceivable", D(10)), ("Credit", "SalesOfProductIncome", D(10))),
        "6000",
    ),
    "a payable line without vendor": (
        lambda books: books.journal(("Debit", "AccountsPayable", D(10)), ("Credit", "SalesOfProductIncome", D(10))),
        "6000",
    ),
    "a vendor in a company that has none": (
        lambda books: with_detail(books, Entity={"Type": "Vendor", "EntityRef": books.customer()}),
        "2500",
    ),
    "a tax code on a line in the US": (lambda books: with_detail(books, TaxCodeRef={"value": "TAX"}), "2010"),
}


@pytest.mark.parametrize(("body", "code"), JOURNAL_FAULTS.values(), ids=JOURNAL_FAULTS)
def test_a_journal_entry_is_refused_for(books, body, code):
    assert code_of(lambda: books.post("JournalEntry", body(books))) == code


def test_a_journal_entry_takes_one_receivable_line_only(books):
    entry = books.journal(
        ("Debit", "AccountsReceivable", D(4)), ("Debit", "AccountsReceivable", D(6)), ("Credit", "Checking", D(10))
    )
    for line in entry["Line"][:2]:
        line["JournalEntryLineDetail"]["Entity"] = {"Type": "Customer", "EntityRef": books.customer()}

    assert code_of(lambda: books.post("JournalEntry", entry)) == "6000"


SALES_FAULTS = {
    "an invoice without customer": (
        "Invoice",
        lambda books: books.sale((D(10), "NON")) | {"CustomerRef": None},
        "2020",
    ),
    "no lines": ("Invoice", lambda books: books.sale(), "2020"),
    "a negative total": ("SalesReceipt", lambda books: books.sale((D(-10), "NON")), "6000"),
    "a line code other than TAX and NON in the US": ("Invoice", lambda books: books.sale((D(10), "1")), "6100"),
    "a refund that does not say where the money comes from": (
        "RefundReceipt",
        lambda books: books.sale((D(10), "NON")),
        "2020",
    ),
    "money sent to an income account": (
        "SalesReceipt",
        lambda books: books.sale((D(10), "NON")) | {"DepositToAccountRef": books.account("SalesOfProductIncome")},
        "6430",
    ),
    "a tips item while tips are off": (
        "SalesReceipt",
        lambda _: {
            "Line": [
                {
                    "DetailType": "SalesItemLineDetail",
                    "Amount": D(1),
                    "SalesItemLineDetail": {"ItemRef": {"value": "GRATUITY_ITEM_ID"}},
                }
            ]
        },
        "5030",
    ),
    "an up-front deposit while deposits are off": (
        "Invoice",
        lambda books: books.sale((D(10), "NON")) | {"Deposit": D(5)},
        "5030",
    ),
    "an empty discount": (
        "Invoice",
        lambda books: {
            **books.sale((D(10), "NON")),
            "Line": [*books.sale((D(10), "NON"))["Line"], {"DetailType": "DiscountLineDetail"}],
        },
        "6090",
    ),
    "a payment method that does not exist": (
        "SalesReceipt",
        lambda books: books.sale((D(10), "NON")) | {"PaymentMethodRef": {"value": "99"}},
        "2500",
    ),
}


@pytest.mark.parametrize(("entity", "body", "code"), SALES_FAULTS.values(), ids=SALES_FAULTS)
def test_a_sales_form_is_refused_for(books, entity, body, code):
    assert code_of(lambda: books.post(entity, body(books))) == code


def test_an_amount_must_be_price_times_quantity_when_both_are_given(books):
    sale = books.sale((D(10), "NON"))
    sale["Line"][0]["SalesItemLineDetail"] |= {"Qty": D(3), "UnitPrice": D("3.33")}

    assert code_of(lambda: books.post("Invoice", sale)) == "6070"


def test_zero_price_and_quantity_mean_not_used(books):
    """Clients that always send every field send zeros."""
    sale = books.sale((D(10), "NON"))
    sale["Line"][0]["SalesItemLineDetail"] |= {"Qty": 0, "UnitPrice": 0, "TaxInclusiveAmt": 0, "ServiceDate": ""}

    assert books.post("Invoice", sale)["TotalAmt"] == D(10)


def test_a_line_without_item_is_text_and_its_amount_is_silently_ignored(books):
    sale = books.sale((D(10), "NON"), (D(90), "NON"))
    del sale["Line"][1]["SalesItemLineDetail"]["ItemRef"]

    assert books.post("Invoice", sale)["TotalAmt"] == D(10)
