"""One state of the model: what lies in our tables, in the books and on the way, as a value that is never changed."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from daybook.domain.company.connection import Connection
from daybook.domain.posting.books_calls import BooksCall
from daybook.domain.posting.sales_forms import Document, TenderPayment
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.location_day import SyncRecord
from fakes.clock import MORNING
from fakes.quickbooks.ledger_sends import Answer
from model.bounds import Budgets
from model.program import Place

# Older than this makes no difference to any rule of the protocol.
LONG_AGO = MORNING - timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class BooksState:
    """What QuickBooks holds: rows as tuples, and how far queries lag behind the newest write."""

    documents: tuple[tuple[str, Document, int, int, int], ...] = ()
    payments: tuple[tuple[str, str, str, TenderPayment, date, str, int], ...] = ()
    is_closed: bool = False
    last_id: int = 100
    before: "BooksState | None" = None
    missed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a step may depend on."""

    record: SyncRecord | None
    lease: tuple[int, datetime] | None
    sent: SentCall | None
    proof: Proof | None
    connection: Connection
    books: BooksState
    answers: tuple[tuple[str, Answer], ...]
    under_way: tuple[tuple[BooksCall, str], ...]
    figure: int
    now: datetime
    workers: tuple[Place | None, ...]
    budgets: Budgets

    @property
    def is_idle(self) -> bool:
        """Whether no worker is at the day."""
        return not any(self.workers)


class Names:
    """A small number for every value that was ever met; values that say the same have the same number."""

    def __init__(self) -> None:
        self._by_value: dict[object, int] = {}
        self._numbers: dict[int, int] = {}
        self._firsts: list[Any] = []

    def of(self, value: object) -> int:
        """The number of a value."""
        known = self._numbers.get(id(value))
        if known is not None:
            return known
        number = self._by_value.setdefault(_hashable(value), len(self._firsts))
        if number == len(self._firsts):
            self._firsts.append(value)  # kept, so that no other object ever has its address
            self._numbers[id(value)] = number
        return number

    def first(self, value: Any) -> Any:
        """The first value that said the same: what is kept many times is kept once."""
        return self._firsts[self.of(value)]

    def settled(self, state: State) -> State:
        """The state made of values that are known."""
        return replace(
            state,
            record=self.first(state.record),
            sent=self.first(state.sent),
            proof=self.first(state.proof),
            connection=self.first(state.connection),
            books=self.first(state.books),
            answers=tuple((request_id, self.first(answer)) for request_id, answer in state.answers),
            under_way=self.first(state.under_way),
        )


def _hashable(value: object) -> object:
    if isinstance(value, BaseException):
        told = tuple((name, _hashable(each)) for name, each in sorted(vars(value).items()))
        return (type(value).__name__, str(value), told)
    try:
        hash(value)
    except TypeError:
        return (type(value).__name__, repr(value))
    return value


def key_of(state: State, names: Names) -> tuple[object, ...]:
    """What tells a state from others. Two workers are alike but for the lease."""
    holder = state.lease[0] if state.lease else None
    workers = sorted(
        (place.number if place else -1, number == holder and place is not None)
        for number, place in enumerate(state.workers)
    )
    is_held = holder is not None and state.workers[holder] is not None
    answers = tuple((request_id, names.of(answer)) for request_id, answer in state.answers)
    return (
        names.of(state.record),
        state.lease[1] if state.lease else None,
        is_held,
        names.of(state.sent),
        names.of(state.proof),
        names.of(state.connection),
        names.of(state.books),
        answers,
        names.of(state.under_way),
        state.figure,
        state.now,
        tuple(workers),
        state.budgets,
    )


def at_rest(state: State) -> State:
    """The same state told afresh, where no worker is in the middle of anything: the clock stands at its first instant.

    Where no call is open either, calls are counted from none again and QuickBooks' memory of ids is empty: an id holds
    the number of its call, which only grows, so that no id of before ever comes back.
    """
    passed = state.now - MORNING
    if state.record is not None and state.record.intent is None and not state.under_way:
        sent = state.sent if state.record.open_work is not None else None
        state = replace(state, record=replace(state.record, calls=0), answers=(), sent=sent)
    record = state.record
    if record is not None:
        record = replace(
            record,
            due_at=MORNING,
            updated_at=MORNING,
            settled_at=None if record.settled_at is None else MORNING,
            attempts=0,
            vendor_wait=None,
            intent=_earlier(record.intent, passed),
            directive=_earlier(record.directive, passed),
        )
    lease = state.lease and (0, _before(state.lease[1], passed))
    if lease and lease[1] <= MORNING:
        lease = None
    missed_at = state.books.missed_at and _before(state.books.missed_at, passed)
    books = replace(state.books, missed_at=missed_at)
    return replace(
        state,
        record=state.record if record == state.record else record,
        lease=lease,
        books=state.books if books == state.books else books,
        now=MORNING,
    )


def _earlier(value: Any, passed: timedelta) -> Any:
    """A value with its instants moved into the past."""
    if value is None:
        return value
    instants = {each.name: getattr(value, each.name) for each in fields(value)}
    moved = {name: _before(at, passed) for name, at in instants.items() if isinstance(at, datetime)}
    return replace(value, **moved)


def _before(at: datetime, passed: timedelta) -> datetime:
    return max(at - passed, LONG_AGO)
