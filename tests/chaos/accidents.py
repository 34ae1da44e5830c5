"""What can happen to one business date on its way into the books, and a night on which it happens to many."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chaos.books import Books
from chaos.wired.moments import Moment
from chaos.wired.wire import Answer, Fault
from chaos.wired.wired_system import WiredSystem

_LONGEST_HOLD_SECONDS = 60


@dataclass(frozen=True)
class Accident:
    """Named for what happens; `faults` are what the wire does to a date."""

    name: str
    faults: Callable[[WiredSystem, date], Sequence[Fault]]

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Happened:
    """What became of a date after its accident."""

    on: date
    faults: Sequence[Fault]

    @property
    def struck(self):
        """Whether the accident happened as often as it was to: without that, nothing is shown."""
        return all(fault.is_spent for fault in self.faults)


def night_of(books: Books, accidents: Mapping[date, Accident], **how) -> Mapping[Accident, Happened]:
    """Every accident at once, each to its own date; over when no message is under way."""
    happened = {accident: Happened(on, accident.faults(books.wired, on)) for on, accident in accidents.items()}
    faults = [fault for each in happened.values() for fault in each.faults]
    with books.wired.faults.armed(*faults):
        books.wired.post(*accidents, **how)
    return happened


def dies(moment: Moment, *, times=1, and_then="", meanwhile=lambda _wired, _on: None) -> Accident:
    """The worker's process is killed. Its lease runs out, then its message comes back.

    `meanwhile` is what else happens in between, `and_then` says so in words.
    """

    def faults(wired, on):
        def kill(exchange):
            if moment.after:
                exchange.forward()
            pid = exchange.kill_caller()
            wired.lease_runs_out(on)
            meanwhile(wired, on)
            wired.message_comes_back(pid)
            exchange.cut()

        return [Fault(moment.meets(on), kill, times)]

    return Accident(", ".join(filter(None, (str(moment), and_then))), faults)


def befalls(name, meets, then, *, times=1) -> Accident:
    """Something happens to calls of the worker, which lives."""
    return Accident(name, lambda _wired, on: [Fault(meets(on), then, times)])


def one_after_the_other(name, *troubles) -> Accident:
    """Several of them on the way of one date, each a pair: what it meets, and what it does."""
    return Accident(name, lambda _wired, on: [Fault(meets(on), then) for meets, then in troubles])


def unheard(exchange):
    """Carried out, and the line is cut before the answer."""
    exchange.forward()
    exchange.cut()


def undelivered(exchange):
    """The line is cut before anything has arrived."""
    exchange.cut()


def hanging(exchange):
    """Nothing comes for a while, then the line is cut."""
    time.sleep(0.5)
    exchange.cut()


def passing(exchange):
    """Nothing happens to it."""
    return exchange.forward()


def after(event):
    """Held back until something else has happened."""

    def hold(exchange):
        event.wait(_LONGEST_HOLD_SECONDS)
        return exchange.forward()

    return hold


def answering(status, content_type, text):
    """Somebody else answers in the other side's place; nothing is carried out."""
    return lambda _exchange: Answer(status, [("Content-Type", content_type)], text.encode())


REFUSED_TOKEN = answering(
    401,
    "application/json",
    '{"fault": {"error": [{"message": "AuthenticationFailed", "code": "3200"}], "type": "AUTHENTICATION"}}',
)


def garbling(exchange):
    """Carried out, and the answer is no answer any more."""
    return exchange.forward().saying("<html><body>\x00\x01 Gateway")
