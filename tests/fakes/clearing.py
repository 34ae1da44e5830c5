"""What is kept for clearing pages, and what moved in a company, in memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from daybook.domain.chart.accounts import Account
from daybook.domain.clearing.books_reading import BooksReading, ClearingRecord
from daybook.domain.clearing.look_plan import LookKind, LookPlan
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.record import DoubleIncomeRecord
from daybook.domain.merchant.books import BooksId


class FakeClearingStore:
    """Records by merchant, and the reads of all merchants by month."""

    def __init__(self) -> None:
        self.records: dict[str, ClearingRecord] = {}
        self.looked: dict[str, DoubleIncomeRecord] = {}
        self.plans: dict[tuple[str, LookKind], LookPlan] = {}
        self.reads: Counter[str] = Counter()

    def record(self, merchant_id: str) -> ClearingRecord:
        return self.records.get(merchant_id, ClearingRecord())

    def save_record(self, merchant_id: str, record: ClearingRecord) -> None:
        self.records[merchant_id] = record

    def double_income(self, merchant_id: str) -> DoubleIncomeRecord:
        return self.looked.get(merchant_id, DoubleIncomeRecord())

    def save_double_income(self, merchant_id: str, record: DoubleIncomeRecord) -> None:
        self.looked[merchant_id] = record

    def plan(self, merchant_id: str, look: LookKind) -> LookPlan:
        return self.plans.get((merchant_id, look), LookPlan())

    def save_plan(self, merchant_id: str, look: LookKind, plan: LookPlan) -> None:
        self.plans[merchant_id, look] = plan

    def replace_plan(self, merchant_id: str, look: LookKind, seen: LookPlan, plan: LookPlan) -> bool:
        if self.plans.get((merchant_id, look)) != seen:
            return False
        self.plans[merchant_id, look] = plan
        return True

    def due_looks(self, now: datetime) -> Iterator[tuple[BooksId, LookKind, LookPlan]]:
        due = [(plan.due_at, key, plan) for key, plan in self.plans.items() if plan.due_at and plan.due_at <= now]
        for _, (merchant_id, look), plan in sorted(due, key=lambda each: each[:2]):
            yield BooksId(merchant_id), look, plan

    def take_reads(self, month: str, reads: int, most: int) -> bool:
        if self.reads[month] + reads > most:
            return False
        self.reads[month] += reads
        return True


class FakeMovements:
    """A company whose documents a test sets; `errors` are raised first. It names what it was asked for in `asked`."""

    def __init__(self) -> None:
        self.documents: list[BooksDocument] = []
        self.openings: dict[str, int] = {}
        self.errors: list[Exception] = []
        self.asked: list[tuple[date, date, tuple[str, ...]]] = []
        self.by_report = True

    def between(self, first: date, last: date, accounts: Sequence[Account], every: Sequence[Account]) -> BooksReading:
        self.asked.append((first, last, tuple(account.id for account in accounts)))
        assert {account.id for account in accounts} <= {account.id for account in every}
        if self.errors:
            raise self.errors.pop(0)
        documents = tuple(document for document in self.documents if first <= document.on <= last)
        openings = {account.id: self.openings.get(account.id, 0) for account in accounts} if self.by_report else {}
        return BooksReading(first, last, documents, openings, 1 if self.by_report else 5, by_report=self.by_report)
