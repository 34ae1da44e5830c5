"""QuickBooks, talech and AWS fail, hang, are busy or lie: the day is in the books once, and whole, when that is over.

Each outage meets its own business date, and all of them happen in one night, side by side.
"""

import json

import pytest

from chaos.accidents import night_of
from chaos.books import open_books
from chaos.catalogue import AWS, BUSY_AWS, NOTHING_LISTED, NOTHING_TOLD, QUICKBOOKS, TALECH, TWO_TRIES_IN_VAIN
from chaos.corner_shop import DATES, MERCHANT
from chaos.wired.moments import posts_document
from chaos.wired.wire import Fault

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("chaos"), pytest.mark.timeout(600)]

OUTAGES = (*QUICKBOOKS, *TALECH, *AWS, *BUSY_AWS)
WAITING, LIED_TO, UNLISTED, UNTOLD = list(DATES)[-4:]


@pytest.fixture(scope="module")
def books(wired):
    return open_books(wired, "journal_entry")


@pytest.fixture(scope="module")
def night(books):
    return night_of(books, dict(zip(DATES, OUTAGES, strict=False)))


@pytest.mark.parametrize("outage", OUTAGES, ids=str)
def test_the_day_is_in_the_books_once_and_whole_when_the_outage_is_over(outage, night, books):
    happened = night[outage]

    assert happened.struck
    assert books.problems(happened.on) == []


def test_a_vendor_in_trouble_is_asked_again_later_and_not_at_once(books, wired):
    """Up to half a minute after the first try, up to a minute after the second: the queue waits, no worker does."""
    wired.lanes.delays.clear()
    happened = night_of(books, {WAITING: TWO_TRIES_IN_VAIN})[TWO_TRIES_IN_VAIN]

    first, second = wired.lanes.delays
    assert happened.struck
    assert 15 <= first <= 30 <= second <= 60
    assert books.problems(WAITING) == []


def test_an_answer_whose_amounts_were_altered_holds_the_day_and_no_try_makes_a_second_document(books, wired):
    """Undone and redone, the day is in the books as it should be."""
    lie = Fault(posts_document(LIED_TO), a_cent_more)
    with wired.faults.armed(lie):
        wired.post(LIED_TO)
    wired.post(LIED_TO, cause="recheck")
    record, stands = wired.record(LIED_TO), books.document_ids(LIED_TO)

    for command in ("undo", "redo"):
        dates = ("--from", str(LIED_TO), "--to", str(LIED_TO))
        wired.system.daybook._run(command, "--merchant", MERCHANT, *dates, "--json")
    wired.wait_until_quiet()

    assert lie.is_spent
    assert (record["state"], record["reason"]) == ("held", "response_differs")
    assert stands == [record["document"]["id"]]
    assert books.problems(LIED_TO) == []


def test_empty_lists_beside_a_report_with_sales_hold_the_day_until_it_is_read_again(books, wired):
    """talech's own report says otherwise, so nobody takes the day for one without sales."""
    night_of(books, {UNLISTED: NOTHING_LISTED})
    record, papers = wired.record(UNLISTED), books.papers(UNLISTED)

    wired.post(UNLISTED, cause="recheck")

    assert (record["state"], record["reason"], papers) == ("held", "not_tied", [])
    assert books.problems(UNLISTED) == []


def test_a_day_that_talech_tells_as_empty_is_posted_once_it_is_read_again(books, wired):
    """Lists and report agree that nothing was sold, which nobody can see through; the closings to come look again."""
    night_of(books, {UNTOLD: NOTHING_TOLD})
    record = wired.record(UNTOLD)

    wired.post(UNTOLD, cause="recheck")

    assert (record["state"], "document" in record) == ("empty", False)
    assert books.problems(UNTOLD) == []


def a_cent_more(exchange):
    """Every amount of the entry that QuickBooks stored is told a cent higher."""
    answer = exchange.forward()
    content = answer.json
    for line in content["JournalEntry"]["Line"]:
        line["Amount"] = round(line["Amount"] + 0.01, 2)
    return answer.saying(json.dumps(content))
