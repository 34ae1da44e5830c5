"""Metered reads of looks into clearing and for double income: a month of each, by the simulator's meter.

Each look is the shipped use case with its adapters, a day or a week after the one before; a look by itself is the
same. Caps are those of the product: a look that one of them refuses reads nothing, and is counted as refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.cost.prices import TIERS
from bench.goals import Goal, at_most, print_table
from bench.one_day.run import Run, running
from daybook.application.clearing.follow import follow
from daybook.application.clearing.look import look
from daybook.application.company.lists import company_lists
from daybook.application.double_income.look_for_doubles import look_for_doubles, newest_days
from daybook.bootstrap import quickbooks
from daybook.bootstrap.systems import Systems
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.books_reading import MOST_READS, MOST_READS_OF_ALL
from daybook.domain.company.setup import Setup, SyncRun
from simulators.quickbooks.books import Books

USES: Mapping[str, int] = {"off": 0, "weekly": 7, "daily": 1}
"""Days from look to look; 0 for none."""
CLEARING, DOUBLE_INCOME = "clearing", "double income"
AS_USUAL, FROM_SEVERAL, NO_REPORTS = "as usual", "a deposit from several accounts", "no reports"
BOOKS = (AS_USUAL, FROM_SEVERAL, NO_REPORTS)
"""What makes a look dearer: a deposit of several accounts is read by itself, and without reports every list is."""
DAYS = 30
_BEGINS, _POSTED_DAYS = datetime(2026, 4, 1, 15, tzinfo=UTC), 2
_COUNTER = {"pk": {"S": "clearing-reads#2026-04"}}


@dataclass(frozen=True)
class LookMonth:
    """A month of one look of one merchant: looks made and refused, metered reads, and what the cap of all counted."""

    books: str
    what: str
    use: str
    looks: int
    refused: int
    reads: int
    counted_for_all: int


def look_months(days: int = DAYS, books: tuple[str, ...] = BOOKS) -> list[LookMonth]:
    """Every use of both looks in each kind of books, for so many days of one month."""
    return [month for kind in books for month in _months(kind, days)]


def look_goals(months: Iterable[LookMonth]) -> Iterator[Goal]:
    """A merchant who asks for no look costs no read, and none passes their cap, whatever QuickBooks answers."""
    for month in months:
        what = f"metered reads per merchant-month, {month.what} {month.use}, {month.books}"
        made = f"{month.looks} looks, {month.refused} refused"
        yield at_most(what, month.reads, MOST_READS if USES[month.use] else 0, made)


def tell_looks(months: Iterable[LookMonth]) -> None:
    """The table: a month of each use, and how many merchants the caps and Intuit's free reads are enough for."""
    columns = ("Intuit", "looks are made", "books", "looks", "refused", "metered reads", "merchants in the cap", "free")
    rows = [
        (
            month.what,
            month.use,
            month.books,
            str(month.looks),
            str(month.refused),
            str(month.reads),
            _merchants(MOST_READS_OF_ALL, month.counted_for_all),
            _merchants(TIERS[0].reads, month.reads),
        )
        for month in months
    ]
    print_table(f"Metered reads of looks, per merchant-month of {DAYS} days, at most {MOST_READS}", columns, rows)


def _merchants(most: int, each: int) -> str:
    return f"{most // each:,}" if each else ""


def _months(kind: str, days: int) -> Iterator[LookMonth]:
    ways = [(what, use) for what in (CLEARING, DOUBLE_INCOME) for use in USES]
    with running(merchants=len(ways), orders=4, dates=_POSTED_DAYS) as run:
        run.first_sync(_POSTED_DAYS)
        quickbooks.client_of_company.cache_clear()
        merchants = [_Merchant(run, f"m{number}", kind, *way) for number, way in enumerate(ways)]
        for number in range(days):
            run._clock.seconds = (_BEGINS + timedelta(days=number)).timestamp()
            for merchant in merchants:
                merchant.wake(number)
        yield from (merchant.month() for merchant in merchants)
        quickbooks.client_of_company.cache_clear()


class _Merchant:
    """One of a stack, who uses one look in one way."""

    def __init__(self, run: Run, merchant_id: str, kind: str, what: str, use: str) -> None:
        self._run, self._id, self._way = run, merchant_id, (kind, what, use)
        self._systems, self._realm = Systems(), run.world.books[merchant_id].realm
        self._looks = self._refused = self._reads = self._counted = 0
        _prepare(run, merchant_id, kind)
        now = run._clock.now()
        done = SyncRun(now.date(), now.date(), now)
        self._systems.setups.save_setup(merchant_id, Setup(self._realm, finished_at=now, last_run=done))
        follow(merchant_id, self._systems.clearing, on=True)
        # The setup reads them; a look does so again only after a person changed one in QuickBooks.
        company_lists(self._systems.connections.connection(merchant_id), self._systems)

    def wake(self, day: int) -> None:
        """Look, if today is a day for it."""
        _, what, use = self._way
        if not USES[use] or day % USES[use]:
            return
        reads, counted = self._metered(), self._counted_for_all()
        try:
            self._look(what)
        except AskDifferentlyError:
            self._refused += 1
        else:
            self._looks += 1
        self._reads += self._metered() - reads
        self._counted += self._counted_for_all() - counted

    def month(self) -> LookMonth:
        """What it came to."""
        return LookMonth(*self._way, self._looks, self._refused, self._reads, self._counted)

    def _look(self, what: str) -> None:
        systems = self._systems
        connection, profile = systems.connections.connection(self._id), systems.connections.profile(self._id)
        if what == CLEARING:
            look(connection, profile, systems)
        else:
            look_for_doubles(connection, profile, systems, newest_days(profile, systems.clock.now()))

    def _metered(self) -> int:
        return self._run.world.quickbooks.state.meter.of(self._realm).reads

    def _counted_for_all(self) -> int:
        """What the cap of all merchants has counted so far."""
        row = self._run.world.dynamodb.get_item(TableName="SessionTable", Key=_COUNTER).get("Item", {})
        return int(row.get("metered_reads", {}).get("N", 0))


def _prepare(run: Run, merchant_id: str, kind: str) -> None:
    """A deposit that went to income, from the bank alone or with a fee beside it; or a company without reports."""
    company = run.world.books[merchant_id].company
    company.switches.reports_refused = kind == NO_REPORTS
    screens = Books(company, run.world.quickbooks.clock)
    several = [("SalesOfProductIncome", 131_825), ("BankCharges", -3_296)]
    screens.post("Deposit", _deposit(screens, several if kind == FROM_SEVERAL else several[:1]))


def _deposit(screens: Books, lines: list[tuple[str, int]]) -> dict[str, Any]:
    return {
        "TxnDate": "2026-03-20",
        "DepositToAccountRef": screens.account("Checking"),
        "Line": [
            {
                "Amount": minor / 100,
                "DetailType": "DepositLineDetail",
                "DepositLineDetail": {"AccountRef": screens.account(subtype)},
            }
            for subtype, minor in lines
        ],
    }
