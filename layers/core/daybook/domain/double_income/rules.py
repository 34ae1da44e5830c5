"""The rules for income that may stand twice (docs/accounting.md 12). A finding is a question; nothing is changed.

A document belongs to the first rule that explains it, in the order of `Rule`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.deposits import deposits_of_cards
from daybook.domain.double_income.entries import (
    BooksAccounts,
    IncomeEntry,
    Source,
    by_source,
    income_entries,
    parked_minor,
)
from daybook.domain.double_income.same_totals import Repeated, repeated_days
from daybook.domain.double_income.sold_days import ALL_STORES, SoldDay, with_all_stores
from daybook.domain.double_income.streams import streamed_days

_MUCH = 0.5
_PARKED = 0.8


class Rule(StrEnum):
    """What speaks for income that stands twice."""

    SAME_TOTAL = "same_total"
    STREAM = "stream"
    DEPOSIT = "deposit"
    MUCH_INCOME = "much_income"
    PARKED = "parked"


_WEAK = frozenset({Rule.MUCH_INCOME, Rule.PARKED})


@dataclass(frozen=True, slots=True)
class Finding:
    """Documents of one source, or of several for a weak rule, and what talech says of the same days; minor units.

    `days` are the business dates that would stand twice. `account_id` is where money is parked. `count` is the number
    of documents, of which a record keeps the first ones.
    """

    rule: Rule
    documents: tuple[BooksDocument, ...]
    sources: tuple[str, ...]
    amount_minor: int
    talech_minor: int
    days: tuple[date, ...]
    count: int
    account_id: str = ""

    @property
    def is_strong(self) -> bool:
        """Whether it is more than a question."""
        return self.rule not in _WEAK

    @property
    def key(self) -> str:
        """What identifies it among the findings of one look."""
        return " ".join((self.rule, self.account_id or self.sources[0]))


@dataclass(frozen=True, slots=True)
class Books:
    """What is searched: documents, the accounts that were read, ids of Daybook's documents, and muted sources."""

    documents: tuple[BooksDocument, ...]
    accounts: BooksAccounts
    ours: frozenset[str]
    separate: frozenset[str] = frozenset()


def double_income(books: Books, sold: Iterable[SoldDay]) -> tuple[Finding, ...]:
    """Everything that speaks for income that stands twice on the days that talech sold, strong findings first."""
    days = with_all_stores(sold)
    if not days:
        return ()
    entries = tuple(
        entry
        for entry in income_entries(books.documents, books.accounts, books.ours)
        if entry.on >= days[0].on - timedelta(days=1) and not books.separate & keys_of(entry)
    )
    strong = _each_document_once((*_same_totals(entries, days), *_streams(entries, days)))
    rest = _without(entries, strong)
    cards = _of_cards(rest, books, days)
    rest = _without(rest, cards)
    return (*strong, *cards, *_much(rest, days), *_parked(books, (*strong, *cards), days))


def keys_of(entry: IncomeEntry) -> frozenset[str]:
    """What mutes it: its source, and itself."""
    return frozenset({f"document {entry.document.id}", entry.source.key})


def _same_totals(entries: Sequence[IncomeEntry], days: Sequence[SoldDay]) -> list[Finding]:
    """Documents of a source that repeat whole days."""
    return [
        _finding(Rule.SAME_TOTAL, [each.entry for each in repeated], _dates(repeated), _net(repeated))
        for of_source in by_source(entries).values()
        if (repeated := repeated_days(of_source, days))
    ]


def _dates(repeated: Iterable[Repeated]) -> tuple[date, ...]:
    return tuple(sorted({each.day.on for each in repeated}))


def _net(repeated: Iterable[Repeated]) -> int:
    return sum(day.net_minor for day in {(each.day.store, each.day.on): each.day for each in repeated}.values())


