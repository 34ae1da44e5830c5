"""The systems that a posting needs, and `Attempt`: one worker's try at a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from daybook.application.ports import DocumentWriter
from daybook.application.ports.systems import (
    HasClock,
    HasConnections,
    HasLedger,
    HasProofs,
    HasSales,
    HasSyncLog,
    HasWatch,
)
from daybook.domain.company.connection import Connection
from daybook.domain.sync.location_day import LocationDay, SyncRequest


class PostingSystems(HasClock, HasConnections, HasLedger, HasProofs, HasSales, HasSyncLog, HasWatch, Protocol):
    """The systems of a posting; only these can change documents in QuickBooks."""

    @property
    def writer_of(self) -> Callable[[Connection], DocumentWriter]:
        """The writer of a company's documents; only `carry_out` may use it."""

    @property
    def gate(self) -> Callable[[Connection, bool], None]:
        """Admit a try or refuse it; the flag says whether it reads talech before QuickBooks.

        Raises:
            RetriableError: a vendor that the try needs does not answer.
        """


@dataclass(frozen=True, slots=True)
class Attempt:
    """One worker's try at one day: `owner` has the lease, `connection` is the company for the day.

    `company_is_fresh`: this try has read the company already.
    """

    request: SyncRequest
    owner: str
    connection: Connection
    systems: PostingSystems
    company_is_fresh: bool = False

    @property
    def day(self) -> LocationDay:
        """The day."""
        return self.request.day

    @property
    def now(self) -> datetime:
        """The current instant."""
        return self.systems.clock.now()
