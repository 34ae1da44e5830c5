"""Reads the payments of an invoice, to find the result of a call."""

from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.queries import quoted
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.rendered import PAYMENT, is_ours, pays


def payments_of(client: QuickBooksClient, invoice: JsonObject) -> tuple[JsonObject, ...]:
    """Our payments of an invoice: one metered read, and one for each that no query shows yet.

    They are queried by customer and date, because links cannot be queried (docs/quickbooks.md 2.4). A query may be out
    of date: the invoice, read by its id, names every payment in its links.
    """
    where = f"CustomerRef = {quoted(invoice['CustomerRef']['value'])} AND TxnDate = {quoted(invoice['TxnDate'])}"
    shown = client.query(PAYMENT, where)
    missing = _linked(invoice) - {str(row["Id"]) for row in shown}
    read = (client.row(PAYMENT, payment_id) for payment_id in sorted(missing, key=int))
    rows = (*shown, *(row for row in read if row is not None))
    return tuple(row for row in rows if is_ours(row) and pays(row, invoice["Id"]))


def _linked(invoice: JsonObject) -> set[str]:
    return {str(link["TxnId"]) for link in invoice.get("LinkedTxn") or () if link.get("TxnType") == PAYMENT}
