"""Reads the payments of an invoice, to find the result of a call: one metered read."""

from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.queries import quoted
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.rendered import PAYMENT, is_ours, pays


def payments_of(
    client: QuickBooksClient, invoice_id: str, *, customer_id: str, business_date: str
) -> tuple[JsonObject, ...]:
    """Our payments of an invoice, queried by customer and date: links cannot be queried (docs/quickbooks.md 2.4)."""
    where = f"CustomerRef = {quoted(customer_id)} AND TxnDate = {quoted(business_date)}"
    return tuple(row for row in client.query(PAYMENT, where) if is_ours(row) and pays(row, invoice_id))
