"""What the merchant's pages need from the outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from daybook.application.ports import (
    AuditTrail,
    Clock,
    CompanyAuthorizer,
    CompanyWatch,
    ConnectionStore,
    ExpectedClosings,
    Ledger,
    MailDesk,
    NotifyStore,
    OneTimeTokens,
    ProofStore,
    SalesSource,
    SalesTokenVault,
    Schedules,
    SyncLog,
    SyncQueue,
    TokenVault,
)
from daybook.domain.books import BooksId
from daybook.domain.company_lists import CompanyLists, ListEntry
from daybook.domain.connection import Connection
from daybook.domain.sales import SalesDay
from daybook.domain.setup import Setup


class SetupStore(Protocol):
    """A merchant's answers during the setup, and the lists they choose from."""

    def setup(self, merchant_id: BooksId) -> Setup:
        """The answers so far; empty at first."""
        ...

    def save_setup(self, merchant_id: BooksId, setup: Setup) -> None:
        """Remember them."""
        ...

    def lists(self, merchant_id: BooksId) -> CompanyLists | None:
        """The company's lists as they were read last."""
        ...

    def save_lists(self, merchant_id: BooksId, lists: CompanyLists) -> None:
        """Remember them."""
        ...

    def sample(self, merchant_id: BooksId) -> tuple[SalesDay, ...]:
        """The figures of the merchant's sample day, by location; empty where none is remembered."""
        ...

    def save_sample(self, merchant_id: BooksId, days: tuple[SalesDay, ...]) -> None:
        """Remember them."""
        ...


class CompanyTracking(Protocol):
    """Classes and locations of one connected company."""

    def classes(self) -> tuple[ListEntry, ...]:
        """Active classes by name: one metered read."""
        ...

    def departments(self) -> tuple[ListEntry, ...]:
        """Active locations by name: one metered read."""
        ...


@dataclass(frozen=True, slots=True)
class PortalPorts:
    """The systems behind the pages; `sales_of`, `ledger_of` and `tracking_of` open one merchant's.

    `mail_desk` is None in a deployment that sends no mails.
    """

    connections: ConnectionStore
    sync_log: SyncLog
    proofs: ProofStore
    queue: SyncQueue
    one_time: OneTimeTokens
    setups: SetupStore
    tokens: TokenVault
    sales_tokens: SalesTokenVault
    authorizer: CompanyAuthorizer
    schedules: Schedules
    expected: ExpectedClosings
    sales_of: Callable[[BooksId], SalesSource]
    notify_store: NotifyStore
    mail_desk: Callable[[], MailDesk | None]
    ledger_of: Callable[[Connection], Ledger]
    tracking_of: Callable[[Connection], CompanyTracking]
    clock: Clock
    watch: CompanyWatch
    audit: AuditTrail
    settle_delay: timedelta
