"""Moves a location to the books of another company, from a business date on (docs/accounting.md 5).

Posted days stay where they are, and no day is posted to two companies: a location moves from the first business date
without a record in its books. A merchant who wants earlier days in the other company must undo them first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from daybook.application.ports import ConnectionStore, SyncLog
from daybook.application.ports.systems import HasConnections, HasSyncLog
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId, BooksMove, books_on, every_books, next_books
from daybook.domain.merchant.profile import ALL_LOCATIONS, Location, MerchantProfile
from daybook.domain.sync.location_day import SyncState


class MoveSystems(HasConnections, HasSyncLog, Protocol):
    """The systems that moving a location needs."""


class MoveRefusedError(ValueError):
    """The location cannot post to that company; the text says why."""


@dataclass(frozen=True, slots=True)
class Books:
    """One set of a merchant's books: the connection to the company, and the locations that post to it now."""

    id: BooksId
    connection: Connection
    locations: tuple[Location, ...]


def books_of(profile: MerchantProfile, connections: ConnectionStore) -> tuple[Books, ...]:
    """All books of the merchant that were ever connected, the first books first."""
    found = ((each, connections.connection(each)) for each in every_books(profile.merchant_id, profile.moves))
    return tuple(
        Books(books_id, connection, profile.for_books(books_id, profile.moves).locations_on(date.max))
        for books_id, connection in found
        if connection is not None
    )


def books_to_open(profile: MerchantProfile) -> BooksId:
    """The books with which a session begins: the first books, unless every location has left them."""
    known = every_books(profile.merchant_id, profile.moves)
    taking = (each for each in known if profile.for_books(each, profile.moves).locations_on(date.max))
    return next(taking, known[0])


def other_books(profile: MerchantProfile) -> BooksId:
    """The id for new books."""
    return next_books(profile.merchant_id, every_books(profile.merchant_id, profile.moves))


def moves_to(
    books_id: BooksId, location_ids: Iterable[str], profile: MerchantProfile, sync_log: SyncLog
) -> tuple[BooksMove, ...]:
    """The moves of these locations, each from the first business date without a record."""
    return tuple(
        BooksMove(location_id, _first_free_date(location_id, profile, sync_log), books_id)
        for location_id in location_ids
    )


def move_locations(
    books_id: BooksId, location_ids: tuple[str, ...], profile: MerchantProfile, systems: MoveSystems
) -> tuple[BooksMove, ...]:
    """Move locations to books that are connected already. A merchant's schedules serve all their books.

    Raises:
        MoveRefusedError: the books are not connected, keep another currency, or take the location already.
        NeedsAttentionError: talech does not list a location.
    """
    target = systems.connections.connection(books_id)
    if books_id not in every_books(profile.merchant_id, profile.moves) or target is None or not target.is_live:
        raise MoveRefusedError(f"{books_id} is not connected: connect that company first")
    for location_id in location_ids:
        location, home = profile.location(location_id), target.company.home_currency
        if location.currency != home:
            raise MoveRefusedError(
                f"{location.name} sells in {location.currency}, {target.company.name} keeps its books in {home}"
            )
        if books_on(location_id, date.max, profile.merchant_id, profile.moves) == books_id:
            raise MoveRefusedError(f"{location.name} posts to {target.company.name} already")
    new = moves_to(books_id, location_ids, profile, systems.sync_log)
    systems.connections.add_moves(profile.merchant_id, profile.moves, new)
    return new


def _first_free_date(location_id: str, profile: MerchantProfile, sync_log: SyncLog) -> date:
    own = [move.effective_from for move in profile.moves if move.location_id == location_id]
    moved = max(own, default=date.min)
    books_id = books_on(location_id, date.max, profile.merchant_id, profile.moves)
    recorded = (_newest_record(books_id, place, sync_log) for place in (location_id, ALL_LOCATIONS))
    return max((moved, *(newest + timedelta(days=1) for newest in recorded if newest is not None)))


def _newest_record(books_id: BooksId, location: str, sync_log: SyncLog) -> date | None:
    records = sync_log.history(books_id, location=location)
    return next((record.day.business_date for record in records if record.state is not SyncState.UNDONE), None)
