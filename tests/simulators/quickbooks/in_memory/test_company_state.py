"""What the state of a company forbids: its plan, its subscription, closed books, used numbers, bank deposits."""

from decimal import Decimal

import pytest

from quickbooks_simulator.company.preferences import set_preference
from quickbooks_simulator.faults.refusals import ApiFault
from simulators.quickbooks.books import balanced, code_of, with_detail

D = Decimal
ACCOUNT = {"Name": "Card Clearing", "AccountType": "Other Current Asset"}


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

    assert books.query("SELECT * FROM SalesReceipt")["SalesReceipt"][0]["LinkedTxn"] == [
        {"TxnId": "by hand", "TxnType": "Deposit"}
    ]
    assert code_of(lambda: books.post("SalesReceipt", version | {"PrivateNote": "x"})) == "6540"
    assert code_of(lambda: books.post("SalesReceipt", version, operation="delete")) == "6540"
    assert code_of(lambda: books.post("SalesReceipt", version, operation="update", include="void")) == "6540"
    books.company.in_bank_deposit.clear()
    assert "LinkedTxn" not in books.query("SELECT * FROM SalesReceipt")["SalesReceipt"][0]
    assert books.post("SalesReceipt", version | {"PrivateNote": "x"})["PrivateNote"] == "x"


def test_companies_kept_in_french_get_french_messages_and_the_same_codes(open_books):
    books = open_books("ca_plus_fr")

    with pytest.raises(ApiFault) as caught:
        books.post("Account", {"Name": "Stock", "AccountType": "Bank"})

    error = caught.value.body(books.company.language)["Fault"]["Error"][0]
    assert (error["code"], error["Message"]) == ("6240", "Ce nom existe déjà")
