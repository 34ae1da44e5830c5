"""What Daybook remembers: connections, location-days, proofs."""

from collections.abc import Iterable
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
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.location_day import LocationDay, Outcome, Standing, SyncRecord, SyncState
from daybook.domain.sync.vendor_wait import VendorWait


class ConnectionStore(Protocol):
    """Connections and mappings of each set of books; profile and moves of their merchant (domain.books)."""

    def connection(self, merchant_id: BooksId) -> Connection | None:
        """The merchant's connection, if they ever connected."""
        ...

    def connections(self) -> Iterable[Connection]:
        """Every connection, for operators; never on the way of a day."""
        ...

    def merchant_of_realm(self, realm_id: str) -> BooksId | None:
        """Who is connected to a company."""
        ...

    def save_connection(self, connection: Connection) -> None:
        """Store it and claim the company for this merchant.

        Raises:
            NeedsAttentionError: the company belongs to another merchant's connection.
        """
        ...

    def profile(self, merchant_id: BooksId) -> MerchantProfile | None:
        """The last profile read from talech, seen from these books: with the moves of the merchant's locations."""
        ...

    def save_profile(self, profile: MerchantProfile) -> None:
        """Remember what talech says, for all books of the merchant; the moves are not touched."""
        ...

    def moves(self, merchant_id: BooksId) -> tuple[BooksMove, ...]:
        """Which books the merchant's locations were moved to, in the order in which that was done."""
        ...

    def add_moves(self, merchant_id: BooksId, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        """Add to what is known.

        Raises:
            RetriableError: somebody moved a location meanwhile; look again.
        """
        ...

    def mapping_on(self, merchant_id: BooksId, business_date: date) -> AccountMapping | None:
        """The mapping in force on a business date: the newest version effective by then."""
        ...

    def save_mapping(self, merchant_id: BooksId, mapping: AccountMapping) -> None:
        """Add a version."""
        ...

    def references(self, merchant_id: BooksId) -> CompanyReferences:
        """What was made or found in the company so far; empty at first."""
        ...

    def save_references(self, merchant_id: BooksId, references: CompanyReferences) -> None:
        """Remember it; nothing that is remembered by now is forgotten by a slower writer's older view."""
        ...


class SyncLog(Protocol):
    """The record of every location-day, and the lease that keeps two workers off one of them.

    A worker's writes demand its lease. What a person asks (`allow`, `direct`) needs none and is never overwritten by a
    worker.
    """

    def plan(self, day: LocationDay, due_at: datetime) -> bool:
        """Make the day due if nothing is known of it yet; whether it was new."""
        ...

    def claim(self, day: LocationDay, owner: str) -> SyncRecord:
        """Take the lease, count the attempt and the try; makes the record if there is none.

        Raises:
            RetriableError: another worker holds the lease; its `after_seconds` says for how long.
        """
        ...

    def record_intent(self, day: LocationDay, owner: str, intent: Intent, sent: SentCall) -> datetime:
        """Remember what is about to be sent, before every send; the lease begins anew. Until when it holds.

        The call as a whole lies in a row of its own, in no index. Durable when this returns.
        """
        ...

    def sent_call(self, day: LocationDay) -> SentCall | None:
        """The call that was recorded last, whole; None for one of an earlier release."""
        ...

    def note(self, day: LocationDay, owner: str, standing: Standing) -> None:
        """Write what an answer told of the books, before anything else is called."""
        ...

    def settle(self, day: LocationDay, owner: str, outcome: Outcome, *, directives_done: int = 0) -> None:
        """Write the outcome with what stands, and give the lease back; tries begin anew.

        `directives_done` is the number of the newest directive that was carried out or withdrawn. Posted and empty days
        forget their releases. The whole call is forgotten once no intent and no work is open.
        """
        ...

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None, *, tries: int = 0) -> None:
        """Give the lease back for a retry; of the record only what it waits for changes, and the tries used up.

        Tries begin anew where the attempt got far enough to hear from a vendor.
        """
        ...

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        """Mark the day failed and give the lease back; tries begin anew. An intent stays: its outcome is unknown."""
        ...

    def allow(self, day: LocationDay, reason: HoldReason, question: str) -> None:
        """Remember that a person overruled one difference of this day; settling it as posted or empty forgets it.

        Raises:
            ValueError: there is no record of the day.
        """
        ...

    def direct(self, day: LocationDay, place: Place, asked_at: datetime | None = None) -> Directive:
        """Remember where a person wants the day, as the newest directive, asked now or earlier.

        Raises:
            ValueError: there is no record of the day.
        """
        ...

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record."""
        ...

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
        ...

    def requeue(self, day: LocationDay, untouched_since: datetime) -> bool:
        """Whether an unsettled day is to be queued again, because its message was lost; counts it.

        No worker or person has touched it since that instant and no worker holds its lease: of several callers one is
        told so.
        """
        ...

    def unsettled(self) -> Iterable[SyncRecord]:
        """Every merchant's days of which something is open (`SyncRecord.open_since`), whatever their state and age."""
        ...


class ProofStore(Protocol):
    """The proof of every posted location-day: its newest revision."""

    def save(self, proof: Proof) -> None:
        """Keep it in place of an earlier revision's."""
        ...

    def get(self, day: LocationDay) -> Proof | None:
        """The proof of one location-day."""
        ...

    def between(self, merchant_id: BooksId, first: date, last: date) -> Iterable[Proof]:
        """A merchant's proofs of a range of business dates, oldest first."""
        ...

    def delete(self, day: LocationDay) -> None:
        """Forget the proof of a day that was taken out of the books."""
        ...
