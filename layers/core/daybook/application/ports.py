"""What the use cases need from the outside, as protocols. Adapters implement them, tests fake them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Protocol

from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.connection import Company, Connection, TokenSet
from daybook.domain.documents import DocumentKind, JournalEntry
from daybook.domain.errors import HoldReason
from daybook.domain.mapping import AccountMapping
from daybook.domain.merchant import Location, MerchantProfile
from daybook.domain.orders import DayActivity
from daybook.domain.proof import Proof
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook.domain.sales_forms import Document
from daybook.domain.sync import Intent, LocationDay, Outcome, PostedDocument, SyncRecord, SyncRequest, SyncState


class Clock(Protocol):
    """The current instant."""

    def now(self) -> datetime:
        """An aware UTC datetime."""
        ...


class SalesSource(Protocol):
    """One merchant's talech."""

    def profile(self) -> MerchantProfile:
        """The merchant, their locations, categories, taxes and tenders as they are now."""
        ...

    def day_activity(self, location: Location, business_date: date) -> DayActivity:
        """Everything that touches the location's business date, with talech's own summary of it.

        Raises:
            RetriableError: talech did not answer, or answered with an error: that is never "no sales".
            NeedsAttentionError: access was revoked, the location was removed, or the plan is below Standard.
        """
        ...


class Ledger(Protocol):
    """One connected QuickBooks company. Every fault arrives as RetriableError or NeedsAttentionError."""

    def company(self) -> Company:
        """Company and preferences: two metered reads."""
        ...

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts: one metered read per thousand."""
        ...

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in one batch; one that exists by now is found and returned in its place."""
        ...

    def post_journal_entry(self, entry: JournalEntry, request_id: str) -> PostedDocument:
        """Post once per request id and compare the answer with what was sent, line by line to the cent."""
        ...

    def post(
        self,
        document: Document,
        request_id: str,
        references: CompanyReferences,
        *,
        done: PostedDocument | None = None,
    ) -> PostedDocument:
        """Post once per request id and compare the answer with what was sent, to the cent.

        One write for a journal entry or receipt, two for an invoice: itself, then its payments in one batch. `done` is
        what an earlier try left standing.

        Raises:
            PartlyPostedError: the invoice stands and some of its payments do not; the error holds what does.
            ResponseDiffersError: QuickBooks stored something else; the document exists.
        """
        ...

    def amend(
        self, document: Document, posted: PostedDocument, request_id: str, references: CompanyReferences
    ) -> PostedDocument:
        """Replace a posted document's content in place, without a read.

        Raises:
            NeedsAttentionError: a person touched it meanwhile (TOUCHED_IN_QUICKBOOKS), it is in a bank deposit
                (IN_BANK_DEPOSIT), or its period is closed (CLOSED_PERIOD). Nothing was changed.
        """
        ...

    def remove(self, posted: PostedDocument, request_id: str) -> None:
        """Take a document out of the books, payments first; one that is gone already is fine.

        Raises:
            NeedsAttentionError: as for `amend`.
        """
        ...

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        """The live document of this kind and number, with its payments: for outcomes that are unknown."""
        ...

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        """Make or find the items, payment methods and customer that sales forms need; what exists by name is used."""
        ...

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        """The JSON that `post` would send first: for previews. No call."""
        ...

    def find_journal_entry(self, doc_number: str) -> PostedDocument | None:
        """The live entry with this document number: one metered read, for outcomes that are unknown."""
        ...


class CompanyAuthorizer(Protocol):
    """Obtains, renews and ends the consent for one company."""

    def authorize_url(self, state: str) -> str:
        """Intuit's consent page for this app."""
        ...

    def exchange_code(self, code: str, realm_id: str) -> TokenSet:
        """Trade the single-use code of a callback for tokens; never call it twice for one code."""
        ...

    def revoke(self, tokens: TokenSet) -> None:
        """End the grant at Intuit."""
        ...


