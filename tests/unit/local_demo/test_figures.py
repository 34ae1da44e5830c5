from dataclasses import replace

import pytest

from daybook_local.demo.books.proof import proof_lines
from daybook_local.demo.figures import duplicates, figures_of, together
from daybook_local.demo.taxes.tax_return import ReturnLine, TaxReturn
from daybook_local.system.vendors.quickbooks_control import MeterReading
from unit.local_demo.shop_books import ACCOUNTS, BOOKED, DAY, SOLD, document, record


def figures(records, documents, *, account_differences=(), calls=None, tax_return=None):
    return figures_of(
        records,
        documents,
        proof_lines(SOLD, records, documents, ACCOUNTS),
        account_differences,
        calls or MeterReading(reads=0, writes=len(documents), documents=len(documents), accounts=0),
        locations=1,
        location_days=1,
        seconds=1.26,
        tax_return=tax_return,
    )


GOOD = figures([record()], [document(BOOKED)])


def test_a_day_in_the_books_as_talech_has_it_is_well():
    assert GOOD.problems() == []
    assert list(GOOD.as_json()) == [
        "merchants",
        "locations",
        "location_days",
        "posted",
        "posted_with_gaps",
        "empty",
        "held",
        "failed",
        "documents",
        "duplicates",
        "unbalanced",
        "difference_minor",
        "intuit_writes",
        "intuit_reads",
        "seconds",
        "payments",
        "references",
        "taxes",
        "tax_return_minor",
        "tax_return_difference_minor",
        "tax_on_lines_minor",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"posted": 0}, "1 location-days were never settled"),
        ({"posted": 0, "held": 1}, "1 location-days are held"),
        ({"posted": 0, "failed": 1}, "1 location-days failed"),
        ({"duplicates": 2}, "2 documents are there twice, or belong to no location-day"),
        ({"unbalanced": 1}, "1 documents do not balance"),
        ({"difference_minor": 3}, "the books differ from talech by 3 minor units"),
        ({"tax_return_difference_minor": 2}, "the tax return differs from the tills by 2 minor units"),
        ({"intuit_reads": 1}, "1 metered reads after connecting, must be 0"),
        ({"intuit_writes": 2}, "2 writes for 1 documents"),
    ],
)
def test_whatever_is_not_as_it_must_be_is_named(change, words):
    assert replace(GOOD, **change).problems() == [words]


def test_a_day_with_gaps_is_well_because_its_amounts_are_in_the_books():
    assert replace(GOOD, posted=0, posted_with_gaps=1).problems() == []


def test_the_difference_adds_up_accounts_and_lines_without_letting_signs_cancel():
    found = figures([record()], [document(BOOKED | {"2": -999, "3": -131})], account_differences=(1, -1))

    assert found.difference_minor == 4


def test_a_document_that_does_not_balance_is_counted():
    assert figures([record()], [document(BOOKED | {"1": 1131})]).unbalanced == 1


def test_a_second_document_under_the_same_number_and_one_that_no_day_names_are_duplicates():
    first, again = document(BOOKED), document(BOOKED, identifier="502", number="TL-501")
    stranger = document({"1": 5, "2": -5}, identifier="503")

    extra = duplicates([record("501")], [first, again, stranger])

    assert [found.id for found in extra] == ["502", "503"]


def test_payments_are_written_beside_the_document_that_they_settle():
    paid = document(BOOKED, payments=({"Id": "502"}, {"Id": "503"}))

    found = figures([record()], [paid], calls=MeterReading(reads=0, writes=4, documents=1, accounts=0, payments=2))

    assert (found.documents, found.payments, found.intuit_writes) == (1, 2, 3)
    assert found.problems() == []
    assert replace(found, intuit_writes=4).problems() == ["4 writes for 1 documents and 2 payments"]


def test_an_entry_that_corrects_a_closed_day_is_named_by_its_record_and_counts_for_no_document_of_a_day():
    delta = document({"1": 5, "2": -5}, identifier="601", number="TL-501-C1")

    found = figures([record(deltas=("601",))], [document(BOOKED), delta])

    assert (found.documents, found.duplicates) == (1, 0)


def test_calls_are_no_matter_of_the_books():
    found = replace(GOOD, intuit_reads=2, intuit_writes=9)

    assert found.problems_of_books() == []


def test_a_meter_tells_what_documents_refer_to_from_documents_payments_and_accounts():
    reading = MeterReading(reads=4, writes=20, documents=3, accounts=8, payments=5, tax_codes=1)

    assert reading.references == 3
    assert reading.since(MeterReading(1, 10, 2, 4, 3, 1)) == MeterReading(3, 10, 1, 4, 2, 0)


def test_the_tax_return_is_told_beside_the_books():
    filed = TaxReturn([ReturnLine(DAY, "t_hst", "HST ON", 130, 131)], {("L2", DAY, "t_gst"): -5})

    found = figures([record()], [document(BOOKED)], tax_return=filed)

    assert (found.taxes, found.tax_return_minor, found.tax_return_difference_minor) == (2, 131, 1)
    assert found.tax_on_lines_minor == 5
    assert found.problems() == ["the tax return differs from the tills by 1 minor units"]


def test_a_tax_that_a_form_could_not_carry_is_told_and_no_error():
    """Daybook names such a day; whether all of its tax is on the liability account is the proof's matter."""
    assert replace(GOOD, tax_on_lines_minor=130).problems() == []


def test_seconds_are_told_to_a_tenth():
    assert GOOD.seconds == 1.3


def test_merchants_of_one_run_are_added_up_and_their_seconds_are_those_of_the_last():
    both = together([GOOD, replace(GOOD, seconds=9.5, difference_minor=4)])

    assert (both.merchants, both.location_days, both.documents) == (2, 2, 2)
    assert (both.difference_minor, both.seconds) == (4, 9.5)
    assert both.problems() == ["the books differ from talech by 4 minor units"]
