"""Days whose period is closed in QuickBooks: held, or made good by a document in the first open period (design 4)."""

from dataclasses import replace
from datetime import date, timedelta

from daybook.application.delta import Delta, outside_tax_return
from daybook.application.ports import Ledger
from daybook.application.posting_target import Target
from daybook.domain.connection import ClosedBooksPolicy, Connection
from daybook.domain.document_notes import correction_memo, correction_note
from daybook.domain.documents import JournalEntry, JournalLine, Side
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting_key import PostingKey
from daybook.domain.references import CompanyReferences
from daybook.domain.sales_forms import Document, correction
from daybook.domain.sync import PostedDocument, ResponseDiffersError, SyncRecord, TaxRecomputedError, TaxRefusedError

_OWN_TAX = "QuickBooks works the tax of the correction out by itself"


class ClosedBooks:
    """The rule for one day of one connection."""

    def __init__(self, connection: Connection, record: SyncRecord) -> None:
        self._connection = connection
        self._record = record

    @property
    def may_post_delta(self) -> bool:
        """Whether the merchant chose delta entries, or a person released this day to the first open period."""
        chosen = self._connection.closed_books_policy is ClosedBooksPolicy.DELTA
        return chosen or HoldReason.CLOSED_PERIOD in self._record.released

    def check(self, business_date: date) -> None:
        """Refuse a date that is known to be closed, before QuickBooks has to.

        Raises:
            NeedsAttentionError: the books are closed through this date.
        """
        closed_through = self._connection.company.book_close_date
        if closed_through is not None and business_date <= closed_through:
            raise NeedsAttentionError(
                HoldReason.CLOSED_PERIOD,
                f"the books are closed through {closed_through}: reopen them, or post to the first open date",
            )

    def paper(self, delta: Delta, target: Target, key: PostingKey) -> Document:
        """The document of what is missing: dated the first open day, at the earliest the business date.

        Every line names the day it corrects, and the number of its document.
        """
        business_date, language = target.posting.business_date, self._connection.language
        original = self._record.document.doc_number if self._record.document else ""
        memo = correction_memo(business_date, original, language)
        note = correction_note(key.business_date, key.location, language)
        dated = self._first_open(business_date)
        if not delta.on_form:
            return JournalEntry(dated, key.doc_number, note, target.posting.currency, _entry_lines(delta, memo))
        lines = tuple(replace(line, memo=f"{memo}, {line.memo}") for line in delta.lines)
        posting = replace(target.posting, business_date=dated, lines=lines, gaps=())
        return correction(posting, doc_number=key.doc_number, private_note=note, mapping=target.mapping)

    def post(self, paper: Document, key: PostingKey, references: CompanyReferences, ledger: Ledger) -> PostedDocument:
        """Post what is missing, but never with another tax than the till's: as a line that would miss the return.

        Raises:
            NeedsAttentionError: QuickBooks puts its own tax on it, and nothing of it stands; or it stored something
                else, which is not the day's own document.
        """
        try:
            return ledger.post(paper, key.request_id, references)
        except TaxRecomputedError as recomputed:
            ledger.remove(recomputed.document, key.removal_request_id)
            raise outside_tax_return(self._record.day, _OWN_TAX, recomputed.details) from recomputed
        except TaxRefusedError as refused:
            raise outside_tax_return(self._record.day, _OWN_TAX, refused.details) from refused
        except ResponseDiffersError as differs:
            if self._record.document is None:
                raise
            # The record names one document to be looked at: it stays the day's own, the text names the other.
            raise NeedsAttentionError(differs.reason, str(differs), details=differs.details) from differs

    def _first_open(self, business_date: date) -> date:
        closed_through = self._connection.company.book_close_date
        return business_date if closed_through is None else max(business_date, closed_through + timedelta(days=1))


def _entry_lines(delta: Delta, memo: str) -> tuple[JournalLine, ...]:
    return tuple(
        JournalLine(Side.DEBIT if minor > 0 else Side.CREDIT, account, abs(minor), memo, customer or None, location)
        for (account, location, customer, _), minor in delta.moves.items()
    )
