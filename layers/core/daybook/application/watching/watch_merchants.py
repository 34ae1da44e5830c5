"""Chooses the merchants to check in an hour: each once a day; an error of one does not stop the others.

A check of a grant can cost a refresh and a mail, so a hash of the merchant's name decides the hour. The few merchants
with a lost connection are checked every hour, until it is known whether they must reconnect. The hourly check also
stores expected closings for connected merchants that have none.
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
    """The systems that checking merchants needs."""


@dataclass(frozen=True, slots=True)
class MerchantsWatched:
    """The results for grants, the newly expected closings, and the merchants whose check failed."""

    looked_at: int
    grants: tuple[GrantWatched, ...]
    newly_expected: tuple[ExpectedClosing, ...]
    problems: tuple[Problem, ...]


def opens_an_hour(look: datetime) -> bool:
    """Whether a check is the first of its hour by its schedule: one of four checks includes merchants."""
    return look - look.replace(minute=0, second=0, microsecond=0) < LOOKS_EVERY


def watch_merchants(hour: datetime, systems: WatchSystems) -> MerchantsWatched:
    """Check the merchants of the scheduled hour, also if the check runs late, and those with a lost connection.

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
    """Whether a merchant is checked in an hour, if each merchant is checked once in so many hours."""
    place = int.from_bytes(hashlib.sha256(merchant_id.encode()).digest()[:8])
    return (place - int(hour.timestamp()) // _SECONDS_PER_HOUR) % every_hours == 0


def _granted(connections: Iterable[Connection], times: Mapping[str, GrantTimes]) -> Iterable[tuple[str, Connection]]:
    return ((each.merchant_id, each) for each in connections if each.merchant_id in times)
