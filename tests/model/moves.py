"""Everything that may happen next in a state, each with the sentence that tells it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from connected_merchant import MONDAY, day
from daybook.application.days.settle_holds import may_be_released
from daybook.application.days.undo_days import may_be_undone
from daybook.domain.errors import RetriableError
from daybook.domain.posting.books_calls import LOOK_UP_AFTER
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.directives import Place as Side
from daybook.domain.sync.location_day import SyncCause, SyncState
from model.bounds import FIGURES
from model.company import Company, later
from model.program import Asked, Place, Program
from model.state import State, at_rest

Move = tuple[str, State]
_MAY_FAIL = frozenset({"look_up", "find", "locks_of", "edits_of", "company", "day_activity", "send"})
_A_MOMENT = timedelta(seconds=1)


class Moves:
    """The moves of one world."""

    def __init__(self, company: Company, program: Program) -> None:
        self._company = company
        self._program = program

    def of(self, state: State) -> Iterator[Move]:
        """Every move, the one that is taken once faults have ended first."""
        calm = self.calm(state)
        if calm is not None:
            yield calm
        yield from self._on_the_way(state)
        yield from self._of_people(state)
        yield from self._of_time(state)
        # A message that comes while another worker holds the lease is left; one that comes before is the first.
        if not state.is_idle and None in state.workers and state.lease is not None:
            another = self._started(state)
            if another is not None:
                yield another
        for number, place in enumerate(state.workers):
            if place is not None and place.asks is not None:
                yield from self._of_a_worker(state, number, place.asks)

    def calm(self, state: State) -> Move | None:
        """What happens next where nothing goes wrong and nobody wants anything."""
        if state.under_way:
            return "what was under way never arrives", replace(state, under_way=state.under_way[1:])
        for number, place in enumerate(state.workers):
            if place is not None and place.asks is not None:
                return self._step(state, number, place.asks)
        if deadline(state) is not None:
            return next(self._of_time(state))
        return self._started(state)

    def _on_the_way(self, state: State) -> Iterator[Move]:
        if state.under_way:
            yield "what was under way is carried out late", self._company.landed(state)

    def _of_people(self, state: State) -> Iterator[Move]:
        budgets, record = state.budgets, state.record
        if budgets.allow("changes"):
            for figure in FIGURES:
                if figure != state.figure:
                    told = f"talech tells {figure / 100:.2f} of the day" if figure else "talech tells of no sales"
                    yield told, replace(state, figure=figure, budgets=budgets.less("changes"))
        if budgets.allow("closings") and not state.books.is_closed:
            closed = replace(state, books=replace(state.books, is_closed=True), budgets=budgets.less("closings"))
            yield "the books are closed, and Daybook does not know", closed
            company = replace(state.connection.company, book_close_date=MONDAY)
            yield (
                "the books are closed, and Daybook knows",
                replace(closed, connection=state.connection.with_company(company)),
            )
        if record is None:
            return
        if budgets.allow("undos") and record.open_directive is None and may_be_undone(record):
            yield "a person wants the day out", self._directed(state, Side.OUT, "undos")
        if budgets.allow("redos") and record.state is SyncState.UNDONE and record.open_directive is None:
            yield "a person wants the day back", self._directed(state, Side.IN, "redos")
        if budgets.allow("releases") and may_be_released(record):
            assert record.reason is not None
            log = self._company.log_of(state)
            log.allow(day(), record.reason, record.question)
            released = replace(self._company.with_log(state, log), budgets=budgets.less("releases"))
            yield "a person releases the day to the open period", released

    def _directed(self, state: State, side: Side, budget: str) -> State:
        log = self._company.log_of(state)
        log.direct(day(), side)
        return replace(self._company.with_log(state, log), budgets=state.budgets.less(budget))

    def _of_time(self, state: State) -> Iterator[Move]:
        end = deadline(state)
        if state.under_way or end is None:
            return
        if state.is_idle:
            passed = end - state.now
            yield f"{passed.total_seconds():.0f} seconds pass", at_rest(later(state, passed))
        elif state.budgets.allow("sleeps") and state.lease is not None and state.lease[1] > state.now:
            if any(place and place.asks and place.asks.method == "send" for place in state.workers):
                return  # between the last look at the clock and the send nothing happens
            asleep = later(state, state.lease[1] - state.now + _A_MOMENT)
            yield "the worker sleeps past its lease", replace(asleep, budgets=state.budgets.less("sleeps"))

    def _started(self, state: State) -> Move | None:
        if state.lease is not None and state.lease[1] > state.now:
            return None  # it would find the day leased, and leave it
        number = state.workers.index(None)
        place = self._program.start(SyncCause.RECHECK)
        return f"worker {number + 1} takes a message", self._placed(state, number, place)

    def _of_a_worker(self, state: State, number: int, asked: Asked) -> Iterator[Move]:
        who, budgets = f"worker {number + 1}", state.budgets
        yield self._step(state, number, asked)
        if budgets.allow("crashes"):
            dies = replace(state, budgets=budgets.less("crashes"))
            if asked.method != "claim":
                yield f"{who} dies before {_told(asked)}", self._gone(dies, number)
            if asked.method == "record_intent":
                log = self._company.log_of(dies)
                log.keep_call(day(), asked.arguments[3])
                kept = self._company.with_log(dies, log)
                yield f"{who} dies once the call is kept, before its intent is", self._gone(kept, number)
            if asked.method == "send":
                yield f"{who} dies while its call is under way", self._gone(_sent_off(dies, asked), number)
        if asked.method == "send" and budgets.allow("lost"):
            unseen = OutcomeUnknownError("no answer was seen")
            lost = replace(state, budgets=budgets.less("lost"))
            _, carried_out = self._company.sent(lost, *asked.arguments)
            yield (
                f"{who}: {_told(asked)} is carried out, and its answer is lost",
                self._moved(carried_out, number, unseen),
            )
            under_way = _sent_off(lost, asked)
            yield f"{who}: {_told(asked)} is under way, and the line breaks", self._moved(under_way, number, unseen)
        if asked.method in _MAY_FAIL and budgets.allow("failures"):
            failed = replace(state, budgets=budgets.less("failures"))
            busy = RetriableError("try again later", after_seconds=60)
            yield f"{who}: {_told(asked)} is refused for now", self._moved(failed, number, busy)

    def _step(self, state: State, number: int, asked: Asked) -> Move:
        answer, after = self._company.done(state, asked, number)
        if asked.method == "note" and after.books.before is not None and after.books.missed_at is None:
            # What a worker has put on record was there for all to see by then.
            after = replace(after, books=replace(after.books, before=None))
        return f"worker {number + 1}: {_told(asked, answer)}", self._moved(after, number, answer)

    def _moved(self, state: State, number: int, answer: object) -> State:
        place = state.workers[number]
        assert place is not None
        after = self._program.after(place, answer, self._company.view(state))
        return self._placed(state, number, after if after.asks is not None else None)

    def _gone(self, state: State, number: int) -> State:
        return self._placed(state, number, None)

    def _placed(self, state: State, number: int, place: Place | None) -> State:
        workers = tuple(place if each == number else other for each, other in enumerate(state.workers))
        placed = replace(state, workers=workers)
        return at_rest(placed) if placed.is_idle else placed


def deadline(state: State) -> datetime | None:
    """The next instant at which the passing of time makes a difference."""
    instants: list[datetime] = [state.lease[1]] if state.lease else []
    intent = state.record.intent if state.record else None
    if intent is not None:
        instants.append(intent.may_be_looked_up_at)
        if intent.missed_at is not None:
            instants.append(intent.missed_at + LOOK_UP_AFTER)
    if state.books.missed_at is not None:
        instants.append(state.books.missed_at + LOOK_UP_AFTER)
    return min((each for each in instants if each > state.now), default=None)


def _sent_off(state: State, asked: Asked) -> State:
    call, _, request_id = asked.arguments
    return replace(state, under_way=(*state.under_way, (call, request_id)))


def _told(asked: Asked, answer: object = None) -> str:
    what = f"{asked.method}"
    if asked.method == "send":
        what = f"the call {asked.arguments[0].action.value}"
    if asked.method == "settle":
        outcome = asked.arguments[2]
        what = f"settles {outcome.state.value} {outcome.reason or ''}".strip()
    if asked.port == "proofs":
        what = f"{asked.method}s the proof"
    return f"{what} ({answer})" if isinstance(answer, Exception) else what
