"""Customers, vendors and employees share one name space (docs/quickbooks.md 13.18)."""

import pytest

from simulators.quickbooks.books import code_of

PARTIES = ("Customer", "Vendor", "Employee")


@pytest.mark.parametrize("second", PARTIES)
@pytest.mark.parametrize("first", PARTIES)
def test_a_name_is_taken_whoever_has_it(books, first, second):
    books.post(first, {"DisplayName": "Harbour Fish"})

    assert code_of(lambda: books.post(second, {"DisplayName": "harbour FISH"})) == "6240"


def test_a_party_keeps_its_own_name_when_it_is_changed(books):
    vendor = books.post("Vendor", {"DisplayName": "Harbour Fish"})

    changed = books.post("Vendor", {**vendor, "CompanyName": "Harbour Fish Ltd"})

    assert (changed["DisplayName"], changed["CompanyName"]) == ("Harbour Fish", "Harbour Fish Ltd")


@pytest.mark.parametrize("entity", PARTIES)
def test_a_party_without_any_name_is_refused(books, entity):
    assert code_of(lambda: books.post(entity, {"PrintOnCheckName": "H. Fish"})) == "6080"


def test_an_employee_is_named_by_given_and_family_name(books):
    assert books.post("Employee", {"GivenName": "Ana", "FamilyName": "Silva"})["DisplayName"] == "Ana Silva"


@pytest.mark.parametrize(
    ("body", "kind"), [({"DueDays": 30}, "STANDARD"), ({"DayOfMonthDue": 15}, "DATE_DRIVEN"), ({}, "STANDARD")]
)
def test_a_term_counts_days_or_waits_for_a_day_of_the_month(books, body, kind):
    assert books.post("Term", {"Name": "Ours", **body})["Type"] == kind


@pytest.mark.parametrize(
    ("subtype", "party", "code"),
    [
        ("AccountsPayable", "Vendor", None),
        ("AccountsPayable", "Customer", "6000"),
        ("AccountsPayable", None, "6000"),
        ("AccountsReceivable", "Vendor", "6000"),
        ("Checking", "Employee", None),
    ],
)
def test_a_payable_line_names_a_vendor_and_a_receivable_one_a_customer(books, subtype, party, code):
    entry = books.journal(("Debit", subtype, 10), ("Credit", "SalesOfProductIncome", 10))
    if party:
        made = books.post(party, {"DisplayName": "Harbour Fish"})
        entity = {"Type": party, "EntityRef": {"value": made["Id"]}}
        entry["Line"][0]["JournalEntryLineDetail"]["Entity"] = entity

    if code:
        assert code_of(lambda: books.post("JournalEntry", entry)) == code
    else:
        line = books.post("JournalEntry", entry)["Line"][0]["JournalEntryLineDetail"]
        assert line["Entity"]["EntityRef"]["name"] == "Harbour Fish"
