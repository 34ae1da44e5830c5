"""The port `Ledger`: one connected QuickBooks company."""

from collections.abc import Sequence
from typing import NoReturn

from daybook.adapters.quickbooks.chart import create_accounts, read_chart
from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.company import read_company
from daybook.adapters.quickbooks.faults import ReconcileError
from daybook.adapters.quickbooks.journal_entries import differences, posted_document, render, verified
from daybook.adapters.quickbooks.queries import quoted
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.connection import Company
from daybook.domain.documents import JournalEntry
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import PostedDocument

_JOURNAL_ENTRY = "JournalEntry"
_REQUEST_ID_USED = 600
_EXISTS_ALREADY = frozenset({_REQUEST_ID_USED, 630, 6140, 6210})
_UNTOUCHED = "0"
_STILL_RUNNING_SECONDS = 130


class QuickBooksLedger:
    """The books of one company, through one merchant's grant; a wrong request of ours is a `QuickBooksBugError`."""

    def __init__(self, client: QuickBooksClient) -> None:
        self._client = client

    def company(self) -> Company:
        """Company and preferences: two metered reads."""
        return read_company(self._client)

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts, inactive ones too: one metered read per thousand."""
        return read_chart(self._client)

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in batches of thirty; one that exists by now is returned in its place."""
        return create_accounts(self._client, accounts)

    def post_journal_entry(self, entry: JournalEntry, request_id: str) -> PostedDocument:
        """Post once per request id, without a read, and prove that the answer holds what was sent.

        Raises:
            ResponseDiffersError: QuickBooks stored something else; the document exists.
            NeedsAttentionError: a person must act, or the document number is taken by another entry.
            RetriableError: the outcome is unknown, or will be another one later; repeat with the same request id.
        """
        try:
            answer = self._client.post("journalentry", render(entry), request_id)
        except ReconcileError as conflict:
            return self._adopted(entry, conflict)
        return verified(answer.body[_JOURNAL_ENTRY], entry, answer.intuit_tid)

    def find_journal_entry(self, doc_number: str) -> PostedDocument | None:
        """The live entry with this document number: one metered read.

        Raises:
            NeedsAttentionError: there are several, and only a person can tell which one is to stay.
        """
        row = self._row_numbered(doc_number)
        return None if row is None else posted_document(row)

    def _adopted(self, entry: JournalEntry, conflict: ReconcileError) -> PostedDocument:
        """QuickBooks says that the entry exists. It is ours only if it is exactly what was to be posted."""
        if not conflict.refusal.codes & _EXISTS_ALREADY:
            raise conflict
        row = self._row_numbered(entry.doc_number)
        if row is None:
            _raise_without_document(entry, conflict)
        found = differences(row, entry)
        if not found:
            return posted_document(row, conflict.refusal.intuit_tid)
        touched = row.get("SyncToken", _UNTOUCHED) != _UNTOUCHED
        raise NeedsAttentionError(
            HoldReason.CHANGED_AFTER_POSTING if touched else HoldReason.REFUSED_BY_QUICKBOOKS,
            f"journal entry {row['Id']} already carries the number {entry.doc_number} and holds other figures",
            details=(*found, *conflict.refusal.details),
        )

    def _row_numbered(self, doc_number: str) -> JsonObject | None:
        rows = self._client.query(_JOURNAL_ENTRY, f"DocNumber = {quoted(doc_number)}")
        if len(rows) > 1:
            ids = ", ".join(str(row["Id"]) for row in rows)
            raise NeedsAttentionError(
                HoldReason.CHANGED_AFTER_POSTING,
                f"{len(rows)} journal entries carry the number {doc_number}: delete all but one in QuickBooks",
                details=(f"their ids are {ids}",),
            )
        return rows[0] if rows else None


def _raise_without_document(entry: JournalEntry, conflict: ReconcileError) -> NoReturn:
    """A conflict with nothing to be found: the first request may still run, or the number belongs to something else."""
    if _REQUEST_ID_USED in conflict.refusal.codes:
        raise RetriableError(
            f"QuickBooks knows the request of {entry.doc_number} but not its entry yet: {conflict.refusal}",
            after_seconds=_STILL_RUNNING_SECONDS,
        )
    raise NeedsAttentionError(
        HoldReason.REFUSED_BY_QUICKBOOKS,
        f"QuickBooks says that {entry.doc_number} is a duplicate, but no journal entry carries that number",
        details=conflict.refusal.details,
    )
