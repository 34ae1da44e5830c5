"""Every refusal of quickbooks-online reference 3.3 that the simulator must reproduce, and what makes it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from daybook_local.quickbooks.faults import ApiFault
from daybook_local.quickbooks.preferences import set_preference

D = Decimal


def code_of(action: Callable[[], Any]) -> str:
    with pytest.raises(ApiFault) as caught:
        action()
    return caught.value.problems[0].code


def balanced(books):
    return books.journal(("Debit", "Checking", D(10)), ("Credit", "SalesOfProductIncome", D(10)))


def with_detail(books, **detail):
    entry = balanced(books)
    entry["Line"][0]["JournalEntryLineDetail"] |= detail
    return entry


ACCOUNT = {"Name": "Card Clearing", "AccountType": "Other Current Asset"}

NAME_LIST_FAULTS = {
    "an unknown property": ("Account", ACCOUNT | {"Colour": "blue"}, "2010"),
    "a property in the wrong case": ("Account", {"name": "Card Clearing"}, "2010"),
    "no name": ("Account", {"AccountType": "Bank"}, "2020"),
    "a name of 101 characters": ("Account", ACCOUNT | {"Name": "x" * 101}, "2050"),
    "a colon in a name": ("Account", ACCOUNT | {"Name": "Cards: Visa"}, "2040"),
    "a letter outside Latin-1 in a US company": ("Account", ACCOUNT | {"Name": "Café ☕"}, "2040"),
    "an account number of 8 digits in the US": ("Account", ACCOUNT | {"AcctNum": "12345678"}, "2050"),
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


@pytest.mark.parametrize("field", ["DepartmentRef", "ClassRef"])
@pytest.mark.parametrize(
    ("variant", "code"), [("us_simple_start", "5020"), ("us_plus", "5030")], ids=["plan lacks it", "switched off"]
)
def test_locations_and_classes_need_the_feature(open_books, variant, code, field):
    books = open_books(variant)
    for switch in ("TrackDepartments", "ClassTrackingPerTxnLine", "ClassTrackingPerTxn"):
        set_preference(books.company.preferences, f"AccountingInfoPrefs.{switch}", value=False)

    assert code_of(lambda: books.post("JournalEntry", with_detail(books, **{field: {"value": "1"}}))) == code


def test_a_row_made_inactive_answers_610(books):
    account = books.post("Account", ACCOUNT)
    books.post("Account", {"Id": account["Id"], "SyncToken": "0", "sparse": True, "Active": False})

    assert code_of(lambda: books.post("JournalEntry", with_detail(books, AccountRef={"value": account["Id"]}))) == "610"


def test_an_item_cannot_point_at_the_system_sales_tax_account(books):
    body = {"Name": "Sales tax", "Type": "Service", "IncomeAccountRef": books.account("SalesTaxPayable")}

    assert code_of(lambda: books.post("Item", body)) == "6430"


@pytest.mark.parametrize("status", ["RESTRICTED", "SUSPENDED", "EXPIRED", "CANCELLED"])
def test_a_lapsed_subscription_refuses_writes_and_answers_reads(books, status):
    books.company.subscription = status

    assert code_of(lambda: books.post("Account", ACCOUNT)) == "6190"
    assert books.query("SELECT COUNT(*) FROM Account")["totalCount"] > 0


@pytest.mark.parametrize(("password", "code"), [(False, "6200"), (True, "6210")])
def test_closed_books_refuse_create_update_and_delete(books, password, code):
    entry = books.post("JournalEntry", balanced(books))
    set_preference(books.company.preferences, "AccountingInfoPrefs.BookCloseDate", "2026-11-23")
    books.company.switches.close_password = password
    version = {"Id": entry["Id"], "SyncToken": "0"}

    assert code_of(lambda: books.post("JournalEntry", balanced(books))) == code
    assert code_of(lambda: books.post("JournalEntry", version | {"sparse": True, "TxnDate": "2026-11-24"})) == code
    assert code_of(lambda: books.post("JournalEntry", version, operation="delete")) == code


def test_the_first_open_day_takes_documents(books):
    set_preference(books.company.preferences, "AccountingInfoPrefs.BookCloseDate", "2026-11-22")

    assert books.post("JournalEntry", balanced(books))["TxnDate"] == "2026-11-23"


def test_an_open_document_cannot_be_moved_into_a_closed_period(books):
    entry = books.post("JournalEntry", balanced(books))
    set_preference(books.company.preferences, "AccountingInfoPrefs.BookCloseDate", "2026-11-22")
    moved = {"Id": entry["Id"], "SyncToken": "0", "sparse": True, "TxnDate": "2026-11-22"}

    assert code_of(lambda: books.post("JournalEntry", moved)) == "6200"


@pytest.mark.parametrize(
    ("path", "value", "include", "code"),
    [
        ("WarnDuplicateJournalNumber", "true", "", "6140"),
        ("WarnDuplicateJournalNumber", "true", "allowduplicatedocnum", None),
        ("WarnDuplicateJournalNumber", "false", "", None),
    ],
    ids=["warned", "warned but allowed", "not warned"],
)
def test_a_used_journal_number_is_refused_only_when_the_company_wants_it(books, path, value, include, code):
    set_preference(books.company.preferences, path, value)
    books.post("JournalEntry", balanced(books) | {"DocNumber": "TL-20261123-01"})

    def again():
        return books.post("JournalEntry", balanced(books) | {"DocNumber": "TL-20261123-01"}, include=include)

    if code:
        assert code_of(again) == code
    else:
        assert again()["DocNumber"] == "TL-20261123-01"


@pytest.mark.parametrize(
    ("custom", "warned", "refused"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_used_sales_number_is_refused_with_custom_numbers_and_the_warning_on(books, custom, warned, refused):
    set_preference(books.company.preferences, "SalesFormsPrefs.CustomTxnNumbers", custom)
    books.company.switches.warn_duplicate_sales_numbers = warned
    sale = books.sale((D(10), "NON"), DocNumber="TL-20261123-01")
    books.post("Invoice", sale)

    if refused:
        assert code_of(lambda: books.post("Invoice", sale)) == "6140"
    else:
        assert books.post("Invoice", sale)["DocNumber"] == "TL-20261123-01"


def test_quickbooks_numbers_sales_forms_itself_without_custom_numbers(books):
    set_preference(books.company.preferences, "SalesFormsPrefs.CustomTxnNumbers", value=False)

    numbers = [books.post("SalesReceipt", books.sale((D(10), "NON")))["DocNumber"] for _ in range(2)]

    assert numbers == ["1001", "1002"]


def test_a_document_inside_a_bank_deposit_is_locked_until_a_person_takes_it_out(books):
    receipt = books.post("SalesReceipt", books.sale((D(10), "NON")))
    books.company.in_bank_deposit.add(receipt["Id"])
    version = {"Id": receipt["Id"], "SyncToken": "0", "sparse": True}

    assert code_of(lambda: books.post("SalesReceipt", version | {"PrivateNote": "x"})) == "6540"
    assert code_of(lambda: books.post("SalesReceipt", version, operation="delete")) == "6540"
    assert code_of(lambda: books.post("SalesReceipt", version, operation="update", include="void")) == "6540"
    books.company.in_bank_deposit.clear()
    assert books.post("SalesReceipt", version | {"PrivateNote": "x"})["PrivateNote"] == "x"


def test_companies_kept_in_french_get_french_messages_and_the_same_codes(open_books):
    books = open_books("ca_plus_fr")

    with pytest.raises(ApiFault) as caught:
        books.post("Account", {"Name": "Stock", "AccountType": "Bank"})

    error = caught.value.body(books.company.language)["Fault"]["Error"][0]
    assert (error["code"], error["Message"]) == ("6240", "Ce nom existe déjà")
