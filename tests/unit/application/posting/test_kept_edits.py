"""A person edited the day's document and chose to keep that: what talech says later is not written over it."""

from dataclasses import replace

import pytest

from daybook.application.days.day_actions import actions_for
from daybook.application.days.settle_holds import release_day
from daybook.application.days.undo_days import redo_days
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayAction, DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.tries import another_sale, post, unanswered

HELD_FOR_THEM = (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)


@pytest.fixture
def release(day, ports, sync_log, queue, clock):
    """A person keeps what is in QuickBooks."""

    def released():
        return post(day, ports, release_day(day, sync_log, queue, clock.now()).cause)

    return released


@pytest.fixture
def kept(day, ports, ledger, sales, activity, release):
    """The day as posted with the document that a person edited to the double, and kept; its effect on the accounts."""
    document = post(day, ports).document
    written = ledger.documents[document.id]
    ledger.edit(document.id, replace(written, lines=tuple(_doubled(line) for line in written.lines)))
    another_sale(sales, day, activity)
    assert post(day, ports).reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert release().state is SyncState.POSTED
    return dict(ledger.effect)


def _doubled(line):
    return replace(line, amount_minor=2 * line.amount_minor)


def test_the_next_change_in_talech_asks_and_writes_nothing_over_the_edit(
    kept, day, ports, ledger, sales, activity, sync_log
):
    another_sale(sales, day, activity, minor=700)

    for _ in range(2):
        outcome = post(day, ports)
        assert (outcome.state, outcome.reason) == HELD_FOR_THEM
    assert ledger.effect == kept
    assert DayAction.RELEASE in actions_for(sync_log.get(day))
    assert sync_log.get(day).waiting.figures.net_sales_minor == 1700


def test_kept_once_more_the_day_is_posted_with_the_edit_and_asks_no_further(
    kept, day, ports, ledger, sales, activity, sync_log, release
):
    another_sale(sales, day, activity, minor=700)
    post(day, ports)

    outcome = release()

    assert outcome.state is SyncState.POSTED
    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == kept
    assert story_of(sync_log.get(day)).state is DayState.ACCEPTED
    assert sync_log.get(day).accepted_minor == 2 * 1130 - 1830


def test_a_release_of_one_change_is_none_of_the_next(kept, day, ports, ledger, sales, activity, sync_log, queue, clock):
    another_sale(sales, day, activity, minor=700)
    post(day, ports)
    release_day(day, sync_log, queue, clock.now())
    another_sale(sales, day, activity, minor=900)

    outcome = post(day, ports, SyncCause.RELEASE)

    assert (outcome.state, outcome.reason) == HELD_FOR_THEM
    assert ledger.effect == kept


def test_talech_that_takes_its_change_back_leaves_the_day_as_it_was_kept(
    kept, day, ports, ledger, sales, activity, sync_log
):
    before = sync_log.get(day)
    another_sale(sales, day, activity, minor=700)
    post(day, ports)
    another_sale(sales, day, activity)

    post(day, ports)

    after = sync_log.get(day)
    assert (after.state, after.accepted_minor, after.message) == (
        SyncState.POSTED,
        before.accepted_minor,
        before.message,
    )
    assert after.figures is None
    assert ledger.effect == kept


def test_a_day_without_sales_any_more_is_not_taken_out_over_the_edit(kept, day, ports, ledger, sales):
    sales.days[day.location, day.business_date] = DayActivity((), control=ControlTotals({}))

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == HELD_FOR_THEM
    assert ledger.effect == kept


def test_another_account_is_not_written_over_the_edit(kept, day, ports, ledger, connections):
    mapping = connections.mapping_on("m_1", day.business_date)
    moved = {role: "77" if account == "1" else account for role, account in mapping.accounts.items()}
    connections.save_mapping("m_1", replace(mapping, accounts=moved, version=2))

    outcome = post(day, ports, SyncCause.RECLASS)

    assert (outcome.state, outcome.reason) == HELD_FOR_THEM
    assert ledger.effect == kept


def test_an_edit_that_an_earlier_release_kept_by_its_message_alone_is_kept_too(
    kept, day, ports, ledger, sales, activity, sync_log
):
    record = sync_log.get(day)
    sync_log._records[day] = replace(record, document=replace(record.document, body_hash=""), last_reading=None)
    assert post(day, ports).figures is None
    another_sale(sales, day, activity, minor=700)

    outcome = post(day, ports)

    assert (outcome.state, outcome.reason) == HELD_FOR_THEM
    assert ledger.effect == kept


