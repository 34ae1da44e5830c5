"""The systems that a posting takes, and one worker's try at a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from daybook.application.ports import (
    Clock,
    CompanyWatch,
    ConnectionStore,
    DocumentWriter,
    Ledger,
    ProofStore,
    SalesSource,
    SyncLog,
)
from daybook.domain.books import BooksId
from daybook.domain.connection import Connection
from daybook.domain.sync import LocationDay, SyncRequest


@dataclass(frozen=True, slots=True)
class PostingPorts:
    """What the use case needs; `sales_of`, `ledger_of` and `writer_of` open one merchant's systems.

    `writer_of` is for `carry_out` alone. `gate` lets a try begin, told whether it asks talech before QuickBooks; it
    raises a `RetriableError` where one that will be asked does not answer.
    """

    connections: ConnectionStore
    sync_log: SyncLog
    proofs: ProofStore
    sales_of: Callable[[BooksId], SalesSource]
    ledger_of: Callable[[Connection], Ledger]
    writer_of: Callable[[Connection], DocumentWriter]
    clock: Clock
    watch: CompanyWatch
    gate: Callable[[Connection, bool], None] = lambda _connection, _asks_talech_first: None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One worker's try at one day: `owner` holds the lease, `connection` is the company the day goes to.

    `company_is_of_now` says that this try has read the company already.
    """

    request: SyncRequest
    owner: str
    connection: Connection
    ports: PostingPorts
    company_is_of_now: bool = False

    @property
    def day(self) -> LocationDay:
        """The day."""
        return self.request.day

    @property
    def now(self) -> datetime:
        """The current instant."""
        return self.ports.clock.now()
