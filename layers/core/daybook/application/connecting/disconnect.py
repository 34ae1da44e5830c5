"""Ends a connection: the merchant disconnects. The books do not change."""

from contextlib import suppress
from typing import Protocol

from daybook.application.access.accountants import end_all_access
from daybook.application.access.share_setup import end_sharing
from daybook.application.planning.keep_closings import keep_closings
from daybook.application.planning.plan_syncs import connected_books
from daybook.application.ports import SyncLog
from daybook.application.ports.people.accountants import HasAccountants
from daybook.application.ports.systems import (
    HasClock,
    HasConnections,
    HasOneTime,
    HasSalesTokens,
    HasSchedules,
    HasTokens,
)
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.sync.location_day import SyncRecord


class DisconnectSystems(
    HasAccountants, HasClock, HasConnections, HasOneTime, HasSalesTokens, HasSchedules, HasTokens, Protocol
):
    """The systems that ending a connection needs."""


def unanswered(merchant_id: BooksId, sync_log: SyncLog) -> tuple[SyncRecord, ...]:
    """The days with a call whose answer is unknown, newest first: QuickBooks may have carried it out or not.

    Workers look it up within minutes. After a disconnect they cannot, until the same company is connected again.
    """
    records = (record for record in sync_log.history(merchant_id) if record.intent is not None)
    return tuple(sorted(records, key=lambda record: record.day.business_date, reverse=True))


def disconnect(connection: Connection, systems: DisconnectSystems) -> Connection:
    """Revoke and delete the grant; Daybook posts no more and changes nothing in QuickBooks. A second call is harmless.

    Accountants lose their access too.
    If Intuit does not answer, the grant is still deleted here: without tokens it cannot be used, and the merchant can
    revoke it in QuickBooks.
    """
    # There may be no grant any more, or Intuit may not answer: then deleting it here is all that remains.
    with suppress(NeedsAttentionError, RetriableError):
        systems.authorizer.revoke(systems.tokens.load(connection.merchant_id))
    systems.tokens.delete(connection.merchant_id)
    end_sharing(connection.merchant_id, systems.one_time)
    end_all_access(connection.merchant_id, systems)
    ended = connection.with_status(ConnectionStatus.DISCONNECTED)
    systems.connections.save_connection(ended)
    books, moves = connection.merchant_id, systems.connections.moves(connection.merchant_id)
    if not connected_books(books, moves, systems.connections):
        # talech's token can read every sale of the merchant, so it is kept only while some books are connected.
        talech_merchant = talech_merchant_of(connection.merchant_id)
        systems.sales_tokens.delete(talech_merchant)
        keep_closings(talech_merchant, frozenset(), systems.clock.now(), systems.schedules, systems.expected)
    return ended
