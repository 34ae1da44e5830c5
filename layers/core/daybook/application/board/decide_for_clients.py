"""Decides held days of several clients in one press, each by the figures that the accountant has seen.

Only reasons that a figure settles are decided together. A closed period, a document that a person edited, and a client
whose books are in doubt are decided in the client's own books.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from daybook.application.access.audit import DAY_FACT, WHY_FACT, AuditSystems
from daybook.application.access.clients import books_of
from daybook.application.access.grants import grant_in_force
from daybook.application.access.sessions import Session, random_token
from daybook.application.board.client_board import BoardSystems, ClientRow, amount_that_waits, row_of
from daybook.application.days.settle_holds import may_be_released, question_of_day, release_days
from daybook.application.ports.systems import HasQueue
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.accountant.standing import Tier
from daybook.domain.audit import AuditRecord, Change, Deed
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import LocationDay, SyncRecord

TOGETHER = (
    HoldReason.NOT_TIED,
    HoldReason.SOURCE_INCONSISTENT,
    HoldReason.ADJUSTMENT_ABOVE_LIMIT,
    HoldReason.OUTSIDE_TAX_RETURN,
    HoldReason.UNKNOWN_LOCATION,
)
MOST_AT_ONCE = 200
_KIND = "decisions"
_KEPT_SECONDS = 12 * 60 * 60
_RELEASE = "release"


class DecisionSystems(AuditSystems, BoardSystems, HasQueue, Protocol):
    """The systems that deciding for several clients needs."""


class Decided(StrEnum):
    """What came of one day: it is on its way, or it was left out and why."""

    RELEASED = "released"
    CHANGED = "changed"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of each day of one press, and when it was pressed."""

    at: datetime
    days: Mapping[LocationDay, Decided]


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A held day of one client that one decision for several clients may settle."""

    row: ClientRow
    record: SyncRecord

    @property
    def question(self) -> str:
        """The hash of the figures and the reason that the decision answers."""
        return question_of_day(self.record)

    @property
    def amount_minor(self) -> int:
        """What waits, in minor units; 0 where it is not on record."""
        return amount_that_waits(self.record) or 0


def open_days(reason: HoldReason, rows: Sequence[ClientRow]) -> tuple[OpenDay, ...]:
    """The held days of every client that may be decided together, in the order of the board."""
    if reason not in TOGETHER:
        return ()
    found = (OpenDay(row, record) for row in rows if _may_decide(row) for record in _held(reason, row))
    return tuple(found)[:MOST_AT_ONCE]


def open_reasons(rows: Sequence[ClientRow]) -> Mapping[HoldReason, int]:
    """The reasons that can be decided together, with the number of days of each."""
    counts = {reason: len(open_days(reason, rows)) for reason in TOGETHER}
    return {reason: count for reason, count in counts.items() if count}


def clients_to_explain(days: Sequence[OpenDay]) -> tuple[ClientRow, ...]:
    """The clients whose chosen days together are more than an ordinary day of theirs: these need a reason in words."""
    sums: dict[BooksId, int] = {}
    rows = {day.row.client.books_id: day.row for day in days}
    for day in days:
        books_id = day.row.client.books_id
        sums[books_id] = sums.get(books_id, 0) + day.amount_minor
    return tuple(row for books_id, row in rows.items() if sums[books_id] > row.standing.ordinary_day_minor)


def decide_for_clients(
    shown: Mapping[LocationDay, str], reason: HoldReason, why: str, session: Session, systems: DecisionSystems
) -> str:
    """Release the days that are as shown, client by client; returns the id under which the results are kept.

    The grant, the connection and the tier of each client are read again. Each client's record says who decided what.
    """
    results: dict[LocationDay, Decided] = {}
    at = systems.clock.now()
    for books_id in sorted({day.merchant_id for day in shown}):
        mine = {day: question for day, question in shown.items() if day.merchant_id == books_id}
        who = _who_decides(books_id, session, systems) if reason in TOGETHER else ""
        if not who:
            results |= dict.fromkeys(mine, Decided.NOT_ALLOWED)
            continue
        left = release_days(mine, reason, systems.sync_log, systems.queue, at)
        done = sorted(mine.keys() - set(left))
        results |= dict.fromkeys(done, Decided.RELEASED) | dict.fromkeys(left, Decided.CHANGED)
        if done:
            systems.audit.record(books_id, _record(done, reason, why, who, systems))
    return _keep(Decision(at, results), session, systems)


def decision_of(key: str, session: Session, systems: BoardSystems) -> Decision | None:
    """An earlier decision of this accountant; None after twelve hours."""
    content = systems.one_time.get(_KIND, key) if key else None
    if content is None or content["whose"] != session.guest:
        return None
    days = {
        LocationDay(BooksId(books_id), date.fromisoformat(on), location): Decided(came)
        for books_id, on, location, came in json.loads(content["days"])
    }
    return Decision(datetime.fromisoformat(content["at"]), days)


def _may_decide(row: ClientRow) -> bool:
    is_live = row.connection is not None and row.connection.is_live
    return is_live and row.client.role.includes(AccountantRole.DECIDE) and row.standing.tier < Tier.DOUBTFUL


def _held(reason: HoldReason, row: ClientRow) -> list[SyncRecord]:
    groups = row.status.waiting if row.status is not None else ()
    return [record for group in groups if group.reason is reason for record in group.records if may_be_released(record)]


def _who_decides(books_id: BooksId, session: Session, systems: BoardSystems) -> str:
    """The accountant as the client's record names them; empty if they may not decide here now."""
    if books_id not in books_of(session, systems):
        return ""
    grant = grant_in_force(systems.accountants.accountants(books_id), session.guest, systems.firms)
    row = row_of(books_id, ClientNote(), session.guest, systems)
    return grant.who if grant is not None and row is not None and _may_decide(row) else ""


def _record(
    days: Sequence[LocationDay], reason: HoldReason, why: str, who: str, systems: DecisionSystems
) -> AuditRecord:
    changes = [Change(f"{DAY_FACT}{day.business_date} {day.location}", reason, _RELEASE) for day in days]
    said = [Change(WHY_FACT, "", why)] if why else []
    return AuditRecord(systems.clock.now(), who, Deed.DAY_ACTED_ON, _RELEASE, (*changes, *said))


def _keep(decision: Decision, session: Session, systems: DecisionSystems) -> str:
    key = random_token()
    days = [[day.merchant_id, str(day.business_date), day.location, came] for day, came in decision.days.items()]
    content = {"whose": session.guest, "at": decision.at.isoformat(), "days": json.dumps(days)}
    systems.one_time.put(_KIND, key, content, _KEPT_SECONDS)
    return key
