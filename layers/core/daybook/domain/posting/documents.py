"""The kinds of documents, and the journal entry, independent of QuickBooks' JSON."""

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

# Fields with words for people; they are left out of hashes, because the language may change.
WORDS = frozenset({"memo", "private_note"})


class DocumentKind(StrEnum):
    """The kind of document in which a day is posted (docs/accounting.md 5).

    Merchants choose one of the first three; with invoices, a day below zero becomes a refund receipt.
    """

    JOURNAL_ENTRY = "journal_entry"
    INVOICE = "invoice"
    SALES_RECEIPT = "sales_receipt"
    REFUND_RECEIPT = "refund_receipt"


CHOSEN_KINDS = (DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT)


class Side(StrEnum):
    """The side of a line; the values are QuickBooks' words."""

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
    """A dated set of lines whose debits equal its credits; an unbalanced entry cannot be built."""

    business_date: date
    doc_number: str
    private_note: str
    currency: str
    lines: tuple[JournalLine, ...]

    def __post_init__(self) -> None:
        """Check that the entry balances.

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
        """The total of one side of the entry, in minor units."""
        return self.debit_minor

    @property
    def effect(self) -> dict[str, int]:
        """The movement of each account, debits positive; the sum is zero."""
        totals: Counter[str] = Counter()
        for line in self.lines:
            totals[line.account_id] += line.amount_minor if line.side is Side.DEBIT else -line.amount_minor
        return {account: minor for account, minor in sorted(totals.items()) if minor}

    @property
    def content_hash(self) -> str:
        """Identifies the entry; an intent records it before the entry is sent."""
        return hash_without_words(self)

    def has_hash(self, stored: str) -> bool:
        """Whether a stored hash identifies this entry."""
        return is_hash_without_words(stored, self)

    @property
    def body_hash(self) -> str:
        """Identifies the entry without words: which content of the document is in the books."""
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
    """Identifies the amounts and accounts of a document, without memos and note, whose language may change."""
    return fingerprint(document, leave_out=WORDS)


def is_hash_without_words(stored: str, document: "DataclassInstance") -> bool:
    """Whether a stored hash, of this or an earlier release, identifies the document."""
    return is_of(stored, hash_without_words(document), lambda: unversioned(document, leave_out=WORDS))


def journal_entry(posting: Posting, *, doc_number: str, private_note: str) -> JournalEntry:
    """The entry of a posting; a negative amount is a credit, so a day below zero needs no special case.

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
    """The lines with one receivable line per account; receivable lines that cancel out are left out."""
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
