"""Documents of other people or apps that brought something to income, and where each comes from."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from daybook.domain.clearing.payouts import BooksDocument

_ROUND_MINOR = 50_00
_NUMBERED = re.compile(r"\D+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: what its number begins with, its name, its memo, or no more than its kind."""

    kind: str
    by: str
    text: str

    @property
    def key(self) -> str:
        """The text that identifies it among the sources of a company."""
        return f"{self.kind} {self.by} {self.text}"

    @property
    def is_named(self) -> bool:
        """Whether it says more than the kind."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class IncomeEntry:
    """What a document brought to income, in minor units. `total` counts what it put on other accounts that were read.

    `is_common` says that its amount is round, or comes back on other dates: it equals a day's sales by chance more
    easily than others.
    """

    document: BooksDocument
    income_minor: int
    banked_minor: int
    tax_minor: int
    source: Source
    is_common: bool = False

    @property
    def on(self) -> date:
        """Its date in QuickBooks."""
        return self.document.on

    @property
    def total_minor(self) -> int:
        """What the whole document comes to, as far as it was read."""
        return max(self.banked_minor, self.income_minor + self.tax_minor)


@dataclass(frozen=True, slots=True)
class BooksAccounts:
    """The accounts that were read, by id; Daybook books card takings on `clearing`, and nothing on `parking`."""

    income: frozenset[str]
    banks: frozenset[str]
    taxes: frozenset[str]
    clearing: frozenset[str]
    parking: frozenset[str]


def income_entries(
    documents: Iterable[BooksDocument], accounts: BooksAccounts, ours: Collection[str]
) -> tuple[IncomeEntry, ...]:
    """Documents that are not Daybook's and credit income, by date; `ours` are the ids of Daybook's documents."""
    found = [
        IncomeEntry(
            document,
            income_minor=-document.moved(accounts.income),
            banked_minor=document.moved(accounts.banks | accounts.parking),
            tax_minor=-document.moved(accounts.taxes),
            source=source_of(document),
        )
        for document in documents
        if document.id not in ours and document.moved(accounts.income) < 0
    ]
    dates: dict[tuple[str, int], set[date]] = defaultdict(set)
    for entry in found:
        dates[entry.source.key, entry.income_minor].add(entry.on)
    return tuple(sorted((_with_doubt(each, dates) for each in found), key=lambda each: (each.on, each.document.id)))


def _with_doubt(entry: IncomeEntry, dates: Mapping[tuple[str, int], Collection[date]]) -> IncomeEntry:
    is_round = entry.income_minor % _ROUND_MINOR == 0 or entry.total_minor % _ROUND_MINOR == 0
    comes_back = len(dates[entry.source.key, entry.income_minor]) > 1
    return IncomeEntry(
        entry.document,
        entry.income_minor,
        entry.banked_minor,
        entry.tax_minor,
        entry.source,
        is_common=is_round or comes_back,
    )


def source_of(document: BooksDocument) -> Source:
    """Where the document comes from; digits count for nothing, because they are dates and counters."""
    beginning = _NUMBERED.match(document.number)
    if beginning:
        return Source(document.kind, "number", beginning.group())
    if document.party:
        return Source(document.kind, "name", document.party)
    memo = " ".join(_DIGITS.sub(" ", document.memo).split())
    return Source(document.kind, "memo", memo) if memo else Source(document.kind, "kind", "")


def by_source(entries: Iterable[IncomeEntry]) -> Mapping[Source, tuple[IncomeEntry, ...]]:
    """The entries of each source, in their order."""
    found: dict[Source, list[IncomeEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.source].append(entry)
    return {source: tuple(each) for source, each in found.items()}


def parked_minor(documents: Iterable[BooksDocument], accounts: Collection[str]) -> Counter[str]:
    """What documents put on each of these accounts, less what they took."""
    moved: Counter[str] = Counter()
    for document in documents:
        for account, minor in document.amounts.items():
            if account in accounts:
                moved[account] += minor
    return moved
