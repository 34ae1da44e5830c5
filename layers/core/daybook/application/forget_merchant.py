"""Erase a merchant: nothing of them stays here, and nothing in QuickBooks is changed.

The order makes a second try complete what a first one left: access ends first, and which books the merchant has is
erased last. Messages that still wait in queues are about nobody then; the worker drops them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from daybook.application.ports import (
    CompanyAuthorizer,
    ConnectionStore,
    ExpectedClosings,
    Kept,
    MerchantRows,
    Schedules,
    TokenVault,
)
from daybook.domain.books import BooksId, every_books, first_books, talech_merchant_of
from daybook.domain.connection import ConnectionStatus
from daybook.domain.errors import NeedsAttentionError


@dataclass(frozen=True, slots=True)
class ErasurePorts:
    """Where a merchant's facts lie."""

    connections: ConnectionStore
    tokens: TokenVault
    authorizer: CompanyAuthorizer
    schedules: Schedules
    expected: ExpectedClosings
    rows: MerchantRows


def kept_of(merchant_id: BooksId, ports: ErasurePorts) -> Mapping[Kept, int]:
    """What would be erased of a merchant, in all their books."""
    counts: Counter[Kept] = Counter()
    for books_id in _books(merchant_id, ports):
        counts.update(ports.rows.count(books_id, _realm_of(books_id, ports.connections)))
    return counts


def forget_merchant(merchant_id: BooksId, ports: ErasurePorts) -> Mapping[Kept, int]:
    """Give back the merchant's grants, end their schedules and erase their rows; what was erased.

    Raises:
        RetriableError: Intuit or AWS did not answer; asking again goes on where this ended.
    """
    books = _books(merchant_id, ports)
    for books_id in books:
        _end_access(books_id, ports)
    talech_merchant = talech_merchant_of(merchant_id)
    ports.expected.reconcile(talech_merchant, frozenset())
    ports.schedules.reconcile(talech_merchant, frozenset())
    counts: Counter[Kept] = Counter()
    # The merchant's first books know of the others.
    for books_id in reversed(books):
        counts.update(ports.rows.erase(books_id, _realm_of(books_id, ports.connections)))
    return counts


def _end_access(books_id: BooksId, ports: ErasurePorts) -> None:
    """Intuit ends the access of a company as a whole, so one that another merchant uses by now keeps its grant."""
    connection = ports.connections.connection(books_id)
    if connection is None:
        return
    try:
        tokens = ports.tokens.load(books_id)
    except NeedsAttentionError:
        pass  # the merchant disconnected before
    else:
        if ports.connections.merchant_of_realm(tokens.realm_id) in {None, books_id}:
            ports.authorizer.revoke(tokens)
        ports.tokens.delete(books_id)
    ports.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))


def _books(merchant_id: BooksId, ports: ErasurePorts) -> tuple[BooksId, ...]:
    first = first_books(talech_merchant_of(merchant_id))
    return every_books(first, ports.connections.moves(first))


def _realm_of(books_id: BooksId, connections: ConnectionStore) -> str | None:
    connection = connections.connection(books_id)
    return connection.company.realm_id if connection is not None else None
