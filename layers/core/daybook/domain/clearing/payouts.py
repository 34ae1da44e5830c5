"""The two sides of a clearing account: batches that the shop took in, payouts that left it (docs/accounting.md 10)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Batch:
    """What one processor owes for a business date: tips included, refunds taken off, in minor units."""

    on: date
    net_minor: int


@dataclass(frozen=True, slots=True)
class BooksDocument:
    """A document in QuickBooks, as far as the accounts that were read show it; all kinds share one sequence of ids.

    `amounts` is the movement by account id, debits positive, in minor units. `opposite` names the account on the other
    side if it was not read; it is empty if there is none, or if there are several.
    """

    kind: str
    id: str
    on: date
    amounts: Mapping[str, int]
    number: str = ""
    opposite: str = ""
    party: str = ""
    memo: str = ""

    def moved(self, accounts: Collection[str]) -> int:
        """Its movement on these accounts together."""
        return sum(minor for account, minor in self.amounts.items() if account in accounts)


@dataclass(frozen=True, slots=True)
class Payout:
    """A document with which money of a processor left clearing, or reached the bank past it.

    `taken_minor` is what it took from clearing, `banked_minor` what reached the bank. A fee line makes them differ.
    `is_elsewhere`: it took nothing from clearing, because it was entered on another account.
    """

    document: BooksDocument
    taken_minor: int
    banked_minor: int

    @property
    def on(self) -> date:
        """Its date in QuickBooks."""
        return self.document.on

    @property
    def fee_minor(self) -> int:
        """The fee that was entered with it; zero if none was."""
        return self.taken_minor - self.banked_minor if self.taken_minor else 0

    @property
    def is_elsewhere(self) -> bool:
        """Whether it went past clearing."""
        return self.taken_minor == 0


@dataclass(frozen=True, slots=True)
class Outgoings:
    """What other documents than Daybook's did: payouts, and amounts on clearing that are no payout."""

    payouts: tuple[Payout, ...]
    others: tuple[BooksDocument, ...]


def outgoings(
    documents: Iterable[BooksDocument],
    clearing: Collection[str],
    banks: Collection[str],
    ours: Collection[str],
) -> Outgoings:
    """Sort the documents that are not Daybook's, by date; one that moves neither clearing nor a bank is left out.

    `ours` are the ids of Daybook's documents.
    """
    payouts: list[Payout] = []
    others: list[BooksDocument] = []
    for document in sorted(documents, key=lambda each: (each.on, each.id)):
        if document.id in ours:
            continue
        taken, banked = -document.moved(clearing), document.moved(banks)
        if taken > 0:
            payouts.append(Payout(document, taken, banked if 0 < banked <= taken else taken))
        elif taken < 0:
            others.append(document)
        elif banked > 0 and document.opposite:
            payouts.append(Payout(document, 0, banked))
    return Outgoings(tuple(payouts), tuple(others))
