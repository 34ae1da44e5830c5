"""Other kinds, all locations as one, and what can happen after the posting: through the whole system, a few days each.

Every merchant is posted in one kind here; that all kinds agree on every merchant is shown without the emulator
(`tests/contract/kinds`).
"""

from datetime import date

import pytest

from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.demo.sequels.late_changes import LateChanges
from daybook_local.demo.sequels.new_card import NewCard
from daybook_local.system.places import SAMPLES
from daybook_local.system.samples.sample import DateRange
from e2e.conftest import system_of, told_by

pytestmark = pytest.mark.stack

CLEAN = {"duplicates": 0, "unbalanced": 0, "difference_minor": 0, "held": 0, "failed": 0}


def story(work, merchant, dates, choice, sequel=None):
    """The figures and problems of one telling."""
    with system_of(SAMPLES / merchant, work, DateRange(*dates)) as (system, chosen):
        told = told_by(system, chosen, choice=choice, sequel=sequel)
    return told.as_json(), told


def test_invoices_of_separate_shops_are_paid_by_tender_and_late_changes_end_in_amended_invoices(tmp_path):
    """One closed day is corrected by an entry in the open period; the closed one stays as it is, byte for byte."""
    dates = date(2026, 3, 20), date(2026, 3, 22)

    figures, told = story(tmp_path, "cafe-ca", dates, PostingChoice("invoice", "separate"), LateChanges())

    assert told.problems == []
    assert figures | CLEAN == figures
    posted = told.examination.figures
    assert (posted.documents, posted.intuit_reads) == (6, 0)
    assert posted.intuit_writes == posted.documents + posted.payments > 2 * posted.documents
    assert figures["changed"] >= 3
    assert figures["changed"] == figures["amended"] + figures["deltas"]
    assert (figures["deltas"], figures["closed_period_touched"]) == (1, 0)


def test_all_locations_as_one_give_one_receipt_a_date_and_an_unknown_card_is_mapped_in_one_action(tmp_path):
    dates = date(2026, 3, 10), date(2026, 3, 12)

    figures, told = story(tmp_path, "retail-ie", dates, PostingChoice("sales_receipt", "combined"), NewCard())

    assert told.problems == []
    assert figures | CLEAN == figures
    assert (figures["location_days"], figures["documents"], figures["payments"]) == (3, 3, 0)
    assert told.examination.figures.intuit_writes == 3
    assert 0 < figures["gap_days"] == figures["reclassed"] == told.examination.figures.posted_with_gaps
    assert figures["suspense_before_minor"] > 0
    assert (figures["suspense_minor"], figures["posted_with_gaps"]) == (0, 0)
