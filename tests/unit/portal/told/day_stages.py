"""One day of one store in every state that a merchant can meet, each reached the way a merchant reaches it."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from daybook.application.days.undo_days import undo_day
from daybook.application.ports import Lane
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import LocationMode
from daybook.domain.day.orders import DayActivity
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.drift import Drift, DriftKind
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day
from unit.portal.stages import with_one_to_come
from unit.portal.told.day_steps import (
    MORE_TIPS,
    QUEENS,
    before,
    close_books,
    come,
    larger,
    posted,
    press,
    ready,
    record,
    sells,
    sync,
)


def missing():
    return ready()


def coming():
    return sync(ready(), limit=31)


def empty():
    return come(sells(with_one_to_come(), DayActivity()))


def with_a_gap():
    return come(sells(with_one_to_come(), sales_of_day(QUEEN, NEWEST, unknown_card=True)))


def untied():
    return come(sells(with_one_to_come(), sales_of_day(QUEEN, NEWEST, untied=True)))


def untied_and_released():
    return press(untied(), "release")


def new_in_closed_books():
    world = with_one_to_come()
    close_books(world)
    return come(world)


def changed_in_closed_books():
    world = posted()
    close_books(world)
    return press(sells(world, MORE_TIPS), "retry")


def corrected_after_the_close():
    return press(changed_in_closed_books(), "release")


def _edited(by):
    world = posted()
    document = record(world).document
    world.ledger.edit(document.id, larger(world.ledger.documents[document.id], by))
    return world


def edited_and_changed():
    return press(sells(_edited(700), MORE_TIPS), "retry")


def edit_kept():
    return press(edited_and_changed(), "release")


def smaller_edit_kept():
    return press(press(sells(_edited(-700), MORE_TIPS), "retry"), "release")


def kept_edit_and_another_change():
    return press(sells(edit_kept(), sales_of_day(QUEEN, NEWEST, tip=9000)), "retry")


def _told_of(world, kind):
    known = record(world)
    drift = Drift(kind, known.document.id, world.clock.now())
    world.sync_log.note_drift(QUEENS, drift, settled_at=known.settled_at)
    return world


def edit_noticed():
    return _told_of(_edited(700), DriftKind.EDITED)


def removal_noticed():
    world = posted()
    world.ledger.take_away(record(world).document.id)
    return _told_of(world, DriftKind.REMOVED)


def record_lost():
    world = posted()
    world.sync_log.lose(QUEENS)
    return sync(world)


def record_lost_and_document_removed():
    world = posted()
    world.ledger.take_away(record(world).document.id)
    world.sync_log.lose(QUEENS)
    return sync(world)


def proof_not_stored():
    """A worker died between the answer of QuickBooks and the proof; it is noted what stands."""
    world = posted()
    world.sync_log.claim(QUEENS, "dies")
    world.sync_log.note(QUEENS, "dies", replace(record(world).books, open_work=OpenWork.UNPROVED))
    world.proofs.delete(QUEENS)
    return world


def found_and_not_told():
    """A worker found the document of a lost record and died before its outcome."""
    world = posted()
    books = record(world).books
    world.sync_log.lose(QUEENS)
    world.sync_log.claim(QUEENS, "dies")
    world.sync_log.note(QUEENS, "dies", books)
    return world


def half_an_invoice():
    """The invoice is written; an account that its payments need is refused."""
    world = ready()
    connection = world.connections.connection(MERCHANT)
    world.connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))
    mine = sync_others(world)
    world.ledger.fail_payments(NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "account 6 is inactive"))
    post_location_day(mine, "worker", world.ports)
    return world


def failed():
    world = with_one_to_come()
    world.queue.sent[Lane.BACKFILL].clear()
    world.sync_log.claim(QUEENS, "worker")
    world.sync_log.fail(QUEENS, "worker", "a bug")
    return world


def failed_with_a_document():
    """Later tries of a posted day met a bug."""
    world = posted()
    world.sync_log.claim(QUEENS, "worker")
    world.sync_log.fail(QUEENS, "worker", "a bug")
    return world


def sync_others(world):
    """The range is posted, but for the day of these tests; its request."""
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    lane = world.queue.sent[Lane.BACKFILL]
    mine = next(request for request in lane if request.day == QUEENS)
    lane.remove(mine)
    world.work()
    return mine


def asked_out():
    world = posted()
    undo_day(QUEENS, world.sync_log, world.queue, world.clock.now())
    return world


def undone():
    world = asked_out()
    world.work()
    return world


def silent_quickbooks():
    """QuickBooks does not answer a new day, for two hours."""
    world = with_one_to_come()
    mine = world.queue.sent[Lane.BACKFILL].pop()
    world.ledger.fail_next(RetriableError("QuickBooks is silent", after_seconds=60))
    with suppress(RetriableError):
        post_location_day(mine, "worker", world.ports)
    world.clock.instant += timedelta(hours=2)
    return world


def combined_untied():
    """Stores that are posted as one wait together."""
    world = ready()
    connection = world.connections.connection(MERCHANT)
    world.connections.save_connection(replace(connection, location_mode=LocationMode.COMBINED))
    return sync(sells(world, sales_of_day(QUEEN, NEWEST, untied=True)))


# Each stage with the state that the ledger and talech give it.
STAGES = {
    before: DayState.BEFORE,
    missing: DayState.MISSING,
    silent_quickbooks: DayState.MISSING,
    coming: DayState.COMING,
    found_and_not_told: DayState.COMING,
    empty: DayState.EMPTY,
    posted: DayState.POSTED,
    corrected_after_the_close: DayState.POSTED,
    record_lost: DayState.POSTED,
    proof_not_stored: DayState.POSTED,
    asked_out: DayState.POSTED,
    with_a_gap: DayState.GAPS,
    untied_and_released: DayState.ACCEPTED,
    edit_kept: DayState.ACCEPTED,
    smaller_edit_kept: DayState.ACCEPTED,
    changed_in_closed_books: DayState.CHANGE,
    edit_noticed: DayState.EDITED,
    edited_and_changed: DayState.EDITED,
    kept_edit_and_another_change: DayState.EDITED,
    record_lost_and_document_removed: DayState.EDITED,
    untied: DayState.HELD,
    new_in_closed_books: DayState.HELD,
    removal_noticed: DayState.REMOVED,
    half_an_invoice: DayState.PARTLY,
    failed: DayState.FAILED,
    failed_with_a_document: DayState.FAILED,
    undone: DayState.UNDONE,
}
