"""Deposits of a processor that were entered as income: the bank shows sales that Daybook has posted already."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from daybook.domain.clearing.matching import Grade, Match, match
from daybook.domain.clearing.payouts import Batch, BooksDocument, Payout
from daybook.domain.double_income.entries import BooksAccounts, IncomeEntry, by_source
from daybook.domain.double_income.sold_days import SoldDay, card_batches

_LEAST_MATCHED = 4
"""Fewer payouts than these say nothing about the usual rate, so that any other deposit could seem near to it."""
_LEAST_OF_SOURCE = (5, 0.8)
_LEAST_SURE = 0.5
_RATE_SPREAD = 0.005
_MATCHED = frozenset({Grade.SURE, Grade.LIKELY})


@dataclass(frozen=True, slots=True)
class _Group:
    """What cards took of one store, or of all together, and payouts that went through clearing."""

    batches: tuple[Batch, ...]
    through: tuple[Payout, ...]


def deposits_of_cards(
    entries: Iterable[IncomeEntry],
    documents: Iterable[BooksDocument],
    accounts: BooksAccounts,
    ours: Collection[str],
    days: Sequence[SoldDay],
) -> Mapping[str, tuple[Batch, ...]]:
    """The entries that are payouts of cards, by document id, with the batches that they pay.

    Payouts that went through clearing are matched with them: they say what the processor usually keeps, and they take
    their batches.
    """
    past = [each for each in entries if each.banked_minor > 0 and _may_be(each)]
    told = {entry.document.id for entry in past}
    through = tuple(
        _through(each, banked, accounts)
        for each in documents
        if each.id not in told | set(ours)
        and not each.moved(accounts.income)
        and (banked := each.moved(accounts.banks)) > 0
    )
    found: dict[str, tuple[Batch, ...]] = {}
    for store in sorted({day.store for day in days}):
        for batches in card_batches(day for day in days if day.store == store).values():
            group = _Group(batches, through)
            for each in (*_sure(past, group), *_patterns(past, group)):
                found.setdefault(each.payout.document.id, each.batches)
    return found


def _through(document: BooksDocument, banked: int, accounts: BooksAccounts) -> Payout:
    """A payout that went through clearing; a fee line makes the gross known."""
    taken = -document.moved(accounts.clearing)
    return Payout(document, max(taken, banked), banked)


def _sure(past: Iterable[IncomeEntry], group: _Group) -> list[Match]:
    """Deposits that no other run of batches explains as well; half of what their source has, or they are chance."""
    payouts = [*group.through, *(Payout(each.document, 0, each.banked_minor) for each in past)]
    matches = [each for each in match(group.batches, payouts).matches if each.grade in _MATCHED]
    if len(matches) < _LEAST_MATCHED:
        return []
    sure = {each.payout.document.id: each for each in matches if each.grade is Grade.SURE and each.payout.is_elsewhere}
    found: list[Match] = []
    for of_source in by_source(past).values():
        own = [sure[each.document.id] for each in of_source if each.document.id in sure]
        found += own if len(own) >= _LEAST_SURE * len(of_source) else []
    return found


def _patterns(past: Iterable[IncomeEntry], group: _Group) -> list[Match]:
    """Deposits of one source that follow the cards: nearly all pay days of their own, and nearly the same is withheld.

    Days that are alike make no single deposit sure, but all of them together.
    """
    found: list[Match] = []
    for of_source in by_source(past).values():
        payouts = [Payout(each.document, each.banked_minor, each.banked_minor) for each in of_source]
        matches = [each for each in match(group.batches, payouts).matches if each.grade in _MATCHED]
        usual = median([_rate(each) for each in matches]) if matches else 0.0
        near = [each for each in matches if abs(_rate(each) - usual) <= _RATE_SPREAD]
        least, share = _LEAST_OF_SOURCE
        if len(near) >= max(least, share * len(of_source)):
            found += near
    return found


def _rate(found: Match) -> float:
    return found.withheld_minor / found.gross_minor


def _may_be(entry: IncomeEntry) -> bool:
    """Whether it brings money from a bank's feed to income alone; a fixed or round sum is no payout of cards."""
    return not entry.is_common and not entry.tax_minor and entry.banked_minor == entry.income_minor