class TokenVault(Protocol):
    """Encrypted tokens, with one refresher at a time per merchant (design 6)."""

    def load(self, merchant_id: str) -> TokenSet:
        """The stored tokens.

        Raises:
            NeedsAttentionError: there is no grant to load.
        """
        ...

    def save(self, merchant_id: str, tokens: TokenSet) -> TokenSet:
        """Store tokens as the version after `tokens.version` and return them with it.

        Raises:
            RetriableError: somebody stored a newer version meanwhile; load again.
        """
        ...

    def delete(self, merchant_id: str) -> None:
        """Forget the grant."""
        ...

    def lease_refresh(self, merchant_id: str, owner: str, seconds: int) -> bool:
        """Whether `owner` alone may refresh for the next seconds."""
        ...

    def release_refresh(self, merchant_id: str, owner: str) -> None:
        """Give the lease back; a lease of somebody else is left alone."""
        ...


class SalesTokenVault(Protocol):
    """The merchant's long-lived talech token, encrypted."""

    def load(self, merchant_id: str) -> str:
        """The refresh token talech gave us for this merchant."""
        ...

    def save(self, merchant_id: str, refresh_token: str) -> None:
        """Store it, replacing an older one."""
        ...


class CallBudget(Protocol):
    """Requests that every worker together may still send to one company (quickbooks-online reference 2.8)."""

    def spend(self, realm_id: str) -> float:
        """Count one request; returns the seconds to wait before it may be sent (0 when it may go now)."""
        ...


class ConnectionStore(Protocol):
    """Connections, profiles and mappings, keyed by merchant."""

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
        """The last profile read from talech."""
        ...

    def save_profile(self, profile: MerchantProfile) -> None:
        """Remember it."""
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

    def release(self, day: LocationDay, owner: str) -> None:
        """Give the lease back and leave everything else as it is, for a retry."""
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


class Lane(StrEnum):
    """Two queues, so that nobody's history delays anybody's daily close (design 2)."""

    DAILY = "daily"
    BACKFILL = "backfill"


class SyncQueue(Protocol):
    """Sends location-days to the worker."""

    def send(self, lane: Lane, requests: Sequence[SyncRequest]) -> None:
        """Queue the requests, all or an error; sending one twice is harmless."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Closing:
    """A closing time on the wall clock of a zone, settle delay included: one schedule each."""

    zone: str
    at: time


class Schedules(Protocol):
    """The daily schedules of a merchant."""

    def reconcile(self, merchant_id: str, closings: frozenset[Closing]) -> None:
        """Make the merchant's schedules exactly these: create, update, delete."""
        ...


@dataclass(frozen=True, slots=True)
class LaunchClaims:
    """Who launched Daybook from talech's settings: a signed statement that has been verified."""

    merchant_id: str
    plan: str
    user: str
    language: str
    token_id: str
    expires_at: datetime


class LaunchGateway(Protocol):
    """talech's side of the launch."""

    def verify(self, launch_token: str) -> LaunchClaims:
        """The claims of a signed, unexpired launch token.

        Raises:
            LaunchRefusedError: it is not one of talech's, or it is too old.
        """
        ...

    def merchant_token(self, launch_token: str) -> str:
        """The merchant's long-lived talech token that the launch stands for."""
        ...


class OneTimeTokens(Protocol):
    """Short-lived facts that are used once or expire: launch tokens, OAuth states, sessions."""

    def put(self, kind: str, token: str, content: dict[str, str], seconds: int) -> bool:
        """Store unless it exists; whether it was new."""
        ...

    def get(self, kind: str, token: str) -> dict[str, str] | None:
        """The content, if it exists and has not expired."""
        ...

    def update(self, kind: str, token: str, content: dict[str, str], seconds: int) -> None:
        """Replace the content and restart its life."""
        ...

    def take(self, kind: str, token: str) -> dict[str, str] | None:
        """The content, removed in the same step: two callers never both get it."""
        ...
