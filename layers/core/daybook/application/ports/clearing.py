"""Ports of the clearing page and the search for double income: what moved in QuickBooks, and what is kept of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from daybook.application.ports.systems import HasClock, HasProofs, HasSetups, HasSyncLog
from daybook.domain.chart.accounts import Account
from daybook.domain.clearing.books_reading import BooksReading, ClearingRecord
from daybook.domain.clearing.look_plan import LookKind, LookPlan
from daybook.domain.company.connection import Connection
from daybook.domain.double_income.record import DoubleIncomeRecord
from daybook.domain.merchant.books import BooksId


class BooksMovements(Protocol):
    """Reads what moved on accounts of one connected company."""

    def between(self, first: date, last: date, accounts: Sequence[Account], every: Sequence[Account]) -> BooksReading:
        """Documents that moved `accounts` between two dates (inclusive); `every` account names the other side.

        Raises:
            BooksUnreadableError: the answer cannot be used.
            NeedsAttentionError: QuickBooks no longer lets us in.
            RetriableError: QuickBooks did not answer.
        """
        ...


class ClearingStore(Protocol):
    """What is kept for merchants' clearing pages."""

    def record(self, merchant_id: BooksId) -> ClearingRecord:
        """The stored record; an empty one at first."""
        ...

    def save_record(self, merchant_id: BooksId, record: ClearingRecord) -> None:
        """Store it over the one before."""
        ...

    def double_income(self, merchant_id: BooksId) -> DoubleIncomeRecord:
        """The last look for double income, and the answers; an empty one at first."""
        ...

    def save_double_income(self, merchant_id: BooksId, record: DoubleIncomeRecord) -> None:
        """Store it over the one before."""
        ...

    def plan(self, merchant_id: BooksId, look: LookKind) -> LookPlan:
        """When Daybook looks by itself; never at first."""
        ...

    def save_plan(self, merchant_id: BooksId, look: LookKind, plan: LookPlan) -> None:
        """Store a person's choice over the plan before."""
        ...

    def replace_plan(self, merchant_id: BooksId, look: LookKind, seen: LookPlan, plan: LookPlan) -> bool:
        """Store a plan in place of the one that was seen; False if it has changed since."""
        ...

    def due_looks(self, now: datetime) -> Iterator[tuple[BooksId, LookKind, LookPlan]]:
        """The looks whose time has come, the oldest day first; merchants without one cost nothing."""
        ...

    def take_reads(self, month: str, reads: int, most: int) -> bool:
        """Count metered reads of all merchants in a month; False, and nothing counted, where they would be too many.

        A number below zero takes reads off that were counted and not needed.
        """
        ...


class ClearingSystems(HasClock, HasProofs, HasSetups, HasSyncLog, Protocol):
    """What the clearing page is made from; it writes nothing in QuickBooks."""

    @property
    def clearing(self) -> ClearingStore:
        """What is kept for clearing pages."""
        ...

    @property
    def movements_of(self) -> Callable[[Connection], BooksMovements]:
        """What moved in the company behind a connection."""
        ...
