"""Finds closings that were not planned (schedule deleted, or firing lost) and fires them (docs/architecture.md 1).

Each check reads from the index only the closings that are past their time. A missed closing is fired instead of its
schedule; plan_syncs queues its days and creates a deleted schedule again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from daybook.application.planning.plan_syncs import closings
from daybook.application.ports import Closing, Firings
from daybook.application.ports.systems import HasClock, HasConnections, HasExpected, HasSettleDelay
from daybook.application.watching.in_turn import Problem, in_turn
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import first_books, talech_merchant_of
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.closing import ExpectedClosing, first_expected

LOOKS_EVERY = timedelta(minutes=15)
# The number of firings that a check can make within minutes; the next check fires the others.
MOST_AT_ONCE = 5000


class ClosingSystems(HasClock, HasConnections, HasExpected, HasSettleDelay, Protocol):
    """The systems that watching closings needs."""

    @property
    def firings(self) -> Firings:
        """Fires a closing instead of its schedule."""


@dataclass(frozen=True, slots=True)
class FiredClosing:
    """A closing that the watchdog fired instead of its schedule.

    `is_again`: an earlier check fired it and no plan followed; `is_in_gap`: the time is inside the spring gap of the
    clock, when no schedule fires.
    """

    merchant_id: TalechMerchantId
    closing: Closing
    scheduled_at: datetime
    is_again: bool
    is_in_gap: bool

    @property
    def is_missed(self) -> bool:
        """Whether a schedule should have fired and did not; true once for each closing."""
        return not self.is_again and not self.is_in_gap


@dataclass(frozen=True, slots=True)
class ClosingsWatched:
    """The fired closings, and the merchants for whom firing failed."""

    fired: tuple[FiredClosing, ...]
    problems: tuple[Problem, ...]

    @property
    def missed(self) -> tuple[FiredClosing, ...]:
        """The closings that are worth an alarm."""
        return tuple(fired for fired in self.fired if fired.is_missed)


def watch_closings(systems: ClosingSystems) -> ClosingsWatched:
    """Fire every missed closing, and fire again a fired closing that is not planned yet.

    Raises:
        RetriableError: the index cannot be read.
    """
    now = systems.clock.now()
    rows = _as_many_as_a_look_fires(systems.expected.looked_at_by(now), now)
    problems: list[Problem] = []
    fired = in_turn(((row.merchant_id, row) for row in rows), lambda row: _fire(row, now, systems), problems)
    return ClosingsWatched(fired, tuple(problems))


def expect_unlisted(
    connected: Iterable[Connection], systems: ClosingSystems, problems: list[Problem]
) -> tuple[ExpectedClosing, ...]:
    """Store the next closings of connected merchants without an expected one.

    They connected before Daybook stored expected closings, or the table was lost. A merchant in the index costs no
    call.

    Raises:
        RetriableError: the index cannot be read.
    """
    listed = systems.expected.merchants()
    names = sorted({talech_merchant_of(connection.merchant_id) for connection in connected} - listed)
    merchants = ((name, name) for name in names[:MOST_AT_ONCE])
    return in_turn(merchants, lambda merchant_id: _expect(merchant_id, systems), problems)


def _as_many_as_a_look_fires(rows: Iterable[ExpectedClosing], now: datetime) -> Iterator[ExpectedClosing]:
    left = MOST_AT_ONCE
    for row in rows:
        if left <= 0:
            return
        left -= max(1, len(row.not_asked_for(now)))
        yield row


def _fire(row: ExpectedClosing, now: datetime, systems: ClosingSystems) -> Iterator[FiredClosing]:
    """Store that the closings are fired, then fire them: of two checks only one does it, and each miss is reported."""
    new = row.not_asked_for(now)
    # One plan catches up on a week, so if none was planned it is enough to fire the newest.
    chosen = new or row.missed(now)[-1:]
    if not chosen or not systems.expected.asked(row, now):
        return
    for scheduled_at in chosen:
        in_gap = not row.closing.is_shown(scheduled_at)
        yield FiredClosing(row.merchant_id, row.closing, scheduled_at, is_again=not new, is_in_gap=in_gap)
        systems.firings.fire(row.merchant_id, row.closing, scheduled_at)


def _expect(merchant_id: TalechMerchantId, systems: ClosingSystems) -> Iterable[ExpectedClosing]:
    profile = systems.connections.profile(first_books(merchant_id))
    if profile is None:
        return frozenset()
    first = first_expected(merchant_id, closings(profile, systems.settle_delay), systems.clock.now())
    systems.expected.reconcile(merchant_id, first)
    return first
