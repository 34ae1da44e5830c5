"""Grants are kept alive while nobody posts, and their end is told before it comes (design 6).

A merchant who posts refreshes their grant every day. One who pauses does not, and after a hundred days would have to
consent again: an idle grant is therefore refreshed for its own sake, through the same lease as any other refresh. What
no refresh can put off, the end of the lineage, is told at 30, 7 and 1 days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from daybook.application.disconnect import mark_lost
from daybook.application.ports import Clock, ConnectionStore, GrantRegister
from daybook.domain.connection import Connection
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.grants import GrantTimes


class GrantEvent(StrEnum):
    """What became of a grant at a look."""

    KEPT_ALIVE = "kept_alive"
    NOT_ANSWERED = "not_answered"
    LOST = "lost"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class GrantPorts:
    """What watching grants needs; `renew` refreshes one merchant's grant, the others send a mail and never raise."""

    connections: ConnectionStore
    grants: GrantRegister
    renew: Callable[[str], None]
    tell_lost: Callable[[str], None]
    tell_ending: Callable[[str, datetime, int], None]
    clock: Clock


@dataclass(frozen=True, slots=True)
class GrantWatched:
    """One thing worth telling; `days_left` is the stage of the forecast."""

    merchant_id: str
    event: GrantEvent
    ends_at: datetime | None = None
    days_left: int | None = None
    message: str = ""


def watch_grant(connection: Connection, times: GrantTimes, ports: GrantPorts) -> tuple[GrantWatched, ...]:
    """Refresh an idle grant, tell of one that ends; a dead one marks the connection and is told at once."""
    merchant_id = connection.merchant_id
    if not connection.is_live:
        # The merchant knows: whoever marked the connection has told them.
        return ()
    seen: tuple[GrantWatched, ...] = ()
    if times.wants_refresh(ports.clock.now()) or times.ends_at <= ports.clock.now():
        try:
            ports.renew(merchant_id)
        except NeedsAttentionError as dead:
            if dead.reason is not HoldReason.NEEDS_RECONNECT:
                raise
            mark_lost(merchant_id, ports.connections)
            ports.tell_lost(merchant_id)
            return (GrantWatched(merchant_id, GrantEvent.LOST, message=str(dead)),)
        except RetriableError as silence:
            seen = (GrantWatched(merchant_id, GrantEvent.NOT_ANSWERED, times.ends_at, message=str(silence)),)
        else:
            seen = (GrantWatched(merchant_id, GrantEvent.KEPT_ALIVE),)
            times = ports.grants.times([merchant_id]).get(merchant_id, times)
    return (*seen, *_forecast(merchant_id, times, ports))


def _forecast(merchant_id: str, times: GrantTimes, ports: GrantPorts) -> Iterable[GrantWatched]:
    days_left = times.days_left(ports.clock.now())
    if days_left is not None:
        ports.tell_ending(merchant_id, times.ends_at, days_left)
        yield GrantWatched(merchant_id, GrantEvent.ENDING, times.ends_at, days_left)
