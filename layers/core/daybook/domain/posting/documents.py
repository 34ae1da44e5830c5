"""Documents that an accountant would recognise, before they are rendered for QuickBooks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from daybook.domain.errors import UnbalancedEntryError
from daybook.domain.fingerprint import fingerprint, is_of, unversioned
from daybook.domain.posting.balanced_lines import Posting, PostingLine

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# What a document says to people: its figures are the same in another language.
WORDS = frozenset({"memo", "private_note"})


class DocumentKind(StrEnum):
    """How a day lies in the books (docs/accounting.md 5).

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
        """Identifies the entry: what an intent remembers of the payload it is about to send."""
        return hash_without_words(self)

    def has_hash(self, stored: str) -> bool:
        """Whether a stored hash is of this entry."""
        return is_hash_without_words(stored, self)

    @property
    def body_hash(self) -> str:
        """Identifies what is sent of it in one call, words left out: which body of the document stands."""
        return hash_without_words(self)

    @property
    def payments_hash(self) -> str:
        """Empty: an entry has no payments."""
        return ""

    @property
    def debit_minor(self) -> int:
        """The entry's total, debit side."""
        return sum(line.amount_minor for line in self.lines if line.side is Side.DEBIT)

    @property
    def credit_minor(self) -> int:
        """The entry's total, credit side."""
        return sum(line.amount_minor for line in self.lines if line.side is Side.CREDIT)


def hash_without_words(document: "DataclassInstance") -> str:
    """Identifies what a document moves and where: its memos and note may be in another language tomorrow."""
    return fingerprint(document, leave_out=WORDS)


def is_hash_without_words(stored: str, document: "DataclassInstance") -> bool:
    """Whether a stored hash is that of a document, whichever release stored it."""
    return is_of(stored, hash_without_words(document), lambda: unversioned(document, leave_out=WORDS))


def journal_entry(posting: Posting, *, doc_number: str, private_note: str) -> JournalEntry:
    """The entry of a posting: a negative amount swaps sides, so a day below zero is as natural as any other.

    QuickBooks takes one receivable line an entry (docs/quickbooks.md 4.8), so those of one account become one.

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
        for line in _one_receivable(posting.without_tax_sets)
    )
    return JournalEntry(posting.business_date, doc_number, private_note, posting.currency, lines)


def _one_receivable(lines: tuple[PostingLine, ...]) -> Iterator[PostingLine]:
    """The lines, with those that name a customer as one for each account; what cancels out is left out."""
    owed: dict[tuple[str, str], list[PostingLine]] = {}
    for line in lines:
        if line.customer_id is None:
            yield line
        else:
            owed.setdefault((line.account_id, line.customer_id), []).append(line)
    for same in owed.values():
        minor = sum(line.amount_minor for line in same)
        place = same[0].location_id if len({line.location_id for line in same}) == 1 else ""
        if minor:
            memo = "; ".join(dict.fromkeys(line.memo for line in same))
            yield replace(same[0], amount_minor=minor, memo=memo, location_id=place)
