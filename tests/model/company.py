"""The fakes of the unit tests, set to what a state says and read back: what one call of a port does to a state."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from connected_merchant import ACCOUNTS, MERCHANT, MONDAY, ConnectedMerchant, day, sale
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.posting.books_calls import LOOK_UP_AFTER, BooksCall
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncRecord
from factories import order, payment
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.proof_store import FakeProofStore
from fakes.quickbooks.ledger import FakeLedger
from fakes.quickbooks.ledger_rows import StoredDocument, StoredPayment
from fakes.quickbooks.ledger_sends import ANSWERS_WITHIN, FakePreparedCall
from fakes.sync_log import FakeSyncLog
from model.bounds import World
from model.program import Asked, View
from model.state import BooksState, State

_QUERIES = frozenset({"look_up", "find"})


def trading(minor: int) -> DayActivity:
    """A day with one sale in cash, or with none."""
    if not minor:
        return DayActivity()
    at = sale().orders[0].closed_at
    assert at is not None
    sold = order(closed_at=at, lines=[("food", minor)], payments=[payment(minor, at=at)])
    return DayActivity((sold,), control=ControlTotals({"grossRevenue": minor}))


def constants_of(world: World) -> FakeConnectionStore:
    """A connected merchant whose company has everything that documents refer to."""
    merchant = ConnectedMerchant()
    for kind in (DocumentKind.INVOICE, world.kind):
        connected = merchant.connections.connection(MERCHANT)
        assert connected is not None
        chosen = replace(connected, document_kind=kind, closed_books_policy=world.policy)
        merchant.connections.save_connection(chosen)
        if kind is DocumentKind.INVOICE:
            merchant.post()
    return merchant.connections


@dataclass(slots=True)
class Company:
    """Carries calls out. `bodies` are all that were ever sent, by their request id: never two under one."""

    world: World
    activities: dict[int, DayActivity]
    bodies: dict[str, str] = field(default_factory=dict)

    def done(self, state: State, asked: Asked, worker: int) -> tuple[Any, State]:
        """The answer to a call, and the state after it."""
        if asked.port == "sync_log":
            return self._logged(state, asked, f"w{worker}")
        if asked.port == "proofs":
            proofs = FakeProofStore()
            proofs._proofs = {day(): state.proof} if state.proof else {}
            getattr(proofs, asked.method)(*asked.arguments)
            return None, replace(state, proof=proofs.get(day()))
        if asked.port == "connections":
            return None, replace(state, connection=asked.arguments[0])
        if asked.port == "sales":
            return self.activities[state.figure], state
        if asked.port == "writer":
            return self.sent(state, *asked.arguments)
        return self._read(state, asked)

    def sent(self, state: State, call: BooksCall, payload_hash: str, request_id: str) -> tuple[Any, State]:
        """A send that arrives at once: its answer, which may be an error."""
        known = self.bodies.setdefault(request_id, payload_hash)
        assert known == payload_hash, f"request id {request_id} stands for two bodies"
        ledger = self._ledger(state)
        answer = _outcome(lambda: FakePreparedCall(call, payload_hash, ledger.sends, ANSWERS_WITHIN).send(request_id))
        after = self._after_a_write(state, ledger)
        return answer, after

    def landed(self, state: State) -> State:
        """The call that was under way is carried out, if its id is not known by now."""
        (call, request_id), *later = state.under_way
        ledger = self._ledger(state)
        ledger.sends._answer(call, request_id)
        return replace(self._after_a_write(state, ledger), under_way=tuple(later))

    def view(self, state: State) -> View:
        """What a worker reads of our own tables."""
        return View(state.record, state.sent, state.proof, state.connection, state.now)

    def effect(self, state: State) -> dict[str, int]:
        """What the books hold by account."""
        return dict(self._ledger(state).effect)

    def log_of(self, state: State) -> FakeSyncLog:
        """The sync log as it is in a state."""
        log = FakeSyncLog(FakeClock(state.now))
        if state.record is not None:
            log._records[day()] = state.record
        if state.lease is not None:
            log._leases[day()] = (f"w{state.lease[0]}", state.lease[1])
        if state.sent is not None:
            log._sent[day()] = state.sent
        return log

    def with_log(self, state: State, log: FakeSyncLog) -> State:
        """The state with what the sync log holds now."""
        held = log._leases.get(day())
        lease = (int(held[0][1:]), held[1]) if held else None
        return replace(state, record=log.get(day()), lease=lease, sent=log.sent_call(day()))

    def _logged(self, state: State, asked: Asked, owner: str) -> tuple[Any, State]:
        log = self.log_of(state)
        arguments = [owner if each == "worker" else each for each in asked.arguments]
        answer = _outcome(lambda: getattr(log, asked.method)(*arguments, **asked.options))
        after = self.with_log(state, log)
        if isinstance(answer, SyncRecord):  # how often a day was tried decides nothing
            answer = replace(answer, attempts=0)
            after = replace(after, record=answer)
        return answer, after

    def _read(self, state: State, asked: Asked) -> tuple[Any, State]:
        ledger = self._ledger(state)
        books = state.books
        if asked.method in _QUERIES and books.before is not None:
            missed_at = books.missed_at or state.now
            books = replace(books, missed_at=missed_at)
            if state.now < missed_at + LOOK_UP_AFTER:
                ledger.lag_queries()
            else:
                books = replace(books, before=None, missed_at=None)
        answer = _outcome(lambda: getattr(ledger, asked.method)(*asked.arguments, **asked.options))
        return answer, replace(state, books=books)

    def _ledger(self, state: State) -> FakeLedger:
        ledger = FakeLedger(accounts=ACCOUNTS)
        self._fill(ledger.books, state.books)
        ledger.check_numbers(sales_forms=self.world.checks_numbers, entries=self.world.checks_numbers)
        ledger.sends._answers = dict(state.answers)
        ledger.sends._remembers = self.world.remembers_ids
        if state.books.before is not None:
            before = ledger.books.copy()
            self._fill(before, state.books.before)
            ledger.sends._history = [before]
        return ledger

    def _fill(self, books: Any, held: BooksState) -> None:
        books.documents = {row[0]: StoredDocument(*row[1:]) for row in held.documents}
        books.payments = {row[0]: StoredPayment(*row[1:]) for row in held.payments}
        books.closed_through = MONDAY if held.is_closed else None
        books._last_id = held.last_id

    def _after_a_write(self, state: State, ledger: FakeLedger) -> State:
        books = ledger.books
        documents = tuple(
            (key, row.content, row.version, row.content_version, row.tax_off_minor)
            for key, row in books.documents.items()
        )
        payments = tuple(
            (key, row.invoice_id, row.key, row.content, row.business_date, row.body_hash, row.version)
            for key, row in books.payments.items()
        )
        held = replace(state.books, documents=documents, payments=payments, last_id=books._last_id)
        if held == state.books:
            held = state.books
        elif self.world.queries_lag:
            held = replace(held, before=replace(state.books, before=None, missed_at=None), missed_at=None)
        answers = tuple(ledger.sends._answers.items())
        return replace(state, books=held, answers=answers)


def _outcome(call: Any) -> Any:
    try:
        return call()
    except AssertionError:
        raise
    except Exception as error:  # noqa: BLE001 - what a port raises is its answer
        return error


def later(state: State, passed: timedelta) -> State:
    """The same state after a while."""
    return replace(state, now=state.now + passed)
