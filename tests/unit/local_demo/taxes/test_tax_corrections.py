"""A form that corrects closed books is on the return of its own month, and expected there."""

from dataclasses import replace
from datetime import date

import pytest

from daybook_local.demo.taxes.tax_corrections import TaxCorrection, moved_into, tax_corrections
from daybook_local.demo.taxes.tax_return import return_lines, with_filed_taxes
from daybook_local.system.samples.sample import DateRange
from unit.local_demo.forms_in_quickbooks import taxed
from unit.local_demo.shop_books import document, record
from unit.local_demo.taxes_of_a_cafe import MARCH, TILL, collected, filed

SOLD_ON, DATED = date(2026, 2, 25), date(2026, 3, 1)
FEBRUARY = DateRange(date(2026, 2, 21), date(2026, 2, 28))
RETURNED = TaxCorrection(SOLD_ON, DATED, {"r-hst": -131})


def correction(entity, taxes):
    paper = document({"1": 1}, identifier="601", on=DATED)
    return replace(paper, entity=entity, row=taxed(paper.row, taxes) if taxes else paper.row)


@pytest.mark.parametrize(("entity", "owed"), [("SalesReceipt", 131), ("RefundReceipt", -131)])
def test_the_tax_of_a_correcting_form_is_read_with_the_sign_of_its_paper(entity, owed):
    papers = [correction(entity, {"r-hst": "1.31"})]

    assert list(tax_corrections([record(on=SOLD_ON, deltas=("601",))], papers, "CAD")) == [
        TaxCorrection(SOLD_ON, DATED, {"r-hst": owed})
    ]


def test_an_entry_without_codes_and_the_days_own_form_correct_no_return():
    own = replace(correction("SalesReceipt", {"r-hst": "1.31"}), id="501")

    assert list(tax_corrections([record(deltas=("601",))], [own, correction("JournalEntry", {})], "CAD")) == []


def test_what_is_corrected_within_its_month_moves_nothing():
    assert moved_into(MARCH, [replace(RETURNED, corrects=DATED)])["r-hst"] == 0


def test_the_month_that_was_filed_stays_as_it_was_and_the_month_of_the_correction_holds_it():
    """3.93 sold in February, 1.31 of it given back later; the books of February are closed."""
    sold = list(with_filed_taxes(collected(hst=262, on=SOLD_ON), {}))

    (february,) = return_lines(sold, filed(hst=393), TILL, FEBRUARY, [RETURNED])
    (march,) = return_lines(sold, filed(hst=-131), TILL, MARCH, [RETURNED])

    assert (february.till_minor, february.difference_minor) == (393, 0)
    assert (march.till_minor, march.difference_minor) == (-131, 0)


def test_a_correction_that_went_back_into_the_filed_month_shows_in_both():
    sold = list(with_filed_taxes(collected(hst=262, on=SOLD_ON), {}))

    (february,) = return_lines(sold, filed(hst=262), TILL, FEBRUARY, [RETURNED])
    (march,) = return_lines(sold, filed(), TILL, MARCH, [RETURNED])

    assert (february.difference_minor, march.difference_minor) == (-131, 131)
