"""What the demonstration of two outages is held to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook_local.demo.books.proof import proof_lines
from daybook_local.demo.examination import Examination
from daybook_local.demo.figures import figures_of
from daybook_local.demo.sequels.outages import Outage
from daybook_local.demo.sequels.two_outages import Outcome, begins_before_closing, dates_of, ending_of
from daybook_local.system.places import DEFAULT_MERCHANT
from daybook_local.system.samples.sample import LoadedSample
from daybook_local.system.vendors.quickbooks_control import MeterReading
from unit.local_demo.shop_books import ACCOUNTS, BOOKED, SOLD, document, record

RECORDS, DOCUMENTS = [record()], [document(BOOKED)]
PROOF = proof_lines(SOLD, RECORDS, DOCUMENTS, ACCOUNTS)
CALLS = MeterReading(reads=2, writes=1, documents=1, accounts=0)
FIGURES = figures_of(RECORDS, DOCUMENTS, PROOF, (), CALLS, locations=1, location_days=1, seconds=90.0)
BOOKS = Examination(FIGURES, RECORDS, DOCUMENTS, PROOF, account_problems=())
GOOD = Outcome((Outage("QuickBooks", 30), Outage("talech", 80)), 8, 0, 1, frozenset({"DB-1311", "DB-1904"}))


def test_days_that_waited_and_are_in_the_books_soon_after_are_well():
    ending = ending_of(BOOKS, GOOD)

    assert ending.problems == []
    assert ending.figures == {
        "dead_letters": 0,
        "operator_actions": 0,
        "minutes_to_catch_up": 8,
        "vendor_calls_while_down": 110,
    }
    assert "(DB-1311, DB-1904); QuickBooks met 30 calls, talech met 80 calls." in ending.said[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"waiting_days": 0}, "0 of 1 location-days waited"),
        ({"dead_letters": 2}, "2 dead letters"),
        ({"minutes_to_catch_up": 31}, "31 minutes to catch up"),
        ({"outages": (Outage("QuickBooks", 30), Outage("talech", 151))}, "181 calls to vendors that were gone"),
        ({"outages": (Outage("QuickBooks", 1), Outage("talech", 0))}, "2 metered reads, and 1 calls were left"),
    ],
)
def test_whatever_else_happened_is_named(change, words):
    (problem,) = ending_of(BOOKS, replace(GOOD, **change)).problems

    assert words in problem


def test_a_day_that_a_person_has_to_look_at_is_counted_and_named():
    held = replace(BOOKS, figures=replace(FIGURES, posted=0, held=1))

    ending = ending_of(held, replace(GOOD, dead_letters=1))

    assert ending.figures["operator_actions"] == 2
    assert "1 location-days are held" in ending.problems


def test_it_is_about_the_last_ten_days_of_three_shops_and_begins_before_the_first_of_them_closes():
    sample = LoadedSample(DEFAULT_MERCHANT)
    dates = dates_of(sample, None, None)

    assert (len(dates), dates.last, len(sample.locations)) == (10, sample.dates().last, 3)
    assert dates_of(sample, date(2026, 3, 1), None).first == date(2026, 3, 1)
    before = [end - begins_before_closing(sample, dates) for end in sample.ends(dates.last)]
    assert timedelta() < min(before) < timedelta(minutes=30)
    assert max(before) < timedelta(hours=3), "the last shop closes while QuickBooks is gone"
