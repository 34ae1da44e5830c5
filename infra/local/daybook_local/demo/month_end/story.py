"""Tells the month end: both clients post, money and mistakes happen beside it, the accountant looks, the truth judges.

Both post through the one deployed system, each into a company of their own. Its clock begins two days after the last
date, so that the newest payouts are still on their way.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from daybook_local.demo.days.posting import Scene, first_sync
from daybook_local.demo.days.progress_bars import ProgressBars
from daybook_local.demo.examination import Examination, examine
from daybook_local.demo.figures import together
from daybook_local.demo.merchant.browser import Browser
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED
from daybook_local.demo.month_end.accountant import ADDRESS, Answers, let_in, look_into
from daybook_local.demo.month_end.beside import Truth, Way, live_beside
from daybook_local.demo.month_end.reckoning import Reckoning, reckon
from daybook_local.demo.scenario import Told, connect
from daybook_local.demo.sequels.sequels import Ending
from daybook_local.life.bookkeeper import Habit
from daybook_local.life.other_app import Stream
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange, LoadedSample
from daybook_local.system.vendors.loopback import Loopback
from daybook_local.system.vendors.quickbooks_control import MeterReading, QuickBooksControl
from daybook_local.system.vendors.vendor_apps import company_variant

LEAST_DAYS, DAYS, _LAST = 20, 60, date(2026, 3, 31)
"""Of fewer days rent is most of the income, and Daybook asks about it; of more one look into clearing reads a part."""
_LOOKED_AT = timedelta(days=2)
# talech leaves a whole line of some orders out; of a dozen orders that is a larger part of the day than of a hundred.
_ALLOWED_DIFFERENCE = "10"
_FEE, _NET = Habit.FEE_LINE, Habit.NET
WAYS = (
    Way((_FEE, _FEE, Habit.JOURNAL, _NET), (_FEE,), Stream.JOURNAL, 10, seed=1),
    Way((_NET, _FEE, Habit.TRANSFER, Habit.INCOME, _FEE, Habit.SUM_OF_TWO), (_FEE,), Stream.CONTINUED, 5, seed=1),
)
"""The first bookkeeper is careful; the second one leaves fees out, and a bank rule brings payouts to income."""


@dataclass(frozen=True, slots=True)
class ClosedMonths(Told):
    """Two clients; `examination` is of both together, `books` of each. `clients` are those beside the first."""

    books: Sequence[tuple[LoadedSample, Examination]] = ()
    clients: Sequence[LocalSystem] = ()

    def books_of(self, sample: LoadedSample) -> Sequence[tuple[LoadedSample, Examination]]:
        """Each client with what was proven of its days."""
        del sample
        return self.books

    @property
    def ways_in(self) -> Sequence[str]:
        """The other client's launch, and the sign-in of the accountant."""
        launches = [f"Connect as {client.sample.name}: {client.settings_url}" for client in self.clients]
        signs_in = [f"The accountant, {ADDRESS}: {client.public_url}/accountant" for client in self.clients[:1]]
        return [*launches, *signs_in]

    @property
    def problems(self) -> Sequence[str]:
        """Everything that is not as it must be."""
        return self.ending.problems if self.ending else ()


def dates_of_months(first: date | None, last: date | None) -> DateRange:
    """Sixty days that end with a month, unless the command line says otherwise.

    Raises:
        ValueError: they are fewer or more than the story can be told of.
    """
    ends = last or _LAST
    dates = DateRange(first or ends - timedelta(days=DAYS - 1), ends)
    if not LEAST_DAYS <= len(dates) <= DAYS:
        raise ValueError(f"{dates.first} to {dates.last}: the month end is told of {LEAST_DAYS} to {DAYS} days")
    return dates


def begins_after(sample: LoadedSample, dates: DateRange) -> datetime:
    """Two days after the last date is over."""
    return sample.ends(dates.last)[-1] + _LOOKED_AT


