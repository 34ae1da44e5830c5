"""How every client of an accountant stands, the most urgent first; QuickBooks is not read.

Each row is computed from the state of the books that the client's own home page shows (`books_status`), so that the two
never disagree. Nothing is stored for the board: a stored row could say that all is well over a day that waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Protocol

from daybook.application.access.clients import Client, ClientSystems, books_of, client_of
from daybook.application.access.sessions import Session
from daybook.application.company.books_status import BooksStatus, StatusSystems, books_status
from daybook.application.merchant_books import of_request
from daybook.application.ports.clearing import ClearingStore
from daybook.application.side_by_side import side_by_side
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.accountant.standing import Cause, Standing, Waits
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import Lies, story_of
from daybook.domain.sync.location_day import SyncRecord

_OF_STATE = {
    DayState.PARTLY: Cause.PARTLY,
    DayState.REMOVED: Cause.REMOVED,
    DayState.EDITED: Cause.EDITED,
    DayState.FAILED: Cause.FAILED,
    DayState.HELD: Cause.HELD,
    DayState.CHANGE: Cause.CHANGE,
    DayState.GAPS: Cause.GAPS,
}
_IN_ORDER = frozenset({DayState.POSTED, DayState.GAPS, DayState.ACCEPTED, DayState.EMPTY, DayState.CHANGE})


class BoardSystems(ClientSystems, StatusSystems, Protocol):
    """The systems that the board is read from."""

    @property
    def clearing(self) -> ClearingStore:
        """The last look for double income."""


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client: how the books stand, and what the accountant keeps of it.

    `connection`, `profile` and `status` are None before the client's setup is finished.
    """

    client: Client
    note: ClientNote
    standing: Standing
    connection: Connection | None = None
    profile: MerchantProfile | None = None
    status: BooksStatus | None = None

    @property
    def currency(self) -> str:
        """The home currency of the company."""
        return self.connection.company.home_currency if self.connection is not None else ""

    @property
    def today(self) -> date | None:
        """The client's date: the day after the newest one that has ended in all stores."""
        return self.status.newest + timedelta(days=1) if self.status is not None else None

    @property
    def score(self) -> float:
        """How urgent the client is within its tier."""
        return self.standing.score(self.today, self.note.deadline) if self.today is not None else 0.0

    @property
    def days_of_month(self) -> tuple[int, int]:
        """How many dates of the month are in order, and how many have ended since the client connected."""
        if self.status is None:
            return 0, 0
        first = self.status.newest.replace(day=1)
        states = [each for on, each in self.status.calendar.items() if on >= first and each is not DayState.BEFORE]
        return sum(each in _IN_ORDER for each in states), len(states)

    @property
    def newest_in_books(self) -> date | None:
        """The newest date of which the books hold figures."""
        return max(self.status.booked(), default=None) if self.status is not None else None


def board_of(session: Session, systems: BoardSystems) -> tuple[ClientRow, ...]:
    """Every client whose grant is in force, the most urgent first; clients are read side by side."""
    notes = books_of(session, systems)
    found = side_by_side(lambda each: row_of(each[0], each[1], session.guest, systems), notes.items())
    return tuple(sorted((row for row in found if row is not None), key=_urgency))


def row_of(books_id: BooksId, note: ClientNote, address: str, systems: BoardSystems) -> ClientRow | None:
    """One client as it stands now; None if the grant has ended."""
    mine = of_request(systems)
    client = client_of(books_id, address, mine)
    if client is None:
        return None
    connection, profile = mine.connections.connection(books_id), mine.connections.profile(books_id)
    if not client.is_ready or connection is None or profile is None:
        return ClientRow(client, note, Standing((Waits(Cause.NOT_SET_UP),)))
    status = books_status(connection, profile, mine)
    waits = sorted(_waits(connection, status, mine), key=lambda each: list(Cause).index(each.cause))
    return ClientRow(client, note, Standing(tuple(waits), _ordinary_day(status)), connection, profile, status)


def _urgency(row: ClientRow) -> tuple[int, float, str, str]:
    return -row.standing.tier, -row.score, row.client.business.casefold(), row.client.books_id


def _ordinary_day(status: BooksStatus) -> int:
    sales = [figures.net_sales_minor for figures in status.booked().values() if figures.net_sales_minor > 0]
    return round(median(sales)) if sales else 0


def _waits(connection: Connection, status: BooksStatus, systems: BoardSystems) -> Iterator[Waits]:
    """Every cause that asks for a person, with its days."""
    yield from _days_that_wait(connection, status, systems)
    if status.missing:
        yield Waits(Cause.MISSING, len(status.missing), None, min(day.business_date for day in status.missing))
    if belied := {day for each in status.moved for day in each.days}:
        yield Waits(Cause.MOVED, len(belied), None, min(day.business_date for day in belied))
    elif status.moved:
        yield Waits(Cause.MOVED)
    if status.changed:
        yield Waits(Cause.ACCOUNT_GONE if any(each.lost for each in status.changed) else Cause.RENAMED)
    known = systems.clearing.double_income(connection.merchant_id)
    if any(each.is_strong for each in known.findings):
        yield Waits(Cause.DOUBLE_INCOME)


def _days_that_wait(connection: Connection, status: BooksStatus, systems: BoardSystems) -> Iterator[Waits]:
    """The days of each cause. While the company is not connected, what waits for that is not told a second time."""
    by_cause: dict[Cause, list[SyncRecord]] = {} if connection.is_live else {Cause.NOT_CONNECTED: []}
    for record in status.asking:
        cause = _cause(record, connection)
        if cause is not None:
            by_cause.setdefault(cause, []).append(record)
    for cause, records in by_cause.items():
        amounts = [_amount(record, connection, systems) for record in records]
        known = [amount for amount in amounts if amount is not None]
        whole = sum(known) if records and len(known) == len(amounts) else None
        yield Waits(cause, len(records), whole, min((each.day.business_date for each in records), default=None))


def _cause(record: SyncRecord, connection: Connection) -> Cause | None:
    if record.reason is HoldReason.NEEDS_RECONNECT and not connection.is_live:
        return Cause.NOT_CONNECTED
    if record.reason is HoldReason.VENDOR_UNAVAILABLE:
        return Cause.VENDOR
    return _OF_STATE.get(story_of(record).state)


def _amount(record: SyncRecord, connection: Connection, systems: BoardSystems) -> int | None:
    """What a day waits with, or what of it has no account."""
    if story_of(record).state is DayState.GAPS:
        return _amount_without_account(record, connection, systems)
    return amount_that_waits(record)


def amount_that_waits(record: SyncRecord) -> int | None:
    """The net sales of a new day, or what would move in the books of a posted one, in minor units, never negative.

    None where it is not on record.
    """
    story = story_of(record)
    if story.waiting is None:
        return None
    return abs(story.waiting.figures.net_sales_minor) if story.lies is Lies.OUTSIDE else story.waiting.moved_minor


def _amount_without_account(record: SyncRecord, connection: Connection, systems: BoardSystems) -> int | None:
    """What the day's documents moved on the suspense account."""
    proof = systems.proofs.get(record.day)
    mapping = systems.connections.mapping_on(connection.merchant_id, record.day.business_date)
    return abs(proof.effect.get(mapping.suspense_account, 0)) if proof is not None and mapping is not None else None
