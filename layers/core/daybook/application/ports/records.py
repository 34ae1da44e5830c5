"""What Daybook remembers: connections, location-days, proofs."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from daybook.domain.books import BooksMove
from daybook.domain.connection import Connection
from daybook.domain.errors import HoldReason
from daybook.domain.mapping import AccountMapping
from daybook.domain.merchant import MerchantProfile
from daybook.domain.proof import Proof
from daybook.domain.references import CompanyReferences
from daybook.domain.sync import Intent, LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.vendor_wait import VendorWait


class ConnectionStore(Protocol):
    """Connections and mappings of each set of books; profile and moves of their merchant (domain.books)."""

    def connection(self, merchant_id: str) -> Connection | None:
        """The merchant's connection, if they ever connected."""
        ...

    def connections(self) -> Iterable[Connection]:
        """Every connection, for operators; never on the way of a day."""
        ...

    def merchant_of_realm(self, realm_id: str) -> str | None:
        """Who is connected to a company."""
        ...

    def save_connection(self, connection: Connection) -> None:
        """Store it and claim the company for this merchant.

        Raises:
            NeedsAttentionError: the company belongs to another merchant's connection.
        """
        ...

    def profile(self, merchant_id: str) -> MerchantProfile | None:
        """The last profile read from talech, seen from these books: with the moves of the merchant's locations."""
        ...

    def save_profile(self, profile: MerchantProfile) -> None:
        """Remember what talech says, for all books of the merchant; the moves are not touched."""
        ...

    def moves(self, merchant_id: str) -> tuple[BooksMove, ...]:
        """Which books the merchant's locations were moved to, in the order in which that was done."""
        ...

    def add_moves(self, merchant_id: str, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        """Add to what is known.

        Raises:
            RetriableError: somebody moved a location meanwhile; look again.
        """
        ...

    def mapping_on(self, merchant_id: str, business_date: date) -> AccountMapping | None:
        """The mapping in force on a business date: the newest version effective by then."""
        ...

    def save_mapping(self, merchant_id: str, mapping: AccountMapping) -> None:
        """Add a version."""
        ...

    def references(self, merchant_id: str) -> CompanyReferences:
        """What was made or found in the company so far; empty at first."""
        ...

    def save_references(self, merchant_id: str, references: CompanyReferences) -> None:
        """Remember it; nothing that is remembered by now is forgotten by a slower writer's older view."""
        ...


class SyncLog(Protocol):
    """The record of every location-day, and the lease that keeps two workers off one of them."""

    def plan(self, day: LocationDay, due_at: datetime) -> bool:
        """Make the day due if nothing is known of it yet; whether it was new."""
        ...

    def claim(self, day: LocationDay, owner: str) -> SyncRecord:
        """Take the lease and count the attempt; makes the record if there is none.

        Raises:
            RetriableError: another worker holds the lease; its `after_seconds` says for how long.
        """
        ...

    def record_intent(self, day: LocationDay, owner: str, intent: Intent) -> None:
        """Remember what is about to be posted. Must be durable before the POST leaves."""
        ...

    def settle(
        self, day: LocationDay, owner: str, outcome: Outcome, *, revision: int, keep_intent: bool = False
    ) -> None:
        """Write the outcome and give the lease back; the intent goes unless its outcome is still unknown."""
        ...

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None) -> None:
        """Give the lease back for a retry; of the record only what it waits for meanwhile changes."""
        ...

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        """Mark the day failed and give the lease back; the intent stays, its outcome is still unknown."""
        ...

    def allow(self, day: LocationDay, reason: HoldReason) -> None:
        """Remember that a person overruled a hold of this day; settling the day as posted forgets it."""
        ...

    def get(self, day: LocationDay) -> SyncRecord | None:
        """One record."""
        ...

    def history(
        self,
        merchant_id: str,
        *,
        first: date | None = None,
        last: date | None = None,
        state: SyncState | None = None,
        location: str | None = None,
    ) -> Iterable[SyncRecord]:
        """A merchant's records, newest business date first."""
        ...

    def requeue(self, day: LocationDay, untouched_since: datetime, at_most: int) -> bool:
        """Whether a due day is to be queued again, because its message was lost; counts it, at most so many times.

        Nobody has touched it since that instant and nobody holds its lease: of several callers one is told to.
        """
        ...

    def unsettled(self, due_before: datetime) -> Iterable[SyncRecord]:
        """Every merchant's days that were due by an instant and are neither posted, empty nor held."""
        ...


class ProofStore(Protocol):
    """The proof of every posted location-day: its newest revision."""

    def save(self, proof: Proof) -> None:
        """Keep it in place of an earlier revision's."""
        ...

    def get(self, day: LocationDay) -> Proof | None:
        """The proof of one location-day."""
        ...

    def between(self, merchant_id: str, first: date, last: date) -> Iterable[Proof]:
        """A merchant's proofs of a range of business dates, oldest first."""
        ...

    def delete(self, day: LocationDay) -> None:
        """Forget the proof of a day that was taken out of the books."""
        ...
