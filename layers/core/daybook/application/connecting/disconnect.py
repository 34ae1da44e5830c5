"""The end of a connection: from our side, or noticed because QuickBooks refuses us; the books stay as they are."""

from contextlib import suppress
from typing import Protocol

from daybook.application.access.share_setup import end_sharing
from daybook.application.planning.keep_closings import keep_closings
from daybook.application.planning.plan_syncs import connected_books
from daybook.application.ports import (
    ConnectionStore,
    SyncLog,
)
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


class DisconnectSystems(HasClock, HasConnections, HasOneTime, HasSalesTokens, HasSchedules, HasTokens, Protocol):
    """What ending a connection needs."""


def mark_lost(merchant_id: BooksId, connections: ConnectionStore) -> None:
    """Remember that QuickBooks no longer accepts the grant, so that pages and mails can say so."""
    connection = connections.connection(merchant_id)
    if connection is not None and connection.is_live:
        connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))


def unanswered(merchant_id: BooksId, sync_log: SyncLog) -> tuple[SyncRecord, ...]:
    """The days with a call that QuickBooks has not answered, the newest first: it may have been carried out or not.

    Daybook looks by itself within minutes. Once disconnected it cannot, until the same company is connected again.
    """
    records = (record for record in sync_log.history(merchant_id) if record.intent is not None)
    return tuple(sorted(records, key=lambda record: record.day.business_date, reverse=True))


def disconnect(connection: Connection, systems: DisconnectSystems) -> Connection:
    """Revoke and forget; nothing is posted from now on, nothing in QuickBooks is changed. Twice is harmless.

    If Intuit does not answer, the grant is forgotten here all the same: without tokens nobody can use it, and the
    merchant can revoke it in QuickBooks as well.
    """
    # There may be no grant any more, or nobody to tell: what is left to do then is to forget it.
    with suppress(NeedsAttentionError, RetriableError):
        systems.authorizer.revoke(systems.tokens.load(connection.merchant_id))
    systems.tokens.delete(connection.merchant_id)
    end_sharing(connection.merchant_id, systems.one_time)
    ended = connection.with_status(ConnectionStatus.DISCONNECTED)
    systems.connections.save_connection(ended)
    if not connected_books(connection.merchant_id, systems.connections):
        # talech's token reads every sale of the merchant: it is kept for as long as there are books to write them into.
        talech_merchant = talech_merchant_of(connection.merchant_id)
        systems.sales_tokens.delete(talech_merchant)
        keep_closings(talech_merchant, frozenset(), systems.clock.now(), systems.schedules, systems.expected)
    return ended
