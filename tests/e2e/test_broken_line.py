"""What breaks on the way must not show in the books, and what is wrong in the books must show in the proof."""

import json
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from daybook_local.demo.days.settling import messages_under_way
from daybook_local.demo.examination import examine
from daybook_local.system.vendors.loopback import Loopback
from e2e.conftest import NIGHT_BAR, system_of, told_by
from quickbooks_simulator import dumps

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def broken_line(tmp_path_factory):
    """The bar's story while QuickBooks commits the first entry and hangs up before it answers."""
    with system_of(NIGHT_BAR, tmp_path_factory.mktemp("broken-line")) as (system, dates):
        system.quickbooks.arm(fault="drop_connection_after_commit", path="journalentry", times=1)
        with six_minutes_once_the_line_broke(system):
            told = told_by(system, dates)
        yield system, dates, told


@contextmanager
def six_minutes_once_the_line_broke(system):
    """What a call without an answer has done is looked up five minutes later: the one clock moves on, once."""
    over = Event()

    def wait():
        while not over.wait(0.5):
            if armed(system) == [] and messages_under_way(system):
                over.wait(5)  # the worker has put the message off by now
                system.clock.advance(minutes=6)
                return

    waiting = Thread(target=wait, daemon=True)
    waiting.start()
    try:
        yield
    finally:
        over.set()
        waiting.join()


def armed(system):
    return Loopback(system.quickbooks.url).get("/_control/faults")["armed"]


def test_an_entry_whose_answer_was_lost_is_taken_up_by_the_retry_and_never_posted_twice(broken_line):
    system, dates, told = broken_line

    assert armed(system) == []
    assert told.examination.figures.intuit_reads == 1, "a retry costs one look-up, and nothing else does"
    assert [problem for problem in told.examination.problems if "metered reads" not in problem] == []
    assert told.examination.figures.documents == len(dates)
    assert told.examination.figures.duplicates == 0


def test_one_cent_more_on_one_line_of_the_books_is_found_in_the_day_and_in_the_account(broken_line):
    """The proof can fail: somebody edits an entry on the screens of QuickBooks."""
    system, dates, told = broken_line
    row = json.loads(dumps(told.examination.documents[0].row))
    row["Line"][0]["Amount"] = round(row["Line"][0]["Amount"] + 0.01, 2)
    edit = {"entity": "JournalEntry", "id": row["Id"], "changes": {"Line": row["Line"]}}
    Loopback(system.quickbooks.url).post(f"/_control/companies/{system.quickbooks.realm}/edit", edit)

    found = examine(system, dates, told.examination.records, told.connecting, 0.0)

    assert (found.figures.unbalanced, found.figures.difference_minor) == (1, 2)
    assert [line.difference_minor for line in found.proof if line.difference_minor] in ([1], [-1])
    assert len(found.account_problems) == 1
