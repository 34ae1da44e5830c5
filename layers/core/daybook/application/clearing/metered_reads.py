"""The one count of metered reads that merchants ask for: reserved before QuickBooks is read, and capped."""

from dataclasses import replace
from datetime import datetime

from daybook.application.ports.clearing import ClearingStore
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.books_reading import MOST_READS, MOST_READS_OF_ALL, READS_OF_A_LOOK
from daybook.domain.merchant.books import BooksId


class ReadsUsedUpError(AskDifferentlyError):
    """The metered reads of this month are used up: the merchant's, or those of all."""


def reserve_reads(merchant_id: BooksId, now: datetime, store: ClearingStore) -> None:
    """Count the most reads that a look can need.

    Raises:
        ReadsUsedUpError: the reads of this month are used up, the merchant's or those of all.
    """
    month, record = f"{now:%Y-%m}", store.record(merchant_id)
    used = record.reads_in(month)
    if used + READS_OF_A_LOOK > MOST_READS:
        raise ReadsUsedUpError(
            "the {most} readings of this month are used up: look again on the first of the next month", most=MOST_READS
        )
    if not store.take_reads(month, READS_OF_A_LOOK, MOST_READS_OF_ALL):
        raise ReadsUsedUpError(
            "all merchants together have used up the readings of this month: look again on the first of the next month"
        )
    store.save_record(merchant_id, replace(record, month=month, reads=used + READS_OF_A_LOOK))


def give_back_reads(merchant_id: BooksId, now: datetime, reads: int, store: ClearingStore) -> None:
    """A look needed only this many: the others come off the merchant's count, and off that of all."""
    month, record = f"{now:%Y-%m}", store.record(merchant_id)
    more = reads - READS_OF_A_LOOK
    store.save_record(merchant_id, replace(record, reads=record.reads_in(month) + more))
    store.take_reads(month, more, MOST_READS_OF_ALL)
