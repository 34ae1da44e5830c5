"""Ports for stored records: connections, location-days, proofs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId, BooksMove
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.books_calls import Intent
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.date_sums import DateSums, KeptSums
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.sync.vendor_wait import VendorWait


class ConnectionStore(Protocol):
    """Connections and mappings of each set of books; profile and moves of the merchant (`domain.merchant.books`)."""

    def connection(self, merchant_id: BooksId) -> Connection | None:
        """The merchant's connection; None if there never was one."""

    def connections(self) -> Iterable[Connection]:
        """Every connection, for operators; never used while posting a day."""

    def merchant_of_realm(self, realm_id: str) -> BooksId | None:
        """The books that are connected to a company."""

    def save_connection(self, connection: Connection) -> None:
        """Store it and claim the company for this merchant.

        Raises:
            NeedsAttentionError: the company belongs to another merchant's connection.
        """

    def profile(self, merchant_id: BooksId) -> MerchantProfile | None:
        """The profile last read from talech, for these books, with the moves of the merchant's locations."""

    def save_profile(self, profile: MerchantProfile) -> None:
        """Store a profile for all books of the merchant; the moves do not change."""

    def moves(self, merchant_id: BooksId) -> tuple[BooksMove, ...]:
        """The moves of the merchant's locations, in the order in which they were made."""

    def add_moves(self, merchant_id: BooksId, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        """Add moves.

        Raises:
            RetriableError: another request moved a location meanwhile; read again.
        """

    def mapping_on(self, merchant_id: BooksId, business_date: date) -> AccountMapping | None:
        """The mapping in force on a business date: the newest version effective by then."""

    def save_mapping(self, merchant_id: BooksId, mapping: AccountMapping) -> None:
        """Add a version."""

    def references(self, merchant_id: BooksId) -> CompanyReferences:
        """The stored references of the company; empty at first."""

    def save_references(self, merchant_id: BooksId, references: CompanyReferences) -> None:
        """Add items, payment methods, customer; a slower writer with an older state never deletes stored ones."""

    def save_tracking(
        self, merchant_id: BooksId, *, classes: Mapping[str, str], departments: Mapping[str, str]
    ) -> None:
        """Store which class and location of QuickBooks belong to each store; a store that is not named has none."""


class SyncLog(Protocol):
    """The record of every location-day, with the lease by which only one worker works on it.

    A worker's writes need its lease. A person's requests (`allow`, `direct`) need none, and no worker overwrites them.
    """

    def plan(self, day: LocationDay, due_at: datetime) -> bool:
        """Make the day due if it has no record; True if it was new."""

    def claim(self, day: LocationDay, owner: str) -> SyncRecord:
        """Take the lease and count the attempt and the try; a missing record is created.

        Raises:
            RetriableError: another worker holds the lease; its `after_seconds` says for how long.
        """

    def claim_known(self, day: LocationDay, owner: str) -> SyncRecord | None:
        """The same; None if there is no record, and then none is made.

        Raises:
            RetriableError: as `claim`.
        """

    def record_intent(self, day: LocationDay, owner: str, intent: Intent, sent: SentCall) -> datetime:
        """Record a call before every send and restart the lease; returns when the lease ends.

        The complete call is in a separate row, in no index. Both rows are stored when this returns.
        """

    def sent_call(self, day: LocationDay) -> SentCall | None:
        """The complete call that was recorded last; None for a call of an earlier release."""

    def note(self, day: LocationDay, owner: str, books: BooksState) -> None:
        """Write the content of the books after an answer, before any other call."""

    def settle(self, day: LocationDay, owner: str, outcome: Outcome, *, directives_done: int = 0) -> None:
        """Write the outcome with the content of the books, and release the lease; the count of tries restarts.

        `directives_done` is the number of the newest directive that was carried out or withdrawn. The releases of a
        posted or empty day are deleted. The complete call is deleted when no intent and no work is open.
        """

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None, *, tries: int = 0) -> None:
        """Release the lease for a retry; in the record only `vendor_wait` and the count of tries change.

        The count of tries restarts if the attempt had got an answer from a vendor.
        """

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        """Mark the day failed and release the lease; the count of tries restarts. An intent stays open."""

    def allow(self, day: LocationDay, reason: HoldReason, question: str) -> None:
        """Store that a person released one difference of the day; an outcome posted or empty deletes it.

        Raises:
            ValueError: there is no record of the day.
        """

    def direct(self, day: LocationDay, place: Place, asked_at: datetime | None = None) -> Directive:
        """Store a person's request for the day as the newest directive.

        Raises:
            ValueError: there is no record of the day.
        """

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record."""

    def several(self, days: Sequence[LocationDay]) -> Iterable[SyncRecord]:
        """The records of these days, at most a hundred, in any order; a day without one is left out."""

    def history(
        self,
        merchant_id: BooksId,
        *,
        first: date | None = None,
        last: date | None = None,
        state: SyncState | None = None,
        location: str | None = None,
    ) -> Iterable[SyncRecord]:
        """A merchant's records, newest business date first."""

    def kept_sums(self, merchant_id: BooksId, first: date, last: date) -> Mapping[date, KeptSums]:
        """What is kept of business dates, both included: never of an older state of a record than was settled.

        While a worker is at a day, sums of its date are kept only of what it looked like before.
        """

    def keep_sums(self, merchant_id: BooksId, sums: DateSums, changes: int) -> None:
        """Keep the sums of a date whose days are all at rest.

        Nothing is kept if one of them was claimed, or its drift noted, since `changes` was read.
        """

    def requeue(self, day: LocationDay, untouched_since: datetime) -> bool:
        """Count a lost message of an unsettled day and return True, if the day must be queued again.

        That is so if no worker or person has touched it since that instant and no worker has its lease. Only one of
        several callers gets True.
        """

    def unsettled(self) -> Iterable[SyncRecord]:
        """The unsettled days of all merchants (`SyncRecord.open_since`), of every state and age."""


class ProofStore(Protocol):
    """The proof of every posted location-day: its newest revision."""

    def save(self, proof: Proof) -> None:
        """Store it instead of the proof of an earlier revision."""

    def get(self, day: LocationDay) -> Proof | None:
        """The proof of one location-day; None also if a person has changed a document since."""

    def last(self, day: LocationDay) -> Proof | None:
        """What was last proved of a day, overtaken or not: it names the documents that Daybook left there."""

    def overtake(self, day: LocationDay) -> None:
        """Mark the proof: a person has changed a document. A missing proof is not an error."""

    def between(self, merchant_id: BooksId, first: date, last: date) -> Iterable[Proof]:
        """A merchant's proofs of a range of business dates, oldest first; none that is overtaken."""

    def delete(self, day: LocationDay) -> None:
        """Delete the proof of a day that was removed from the books."""
