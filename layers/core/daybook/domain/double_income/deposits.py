"""Deposits of a processor that were entered as income: the bank shows sales that Daybook has posted already."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from daybook.domain.clearing.matching import Grade, match
from daybook.domain.clearing.payouts import Batch, BooksDocument, Payout
from daybook.domain.double_income.entries import BooksAccounts, IncomeEntry
from daybook.domain.double_income.sold_days import SoldDay, card_batches

_LEAST_MATCHED = 4
"""Fewer payouts than these say nothing about the usual rate, so that any other deposit could seem near to it."""
_MATCHED = frozenset({Grade.SURE, Grade.LIKELY})


def deposits_of_cards(
    entries: Iterable[IncomeEntry],
    documents: Iterable[BooksDocument],
    accounts: BooksAccounts,
    ours: Collection[str],
    days: Sequence[SoldDay],
) -> Mapping[str, tuple[Batch, ...]]:
    """The entries that are surely payouts of cards, by document id, with the batches that they pay.

    Payouts that went through clearing are matched with them: they say what the processor usually keeps, and they take
    their batches.
    """
    past = [Payout(each.document, 0, each.banked_minor) for each in entries if each.banked_minor > 0 and _may_be(each)]
    told = {payout.document.id for payout in past}
    through = [
        Payout(each, banked, banked)
        for each in documents
        if each.id not in told
        and each.id not in ours
        and not each.moved(accounts.income)
        and (banked := each.moved(accounts.banks)) > 0
    ]
    found: dict[str, tuple[Batch, ...]] = {}
    for store in sorted({day.store for day in days}):
        for batches in card_batches(day for day in days if day.store == store).values():
            matches = [each for each in match(batches, [*through, *past]).matches if each.grade in _MATCHED]
            if len(matches) >= _LEAST_MATCHED:
                sure = [each for each in matches if each.grade is Grade.SURE and each.payout.is_elsewhere]
                found |= {each.payout.document.id: each.batches for each in sure if each.payout.document.id in told}
    return found


def _may_be(entry: IncomeEntry) -> bool:
    """Whether it brings money from a bank's feed to income alone; a fixed or round sum is no payout of cards."""
    return not entry.is_common and not entry.tax_minor and entry.banked_minor == entry.income_minor
