"""Put one location-day into the books, exactly once, and keep it right there (design 4 and 5).

1. Take the lease.  2. Read the day and refuse what does not tie.  3. Write the intent.  4. Call QuickBooks with the
request id that follows from the posting key.  5. Write the outcome and the proof. A crash between any two steps heals
on the next try, because the intent tells the next worker what may already be in QuickBooks.
"""

from dataclasses import replace
from datetime import timedelta

from daybook.application.booking import Booking
from daybook.application.guarded_calls import GuardedCalls
from daybook.application.ports import ConnectionStore, ProofStore
from daybook.application.posting_target import PostingPorts, Target
from daybook.application.read_sales_days import read_sales_days
from daybook.application.removal import Removal, as_it_was
from daybook.application.renew_company import renew_references, with_books_of_now
from daybook.domain.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.mapping import AccountMapping
from daybook.domain.merchant import MerchantProfile
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sync import (
    IntentAction,
    LocationDay,
    Outcome,
    PartlyRefusedError,
    ResponseDiffersError,
    SyncCause,
    SyncRecord,
    SyncRequest,
    SyncState,
    shortened,
)
from daybook.domain.vendor_wait import wait_after

# How far back a combined day looks for the shops that were part of it.
_WEEK = 7


def post_location_day(request: SyncRequest, owner: str, ports: PostingPorts, *, last_try: bool = False) -> Outcome:
    """Bring the location-day to an outcome: posted, posted with gaps, empty, or held for a named reason.

    `owner` identifies this worker for the lease. With `last_try` a failure that could have been retried is recorded
    as failed, because the message goes to the dead-letter queue next.

    Raises:
        RetriableError: nothing is lost and the same call may succeed later.
    """
    day = request.day
    record = ports.sync_log.claim(day, owner)
    calls = GuardedCalls(record, owner, ports.sync_log, ports.clock)
    try:
        outcome = _bring_into_the_books(record, request.cause, calls, ports)
    except NeedsAttentionError as stop:
        outcome = _held(stop, record)
        if stop.reason is HoldReason.NEEDS_RECONNECT:
            _mark_disconnected(day.merchant_id, ports.connections)
    except RetriableError as error:
        if last_try:
            ports.sync_log.fail(day, owner, str(error))
        else:
            ports.sync_log.release(day, owner, wait_after(error, record.vendor_wait, ports.clock.now()))
        raise
    except Exception as bug:
        # Not swallowed: the record says that the day failed, the traceback goes on to the queue and the alarm.
        ports.sync_log.fail(day, owner, f"{type(bug).__name__}: {bug}")
        raise
    ports.sync_log.settle(day, owner, outcome, revision=calls.revision_spent, keep_intent=calls.outcome_unknown)
    return outcome


def usable_connection(merchant_id: str, connections: ConnectionStore) -> Connection:
    """The merchant's live connection.

    Raises:
        NeedsAttentionError: there is none, or its grant ended.
    """
    connection = connections.connection(merchant_id)
    if connection is None or connection.status is not ConnectionStatus.CONNECTED:
        raise NeedsAttentionError(
            HoldReason.NEEDS_RECONNECT, f"merchant {merchant_id} is not connected to QuickBooks: connect again"
        )
    return connection


def mapped_profile(day: LocationDay, connections: ConnectionStore) -> tuple[MerchantProfile, AccountMapping]:
    """The merchant's profile and the mapping in force on the day.

    Raises:
        NeedsAttentionError: the merchant has not finished the setup.
    """
    profile = connections.profile(day.merchant_id)
    mapping = connections.mapping_on(day.merchant_id, day.business_date)
    if profile is None or mapping is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"{day} has no account mapping yet: finish the setup")
    return profile, mapping


def _bring_into_the_books(record: SyncRecord, cause: SyncCause, calls: GuardedCalls, ports: PostingPorts) -> Outcome:
    if record.state is SyncState.UNDONE and cause is not SyncCause.REDO:
        return _as_it_is(record)
    day = record.day
    connection = usable_connection(day.merchant_id, ports.connections)
    if record.intent is not None and record.intent.action is IntentAction.REMOVE:
        return _removed(record, connection, calls, ports)
    stored, connection = connection, with_books_of_now(connection, day.business_date, ports)
    profile, mapping = mapped_profile(day, ports.connections)
    reading = read_sales_days(
        day,
        profile,
        connection,
        ports.sales_of(day.merchant_id),
        released=record.released,
        known_hash=record.content_hash if record.is_posted else "",
    )
    if reading.content_hash != record.content_hash and HoldReason.UNKNOWN_LOCATION not in record.released:
        _check_nobody_left(day, profile, ports.proofs)
    target = replace(Target.of(connection, mapping, reading), company_is_of_now=connection is not stored)
    try:
        return Booking(record, calls, target, ports).run(cause)
    except NeedsAttentionError as stop:
        renewed = stop.reason is HoldReason.ACCOUNT_UNUSABLE and renew_references(connection, mapping, ports)
        # What stands in part is finished by the next try, which is told of it by the record.
        if not renewed or isinstance(stop, PartlyRefusedError):
            raise
    return Booking(record, calls, target, ports).run(cause)


def _removed(record: SyncRecord, connection: Connection, calls: GuardedCalls, ports: PostingPorts) -> Outcome:
    """An undo died on its way, or its day was locked: it is carried out, or the day stays as it was."""
    removal = Removal(record, connection, ports)
    try:
        outcome = removal.carry_out()
    except NeedsAttentionError:
        # Locked by a deposit, a closed period or an edit: nothing was removed, and whoever asked was told.
        calls.know(removal.revision)
        return as_it_was(record)
    calls.know(removal.revision)
    return outcome


def _check_nobody_left(day: LocationDay, profile: MerchantProfile, proofs: ProofStore) -> None:
    """A shop that was part of yesterday's combined posting must not drop out of today's without a word.

    Raises:
        NeedsAttentionError: talech no longer lists it as active; releasing the day posts it without the shop.
    """
    if day.location != ALL_LOCATIONS:
        return
    week = (replace(day, business_date=day.business_date - timedelta(days=back)) for back in range(1, _WEEK + 1))
    before = next((proof for one in week if (proof := proofs.get(one)) is not None), None)
    if before is None:
        return
    # A shop that moved to another company's books is posted there: nobody has left.
    here = {location.id for location in profile.open_locations}
    gone = [sales_day.location_id for sales_day in before.sales_days if sales_day.location_id not in here]
    if gone:
        raise NeedsAttentionError(
            HoldReason.UNKNOWN_LOCATION,
            f"{day}: talech no longer lists {', '.join(gone)}, which was part of {before.day.business_date}",
            details=tuple(gone),
        )


def _as_it_is(record: SyncRecord) -> Outcome:
    return Outcome(record.state, content_hash=record.content_hash, lines_hash=record.lines_hash, message=record.message)


def _mark_disconnected(merchant_id: str, connections: ConnectionStore) -> None:
    connection = connections.connection(merchant_id)
    if connection is not None and connection.status is ConnectionStatus.CONNECTED:
        connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))


def _held(stop: NeedsAttentionError, record: SyncRecord) -> Outcome:
    document = record.document
    if isinstance(stop, (ResponseDiffersError, PartlyRefusedError)):
        document = stop.document
    return Outcome(
        SyncState.HELD,
        content_hash=record.content_hash,
        lines_hash=record.lines_hash,
        document=document,
        deltas=record.deltas,
        gaps=record.gaps,
        reason=stop.reason,
        message=str(stop),
        details=shortened(stop.details),
        fault_code=stop.fault_code,
        drift=record.drift if document is record.document else None,
    )
