"""The real use case as a program of steps: run anew from its start for every branch, with the answers so far.

A place in the program is the sequence of answers that its ports have given. What a place asks next is found by running
`post_location_day` over those answers until it asks for one more. Reads of our own tables and of the clock are answered
from what they held at the step before; every write, and every question to talech or QuickBooks, is a step of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from connected_merchant import MERCHANT, day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.changes import CompanyChanges
from daybook.domain.company.connection import Connection
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncRequest
from fakes.clock import MORNING
from fakes.connection_store import FakeConnectionStore
from fakes.quickbooks.ledger_sends import ANSWERS_WITHIN, FakeSends, prepared
from fakes.systems import FakeSystems

_NO_SENDS = FakeSends.__new__(FakeSends)


@dataclass(frozen=True, slots=True)
class View:
    """Our own tables and the clock, as a worker sees them until its next step."""

    record: SyncRecord | None
    sent: SentCall | None
    proof: Proof | None
    connection: Connection
    now: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a port: `port.method(*arguments)`."""

    port: str
    method: str
    arguments: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """Where a worker stands: `asks` is what it calls next, None once it has ended."""

    number: int
    before: "Place | None"
    answer: object
    view: View | None
    cause: SyncCause
    asks: Asked | None = None
    next: "dict[tuple[int, ...], Place]" = field(default_factory=dict)


class _Asks(BaseException):
    """The program wants an answer that it has not had yet."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked


class Program:
    """All places that were ever met: `places` of them."""

    def __init__(self, constants: FakeConnectionStore, number_of: Callable[[object], int]) -> None:
        self._constants = constants
        self._number_of = number_of
        self.places = 0
        self._starts: dict[SyncCause, Place] = {}

    def start(self, cause: SyncCause) -> Place:
        """A worker that has received a message."""
        if cause not in self._starts:
            self._starts[cause] = self._placed(None, None, None, cause)
        return self._starts[cause]

    def after(self, place: Place, answer: object, view: View) -> Place:
        """Where the worker stands once it has an answer."""
        seen = (view.record, view.sent, view.proof, view.connection, view.now)
        key = (self._number_of(answer), *map(self._number_of, seen))
        if key not in place.next:
            place.next[key] = self._placed(place, answer, view, place.cause)
        return place.next[key]

    def _placed(self, before: Place | None, answer: object, view: View | None, cause: SyncCause) -> Place:
        self.places += 1
        place = Place(self.places, before, answer, view, cause)
        place.asks = self._asked_at(place)
        return place

    def _asked_at(self, place: Place) -> Asked | None:
        answers: list[Place] = []
        each: Place | None = place
        while each is not None and each.before is not None:
            answers.append(each)
            each = each.before
        ports = _Ports(answers, self._constants).posting
        try:
            post_location_day(SyncRequest(day(), place.cause, MORNING), "worker", ports)
        except _Asks as asks:
            return asks.asked
        except RetriableError:  # the queue brings the message again; any other error is a bug, and ends the search
            pass
        return None


class _Ports:
    """Ports that answer from what was answered before."""

    def __init__(self, answers: list[Place], constants: FakeConnectionStore) -> None:
        self._answers = answers
        self._view: View | None = None
        self._constants = constants

    @property
    def posting(self) -> FakeSystems:
        ledger = _Port(self, "ledger")
        return FakeSystems(
            connections=_Connections(self, self._constants),
            sync_log=_SyncLog(self),
            proofs=_Proofs(self),
            sales_of=lambda _: _Port(self, "sales"),
            ledger_of=lambda _: ledger,
            writer_of=lambda _: _Writer(self),
            clock=_Clock(self),
            watch=_Watch(),
        )

    @property
    def view(self) -> View:
        assert self._view is not None, "the first thing that a worker does is to claim the day"
        return self._view

    def ask(self, port: str, method: str, *arguments: Any, **options: Any) -> Any:
        if not self._answers:
            raise _Asks(Asked(port, method, arguments, options))
        place = self._answers.pop()
        self._view = place.view
        if isinstance(place.answer, Exception):
            raise fresh(place.answer)
        return place.answer


def fresh(error: Exception) -> Exception:
    """An error as it was when it was first raised: what is raised is changed on its way."""
    copy = type(error).__new__(type(error))
    copy.args = error.args
    for name, value in vars(error).items():
        setattr(copy, name, fresh(value) if isinstance(value, Exception) else value)
    return copy


class _Port:
    """Every method asks."""

    def __init__(self, ports: _Ports, name: str) -> None:
        self._ports = ports
        self._name = name

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return lambda *arguments, **options: self._ports.ask(self._name, method, *arguments, **options)


class _SyncLog(_Port):
    def __init__(self, ports: _Ports) -> None:
        super().__init__(ports, "sync_log")

    def get(self, _day: object) -> SyncRecord | None:
        return self._ports.view.record

    def sent_call(self, _day: object) -> SentCall | None:
        return self._ports.view.sent


class _Proofs(_Port):
    def __init__(self, ports: _Ports) -> None:
        super().__init__(ports, "proofs")

    def get(self, _day: object) -> Proof | None:
        return self._ports.view.proof


class _Connections:
    """Profile, mapping and references stay as they are; the connection may be written."""

    def __init__(self, ports: _Ports, constants: FakeConnectionStore) -> None:
        self._ports = ports
        self._constants = constants

    def connection(self, _merchant_id: str) -> Connection:
        return self._ports.view.connection

    def save_connection(self, connection: Connection) -> None:
        self._ports.ask("connections", "save_connection", connection)

    def profile(self, merchant_id: BooksId) -> Any:
        return self._constants.profile(merchant_id)

    def mapping_on(self, merchant_id: BooksId, business_date: Any) -> Any:
        return self._constants.mapping_on(merchant_id, business_date)

    def references(self, _merchant_id: str) -> Any:
        return self._constants.references(MERCHANT)


class _Writer:
    def __init__(self, ports: _Ports) -> None:
        self._ports = ports

    def prepare(self, call: Any, references: Any) -> "_Prepared":
        return _Prepared(self._ports, call, prepared(call, references, _NO_SENDS).payload_hash)


@dataclass(frozen=True, slots=True)
class _Prepared:
    ports: _Ports
    call: Any
    payload_hash: str
    answers_within: timedelta = ANSWERS_WITHIN

    def send(self, request_id: str) -> Any:
        return self.ports.ask("writer", "send", self.call, self.payload_hash, request_id)


class _Clock:
    def __init__(self, ports: _Ports) -> None:
        self._ports = ports

    def now(self) -> datetime:
        return self._ports.view.now


class _Watch:
    """Nothing is noticed; whose a document is does not matter to any rule of posting."""

    def changes(self, _merchant_id: str) -> Any:
        return CompanyChanges()

    def watch(self, *_: object) -> None:
        """Remember nothing."""
