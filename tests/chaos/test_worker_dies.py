"""The worker's process is killed between any two steps; the message comes back and another worker finishes the day.

Each death meets its own business date, and all of them happen in one night, side by side.
"""

import pytest

from chaos.accidents import night_of
from chaos.books import open_books
from chaos.catalogue import (
    CHANGED_AGAIN,
    CHANGED_MEANWHILE,
    DEATHS,
    DEATHS_IN_CORRECTIONS,
    PAID_A_DAY_AGO,
    QUICKBOOKS_PAYMENTS,
    THREE_DEATHS,
    UNPAID_FOR_A_DAY,
)
from chaos.corner_shop import DATES

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("chaos"), pytest.mark.timeout(600)]

ON_CORRECTIONS = (*DEATHS_IN_CORRECTIONS, CHANGED_AGAIN)
HEALING = (*DEATHS, PAID_A_DAY_AGO, *CHANGED_MEANWHILE)
ON_FIRST_POSTINGS = (*HEALING, UNPAID_FOR_A_DAY, *QUICKBOOKS_PAYMENTS, THREE_DEATHS)


@pytest.fixture(scope="module")
def books(wired):
    return open_books(wired, "invoice")


@pytest.fixture(scope="module")
def night(books, wired):
    """Deaths on first postings; deaths on corrections of days that talech changed once they were in the books."""
    dates = iter(DATES)
    corrected = {on: accident for accident, on in zip(ON_CORRECTIONS, dates, strict=False)}
    wired.post(*corrected)
    for on in corrected:
        wired.change(on)
    return night_of(books, corrected | {on: each for each, on in zip(ON_FIRST_POSTINGS, dates, strict=False)})


@pytest.mark.parametrize("accident", HEALING, ids=str)
def test_a_worker_that_dies_on_a_first_posting_leaves_one_document_in_the_end(accident, night, books):
    happened = night[accident]

    assert happened.struck
    assert books.problems(happened.on) == []


@pytest.mark.parametrize("accident", DEATHS_IN_CORRECTIONS, ids=str)
def test_a_worker_that_dies_on_a_correction_leaves_the_corrected_document_in_the_end(accident, night, books):
    happened = night[accident]

    assert happened.struck
    assert books.problems(happened.on) == []


def test_an_invoice_that_nobody_paid_before_request_ids_were_forgotten_is_paid_when_it_is_found(night, books):
    happened = night[UNPAID_FOR_A_DAY]

    assert happened.struck
    assert books.problems(happened.on) == []


def test_an_interrupted_correction_is_found_and_corrected_once_more_to_figures_that_changed_meanwhile(night, books):
    """The day was posted, the first correction found by its id, the newest figures came third; all in one document."""
    happened = night[CHANGED_AGAIN]

    assert happened.struck
    assert books.problems(happened.on) == []
    assert books.wired.record(happened.on)["revision"] == 3


@pytest.mark.parametrize("accident", QUICKBOOKS_PAYMENTS, ids=str)
def test_payments_that_quickbooks_troubles_are_in_the_books_once(accident, night, books):
    happened = night[accident]

    assert happened.struck
    assert books.problems(happened.on) == []


def test_a_day_whose_workers_all_died_becomes_a_dead_letter_and_heals_when_it_is_replayed(night, books, wired):
    happened = night[THREE_DEATHS]
    letters = wired.dead_letters()

    wired.replay()

    assert (happened.struck, letters, wired.dead_letters()) == (True, 1, 0)
    assert books.problems(happened.on) == []
