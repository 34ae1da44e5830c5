"""What is under way with a day, and what came of it: a request of a person, a call whose answer was not seen."""

import pytest

from daybook.application.days.undo_days import redo_days, undo_day
from daybook.application.planning.sync_progress import start_sync
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncState
from unit.portal.merchant import NEWEST, QUEEN, sales_of_day

DAY = f"/log/{NEWEST}/{QUEEN}"
QUEENS = LocationDay("m_1", NEWEST, QUEEN)


@pytest.fixture
def undone(synced):
    """A day that was taken out of the books."""
    undo_day(QUEENS, synced.sync_log, synced.queue, synced.clock.now())
    synced.work()
    return synced


OUT = ("en", "The day is being taken out of the books."), ("fr", "La journée est en cours de retrait des livres.")
IN = ("en", "The day is being brought back."), ("fr", "La journée est en cours de rétablissement.")


@pytest.mark.parametrize(("language", "sentence"), OUT)
def test_a_day_on_its_way_out_says_so_to_every_visitor_and_offers_no_second_undo(synced, language, sentence):
    undo_day(QUEENS, synced.sync_log, synced.queue, synced.clock.now())

    page = synced.visitor(language).open(DAY)

    assert sentence in page.words
    assert "data-under-way" in page.body
    assert f"{DAY}/undo" not in page.body


@pytest.mark.parametrize(("language", "sentence"), IN)
def test_a_day_on_its_way_back_says_so_and_offers_no_second_redo(undone, language, sentence):
    redo_days([undone.sync_log.get(QUEENS)], undone.sync_log, undone.queue, undone.clock.now())

    page = undone.visitor(language).open(DAY)

    assert sentence in page.words
    assert f"{DAY}/redo" not in page.body


@pytest.mark.usefixtures("synced")
def test_the_press_itself_shows_the_request_once(visitor):
    asked = visitor.send(visitor.open(DAY), f"{DAY}/undo")

    assert asked.words.count("is being taken out of the books") == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en", "is being taken out of the books"), ("fr", "en cours de retrait des livres")]
)
def test_the_log_tells_what_is_under_way(synced, language, words):
    undo_day(QUEENS, synced.sync_log, synced.queue, synced.clock.now())

    assert words in synced.visitor(language).open(f"/log?first={NEWEST}&location={QUEEN}").words


@pytest.mark.parametrize(
    ("language", "title", "notice"),
    [
        ("en", "The day could not leave the books", "The day is as it was."),
        ("fr", "La journée n’a pas pu quitter les livres", "La journée est restée telle quelle."),
    ],
)
def test_a_day_that_quickbooks_locks_stays_and_the_page_and_the_log_say_why(synced, language, title, notice):
    visitor = synced.visitor(language)
    synced.ledger.put_in_deposit(synced.sync_log.get(QUEENS).document.id)
    asked = visitor.send(visitor.open(DAY), f"{DAY}/undo")
    synced.work()

    page = visitor.open(asked.path)

    assert synced.sync_log.get(QUEENS).state is SyncState.POSTED
    assert all(words in page.words for words in (title, notice, "DB-1212", "bank deposit"))
    assert title in visitor.open(f"/log?first={NEWEST}&location={QUEEN}").words
    assert "not taken out of the books" not in page.words
    assert "data-under-way" not in page.body
    assert f"{DAY}/undo" in page.body


def test_an_undo_that_came_to_nothing_within_a_day_is_told(synced, visitor):
    visitor.send(visitor.open(DAY), f"{DAY}/undo")
    synced.clock.advance(days=1)
    synced.work()

    page = synced.visitor().open(DAY)

    assert "DB-1923" in page.words
    assert synced.sync_log.get(QUEENS).state is SyncState.POSTED


def test_a_redo_that_came_to_nothing_within_a_day_is_told(undone, visitor):
    visitor.send(visitor.open(DAY), f"{DAY}/redo")
    undone.clock.advance(days=1)
    undone.work()

    assert "DB-1924" in undone.visitor().open(DAY).words
    assert undone.sync_log.get(QUEENS).state is SyncState.UNDONE


def test_a_held_day_that_could_not_leave_the_books_tells_both(synced, visitor):
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True, times=2)
    visitor.send(visitor.open(DAY), f"{DAY}/retry")
    synced.work()
    synced.ledger.put_in_deposit(synced.sync_log.get(QUEENS).document.id)
    visitor.send(visitor.open(DAY), f"{DAY}/undo")
    synced.work()

    page = visitor.open(DAY)

    assert synced.sync_log.get(QUEENS).state is SyncState.HELD
    assert "DB-1301" in page.words
    assert "DB-1212" in page.words


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Daybook is still finding out what of this day has arrived in QuickBooks."),
        ("fr", "Daybook vérifie encore ce qui est arrivé dans QuickBooks pour cette journée."),
    ],
)
def test_a_day_whose_call_has_no_answer_says_that_daybook_is_finding_out(ready, language, sentence):
    ready.ledger.lose_next_answer()
    start_sync("m_1", NEWEST, NEWEST, ready.ports, cause=SyncCause.FIRST_SYNC, location=QUEEN)
    with pytest.raises(RetriableError):
        ready.work()

    page = ready.visitor(language).open(DAY)

    assert ready.sync_log.get(QUEENS).intent is not None
    assert sentence in page.words
    assert "data-under-way" in page.body


@pytest.mark.usefixtures("synced")
def test_a_day_in_the_books_is_not_looked_for(visitor):
    page = visitor.open(DAY)

    assert "finding out" not in page.words
    assert "data-under-way" not in page.body