@pytest.mark.usefixtures("kept")
def test_undone_and_redone_it_holds_what_talech_says(day, ports, ledger, sales, activity, undo, sync_log, queue, clock):
    another_sale(sales, day, activity, minor=700)
    post(day, ports)

    undo(day)
    (request,) = redo_days([sync_log.get(day)], sync_log, queue, clock.now())
    outcome = post(day, ports, request.cause)

    assert outcome.state is SyncState.POSTED
    assert ledger.effect == {"1": -1700, "2": -130, "3": 1830}


def test_an_invoice_that_was_edited_before_its_payments_were_written_stays_as_it_was_edited(
    day, ports, ledger, connections, sync_log, release, it_shows
):
    """Daybook had not finished it; keeping it means that nothing more is written."""
    connections.save_connection(replace(connections.connection("m_1"), document_kind=DocumentKind.INVOICE))
    ledger.lose_next_answer(after=1)
    with pytest.raises(RetriableError):
        post(day, ports)
    invoice_id = sync_log.get(day).document.id
    written = ledger.documents[invoice_id]
    ledger.edit(invoice_id, replace(written, lines=tuple(replace(line, account_id="77") for line in written.lines)))
    as_edited = ledger.documents[invoice_id]
    it_shows()
    assert post(day, ports).reason is HoldReason.TOUCHED_IN_QUICKBOOKS

    outcome = release()

    assert (outcome.state, sync_log.get(day).open_work) == (SyncState.POSTED, None)
    assert ledger.documents[invoice_id] == as_edited
    assert post(day, ports).state is SyncState.POSTED


def test_an_edit_whose_keeping_was_put_off_by_a_lost_grant_is_kept_after_the_reconnect(
    day, ports, ledger, connections, sync_log, queue, clock, it_shows
):
    """The release is of another reason than the day is held for by then."""
    unanswered(day, ports, ledger)
    (document_id,) = ledger.documents
    written = ledger.documents[document_id]
    ledger.edit(document_id, replace(written, lines=tuple(_doubled(line) for line in written.lines)))
    as_edited = ledger.documents[document_id]
    it_shows()
    post(day, ports)
    release_day(day, sync_log, queue, clock.now())
    connected = connections.connection("m_1")
    connections.save_connection(replace(connected, status=ConnectionStatus.NEEDS_RECONNECT))
    assert post(day, ports, SyncCause.RELEASE).reason is HoldReason.NEEDS_RECONNECT
    connections.save_connection(connected)

    outcome = post(day, ports)

    assert ledger.documents == {document_id: as_edited}
    assert (outcome.state, story_of(sync_log.get(day)).state) == (SyncState.POSTED, DayState.ACCEPTED)


def test_a_kept_edit_whose_record_is_lost_is_kept_as_it_was(kept, day, ports, ledger, sync_log):
    """The proof names the document in the version that the person kept, and the figures beside which they kept it."""
    before = sync_log.get(day)
    sync_log.lose(day)

    for _ in range(2):
        assert post(day, ports).state is SyncState.POSTED
        assert ledger.effect == kept
    after = sync_log.get(day)
    assert (after.books.document, after.accepted_minor) == (before.books.document, before.accepted_minor)
    assert story_of(after).state is DayState.ACCEPTED


def test_a_kept_edit_whose_record_is_lost_is_asked_about_again_once_talech_has_changed(
    kept, day, ports, ledger, sales, activity, sync_log, release
):
    sync_log.lose(day)
    another_sale(sales, day, activity, minor=700)

    for _ in range(3):
        outcome = post(day, ports)
        assert (outcome.state, outcome.reason) == HELD_FOR_THEM
        assert ledger.effect == kept
    assert release().state is SyncState.POSTED
    assert ledger.effect == kept


def test_an_edit_that_forbade_an_undo_is_known_when_the_record_is_lost(day, ports, ledger, sync_log, undo):
    document = post(day, ports).document
    written = ledger.documents[document.id]
    ledger.edit(document.id, replace(written, lines=tuple(_doubled(line) for line in written.lines)))
    undo(day)
    sync_log.lose(day)
    books = dict(ledger.effect)

    for _ in range(2):
        outcome = post(day, ports)
        assert (outcome.state, outcome.reason) == HELD_FOR_THEM
        assert ledger.effect == books