def _streams(entries: Sequence[IncomeEntry], days: Sequence[SoldDay]) -> list[Finding]:
    """Sources that bring the sales of one store, or of all together."""
    stores = sorted({day.store for day in days})
    found = []
    for of_source in by_source(entries).values():
        for store in stores:
            within = streamed_days(of_source, [day for day in days if day.store == store])
            if within:
                net = sum(day.net_minor for day in within)
                found.append(_finding(Rule.STREAM, of_source, tuple(day.on for day in within), net))
                break
    return found


def _of_cards(entries: Sequence[IncomeEntry], books: Books, days: Sequence[SoldDay]) -> list[Finding]:
    """Deposits that the bank's feed brought to income, although Daybook has the sales behind them."""
    paid = deposits_of_cards(entries, books.documents, books.accounts, books.ours, days)
    groups = by_source(entry for entry in entries if entry.document.id in paid)
    found = []
    for of_source in groups.values():
        dates = tuple(sorted({batch.on for entry in of_source for batch in paid[entry.document.id]}))
        taken = sum(batch.net_minor for entry in of_source for batch in paid[entry.document.id])
        found.append(_finding(Rule.DEPOSIT, of_source, dates, taken))
    return found


def _much(entries: Sequence[IncomeEntry], days: Sequence[SoldDay]) -> list[Finding]:
    """A question: much income beside talech's, and nothing else says what it is."""
    whole = _whole(days)
    within = [entry for entry in entries if whole[0].on <= entry.on <= whole[-1].on]
    net = sum(day.net_minor for day in whole)
    if not within or net <= 0 or sum(entry.income_minor for entry in within) <= _MUCH * net:
        return []
    return [_finding(Rule.MUCH_INCOME, within, tuple(day.on for day in whole), net)]


def _parked(books: Books, found: Iterable[Finding], days: Sequence[SoldDay]) -> list[Finding]:
    """A question: money of other documents piles up on an account that Daybook does not use."""
    told = {document.id for each in found for document in each.documents} | books.ours
    whole = _whole(days)
    cards = sum(sum(day.cards.values()) for day in whole)
    documents = [each for each in books.documents if each.id not in told and whole[0].on <= each.on]
    return [
        Finding(
            Rule.PARKED,
            tuple(each for each in documents if account in each.amounts),
            (f"account {account}",),
            minor,
            cards,
            tuple(day.on for day in whole),
            sum(account in each.amounts for each in documents),
            account,
        )
        for account, minor in sorted(parked_minor(documents, books.accounts.parking).items())
        if cards > 0 and minor > _PARKED * cards and f"account {account}" not in books.separate
    ]


def _whole(days: Sequence[SoldDay]) -> list[SoldDay]:
    """Every date once: of all stores together where there are several."""
    together = [day for day in days if day.store == ALL_STORES]
    return together or list(days)


def _finding(rule: Rule, entries: Sequence[IncomeEntry], days: tuple[date, ...], talech_minor: int) -> Finding:
    keys = {_mute_of(entry): None for entry in entries}
    amount = sum(entry.income_minor for entry in entries)
    documents = tuple(entry.document for entry in entries)
    return Finding(rule, documents, tuple(keys), amount, talech_minor, days, len(documents))


def _mute_of(entry: IncomeEntry) -> str:
    source: Source = entry.source
    return source.key if source.is_named else f"document {entry.document.id}"


def _each_document_once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of two findings about a document the one that explains more documents counts; the earlier rule if equal."""
    kept: list[Finding] = []
    for each in sorted(found, key=lambda finding: -len(finding.documents)):
        told = {document.id for other in kept for document in other.documents}
        if not told & {document.id for document in each.documents}:
            kept.append(each)
    return tuple(sorted(kept, key=lambda finding: (finding.days[0], finding.key)))


def _without(entries: Iterable[IncomeEntry], found: Iterable[Finding]) -> tuple[IncomeEntry, ...]:
    told = {document.id for each in found for document in each.documents}
    return tuple(entry for entry in entries if entry.document.id not in told)
