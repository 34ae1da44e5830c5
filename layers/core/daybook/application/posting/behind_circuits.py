"""Wraps the systems of a posting with circuit breakers, so that workers do not call a vendor that is down."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from daybook.application.ports import (
    Clock,
    CompanyWatch,
    ConnectionStore,
    DocumentWriter,
    Ledger,
    PreparedCall,
    ProofStore,
    SalesSource,
    SyncLog,
)
from daybook.application.posting.circuit_breaker import CircuitBreaker
from daybook.application.posting.ports import PostingSystems
from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.company.connection import Company, Connection
from daybook.domain.day.orders import DayActivity
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.posting.books_calls import BooksCall, Found
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proposals.taxes import TaxCodeCandidate
from daybook.domain.sync.circuit import Party

QUICKBOOKS, TALECH = Party("QuickBooks"), Party("talech")

_Hears = Callable[..., AbstractContextManager[None]]


def behind_circuits(systems: PostingSystems, breaker: CircuitBreaker) -> PostingSystems:
    """The same systems; a vendor with an open circuit is not called, and the result of each call is counted.

    QuickBooks' circuit is checked before talech is read: sixty calls for a day that cannot be posted would be useless.
    And while talech does not answer, a call whose result was not found is not looked up again, because a look-up is
    metered.
    """

    def of_company(connection: Connection) -> tuple[Party, Party]:
        return QUICKBOOKS, replace(QUICKBOOKS, account=connection.company.realm_id)

    def of_merchant(merchant_id: BooksId) -> tuple[Party, Party]:
        return TALECH, replace(TALECH, account=talech_merchant_of(merchant_id))

    def gate(connection: Connection, asks_talech_first: bool) -> None:  # noqa: FBT001 -- the form of the port
        merchant = of_merchant(connection.merchant_id)
        if asks_talech_first:
            breaker.admit((*of_company(connection), *merchant))
        else:
            breaker.admit(of_company(connection), soon=merchant)

    def sales_of(merchant_id: BooksId) -> SalesSource:
        asked = of_merchant(merchant_id)
        breaker.admit(asked)
        return _Sales(systems.sales_of(merchant_id), _hearing(breaker, *asked))

    def ledger_of(connection: Connection) -> Ledger:
        return _Ledger(systems.ledger_of(connection), _hearing(breaker, *of_company(connection)))

    def writer_of(connection: Connection) -> DocumentWriter:
        return _Writer(systems.writer_of(connection), _hearing(breaker, *of_company(connection)))

    return _Heard(
        connections=systems.connections,
        sync_log=systems.sync_log,
        proofs=systems.proofs,
        sales_of=sales_of,
        ledger_of=ledger_of,
        writer_of=writer_of,
        clock=systems.clock,
        watch=systems.watch,
        gate=gate,
    )


def _hearing(breaker: CircuitBreaker, vendor: Party, account: Party) -> _Hears:
    def hears(*, of_an_answer: bool = True) -> AbstractContextManager[None]:
        return breaker.hears(vendor, account, of_an_answer=of_an_answer)

    return hears


@dataclass(frozen=True, slots=True)
class _Heard:
    """`PostingSystems`, with the result of each vendor call counted."""

    connections: ConnectionStore
    sync_log: SyncLog
    proofs: ProofStore
    sales_of: Callable[[BooksId], SalesSource]
    ledger_of: Callable[[Connection], Ledger]
    writer_of: Callable[[Connection], DocumentWriter]
    clock: Clock
    watch: CompanyWatch
    gate: Callable[[Connection, bool], None]


@dataclass(frozen=True, slots=True)
class _Sales:
    """`SalesSource`, with results counted."""

    source: SalesSource
    hears: _Hears

    def profile(self) -> MerchantProfile:
        with self.hears():
            return self.source.profile()

    def day_activity(self, location: Location, business_date: date) -> DayActivity:
        with self.hears():
            return self.source.day_activity(location, business_date)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """`Ledger`, with results counted."""

    ledger: Ledger
    hears: _Hears

    def company(self) -> Company:
        with self.hears():
            return self.ledger.company()

    def chart_of_accounts(self) -> ChartOfAccounts:
        with self.hears():
            return self.ledger.chart_of_accounts()

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        with self.hears():
            return self.ledger.tax_codes()

    def accounts_of_items(self, item_ids: Sequence[str]) -> Mapping[str, str]:
        with self.hears():
            return self.ledger.accounts_of_items(item_ids)

    def accounts_behind(self, document: PostedDocument) -> Mapping[str, str]:
        with self.hears():
            return self.ledger.accounts_behind(document)

    def look_up(self, call: BooksCall, marker: str, references: CompanyReferences) -> Found:
        with self.hears():
            return self.ledger.look_up(call, marker, references)

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        with self.hears():
            return self.ledger.find(kind, doc_number)

    def locks_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        with self.hears():
            return self.ledger.locks_of(documents)

    def edits_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        with self.hears():
            return self.ledger.edits_of(documents)

    def stands(self, document: PostedDocument | PostedPart) -> bool:
        with self.hears():
            return self.ledger.stands(document)

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        return self.ledger.payload(document, references)

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        with self.hears():
            return self.ledger.create_accounts(accounts)

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        with self.hears(of_an_answer=False):  # it makes no call if nothing is missing
            return self.ledger.complete_references(needs, known)


@dataclass(frozen=True, slots=True)
class _Writer:
    """`DocumentWriter`, with results counted."""

    writer: DocumentWriter
    hears: _Hears

    def prepare(self, call: BooksCall, references: CompanyReferences) -> PreparedCall:
        with self.hears(of_an_answer=False):  # a token that is still valid is not an answer of Intuit
            return _Prepared(self.writer.prepare(call, references), self.hears)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """`PreparedCall`, with results counted."""

    call: PreparedCall
    hears: _Hears

    @property
    def payload_hash(self) -> str:
        return self.call.payload_hash

    @property
    def answers_within(self) -> timedelta:
        return self.call.answers_within

    def send(self, request_id: str) -> PostedDocument | None:
        with self.hears():
            return self.call.send(request_id)
