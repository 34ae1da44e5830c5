"""Posts one location-day into the books exactly once, and keeps it correct (docs/architecture.md 4).

claim -> recover -> read -> decide -> carry out -> prove -> settle. If a worker dies between two steps, the record tells
the next worker what QuickBooks may have; every result is stored at once, not only kept in memory.
"""

from dataclasses import replace

from daybook.application.company.lost_grant import mark_lost
from daybook.application.ports import ConnectionStore
from daybook.application.posting import outcomes
from daybook.application.posting.bring import TAKEN_OUT, as_written, bring_into_the_books, take_out_of_the_books
from daybook.application.posting.decide import is_wanted_out
from daybook.application.posting.ports import Attempt, PostingSystems
from daybook.application.posting.reading.read_day import usable_connection
from daybook.application.posting.recovering.earlier_intents import as_directive, settle_earlier_removal
from daybook.application.posting.recovering.recover import recover
from daybook.domain.errors import (
    DayGivenUpError,
    ForgottenMerchantError,
    HoldReason,
    NeedsAttentionError,
    RetriableError,
    TooEarlyError,
)
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.location_day import (
    UNSETTLED_STATES,
    LocationDay,
    Outcome,
    SyncCause,
    SyncRecord,
    SyncRequest,
    SyncState,
)
from daybook.domain.sync.vendor_wait import is_given_up, wait_after

# The tries that a bug or dying workers may use before the day fails and a person must look.
MAX_TRIES = 3
_PASSING = frozenset({HoldReason.NEEDS_RECONNECT, HoldReason.OPEN_IN_OTHER_COMPANY})


def post_location_day(request: SyncRequest, owner: str, systems: PostingSystems) -> Outcome:
    """Bring the location-day to an outcome: posted, posted with gaps, empty, undone, or held with a reason.

    `owner` identifies this worker for the lease.

    Raises:
        RetriableError: nothing is lost and the same call may succeed later; no try is used.
        DayGivenUpError: a bug or a dying worker used the last try; the record says failed.
        ForgottenMerchantError: the merchant was erased; nothing was stored.
    """
    record = systems.sync_log.claim_known(request.day, owner) or _claimed_unplanned(request.day, owner, systems)
    try:
        _check_tries(record)
        outcome, directives_done = _brought(record, request, owner, systems)
        systems.sync_log.settle(request.day, owner, outcome, directives_done=directives_done)
    except RetriableError as error:
        return _waiting(error, record, owner, systems)
    except Exception as bug:
        # The error is raised again: the message returns to the queue and, after the last try, to dead letters and
        # alarm.
        if record.tries < MAX_TRIES:
            systems.sync_log.release(request.day, owner, tries=record.tries)
            raise
        systems.sync_log.fail(request.day, owner, f"{type(bug).__name__}: {bug}")
        raise DayGivenUpError(f"{request.day}: {bug}") from bug
    if outcome.reason is HoldReason.NEEDS_RECONNECT and _is_live(request.day.merchant_id, systems.connections):
        raise RetriableError(f"{request.day}: they reconnected while the day was held: it is tried again")
    return replace(outcome, before=record)


def _claimed_unplanned(day: LocationDay, owner: str, systems: PostingSystems) -> SyncRecord:
    """Claim a day without a record: a replayed or hand-made message may be the first sign of it.

    Of an erased merchant no record is made.
    """
    if systems.connections.connection(day.merchant_id) is None:
        raise ForgottenMerchantError(f"{day}: the merchant was erased")
    return systems.sync_log.claim(day, owner)


def _check_tries(record: SyncRecord) -> None:
    if record.tries > MAX_TRIES:
        raise DayGivenUpError(f"{record.day}: {MAX_TRIES} workers have died on it without a word")


def _brought(record: SyncRecord, request: SyncRequest, owner: str, systems: PostingSystems) -> tuple[Outcome, int]:
    """The outcome of a try, and the number of the newest directive that it carried out or withdrew."""
    if _lies_outside(record, request):
        return outcomes.as_it_was(record), record.directives_done
    day = request.day
    try:
        connection = usable_connection(day.merchant_id, systems.connections)
    except NeedsAttentionError as stop:  # QuickBooks was not asked: nothing new is known of the grant
        return _held(_stopped(stop, record, systems), record, systems)
    attempt = Attempt(request, owner, connection, systems)
    claimed = record
    try:
        record = as_directive(record, attempt)
        systems.gate(attempt.connection, _asks_talech_first(record))
        record = recover(record, attempt)
        record = _as_it_stands(settle_earlier_removal(record, attempt, is_wanted_out=is_wanted_out(record)))
        directive = record.open_directive
        if directive is not None and directive.has_lapsed(attempt.now):
            return _withdrawn(directive, directive.lapsed(), record, attempt)
        if is_wanted_out(record):
            return _taken_out(record, attempt)
        outcome = bring_into_the_books(record, attempt, claimed=claimed)
    except NeedsAttentionError as stop:
        outcome = _stopped(stop, record, systems)
    if outcome.reason is not None:
        return _held_by_answers(outcome, record, systems)
    directive = record.open_directive
    return outcome, directive.number if directive is not None else record.directives_done


def _lies_outside(record: SyncRecord, request: SyncRequest) -> bool:
    """Whether the day is out of the books as a person wanted, so that no hold can apply to it.

    A redo of an earlier release exists only as a message; it has become a directive here.
    """
    is_settled = record.open_directive is None and record.intent is None and record.open_work is None
    is_outside = record.state is SyncState.UNDONE and not record.is_belied
    return is_outside and is_settled and request.cause is not SyncCause.REDO


