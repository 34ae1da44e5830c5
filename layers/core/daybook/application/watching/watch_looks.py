"""Makes the looks into QuickBooks that persons turned on: for clearing, and for double income (docs/accounting.md 10).

An index names the looks whose time has come, so merchants without one cost nothing. A look is claimed before it is
made: of two watchdogs one makes it. What stands in its way moves it to a later time and is told on the page of the
look; a watchdog never repeats one at once. No queue is used, so no close waits for a look.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from daybook.application.clearing.look import look as look_into_clearing
from daybook.application.clearing.metered_reads import ReadsUsedUpError
from daybook.application.company.lost_grant import mark_lost
from daybook.application.double_income.look_for_doubles import DoubleIncomeSystems, look_for_doubles, newest_days
from daybook.application.watching.in_turn import Problem, in_turn
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.books_reading import BooksUnreadableError
from daybook.domain.clearing.look_plan import SECOND_LOOK, Every, LookEnd, LookKind, LookPlan
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import MerchantProfile

# After this many in a row QuickBooks is away for all of them, and each try would reserve readings.
_MOST_AWAY = 3
# The first that fits: the first is one of the second.
_ENDS: Mapping[type[Exception], LookEnd] = {
    ReadsUsedUpError: LookEnd.NO_READS,
    AskDifferentlyError: LookEnd.NOTHING_TO_READ,
    BooksUnreadableError: LookEnd.UNREADABLE,
    RetriableError: LookEnd.AWAY,
}


@dataclass(frozen=True, slots=True)
class LookWatched:
    """A look that was made, or could not be made."""

    merchant_id: BooksId
    look: LookKind
    end: LookEnd


@dataclass(frozen=True, slots=True)
class LooksWatched:
    """The looks of a check, and the merchants whose look met a fault of ours."""

    looks: tuple[LookWatched, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Due:
    merchant_id: BooksId
    look: LookKind
    plan: LookPlan


def watch_looks(systems: DoubleIncomeSystems, has_time: Callable[[], bool]) -> LooksWatched:
    """Make the looks that are due, one after the other, for as long as there is time and QuickBooks answers.

    Raises:
        RetriableError: the index cannot be read.
    """
    problems: list[Problem] = []
    ends: list[LookEnd] = []
    looks = in_turn(_due(systems, has_time, ends), lambda due: _make(due, systems, ends), problems)
    return LooksWatched(looks, tuple(problems))


def _due(systems: DoubleIncomeSystems, has_time: Callable[[], bool], ends: list[LookEnd]) -> Iterator[tuple[str, _Due]]:
    for merchant_id, look, plan in systems.clearing.due_looks(systems.clock.now()):
        if not has_time() or ends[-_MOST_AWAY:] == [LookEnd.AWAY] * _MOST_AWAY:
            return
        yield merchant_id, _Due(merchant_id, look, plan)


def _make(due: _Due, systems: DoubleIncomeSystems, ends: list[LookEnd]) -> Iterator[LookWatched]:
    store = systems.clearing
    claimed = due.plan.claimed(systems.clock.now())
    if not store.replace_plan(due.merchant_id, due.look, due.plan, claimed):
        return  # another watchdog makes it, or a person changed the plan
    end = _end_of(due, systems)
    ends.append(end)
    store.replace_plan(due.merchant_id, due.look, claimed, claimed.with_end(end, systems.clock.now()))
    yield LookWatched(due.merchant_id, due.look, end)


def _end_of(due: _Due, systems: DoubleIncomeSystems) -> LookEnd:
    connection = systems.connections.connection(due.merchant_id)
    profile = systems.connections.profile(due.merchant_id)
    if connection is None or not connection.is_live or profile is None:
        return LookEnd.NO_ACCESS
    if not profile.active_locations:
        return LookEnd.NOTHING_TO_READ
    if due.plan.every is Every.ONCE and _is_too_early(connection, systems):
        return LookEnd.TOO_EARLY
    try:
        _look(due.look, connection, profile, systems)
    except tuple(_ENDS) as reason:
        return next(end for kind, end in _ENDS.items() if isinstance(reason, kind))
    except NeedsAttentionError as refused:
        if refused.reason is HoldReason.NEEDS_RECONNECT:
            mark_lost(due.merchant_id, systems.connections)
        return LookEnd.NO_ACCESS
    return LookEnd.DONE


def _look(look: LookKind, connection: Connection, profile: MerchantProfile, systems: DoubleIncomeSystems) -> None:
    if look is LookKind.CLEARING:
        look_into_clearing(connection, profile, systems)
    else:
        asked = newest_days(profile, systems.clock.now())
        look_for_doubles(connection, profile, systems, asked, by_itself=True)


def _is_too_early(connection: Connection, systems: DoubleIncomeSystems) -> bool:
    """Whether a week has not passed yet since the first sync, or since the setup of a merchant without one."""
    setup = systems.setups.setup(connection.merchant_id).for_company(connection.company.realm_id)
    began_at = setup.last_run.requested_at if setup.last_run else setup.finished_at
    return began_at is None or systems.clock.now() < began_at + SECOND_LOOK
