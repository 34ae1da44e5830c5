"""The books of a run: companies, how days are posted into them, and what the simulator's ledger holds of each day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chaos.days.judging.history import DocumentKey, Effect
from quickbooks_simulator import Company
from quickbooks_simulator.reports.postings import postings_of

TAX = "tax"
"""All liability accounts of taxes as one: with tax codes QuickBooks itself chooses the account."""


@dataclass
class Books:
    """One set of books. `checks_numbers` refuses a second document with a number, `coded` forms carry tax codes.

    Of what tells a document that is there, the look-up at once, the memory of request ids and the check of numbers, one
    at least works.
    """

    id: str
    shop: Any
    company: Company
    kind: str
    combined: bool
    policy: str
    coded: bool = False
    checks_numbers: bool = True
    remembers_ids: bool = True
    queries_lag: bool = False
    places: tuple[str, ...] = ()
    mapping: Any = None
    was_prodded: bool = False
    tax_accounts: set[str] = field(default_factory=set)

    @property
    def realm(self) -> str:
        return self.company.realm

    @property
    def closed_through(self) -> date | None:
        return self.company.book_close_date

    def account(self, account_id: str) -> str:
        return TAX if account_id in self.tax_accounts else account_id


def effect_of(books: Books, documents: Iterable[DocumentKey]) -> Effect:
    """What live documents do to the accounts."""
    moved: Counter[str] = Counter()
    for _, entity, row_id in documents:
        record = books.company.find(entity, row_id)
        for line in postings_of(books.company, record) if record is not None else ():
            moved[books.account(line.account_id)] += line.debit_minor - line.credit_minor
    return _without_zeros(moved)


def expected_of(books: Books, truths: Iterable[Mapping[str, int]], account_for: Any) -> Effect:
    """What talech's truth ledger of some places should do to the accounts."""
    moved: Counter[str] = Counter()
    for truth in truths:
        for role, minor in truth.items():
            moved[books.account(account_for(role))] += minor
    return _without_zeros(moved)


def is_balanced(books: Books, key: DocumentKey) -> bool:
    record = books.company.find(key[1], key[2])
    lines = postings_of(books.company, record) if record is not None else []
    return sum(line.debit_minor - line.credit_minor for line in lines) == 0


def difference(left: Effect, right: Effect) -> int:
    """Half of what the accounts differ by, in minor units."""
    return sum(abs(left.get(each, 0) - right.get(each, 0)) for each in left.keys() | right.keys()) // 2


def _without_zeros(moved: Mapping[str, int]) -> Effect:
    return {account: minor for account, minor in sorted(moved.items()) if minor}
