"""An invoice and its payments, which QuickBooks cannot write at once (quickbooks-online reference 4.9).

The order is chosen so that no failure in between loses money or doubles it:

post    the invoice, then its payments: they need its id. In between the day's money is owed by the customer.
amend   the invoice, then its payments: what forbids the change (a person, closed books) shows at the invoice, before
        anything has changed. In between the customer owes or has paid the difference; sales and tenders both stand.
remove  the payments, then the invoice. In between the customer owes it; nothing is left unapplied.

Each step can be repeated: under its request id while QuickBooks remembers it, by looking up what exists afterwards.
"""

from dataclasses import replace
from datetime import datetime

from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.document_rows import moved_by_its_payments, row_with_id
from daybook.adapters.quickbooks.document_writes import delete, raise_touched
from daybook.adapters.quickbooks.fault_table import ADVICE
from daybook.adapters.quickbooks.payment_changes import deletions, steps
from daybook.adapters.quickbooks.payments import payment_bodies
from daybook.adapters.quickbooks.replacement import Replacement
from daybook.adapters.quickbooks.sales_forms import customer_of
from daybook.adapters.quickbooks.settlement import Settlement
from daybook.adapters.quickbooks.versions import last_moved
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.references import CompanyReferences
from daybook.domain.sales_forms import SalesForm
from daybook.domain.sync import PartlyRefusedError, PostedDocument

_CONTENT = ("DocNumber", "TxnDate", "CustomerRef", "TotalAmt", "Line")


def pay(
    client: QuickBooksClient,
    form: SalesForm,
    invoice: PostedDocument,
    request_id: str,
    references: CompanyReferences,
    *,
    seen_tid: str,
) -> PostedDocument:
    """Pay an invoice that stands: whatever payments it lacks, in one batch of up to thirty."""
    settlement = _settlement(client, form, invoice, request_id, references, seen_tid=seen_tid)
    missing = steps(payment_bodies(form, invoice.id, references), invoice.parts, refresh=False)
    for step in missing:
        settlement.carry_out(step)
    return settlement.document if missing else invoice


def amend(
    client: QuickBooksClient,
    form: SalesForm,
    posted: PostedDocument,
    request_id: str,
    references: CompanyReferences,
) -> PostedDocument:
    """Replace an invoice and its payments in place."""
    invoice, row = Replacement(client, form, posted, references).carry_out(request_id)
    settlement = _settlement(
        client, form, invoice, request_id, references, seen_tid=posted.intuit_tid, moved_at=last_moved(row)
    )
    changes = steps(payment_bodies(form, invoice.id, references), posted.parts, refresh=True)
    for step in changes:
        settlement.carry_out(step)
    return settlement.document if changes else invoice


def remove(client: QuickBooksClient, posted: PostedDocument, request_id: str) -> None:
    """Take an invoice and its payments away.

    One metered read comes first: its payments must not go while the invoice turns out to be changed by a person.
    """
    row = row_with_id(client, posted.kind, posted.id)
    if row is not None and row["SyncToken"] != posted.sync_token and not moved_by_its_payments(client, row, posted):
        _raise_changed(posted, row)
    settlement = Settlement(
        client,
        posted,
        request_id,
        customer_id=row["CustomerRef"]["value"] if row else "",
        business_date=row["TxnDate"] if row else "",
        seen_tid=posted.intuit_tid,
    )
    settlement.carry_out(deletions(posted.parts))
    if row is None:
        return
    try:
        _delete_unpaid(client, replace(posted, sync_token=row["SyncToken"]), row, request_id)
    except NeedsAttentionError as stop:
        raise PartlyRefusedError(
            stop.reason, str(stop), document=settlement.document, details=stop.details, fault_code=stop.fault_code
        ) from stop


def _settlement(
    client: QuickBooksClient,
    form: SalesForm,
    invoice: PostedDocument,
    request_id: str,
    references: CompanyReferences,
    *,
    seen_tid: str,
    moved_at: datetime | None = None,
) -> Settlement:
    return Settlement(
        client,
        invoice,
        request_id,
        customer_id=customer_of(references),
        business_date=form.business_date.isoformat(),
        seen_tid=seen_tid,
        moved_at=moved_at,
    )


def _delete_unpaid(client: QuickBooksClient, posted: PostedDocument, before: JsonObject, request_id: str) -> None:
    """Delete an invoice whose payments have just gone, which may have moved its version but nothing else."""
    stale = delete(client, posted, request_id)
    if stale is None:
        return
    row = row_with_id(client, posted.kind, posted.id)
    if row is None:
        return
    if any(row.get(name) != before.get(name) for name in _CONTENT):
        raise_touched(stale, f"SyncToken was {posted.sync_token}, is {row['SyncToken']}")
    stale = delete(client, replace(posted, sync_token=row["SyncToken"]), f"{request_id}-{row['SyncToken']}")
    if stale is not None:
        raise_touched(stale, f"SyncToken was {row['SyncToken']}, and has moved again")


def _raise_changed(posted: PostedDocument, row: JsonObject) -> None:
    reason = HoldReason.TOUCHED_IN_QUICKBOOKS
    raise NeedsAttentionError(
        reason,
        ADVICE[reason],
        details=(f"SyncToken of invoice {posted.id} was {posted.sync_token}, is {row['SyncToken']}",),
    )
