"""The books of a company, computed from its live documents: every line, and what they add up to per account.

This is the second opinion of the local system: it knows nothing of who wrote the documents.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.reports.postings import PostedLine, postings_of


class _Books(NamedTuple):
    lines: list[PostedLine]
    balances_minor: dict[str, int]


def _books(company: Company) -> _Books:
    return company.derived("books", _compute)


def _compute(company: Company) -> _Books:
    lines = [line for record in company.transactions() for line in postings_of(company, record)]
    balances: dict[str, int] = defaultdict(int)
    for line in lines:
        balances[line.account_id] += line.debit_minor - line.credit_minor
    return _Books(lines, dict(balances))


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """One account of a trial balance, in minor units; the balance is debits less credits."""

    account_id: str
    name: str
    account_type: str
    debit_minor: int
    credit_minor: int

    @property
    def balance_minor(self) -> int:
        """Debits less credits."""
        return self.debit_minor - self.credit_minor


def ledger(company: Company, first: str | None = None, last: str | None = None) -> list[PostedLine]:
    """Every line between two dates (inclusive, ISO text), oldest first."""
    return [
        line
        for line in _books(company).lines
        if (first is None or line.date >= first) and (last is None or line.date <= last)
    ]


def trial_balance(company: Company, first: str | None = None, last: str | None = None) -> list[AccountBalance]:
    """What moved on each account between two dates (inclusive), accounts in the order of their ids."""
    debits: dict[str, int] = defaultdict(int)
    credits_: dict[str, int] = defaultdict(int)
    for line in ledger(company, first, last):
        debits[line.account_id] += line.debit_minor
        credits_[line.account_id] += line.credit_minor
    return [
        AccountBalance(
            account_id,
            account.body["FullyQualifiedName"],
            account.body["AccountType"],
            debits[account_id],
            credits_[account_id],
        )
        for account_id, account in company.table("Account").items()
        if account_id in debits
    ]


def balance_minor(company: Company, account_id: str) -> int:
    """Debits less credits of an account over all time."""
    return _books(company).balances_minor.get(account_id, 0)


def is_used(company: Company, account_id: str) -> bool:
    """Whether any document posts to the account."""
    return account_id in _books(company).balances_minor
