"""Wraps the systems of a posting with circuit breakers, so that workers do not call a vendor that is down."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar, cast

from daybook.application.ports import DocumentWriter, Ledger, SalesSource
from daybook.application.posting.circuit_breaker import CircuitBreaker
from daybook.application.posting.ports import PostingSystems
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.sync.circuit import Party

QUICKBOOKS, TALECH = Party("QuickBooks"), Party("talech")

_NO_CALL = "payload"
# `complete_references` makes no call if nothing is missing; a token that is still valid is not an answer of Intuit.
_MAYBE_NO_CALL = frozenset({"complete_references", "prepare"})
_ANSWERS_WITH_A_CALL = "prepare"

_Port = TypeVar("_Port")
_Hears = Callable[..., AbstractContextManager[None]]


def behind_circuits(systems: PostingSystems, breaker: CircuitBreaker) -> PostingSystems:
    """The same systems; a vendor with an open circuit is not called, and the result of each call is counted.

    QuickBooks' circuit is checked before talech is read: sixty calls for a day that cannot be posted would be useless.
    And while talech does not answer, a call whose result was not found is not looked up again, because a look-up is
    metered.
    """
    return cast("PostingSystems", _BehindCircuits(systems, breaker))


@dataclass(frozen=True, slots=True)
class _BehindCircuits:
    """`PostingSystems`: vendors are heard, all other systems are unchanged."""

    systems: PostingSystems
    breaker: CircuitBreaker

    def __getattr__(self, name: str) -> Any:
        return getattr(self.systems, name)

    def gate(self, connection: Connection, asks_talech_first: bool) -> None:  # noqa: FBT001 -- the form of the port
        merchant = _of_merchant(connection.merchant_id)
        if asks_talech_first:
            self.breaker.admit((*_of_company(connection), *merchant))
        else:
            self.breaker.admit(_of_company(connection), soon=merchant)

    def sales_of(self, merchant_id: BooksId) -> SalesSource:
        asked = _of_merchant(merchant_id)
        self.breaker.admit(asked)
        return _heard(self.systems.sales_of(merchant_id), partial(self.breaker.hears, *asked))

    def ledger_of(self, connection: Connection) -> Ledger:
        return _heard(self.systems.ledger_of(connection), partial(self.breaker.hears, *_of_company(connection)))

    def writer_of(self, connection: Connection) -> DocumentWriter:
        return _heard(self.systems.writer_of(connection), partial(self.breaker.hears, *_of_company(connection)))


def _of_company(connection: Connection) -> tuple[Party, Party]:
    return QUICKBOOKS, replace(QUICKBOOKS, account=connection.company.realm_id)


def _of_merchant(merchant_id: BooksId) -> tuple[Party, Party]:
    return TALECH, replace(TALECH, account=talech_merchant_of(merchant_id))


def _heard(port: _Port, hears: _Hears) -> _Port:
    return cast("_Port", _Heard(port, hears))


@dataclass(frozen=True, slots=True)
class _Heard:
    """A port of a vendor with the result of every call counted, also of a call that the port will get one day."""

    port: object
    hears: _Hears

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self.port, name)
        return partial(self._answer, name, asked) if callable(asked) and name != _NO_CALL else asked

    def _answer(self, name: str, asked: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with self.hears(of_an_answer=name not in _MAYBE_NO_CALL):
            answered = asked(*given, **named)
        return _heard(answered, self.hears) if name == _ANSWERS_WITH_A_CALL else answered