def _as_it_stands(record: SyncRecord) -> SyncRecord:
    """The record; an undone day with a document in the books was requested back since, so it is due."""
    is_back = record.state is SyncState.UNDONE and record.is_belied
    return replace(record, state=SyncState.DUE) if is_back else record


def _stopped(stop: NeedsAttentionError, record: SyncRecord, systems: PostingSystems) -> Outcome:
    """The day is held before talech was read: what waited still waits."""
    written = as_written(record, systems.sync_log)
    return outcomes.held(stop, written, written.waiting)


def _held_by_answers(outcome: Outcome, record: SyncRecord, systems: PostingSystems) -> tuple[Outcome, int]:
    """A vendor was asked before the day was held, so that a refused grant is known to be one."""
    if outcome.reason is HoldReason.NEEDS_RECONNECT:
        mark_lost(record.day.merchant_id, systems.connections)
    return _held(outcome, record, systems)


def _held(outcome: Outcome, record: SyncRecord, systems: PostingSystems) -> tuple[Outcome, int]:
    """A person must act first. An undo that what they are to look at forbids does not come true later.

    A redo, of closed books for example, waits until the person has acted, but at most `WITHDRAWN_AFTER` (a day): then
    `_withdrawn` leaves the day undone.
    """
    directive = record.open_directive
    if directive is None or outcome.reason in _PASSING:
        return outcome, record.directives_done
    if directive.place is Place.OUT:
        return replace(outcome, message=directive.refused(outcome.message)), directive.number
    return outcome, directive.number if directive.has_lapsed(systems.clock.now()) else record.directives_done


def _asks_talech_first(record: SyncRecord) -> bool:
    """Whether talech is read before QuickBooks: no call is open, or the open call was looked up already."""
    return not is_wanted_out(record) and (record.intent is None or record.intent.missed_at is not None)


def _taken_out(record: SyncRecord, attempt: Attempt) -> tuple[Outcome, int]:
    """Remove a day that a person wants out, or leave it complete and record why."""
    directive = record.open_directive
    if directive is None:  # it is out of the books already, as the person asked earlier
        return outcomes.as_it_was(record), record.directives_done
    try:
        return take_out_of_the_books(record, attempt), directive.number
    except NeedsAttentionError as lock:
        if lock.reason in _PASSING:
            raise
        return _withdrawn(
            directive, directive.refused(str(lock)), as_written(record, attempt.systems.sync_log), attempt
        )


def _withdrawn(directive: Directive, message: str, record: SyncRecord, attempt: Attempt) -> tuple[Outcome, int]:
    """Withdraw a person's request: the day stays as before, and removed documents are posted again.

    If the day turns out to have left the books already, it is undone as the person asked.
    """
    if directive.place is Place.OUT and record.books.is_nothing and record.intent is None:
        return outcomes.ended(record, SyncState.UNDONE, message=TAKEN_OUT), directive.number
    if directive.place is Place.IN and record.books.is_nothing and record.intent is None:
        return outcomes.ended(record, SyncState.UNDONE, message=message), directive.number
    kept = _as_it_stands(replace(record, directives_done=directive.number))
    is_out = directive.place is Place.OUT
    is_whole = record.open_work is None and record.intent is None and not record.is_belied
    if is_out and is_whole and record.state not in UNSETTLED_STATES:
        return outcomes.as_it_was(record, message=message), directive.number
    try:
        # Of a redo a part is back already, and the rest follows.
        outcome = bring_into_the_books(kept, attempt, note=message if is_out else "")
    except NeedsAttentionError as stop:
        outcome = _stopped(stop, record, attempt.systems)
    if outcome.reason is None:
        return outcome, directive.number
    if outcome.reason in _PASSING:
        return _held_by_answers(outcome, record, attempt.systems)
    # What was asked is over, although the day waits for a person: it must not come true when they have acted.
    return replace(outcome, message=f"{message} {outcome.message}" if is_out else outcome.message), directive.number


def _waiting(error: RetriableError, record: SyncRecord, owner: str, systems: PostingSystems) -> Outcome:
    """Release the lease and record what the day waits for; after a day of waiting the day is held.

    Raises:
        RetriableError: the given error, for the queue, unless the day is now held.
    """
    now = systems.clock.now()
    wait = wait_after(error, record.vendor_wait, now)
    if wait is None or not is_given_up(wait, now) or record.state is SyncState.HELD:
        is_too_early = isinstance(error, TooEarlyError)
        try:
            systems.sync_log.release(record.day, owner, wait, tries=record.tries - 1 if is_too_early else 0)
        except RetriableError as away:
            raise error from away  # the lease ends by itself; the queue must get the first error
        raise error
    stop = NeedsAttentionError(
        HoldReason.VENDOR_UNAVAILABLE, f"{error} (since {wait.since:%Y-%m-%d %H:%M} UTC)", fault_code=wait.fault_code
    )
    outcome = _stopped(stop, record, systems)
    systems.sync_log.settle(record.day, owner, outcome)
    return replace(outcome, before=record)


def _is_live(merchant_id: BooksId, connections: ConnectionStore) -> bool:
    """Whether the merchant has reconnected meanwhile, so that the reconnect did not queue this day."""
    connection = connections.connection(merchant_id)
    return connection is not None and connection.is_live
