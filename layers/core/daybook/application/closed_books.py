"""Days whose period is closed in QuickBooks: held, or made good by an entry in the first open period (design 4)."""

from datetime import date, timedelta

from daybook.domain.connection import ClosedBooksPolicy, Connection
from daybook.domain.documents import JournalEntry, JournalLine, Side
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting import Posting
from daybook.domain.posting_key import PostingKey
from daybook.domain.proof import Proof, effect_of
from daybook.domain.sync import SyncRecord


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

    def delta_entry(self, posting: Posting, standing: Proof | None, key: PostingKey) -> JournalEntry | None:
        """The entry that brings the books from what they hold to the posting; None when nothing is missing.

        It is dated the first open day, at the earliest the business date, and names the day it corrects.
        """
        if standing is None and self._record.document is not None:
            raise NeedsAttentionError(
                HoldReason.CLOSED_PERIOD, f"{self._record.day}: what the books hold is not on record; reopen the period"
            )
        wanted = effect_of(posting.lines)
        held = standing.effect if standing is not None else {}
        lines = [
            _line(account, wanted.get(account, 0) - held.get(account, 0), posting.business_date, self._record)
            for account in sorted({*wanted, *held})
            if wanted.get(account, 0) != held.get(account, 0)
        ]
        if not lines:
            return None
        note = f"Daybook: correction of talech sales of {key.business_date}, location {key.location}"
        return JournalEntry(
            self._first_open(posting.business_date), key.doc_number, note, posting.currency, tuple(lines)
        )

    def _first_open(self, business_date: date) -> date:
        closed_through = self._connection.company.book_close_date
        return business_date if closed_through is None else max(business_date, closed_through + timedelta(days=1))


def _line(account_id: str, minor: int, business_date: date, record: SyncRecord) -> JournalLine:
    original = record.document.doc_number if record.document else "a day that could not be posted in time"
    memo = f"Correction for {business_date}, {original}"
    location = record.day.location
    return JournalLine(Side.DEBIT if minor > 0 else Side.CREDIT, account_id, abs(minor), memo, location_id=location)
