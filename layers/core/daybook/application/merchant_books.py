"""Stores for one request: each fact of a merchant is read once, and a written fact is not read again.

Use cases read what they need from the stores, and one request calls several use cases. With the stores of this module
the second reading costs nothing. They are used for one request and never shared: otherwise a warm process would not see
the changes of another process.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from daybook.application.ports import ConnectionStore
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId, BooksMove, talech_merchant_of
from daybook.domain.merchant.profile import MerchantProfile

_Systems = TypeVar("_Systems")
_Value = TypeVar("_Value")
CONNECTION, MAPPING, MAILS, MOVES = "connection", "mapping", "preference", "moves"
ACCOUNTANTS, REFERENCES = "accountants", "references"
_PROFILE = "profile"


class Facts:
    """The facts of a request by name and merchant, and the earlier values of facts that it wrote."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}
        self._before: dict[tuple[str, str], Any] = {}

    def read(self, fact: str, merchant_id: str, ask: Callable[[], _Value]) -> _Value:
        """The fact; read from the store the first time."""
        key = (fact, merchant_id)
        if key not in self._known:
            self._known[key] = ask()
        value: _Value = self._known[key]
        return value

    def wrote(self, fact: str, merchant_id: str, value: object, *, before: object) -> None:
        """Set the new value of a fact."""
        self._before.setdefault((fact, merchant_id), before)
        self._known[fact, merchant_id] = value

    def forget(self, fact: str, merchant_id: str) -> None:
        """Forget a fact, so that it is read from the store again."""
        for key in [key for key in self._known if key[0].startswith(fact) and key[1] == merchant_id]:
            del self._known[key]

    def changed(self, books_id: BooksId) -> Mapping[str, tuple[Any, Any]]:
        """The values before and after of every fact of the books that the request wrote."""
        whose = {books_id, talech_merchant_of(books_id)}
        return {key[0]: (was, self._known.get(key)) for key, was in self._before.items() if key[1] in whose}


class _Connections:
    """`ConnectionStore` of a request."""

    def __init__(self, store: ConnectionStore, facts: Facts) -> None:
        self._store, self._facts = store, facts

    def connection(self, merchant_id: BooksId) -> Connection | None:
        return self._facts.read(CONNECTION, merchant_id, lambda: self._store.connection(merchant_id))

    def connections(self) -> Iterable[Connection]:
        return self._store.connections()

    def merchant_of_realm(self, realm_id: str) -> BooksId | None:
        return self._store.merchant_of_realm(realm_id)

    def save_connection(self, connection: Connection) -> None:
        before = self.connection(connection.merchant_id)
        self._store.save_connection(connection)
        self._facts.forget(REFERENCES, connection.merchant_id)  # another company has its own
        self._facts.wrote(CONNECTION, connection.merchant_id, connection, before=before)

    def profile(self, merchant_id: BooksId) -> MerchantProfile | None:
        return self._facts.read(_PROFILE, merchant_id, lambda: self._store.profile(merchant_id))

    def save_profile(self, profile: MerchantProfile) -> None:
        self._store.save_profile(profile)
        self._facts.forget(_PROFILE, profile.merchant_id)

    def moves(self, merchant_id: BooksId) -> tuple[BooksMove, ...]:
        return self._facts.read(MOVES, talech_merchant_of(merchant_id), lambda: self._store.moves(merchant_id))

    def add_moves(self, merchant_id: BooksId, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        self._store.add_moves(merchant_id, known, new)
        self._facts.forget(_PROFILE, merchant_id)
        self._facts.wrote(MOVES, talech_merchant_of(merchant_id), (*known, *new), before=known)

    def mapping_on(self, merchant_id: BooksId, business_date: date) -> AccountMapping | None:
        newest = self._facts.read(MAPPING, merchant_id, lambda: self._store.mapping_on(merchant_id, date.max))
        if newest is None or newest.effective_from <= business_date:
            return newest
        earlier = f"{MAPPING} {business_date}"
        return self._facts.read(earlier, merchant_id, lambda: self._store.mapping_on(merchant_id, business_date))

    def save_mapping(self, merchant_id: BooksId, mapping: AccountMapping) -> None:
        before = self.mapping_on(merchant_id, date.max)
        self._store.save_mapping(merchant_id, mapping)
        self._facts.forget(MAPPING, merchant_id)
        newest = max((before or mapping, mapping), key=lambda each: each.version)
        self._facts.wrote(MAPPING, merchant_id, newest, before=before)

    def references(self, merchant_id: BooksId) -> CompanyReferences:
        return self._facts.read(REFERENCES, merchant_id, lambda: self._store.references(merchant_id))

    def save_references(self, merchant_id: BooksId, references: CompanyReferences) -> None:
        self._store.save_references(merchant_id, references)
        self._facts.forget(REFERENCES, merchant_id)

    def save_tracking(
        self, merchant_id: BooksId, *, classes: Mapping[str, str], departments: Mapping[str, str]
    ) -> None:
        before = self.references(merchant_id)
        self._store.save_tracking(merchant_id, classes=classes, departments=departments)
        after = before.tracking(classes=classes, departments=departments)
        self._facts.wrote(REFERENCES, merchant_id, after, before=before)


class _Remembering:
    """A store of a request: it reads `fact(merchant_id)` once and keeps what `save_fact(merchant_id, value)` gets."""

    def __init__(self, store: object, facts: Facts, *remembered: str) -> None:
        self._store, self._facts, self._remembered = store, facts, frozenset(remembered)

    def __getattr__(self, name: str) -> Any:
        fact = name.removeprefix("save_")
        if fact not in self._remembered:
            return getattr(self._store, name)
        return partial(self._read if name == fact else self._write, fact)

    def _read(self, fact: str, merchant_id: BooksId) -> Any:
        return self._facts.read(fact, merchant_id, lambda: getattr(self._store, fact)(merchant_id))

    def _write(self, fact: str, merchant_id: BooksId, value: object) -> Any:
        before = self._read(fact, merchant_id)
        saved = getattr(self._store, f"save_{fact}")(merchant_id, value)
        if saved is False:  # another process was faster
            self._facts.forget(fact, merchant_id)
        else:
            self._facts.wrote(fact, merchant_id, value, before=before)
        return saved


class _Request:
    """The systems of a request: its own stores, all other systems unchanged."""

    def __init__(self, systems: Any) -> None:
        self._systems = systems
        self.facts = Facts()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._systems, name)

    @cached_property
    def connections(self) -> ConnectionStore:
        return _Connections(self._systems.connections, self.facts)

    @cached_property
    def setups(self) -> Any:
        return _Remembering(self._systems.setups, self.facts, "setup", "lists", "sample")

    @cached_property
    def watch(self) -> Any:
        return _Remembering(self._systems.watch, self.facts, "changes")

    @cached_property
    def notify_store(self) -> Any:
        return _Remembering(self._systems.notify_store, self.facts, MAILS)

    @cached_property
    def accountants(self) -> Any:
        return _Remembering(self._systems.accountants, self.facts, ACCOUNTANTS)


def of_request(systems: _Systems) -> _Systems:
    """The same systems for one request, with stores that read each fact once."""
    return cast("_Systems", _Request(systems))


def facts_of(systems: object) -> Facts:
    """The facts that a request has read and written.

    Raises:
        TypeError: the systems belong to no request, so what was written is not known.
    """
    if not isinstance(systems, _Request):
        raise TypeError("a record is made of what a request wrote: hand over the systems `of_request`")
    return systems.facts
