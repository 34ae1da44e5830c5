"""QuickBooks is gone for three hours from closing time on, then talech for three: every day waits, and is posted.

The history was asked for when the first outage began, so that ten days of every shop are under way during both. The
schedules, the watchdog, the queues and the vendors live by the one clock of the local system, which is moved.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from daybook_local.demo.days.posting import Scene, sync
from daybook_local.demo.days.progress_bars import ProgressBars
from daybook_local.demo.days.settling import dead_letters, messages_under_way
from daybook_local.demo.examination import Examination, examine
from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.demo.scenario import Told, connect
from daybook_local.demo.sequels.outages import Outage, quickbooks_gone, talech_gone
from daybook_local.demo.sequels.passing_time import PassingTime, let_workers_finish
from daybook_local.demo.sequels.sequels import Ending
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange, LoadedSample

DAYS = 10
AWAY = timedelta(hours=3)
CAUGHT_UP_WITHIN = timedelta(minutes=30)
_BEFORE_CLOSING = timedelta(minutes=15)
# What still waits after that would wait for a person.
_PATIENCE = timedelta(hours=2)
# Pauses between probes grow to seven minutes less their jitter; talech is asked three times by each.
_A_PROBE = timedelta(minutes=2)
_STEP, _FINE_STEP = timedelta(minutes=8), timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WaitedOut(Told):
    """Calls were repeated and looked up on the way: the ending alone says what is not well."""

    @property
    def problems(self) -> Sequence[str]:
        """Everything that is not as it must be."""
        return self.ending.problems if self.ending else ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the outages ended. `minutes_to_catch_up` count from the second vendor's return, before its first answer."""

    outages: tuple[Outage, ...]
    minutes_to_catch_up: int
    dead_letters: int
    waiting_days: int
    codes_while_down: frozenset[str]


def dates_of(sample: LoadedSample, first: date | None, last: date | None) -> DateRange:
    """Ten days, the last ones, unless the command line says otherwise."""
    dates = sample.dates(first, last)
    return dates if first else DateRange(max(dates.first, dates.last - (DAYS - 1) * _ONE_DAY), dates.last)


def begins_before_closing(sample: LoadedSample, dates: DateRange) -> datetime:
    """A quarter of an hour before the last date closes in the first shop."""
    return sample.ends(dates.last)[0] - _BEFORE_CLOSING


def tell_outages(
    system: LocalSystem,
    dates: DateRange,
    bars: ProgressBars,
    *,
    started: float,
    choice: PostingChoice,
    away: timedelta = AWAY,
) -> Told:
    """Connect, lose QuickBooks, then talech, each for as long as `away`, and see every day in the books soon after.

    Raises:
        PageError: the merchant could not connect.
        DaybookCommandError: a `daybook` command failed.
    """
    connecting, scene = connect(system, choice, bars), Scene(system, choice, bars)
    outcome = _outages(scene, dates, away)
    records = _records(system, dates)
    bars.stage("Reading every document back")
    seconds = time.monotonic() - started
    examination = examine(system, dates, records, connecting, seconds, choice=choice)
    return WaitedOut(examination, connecting, ending_of(examination, outcome, away))


def _outages(scene: Scene, dates: DateRange, away: timedelta) -> Outcome:
    system, bars, time_passing = scene.system, scene.bars, PassingTime(scene.system)
    hours = away / timedelta(hours=1)
    bars.stage(f"QuickBooks is gone for {hours:g} hours, and {dates.last} closes")
    with quickbooks_gone(system) as first:
        begin = system.clock.now()
        if dates.first < dates.last:
            sync(scene, DateRange(dates.first, dates.last - _ONE_DAY))
        let_workers_finish(system)
        time_passing.passes_until(begin + away, step=_STEP)
        waiting = _records(system, dates)
    bars.stage(f"talech is gone for {hours:g} hours")
    with talech_gone(system) as second:
        time_passing.passes_until(system.clock.now() + away, step=_STEP)
        waiting += _records(system, dates)
    bars.stage("Both are back: the days that waited are posted")
    returned = system.clock.now()
    time_passing.passes_until(returned + _PATIENCE, step=_FINE_STEP, is_over=lambda: not messages_under_way(system))
    minutes = round((system.clock.now() - returned) / timedelta(minutes=1))
    codes = frozenset(record.code for record in waiting if record.code)
    return Outcome((first, second), minutes, dead_letters(system), len(waiting) // 2, codes)


def _records(system: LocalSystem, dates: DateRange) -> list[LocationDayRecord]:
    return system.daybook.history(system.sample.merchant_id, dates.first, dates.last)


def ending_of(examination: Examination, outcome: Outcome, away: timedelta = AWAY) -> Ending:
    """What the outages came to, and everything of it that is not as it must be."""
    books, location_days = examination.figures, examination.figures.location_days
    met = sum(outage.calls_met for outage in outcome.outages)
    unwell = location_days - books.posted - books.posted_with_gaps - books.empty
    figures = {
        "dead_letters": outcome.dead_letters,
        # A letter to replay, a day to settle or to ask for: whatever did not come to its end by itself.
        "operator_actions": outcome.dead_letters + unwell,
        "minutes_to_catch_up": outcome.minutes_to_catch_up,
        "vendor_calls_while_down": met,
    }
    minutes = CAUGHT_UP_WITHIN / timedelta(minutes=1)
    findings = {
        f"{outcome.waiting_days} of {location_days} location-days waited": outcome.waiting_days == location_days,
        f"{outcome.dead_letters} dead letters": not outcome.dead_letters,
        f"{outcome.minutes_to_catch_up} minutes to catch up": outcome.minutes_to_catch_up <= minutes,
        f"{met} calls to vendors that were gone: more than probes": met <= len(outcome.outages) * away / _A_PROBE,
        f"{books.intuit_reads} metered reads, and {met} calls were left without an answer": books.intuit_reads <= met,
    }
    problems = [words for words, is_well in findings.items() if not is_well]
    return Ending(examination, figures, _said(outcome, figures), [*examination.problems_of_books, *problems])


def _said(outcome: Outcome, figures: Mapping[str, int]) -> list[str]:
    met = ", ".join(f"{outage.vendor} met {outage.calls_met} calls" for outage in outcome.outages)
    return [
        f"{outcome.waiting_days} location-days waited through both outages and named them ("
        f"{', '.join(sorted(outcome.codes_while_down)) or 'no code'}); {met}.",
        f"All was caught up {figures['minutes_to_catch_up']} minutes after the return.",
    ]
