"""One Protocol per system that use cases share. A use case combines the ones it needs into its own Protocol.

`bootstrap.systems.Systems` has all of them; a test passes only those that the use case needs.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from daybook.application.ports.clock import Clock
from daybook.application.ports.ledger import CompanyAuthorizer, Ledger
from daybook.application.ports.people.audit import AuditTrail
from daybook.application.ports.people.mail import NotifyStore
from daybook.application.ports.queues import ExpectedClosings, Schedules, SyncQueue
from daybook.application.ports.records import ConnectionStore, ProofStore, SyncLog
from daybook.application.ports.sales import SalesSource
from daybook.application.ports.setups import CompanyTracking, SetupStore
from daybook.application.ports.vaults import OneTimeTokens, SalesTokenVault, TokenVault
from daybook.application.ports.watch import CompanyWatch
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId


class HasClock(Protocol):
    """Knows the time."""

    @property
    def clock(self) -> Clock:
        """The present instant."""


class HasConnections(Protocol):
    """Knows who is connected, and how."""

    @property
    def connections(self) -> ConnectionStore:
        """Connections, profiles and mappings."""


class HasSyncLog(Protocol):
    """Knows the state of every day."""

    @property
    def sync_log(self) -> SyncLog:
        """The record of every location-day."""


class HasProofs(Protocol):
    """Knows what was proved of days in the books."""

    @property
    def proofs(self) -> ProofStore:
        """The proof of every posted location-day."""


class HasQueue(Protocol):
    """Can ask workers for days."""

    @property
    def queue(self) -> SyncQueue:
        """The queue from which workers take days."""


class HasSetups(Protocol):
    """Knows a merchant's answers and their company's lists."""

    @property
    def setups(self) -> SetupStore:
        """Answers, lists and sample day."""


class HasWatch(Protocol):
    """Knows what changed in companies."""

    @property
    def watch(self) -> CompanyWatch:
        """Which documents are ours, and what changed beside them."""


class HasOneTime(Protocol):
    """Keeps values that expire."""

    @property
    def one_time(self) -> OneTimeTokens:
        """Sessions, links and counters."""


class HasNotifyStore(Protocol):
    """Knows where mails go."""

    @property
    def notify_store(self) -> NotifyStore:
        """Preferences and notices."""


class HasAudit(Protocol):
    """Can leave a record of a deed."""

    @property
    def audit(self) -> AuditTrail[BooksId]:
        """The audit records."""


class HasTokens(Protocol):
    """Holds merchants' grants."""

    @property
    def tokens(self) -> TokenVault:
        """The grants of QuickBooks."""

    @property
    def authorizer(self) -> CompanyAuthorizer:
        """Gets and ends consents at Intuit."""


class HasSalesTokens(Protocol):
    """Holds merchants' grants of talech."""

    @property
    def sales_tokens(self) -> SalesTokenVault:
        """The grants of talech."""


class HasExpected(Protocol):
    """Knows which closing comes next."""

    @property
    def expected(self) -> ExpectedClosings:
        """The next closing of every merchant."""


class HasSchedules(HasExpected, Protocol):
    """Can change a merchant's schedules."""

    @property
    def schedules(self) -> Schedules:
        """The schedules of merchants."""


class HasSettleDelay(Protocol):
    """Knows the settle delay."""

    @property
    def settle_delay(self) -> timedelta:
        """The time between Report End Time and the reading of the day."""


class HasSales(Protocol):
    """Opens a merchant's talech."""

    @property
    def sales_of(self) -> Callable[[BooksId], SalesSource]:
        """The sales behind a set of books."""


class HasLedger(Protocol):
    """Opens a merchant's company, for reading and for its lists."""

    @property
    def ledger_of(self) -> Callable[[Connection], Ledger]:
        """The company behind a connection."""


class HasTracking(Protocol):
    """Opens the classes and locations of a merchant's company."""

    @property
    def tracking_of(self) -> Callable[[Connection], CompanyTracking]:
        """Classes and locations of a company."""