def tell_month_end(
    system: LocalSystem, samples: Sequence[LoadedSample], dates: DateRange, bars: ProgressBars, *, started: float
) -> ClosedMonths:
    """Connect and post every client, let life happen, let the accountant look, and compare.

    Raises:
        PageError: a page refused a merchant or the accountant.
        DaybookCommandError: a `daybook` command failed.
    """
    clients = [system, *(_with_a_company(system, sample) for sample in samples[1:])]
    posted = [_posted(client, dates, bars, started) for client in clients]
    truths = []
    for client, way in zip(clients, WAYS, strict=True):
        bars.stage(f"{client.sample.name}: the processor pays, the bookkeeper enters, another app posts too")
        truths.append(live_beside(client, dates, way))
    answers = _looked(clients, dates, bars)
    reckonings = [reckon(*each) for each in zip(truths, answers, strict=True)]
    examinations = [examination for examination, _ in posted]
    both = _together(examinations)
    ending = _ending(both, examinations, clients, truths, reckonings)
    connecting = [asdict(reading) for _, reading in posted]
    every = MeterReading(**{name: sum(each[name] for each in connecting) for name in connecting[0]})
    books = tuple((client.sample, found) for client, found in zip(clients, examinations, strict=True))
    return ClosedMonths(both, every, ending, books=books, clients=clients[1:])


def _with_a_company(system: LocalSystem, sample: LoadedSample) -> LocalSystem:
    """The same system as another client sees it, who has a company of their own in QuickBooks."""
    company = {"variant": company_variant(sample.country), "name": sample.name, "home_currency": sample.currency}
    realm = Loopback(system.quickbooks.url).post("/_control/companies", company)["realm"]
    return replace(system, sample=sample, quickbooks=QuickBooksControl(system.quickbooks.url, realm))


def _posted(
    client: LocalSystem, dates: DateRange, bars: ProgressBars, started: float
) -> tuple[Examination, MeterReading]:
    connecting = connect(client, AS_CONNECTED, bars, allowed=_ALLOWED_DIFFERENCE)
    records = first_sync(Scene(client, AS_CONNECTED, bars), dates)
    bars.stage(f"{client.sample.name}: reading every document back")
    return examine(client, dates, records, connecting, time.monotonic() - started), connecting


def _looked(clients: Sequence[LocalSystem], dates: DateRange, bars: ProgressBars) -> list[Answers]:
    with Browser("en") as accountant:
        for client in clients:
            bars.stage(f"{client.sample.name} invites the accountant")
            let_in(client, accountant)
        answers = []
        for client in clients:
            bars.stage(f"{client.sample.name}: the accountant looks into clearing and for double income")
            answers.append(look_into(client, accountant, dates))
    return answers


def _together(each: Sequence[Examination]) -> Examination:
    return Examination(
        together([examination.figures for examination in each]),
        [record for examination in each for record in examination.records],
        [document for examination in each for document in examination.documents],
        [line for examination in each for line in examination.proof],
        [problem for examination in each for problem in examination.account_problems],
    )


def _ending(
    both: Examination,
    examinations: Sequence[Examination],
    clients: Sequence[LocalSystem],
    truths: Sequence[Truth],
    reckonings: Sequence[Reckoning],
) -> Ending:
    names = [client.sample.name for client in clients]
    said = [
        line
        for name, truth, reckoning in zip(names, truths, reckonings, strict=True)
        for line in _said(name, truth, reckoning)
    ]
    problems = [
        f"{name}: {problem}"
        for name, examination, reckoning in zip(names, examinations, reckonings, strict=True)
        for problem in (*examination.problems, *reckoning.problems)
    ]
    return Ending(both, asdict(sum(reckonings, Reckoning())), said, problems)


def _said(name: str, truth: Truth, found: Reckoning) -> list[str]:
    why: Counter[str] = Counter()
    for part in truth.parts:
        why[part.why] += part.left_minor
    because = ", ".join(f"{minor / 100:,.2f} {words}" for words, minor in sorted(why.items()) if minor)
    return [
        f"{name}: {found.clearing_minor / 100:,.2f} on clearing, {found.explained_minor / 100:,.2f} explained. "
        f"The truth: {because}.",
        f"{name}: payouts {found.sure} sure ({found.sure_wrong} wrong), {found.likely} likely ({found.likely_wrong} "
        f"wrong), {found.asked} asked; double income {found.double_income_found} of {found.double_income_planted} "
        f"documents, {found.false_alarms} false alarms.",
    ]
