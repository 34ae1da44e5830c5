"""Documents that an accountant would recognise, before they are rendered for QuickBooks."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from daybook.domain.errors import UnbalancedEntryError
from daybook.domain.posting import Posting


class DocumentKind(StrEnum):
    """How a day lies in the books (design 4).

    Merchants choose among the first three; a day below zero becomes a refund receipt where they chose invoices.
    """

    JOURNAL_ENTRY = "journal_entry"
    INVOICE = "invoice"
    SALES_RECEIPT = "sales_receipt"
    REFUND_RECEIPT = "refund_receipt"


CHOSEN_KINDS = (DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT)


class Side(StrEnum):
    """The side of an entry, in QuickBooks' own words."""

    DEBIT = "Debit"
    CREDIT = "Credit"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of an entry: a positive amount in minor units on one side."""

    side: Side
    account_id: str
    amount_minor: int
    memo: str
    customer_id: str | None = None
    location_id: str = ""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A dated set of lines whose debits equal its credits; one that does not balance cannot be built."""

    business_date: date
    doc_number: str
    private_note: str
    currency: str
    lines: tuple[JournalLine, ...]

    def __post_init__(self) -> None:
        """Hold the invariant of double entry.

        Raises:
            UnbalancedEntryError: debits and credits differ, an amount is not positive, or there is nothing to post.
        """
        if not self.lines:
            raise UnbalancedEntryError(f"entry {self.doc_number} has no lines")
        for line in self.lines:
            if line.amount_minor <= 0:
                raise UnbalancedEntryError(
                    f"entry {self.doc_number}: amount {line.amount_minor} on account {line.account_id} is not positive"
                )
        if self.debit_minor != self.credit_minor:
            raise UnbalancedEntryError(
                f"entry {self.doc_number}: debits {self.debit_minor}, credits {self.credit_minor} (minor units)"
            )

    @property
    def kind(self) -> DocumentKind:
        """What QuickBooks calls it."""
        return DocumentKind.JOURNAL_ENTRY

    @property
    def total_minor(self) -> int:
        """The figure that people compare: either side of the entry."""
        return self.debit_minor

    @property
    def effect(self) -> dict[str, int]:
        """What the entry does to each account, debits positive; sums to zero."""
        totals: Counter[str] = Counter()
        for line in self.lines:
            totals[line.account_id] += line.amount_minor if line.side is Side.DEBIT else -line.amount_minor
        return {account: minor for account, minor in sorted(totals.items()) if minor}

    @property
    def content_hash(self) -> str:
        """Identifies the entry's content: what an intent remembers of the payload it is about to send."""
        text = json.dumps(asdict(self), sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def debit_minor(self) -> int:
        """The entry's total, debit side."""
        return sum(line.amount_minor for line in self.lines if line.side is Side.DEBIT)

    @property
    def credit_minor(self) -> int:
        """The entry's total, credit side."""
        return sum(line.amount_minor for line in self.lines if line.side is Side.CREDIT)


def journal_entry(posting: Posting, *, doc_number: str, private_note: str) -> JournalEntry:
    """The entry of a posting: a negative amount swaps sides, so a day below zero is as natural as any other.

    Raises:
        UnbalancedEntryError: the posting does not balance, which is a bug in the summary of the day.
    """
    lines = tuple(
        JournalLine(
            side=Side.DEBIT if line.amount_minor > 0 else Side.CREDIT,
            account_id=line.account_id,
            amount_minor=abs(line.amount_minor),
            memo=line.memo,
            customer_id=line.customer_id,
            location_id=line.location_id,
        )
        for line in posting.without_tax_sets
    )
    return JournalEntry(posting.business_date, doc_number, private_note, posting.currency, lines)
