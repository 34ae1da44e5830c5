"""Erase a merchant: nothing of them stays here, and nothing in QuickBooks is changed.

The order makes a second try complete what a first one left: access ends first, and which books the merchant has is
erased last. Messages that still wait in queues are about nobody then; the worker drops them.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from daybook.application.ports import (
    ConnectionStore,
    Kept,
    MerchantRows,
)
from daybook.application.ports.systems import HasConnections, HasSchedules, HasTokens
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.merchant.books import BooksId, every_books, first_books, talech_merchant_of


class ErasureSystems(HasConnections, HasSchedules, HasTokens, Protocol):
    """What erasing a merchant needs."""

    @property
    def rows(self) -> MerchantRows:
        """Where the rows of a merchant lie."""
        ...


def kept_of(merchant_id: BooksId, systems: ErasureSystems) -> Mapping[Kept, int]:
    """What would be erased of a merchant, in all their books."""
    counts: Counter[Kept] = Counter()
    for books_id in _books(merchant_id, systems):
        counts.update(systems.rows.count(books_id, _realm_of(books_id, systems.connections)))
    return counts


def forget_merchant(merchant_id: BooksId, systems: ErasureSystems) -> Mapping[Kept, int]:
    """Give back the merchant's grants, end their schedules and erase their rows; what was erased.

    Raises:
        RetriableError: Intuit or AWS did not answer; asking again goes on where this ended.
    """
    books = _books(merchant_id, systems)
    for books_id in books:
        _end_access(books_id, systems)
    talech_merchant = talech_merchant_of(merchant_id)
    systems.expected.reconcile(talech_merchant, frozenset())
    systems.schedules.reconcile(talech_merchant, frozenset())
    counts: Counter[Kept] = Counter()
    # The merchant's first books know of the others.
    for books_id in reversed(books):
        counts.update(systems.rows.erase(books_id, _realm_of(books_id, systems.connections)))
    return counts


def _end_access(books_id: BooksId, systems: ErasureSystems) -> None:
    """Intuit ends the access of a company as a whole, so one that another merchant uses by now keeps its grant."""
    connection = systems.connections.connection(books_id)
    if connection is None:
        return
    try:
        tokens = systems.tokens.load(books_id)
    except NeedsAttentionError:
        pass  # the merchant disconnected before
    else:
        if systems.connections.merchant_of_realm(tokens.realm_id) in {None, books_id}:
            systems.authorizer.revoke(tokens)
        systems.tokens.delete(books_id)
    systems.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))


def _books(merchant_id: BooksId, systems: ErasureSystems) -> tuple[BooksId, ...]:
    first = first_books(talech_merchant_of(merchant_id))
    return every_books(first, systems.connections.moves(first))


def _realm_of(books_id: BooksId, connections: ConnectionStore) -> str | None:
    connection = connections.connection(books_id)
    return connection.company.realm_id if connection is not None else None
