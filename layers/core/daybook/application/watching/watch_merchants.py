"""Which merchants an hour looks at: all of them in the course of a day, and none that fails keeps back the others.

A grant's look can cost a refresh and a mail, so the name of each merchant decides their hour of the day. The few whose
connection was lost have every hour, until it is known whether they have to reconnect. Closings are never looked for
here: the hour only sees to it that those of every connected merchant are expected.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from daybook.application.watching.in_turn import Problem, in_turn
from daybook.application.watching.watch_closings import LOOKS_EVERY, ClosingSystems, expect_unlisted
from daybook.application.watching.watch_grants import GrantSystems, GrantWatched, ask_again, watch_grant
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.company.grants import GrantTimes
from daybook.domain.sync.closing import ExpectedClosing

GRANTS_EVERY_HOURS = 24
_SECONDS_PER_HOUR = 3600


class WatchSystems(ClosingSystems, GrantSystems, Protocol):
    """What a look at merchants needs."""


@dataclass(frozen=True, slots=True)
class MerchantsWatched:
    """What became of grants, closings that are expected from now on, and who could not be looked at."""

    looked_at: int
    grants: tuple[GrantWatched, ...]
    newly_expected: tuple[ExpectedClosing, ...]
    problems: tuple[Problem, ...]


def opens_an_hour(look: datetime) -> bool:
    """Whether a look is the first of its hour, as it was scheduled: one of four has the turn of the merchants."""
    return look - look.replace(minute=0, second=0, microsecond=0) < LOOKS_EVERY


def watch_merchants(hour: datetime, systems: WatchSystems) -> MerchantsWatched:
    """Look at the merchants whose hour it is, however late the look comes, and at those who lost their connection.

    Raises:
        RetriableError: the connections, the times of their grants, or the expected closings cannot be read.
    """
    connected = tuple(
        connection
        for connection in systems.connections.connections()
        if connection.status is not ConnectionStatus.DISCONNECTED
    )
    problems: list[Problem] = []
    newly_expected = expect_unlisted(connected, systems, problems)
    lost = [each for each in connected if each.status is ConnectionStatus.NEEDS_RECONNECT]
    chosen = [each for each in connected if each.is_live and falls_in(each.merchant_id, hour, GRANTS_EVERY_HOURS)]
    times = systems.grants.times(connection.merchant_id for connection in (*chosen, *lost))
    seen = in_turn(_granted(chosen, times), lambda each: watch_grant(each, times[each.merchant_id], systems), problems)
    asked = in_turn(_granted(lost, times), lambda each: ask_again(each, times[each.merchant_id], systems), problems)
    return MerchantsWatched(len(chosen), (*seen, *asked), newly_expected, tuple(problems))


def falls_in(merchant_id: str, hour: datetime, every_hours: int) -> bool:
    """Whether a merchant has their turn in an hour, if everybody has one in so many hours."""
    place = int.from_bytes(hashlib.sha256(merchant_id.encode()).digest()[:8])
    return (place - int(hour.timestamp()) // _SECONDS_PER_HOUR) % every_hours == 0


def _granted(connections: Iterable[Connection], times: Mapping[str, GrantTimes]) -> Iterable[tuple[str, Connection]]:
    return ((each.merchant_id, each) for each in connections if each.merchant_id in times)
