"""Which merchants an hour looks at: all of them in the course of a day, and none that fails keeps back the others.

A look costs a merchant's profile and a week of their records. At 100,000 merchants that would be a quarter of a million
reads every hour, so the name of each merchant decides their hours: closings are looked at twice a day, grants once.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from daybook.application.watch_closings import ClosingPorts, catch_up
from daybook.application.watch_grants import GrantPorts, GrantWatched, watch_grant
from daybook.domain.connection import Connection, ConnectionStatus
from daybook.domain.sync import SyncRequest

CLOSINGS_EVERY_HOURS = 12
GRANTS_EVERY_HOURS = 24
# Where so many merchants fail, the next one fails for the same reason.
MOST_PROBLEMS = 50
_SECONDS_PER_HOUR = 3600
_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Problem:
    """A merchant who could not be looked at."""

    merchant_id: str
    error: Exception


@dataclass(frozen=True, slots=True)
class MerchantsWatched:
    """Days that nobody had planned, what became of grants, and who could not be looked at."""

    looked_at: int
    missed: tuple[SyncRequest, ...]
    grants: tuple[GrantWatched, ...]
    problems: tuple[Problem, ...]


def watch_merchants(hour: datetime, closings: ClosingPorts, grants: GrantPorts) -> MerchantsWatched:
    """Look at the merchants whose hour it is: the one that the look was meant for, however late it comes.

    Raises:
        RetriableError: the connections, or the times of their grants, cannot be read.
    """
    chosen = [
        connection
        for connection in closings.connections.connections()
        if connection.status is not ConnectionStatus.DISCONNECTED
        and falls_in(connection.merchant_id, hour, CLOSINGS_EVERY_HOURS)
    ]
    problems: list[Problem] = []
    missed = _each(chosen, lambda connection: catch_up(connection, closings), problems)
    once = [connection for connection in chosen if falls_in(connection.merchant_id, hour, GRANTS_EVERY_HOURS)]
    times = grants.grants.times(connection.merchant_id for connection in once)
    granted = [connection for connection in once if connection.merchant_id in times]
    seen = _each(granted, lambda connection: watch_grant(connection, times[connection.merchant_id], grants), problems)
    return MerchantsWatched(len(chosen), missed, seen, tuple(problems))


def falls_in(merchant_id: str, hour: datetime, every_hours: int) -> bool:
    """Whether a merchant has their turn in an hour, if everybody has one in so many hours."""
    place = int.from_bytes(hashlib.sha256(merchant_id.encode()).digest()[:8])
    return (place - int(hour.timestamp()) // _SECONDS_PER_HOUR) % every_hours == 0


def _each(
    connections: Iterable[Connection], look: Callable[[Connection], Iterable[_Seen]], problems: list[Problem]
) -> tuple[_Seen, ...]:
    seen: list[_Seen] = []
    for connection in connections:
        if len(problems) >= MOST_PROBLEMS:
            break
        try:
            seen += look(connection)
        except Exception as error:  # noqa: BLE001 - told, and raised by the caller once the others had their turn
            problems.append(Problem(connection.merchant_id, error))
    return tuple(seen)
