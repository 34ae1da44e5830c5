"""A grant that QuickBooks refuses: the connection is lost until the merchant consents again."""

from daybook.application.ports import ConnectionStore
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.merchant.books import BooksId


def mark_lost(merchant_id: BooksId, connections: ConnectionStore) -> None:
    """Mark the connection as lost: QuickBooks no longer accepts the grant. Pages and mails show it.

    The watchdog then tries the grant again, and queues the waiting days.
    """
    connection = connections.connection(merchant_id)
    if connection is not None and connection.is_live:
        connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))
