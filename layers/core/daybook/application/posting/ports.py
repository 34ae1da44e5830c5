"""The systems that a posting takes, and one worker's try at a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from daybook.application.ports import (
    DocumentWriter,
)
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
    """What bringing a day into the books needs; it alone can change documents there."""

    @property
    def writer_of(self) -> Callable[[Connection], DocumentWriter]:
        """What writes documents into a company: for `carry_out` alone."""
        ...

    @property
    def gate(self) -> Callable[[Connection, bool], None]:
        """Lets a try begin, told whether it asks talech before QuickBooks.

        Raises:
            RetriableError: one that will be asked does not answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """One worker's try at one day: `owner` holds the lease, `connection` is the company the day goes to.

    `company_is_of_now` says that this try has read the company already.
    """

    request: SyncRequest
    owner: str
    connection: Connection
    systems: PostingSystems
    company_is_of_now: bool = False

    @property
    def day(self) -> LocationDay:
        """The day."""
        return self.request.day

    @property
    def now(self) -> datetime:
        """The current instant."""
        return self.systems.clock.now()
