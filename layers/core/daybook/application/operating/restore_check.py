"""After a point-in-time restore of the sync log: which days must be verified, what QuickBooks says, and the repair."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daybook.application.planning.ended_days import ended_days, last_ended
from daybook.application.planning.request_sync import check_range
from daybook.application.ports import Ledger
from daybook.application.posting.ports import PostingSystems
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.posting.reading.read_day import usable_connection
from daybook.application.posting.recovering.restored_records import make_findable
from daybook.domain.company.connection import Connection
from daybook.domain.errors import DayGivenUpError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.outdated_records import Doubt, doubts_of
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncRequest


class Standing(StrEnum):
    """What QuickBooks says of a day's documents.

    By id: `as_left` by Daybook, or `touched` (edited or removed since, or several have the number). By number, where
    no id is known: `found`, or `absent`.
    """

    AS_LEFT = "as_left"
    TOUCHED = "touched"
    FOUND = "found"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class CheckedDay:
    """A day that had to be verified: why, and what QuickBooks says; `told` names documents, or what is other.

    `found` is the document that only the books know.
    """

    day: LocationDay
    doubts: tuple[Doubt, ...]
    standing: Standing
    told: tuple[str, ...] = ()
    found: PostedDocument | None = None

    @property
    def is_right(self) -> bool:
        """Whether the record is right as it is: it names documents without a proof, and they are as it says."""
        return self.doubts == (Doubt.UNPROVED,) and self.standing is Standing.AS_LEFT

    @property
    def is_for_a_person(self) -> bool:
        """Whether several documents have the number of a day that no record knows: a person deletes all but one."""
        return self.standing is Standing.TOUCHED and self.doubts == (Doubt.UNKNOWN,)


@dataclass(frozen=True, slots=True)
class RepairedDay:
    """What became of a day: its record after an outcome, or why it has none yet."""

    checked: CheckedDay
    record: SyncRecord | None = None
    waits: str = ""

    @property
    def needs_attention(self) -> bool:
        """Whether something remains to be done: a hold, a vendor that is away, or a person's choice."""
        if self.record is not None:
            return self.record.reason is not None
        return not self.checked.is_right


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of a day."""

    day: LocationDay
    record: SyncRecord | None
    proof: Proof | None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return doubts_of(self.record, self.proof)

    @property
    def documents(self) -> tuple[PostedDocument, ...]:
        if self.proof is not None:
            return self.proof.documents
        return self.record.books.documents if self.record is not None else ()


def restore_check(merchant_id: BooksId, first: date, last: date, systems: PostingSystems) -> tuple[CheckedDay, ...]:
    """Every day of a range whose record and proof do not agree, oldest first, verified against QuickBooks.

    Nothing is changed. Each document is one metered read by its id, two for an invoice; a day of which no document is
    known is read by its number.

    Raises:
        RangeRefusedError: the range is empty, longer than 30 days, or years back.
        NeedsAttentionError: the merchant is not connected.
        RetriableError: QuickBooks did not answer.
    """
    check_range(first, last, systems.clock.now())
    connection = usable_connection(merchant_id, systems.connections)
    records = {each.day: each for each in systems.sync_log.history(merchant_id, first=first, last=last)}
    proofs = {each.day: each for each in systems.proofs.between(merchant_id, first, last)}
    expected = set(_expected(connection, first, last, systems))
    ledger = systems.ledger_of(connection)
    days = sorted({*records, *proofs, *expected}, key=lambda day: (day.business_date, day.location))
    known = (_Known(day, records.get(day), proofs.get(day)) for day in days)
    return tuple(_checked(each, connection, ledger) for each in known if each.doubts)


def repair_day(checked: CheckedDay, owner: str, systems: PostingSystems) -> RepairedDay:
    """Bring the record of a day to what the books hold, and the day to an outcome, as a worker does.

    A day with several documents, or whose record is right, stays as it is. A bug is raised.
    """
    if checked.is_right or checked.is_for_a_person:
        return RepairedDay(checked)
    day = checked.day
    try:
        connection = usable_connection(day.merchant_id, systems.connections)
        cause = make_findable(day, checked.found, connection, owner, systems)
        request = SyncRequest(day, cause, systems.clock.now())
        post_location_day(request, owner, systems)
    except (RetriableError, DayGivenUpError) as error:
        return RepairedDay(checked, waits=str(error))
    return RepairedDay(checked, systems.sync_log.get(day))


def _expected(connection: Connection, first: date, last: date, systems: PostingSystems) -> Iterator[LocationDay]:
    """The days that closings have made due: all that ended since the merchant connected."""
    merchant_id = connection.merchant_id
    profile = systems.connections.profile(merchant_id)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has not finished connecting")
    since = max(first, connection.connected_at.date())
    ended = last_ended(profile, systems.clock.now())
    for on in dates_between(since, last):
        yield from ended_days(connection, profile, on, ended)


def _checked(known: _Known, connection: Connection, ledger: Ledger) -> CheckedDay:
    day, doubts, documents = known.day, known.doubts, known.documents
    if documents:
        edited = ledger.edits_of(documents)
        if edited is not None:
            return CheckedDay(day, doubts, Standing.TOUCHED, edited.details)
        return CheckedDay(day, doubts, Standing.AS_LEFT, tuple(_named(each) for each in documents))
    try:
        found = _numbered(known, connection, ledger)
    except NeedsAttentionError as several:
        if several.reason is not HoldReason.TOUCHED_IN_QUICKBOOKS:
            raise
        return CheckedDay(day, doubts, Standing.TOUCHED, (str(several), *several.details))
    if found is None:
        return CheckedDay(day, doubts, Standing.ABSENT)
    return CheckedDay(day, doubts, Standing.FOUND, (_named(found),), found)


def _numbered(known: _Known, connection: Connection, ledger: Ledger) -> PostedDocument | None:
    """The document with the number of the open call, or with that of the day."""
    day, record = known.day, known.record
    if record is not None and record.intent is not None:
        return ledger.find(record.intent.kind, record.intent.doc_number)
    kind, realm_id = connection.choice_on(day.business_date).document_kind, connection.company.realm_id
    code = connection.store_codes.get(day.location, "")
    number = PostingKey(realm_id, day.business_date, day.location, kind, 1, store_code=code).doc_number
    # A day of invoices below zero is a refund receipt.
    kinds = (kind, DocumentKind.REFUND_RECEIPT) if kind is DocumentKind.INVOICE else (kind,)
    found = (ledger.find(each, number) for each in kinds)
    return next((document for document in found if document is not None), None)


def _named(document: PostedDocument) -> str:
    return f"{document.doc_number} (id {document.id})"
