"""Erases a merchant: deletes all stored rows of the merchant and changes nothing in QuickBooks.

A second try completes an interrupted one: access ends first, and the list of the merchant's books is erased last. The
worker drops messages of an erased merchant that are still in queues.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from daybook.application.access.accountants import end_all_access
from daybook.application.ports import ConnectionStore, Kept, MerchantRows
from daybook.application.ports.people.accountants import HasAccountants
from daybook.application.ports.systems import HasConnections, HasSchedules, HasTokens
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.merchant.books import BooksId, every_books, first_books, talech_merchant_of


class ErasureSystems(HasAccountants, HasConnections, HasSchedules, HasTokens, Protocol):
    """The systems that erasing a merchant needs."""

    @property
    def rows(self) -> MerchantRows:
        """The stored rows of a merchant."""


def kept_of(merchant_id: BooksId, systems: ErasureSystems) -> Mapping[Kept, int]:
    """The rows that would be erased, in all books of the merchant."""
    counts: Counter[Kept] = Counter()
    for books_id in _books(merchant_id, systems):
        counts.update(systems.rows.count(books_id, _realm_of(books_id, systems.connections)))
    return counts


def forget_merchant(merchant_id: BooksId, systems: ErasureSystems) -> Mapping[Kept, int]:
    """Revoke the merchant's grants, delete the schedules and erase the rows; returns what was erased.

    Raises:
        RetriableError: Intuit or AWS did not answer; the next call continues from there.
    """
    books = _books(merchant_id, systems)
    for books_id in books:
        _end_access(books_id, systems)
    talech_merchant = talech_merchant_of(merchant_id)
    systems.expected.reconcile(talech_merchant, frozenset())
    systems.schedules.reconcile(talech_merchant, frozenset())
    counts: Counter[Kept] = Counter()
    # The merchant's first books hold the list of the others.
    for books_id in reversed(books):
        counts.update(systems.rows.erase(books_id, _realm_of(books_id, systems.connections)))
    return counts


def _end_access(books_id: BooksId, systems: ErasureSystems) -> None:
    """Intuit ends the access to a whole company, so the grant stays if another merchant uses the company now.

    Accountants lose their access, and with it the rows that name these books under their addresses.
    """
    end_all_access(books_id, systems)
    connection = systems.connections.connection(books_id)
    if connection is None:
        return
    try:
        tokens = systems.tokens.load(books_id)
    except NeedsAttentionError:
        pass  # the merchant has disconnected already
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
