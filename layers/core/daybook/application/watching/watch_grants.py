"""Refreshes idle grants, tells merchants before a grant ends, and tries lost grants again (docs/architecture.md 5).

Posting refreshes a grant every day. A merchant without sales for a hundred days would have to consent again, so the
watchdog refreshes idle grants, with the same lease as any other refresh. No refresh can delay the end of a grant after
five years: the merchant gets a mail 30, 7 and 1 days before.

A grant marked as lost is tried again before the merchant is told, and then daily, because Intuit has refused valid
grants before. If it works, the connection is live again and its days are queued.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from daybook.application.company.lost_grant import mark_lost
from daybook.application.ports import GrantRegister
from daybook.application.ports.systems import HasClock, HasConnections
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.company.grants import GrantTimes
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId


class GrantEvent(StrEnum):
    """The result of a check of a grant."""

    KEPT_ALIVE = "kept_alive"
    NOT_ANSWERED = "not_answered"
    LOST = "lost"
    STILL_LOST = "still_lost"
    REGAINED = "regained"
    ENDING = "ending"


class GrantSystems(HasClock, HasConnections, Protocol):
    """The systems that watching grants needs; functions that send a mail never raise."""

    @property
    def grants(self) -> GrantRegister:
        """The times of all grants."""

    @property
    def renew(self) -> Callable[[BooksId], None]:
        """Refreshes one grant."""

    @property
    def ask(self) -> Callable[[Connection], None]:
        """Refreshes a grant and reads its company, to see whether it works."""

    @property
    def resume(self) -> Callable[[Connection], None]:
        """Queues the days that waited for a grant."""

    @property
    def tell_lost(self) -> Callable[[BooksId], None]:
        """Tells the merchant that a connection ended."""

    @property
    def tell_ending(self) -> Callable[[BooksId, datetime, int], None]:
        """Tells the merchant that a grant is about to end."""


@dataclass(frozen=True, slots=True)
class GrantWatched:
    """One result for log and metrics; `days_left` is 30, 7 or 1 for a grant that ends soon."""

    merchant_id: BooksId
    event: GrantEvent
    ends_at: datetime | None = None
    days_left: int | None = None
    message: str = ""


def watch_grant(connection: Connection, times: GrantTimes, systems: GrantSystems) -> tuple[GrantWatched, ...]:
    """Refresh an idle grant, tell the end of another; an ended one marks the connection as lost and is tried again."""
    merchant_id = connection.merchant_id
    if not connection.is_live:
        return ()
    seen: tuple[GrantWatched, ...] = ()
    if times.wants_refresh(systems.clock.now()) or times.ends_at <= systems.clock.now():
        try:
            systems.renew(merchant_id)
        except NeedsAttentionError as dead:
            if dead.reason is not HoldReason.NEEDS_RECONNECT:
                raise
            mark_lost(merchant_id, systems.connections)
            return (GrantWatched(merchant_id, GrantEvent.LOST, message=str(dead)),)
        except RetriableError as silence:
            seen = (GrantWatched(merchant_id, GrantEvent.NOT_ANSWERED, times.ends_at, message=str(silence)),)
        else:
            seen = (GrantWatched(merchant_id, GrantEvent.KEPT_ALIVE),)
            times = systems.grants.times([merchant_id]).get(merchant_id, times)
    return (*seen, *_forecast(merchant_id, times, systems))


def ask_again(connection: Connection, times: GrantTimes, systems: GrantSystems) -> tuple[GrantWatched, ...]:
    """Try a lost grant: if it works, posting continues; else the merchant is told.

    While Intuit does not answer, the merchant is not told; the next hourly check tries again.
    """
    merchant_id, now = connection.merchant_id, systems.clock.now()
    if connection.status is not ConnectionStatus.NEEDS_RECONNECT or not times.wants_asking(now):
        return ()
    try:
        systems.ask(connection)
    except NeedsAttentionError as dead:
        if dead.reason is not HoldReason.NEEDS_RECONNECT:
            raise
        systems.grants.remember_asked(merchant_id, now)
        systems.tell_lost(merchant_id)
        return (GrantWatched(merchant_id, GrantEvent.STILL_LOST, message=str(dead)),)
    except RetriableError as silence:
        return (GrantWatched(merchant_id, GrantEvent.NOT_ANSWERED, times.ends_at, message=str(silence)),)
    known = systems.connections.connection(merchant_id)
    if known is None or known.status is not ConnectionStatus.NEEDS_RECONNECT:
        return ()  # the merchant reconnected or disconnected while the grant was tried
    regained = known.with_status(ConnectionStatus.CONNECTED)
    systems.connections.save_connection(regained)
    systems.grants.remember_asked(merchant_id, None)
    systems.resume(regained)
    return (GrantWatched(merchant_id, GrantEvent.REGAINED),)


def _forecast(merchant_id: BooksId, times: GrantTimes, systems: GrantSystems) -> Iterable[GrantWatched]:
    days_left = times.days_left(systems.clock.now())
    if days_left is not None:
        systems.tell_ending(merchant_id, times.ends_at, days_left)
        yield GrantWatched(merchant_id, GrantEvent.ENDING, times.ends_at, days_left)
