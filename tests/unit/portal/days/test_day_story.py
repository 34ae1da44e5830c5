"""What pages say of a day that waits, or that a person decided: where it lies, what waits, how old its proof is."""

from dataclasses import replace

import pytest

from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day

DAY = f"/log/{NEWEST}/{QUEEN}"
TIED = "Tied in every figure that talech reports."


def record(world):
    return world.sync_log.get(LocationDay(MERCHANT, NEWEST, QUEEN))


def close_books(world, through):
    connection = world.connections.connection(MERCHANT)
    world.ledger.close_books(through)
    world.connections.save_connection(connection.with_company(replace(connection.company, book_close_date=through)))


def again(world, visitor):
    visitor.send(visitor.open(DAY), f"{DAY}/retry")
    world.work()


@pytest.fixture
def changed(synced, visitor):
    """A posted day whose books were closed, and whose tips grew by 3.90 in talech since."""
    close_books(synced, NEWEST)
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=3150 + 390)
    again(synced, visitor)
    return synced


def test_a_change_to_a_posted_day_is_no_day_outside_the_books(changed, visitor):
    page = visitor.open(DAY)

    assert record(changed).state is SyncState.HELD
    assert "Posted, a change waits" in page.words
    assert "The day is in your books. A change of $3.90 waits." in page.words
    assert "not posted" not in page.words


@pytest.mark.usefixtures("changed")
def test_what_waits_stands_beside_what_the_books_hold(visitor):
    page = visitor.open(DAY)

    assert "Tips $31.50 $35.40 $3.90" in page.words


@pytest.mark.usefixtures("changed")
def test_a_proof_from_before_the_change_bears_no_tick(visitor):
    page = visitor.open(DAY)

    assert TIED not in page.words
    assert "This is how it stood when the day was posted." in page.words


@pytest.mark.usefixtures("changed")
def test_home_says_the_amount_that_waits(visitor):
    page = visitor.open("/")

    assert "The day is in your books. A change of $3.90 waits." in page.words


def test_in_french(changed):
    page = changed.visitor("fr").open(DAY)

    assert "La journée est dans vos livres. Une modification de 3,90 $ attend." in page.words


def test_a_new_day_in_closed_books_is_outside_and_its_sales_wait(ready, visitor):
    close_books(ready, NEWEST)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    page = visitor.open(DAY)

    assert "The day is not in your books. Net sales of" in page.words
    assert "Held for you" in page.words


def test_a_released_change_is_in_the_books_with_a_new_proof(changed, visitor):
    visitor.send(visitor.open(DAY), f"{DAY}/release")
    changed.work()

    page = visitor.open(DAY)

    assert record(changed).state is SyncState.POSTED
    assert TIED in page.words
    assert "A change of" not in page.words


@pytest.mark.usefixtures("synced")
def test_a_tick_says_when_quickbooks_was_asked(visitor):
    page = visitor.open(DAY)

    assert TIED in page.words
    assert "Confirmed by QuickBooks on Nov 24, 2026" in page.words


def test_an_edit_that_was_noticed_takes_the_tick(synced, visitor):
    before = record(synced)
    synced.sync_log.note_drift(
        before.day, Drift(DriftKind.EDITED, before.document.id, synced.clock.now()), settled_at=before.settled_at
    )

    page = visitor.open(DAY)

    assert TIED not in page.words


def larger(entry, by):
    """The entry with more on its first line of either side."""
    first = {line.side: number for number, line in reversed(list(enumerate(entry.lines)))}.values()
    grown = (
        replace(line, amount_minor=line.amount_minor + by) if number in first else line
        for number, line in enumerate(entry.lines)
    )
    return replace(entry, lines=tuple(grown))


@pytest.fixture
def kept(synced, visitor):
    """A person added 7.00 to the document in QuickBooks, the tips grew by 3.90, and the day was posted as it is."""
    document = record(synced).document
    synced.ledger.edit(document.id, larger(synced.ledger.documents[document.id], 700))
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=3150 + 390)
    again(synced, visitor)
    assert record(synced).state is SyncState.HELD
    visitor.send(visitor.open(DAY), f"{DAY}/release")
    synced.work()
    return synced


def test_an_edit_that_was_kept_is_a_state_of_its_own_with_its_difference(kept, visitor):
    page = visitor.open(DAY)

    assert record(kept).state is SyncState.POSTED
    assert "Posted, difference accepted" in page.words
    assert "The day is in your books, with an accepted difference: they hold $3.10 more than talech." in page.words


def test_the_accepted_difference_outlives_a_look_at_the_same_figures(kept, visitor):
    again(kept, visitor)

    assert record(kept).accepted_minor == 310
    assert "Posted, difference accepted" in visitor.open(DAY).words


def test_the_api_says_the_same(changed):
    _, answer, _ = Caller(changed).get(f"/days/{NEWEST}/{QUEEN}")
    body = answer["day"]

    assert (body["lies"], body["waiting"]["moved_minor"], body["proof_current"]) == ("in_the_books", 390, False)
    assert body["waiting"]["figures"]["tips_minor"] - body["figures"]["tips_minor"] == 390


@pytest.mark.usefixtures("changed")
def test_the_button_says_what_is_posted_and_on_which_date(visitor):
    assert "Post the change of $3.90 on Nov 24, 2026" in visitor.open(DAY).words


def test_an_edit_is_kept_by_a_button_that_says_so(synced, visitor):
    document = record(synced).document
    synced.ledger.edit(document.id, larger(synced.ledger.documents[document.id], 700))
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=3150 + 390)
    again(synced, visitor)

    page = visitor.open(DAY)

    assert "Keep the document as edited" in page.words
    assert "What talech says of the day is set aside." in page.words


@pytest.mark.usefixtures("kept")
def test_the_page_of_an_edit_that_was_kept_says_why_it_shows_no_lines(visitor):
    assert "Its lines are not shown: the document was edited in QuickBooks." in visitor.open(DAY).words


@pytest.mark.usefixtures("kept")
def test_the_month_names_the_day_that_its_figures_leave_out(visitor):
    words = visitor.open("/month?month=2026-11").words

    assert "Not in the figures below" in words
    assert "Nov 23, 2026, Queen St" in words
