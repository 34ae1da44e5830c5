"""Tells the bad night: each trouble happens, shows, is mended, and its alarm ends; then the books are read back."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from daybook_local.aws.metrics.metrics import MetricsCollector
from daybook_local.demo.days.posting import Scene, sync
from daybook_local.demo.days.progress_bars import ProgressBars
from daybook_local.demo.days.settling import SETTLED, dead_letters, messages_under_way
from daybook_local.demo.examination import Examination, examine
from daybook_local.demo.incident.night import Night
from daybook_local.demo.incident.troubles import TROUBLES, Trouble
from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.demo.scenario import Told, connect
from daybook_local.demo.sequels.passing_time import PassingTime, let_workers_finish
from daybook_local.demo.sequels.sequels import Ending
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.places import TEMPLATE
from daybook_local.system.samples.sample import DateRange, LoadedSample
from daybook_local.watching.alarm_watch import AlarmWatch
from daybook_local.watching.operations import Operations, watched

DAYS = 4
MORNING = "Morning"
Seen = Callable[[Operations, str], None]
_BEFORE_CLOSING, _ONE_DAY = timedelta(minutes=15), timedelta(days=1)
_FIRST_LOOK, _ENDS_WITHIN = timedelta(hours=2), timedelta(hours=4)
_EVERY_SHOP_CLOSES_WITHIN = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Survived(Told):
    """Calls were repeated on the way, and a changed day was written twice: the ending says what is not well."""

    @property
    def problems(self) -> Sequence[str]:
        """Everything that is not as it must be."""
        return self.ending.problems if self.ending else ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the night went. `unseen` troubles did not show, `unending` alarms rang to the end."""

    fired: frozenset[str]
    cleared: frozenset[str]
    letters: int
    settled: int
    left: int
    unseen: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def unending(self) -> frozenset[str]:
        """Alarms that did not end."""
        return self.fired - self.cleared


def dates_of_the_night(sample: LoadedSample, first: date | None, last: date | None) -> DateRange:
    """The last four dates, unless the command line says otherwise: history, and the two that close in the story."""
    dates = sample.dates(first, last)
    return dates if first else DateRange(max(dates.first, dates.last - (DAYS - 1) * _ONE_DAY), dates.last)


def begins_a_night_early(sample: LoadedSample, dates: DateRange) -> datetime:
    """A quarter of an hour before the last date but one closes in the first shop."""
    return sample.ends(dates.last - _ONE_DAY)[0] - _BEFORE_CLOSING


def tell_incident(
    system: LocalSystem,
    dates: DateRange,
    bars: ProgressBars,
    *,
    started: float,
    choice: PostingChoice,
    seen: Seen = lambda _operations, _moment: None,
) -> Told:
    """Connect, post the history, let everything go wrong that can, and see the books right in the end.

    `seen` is called while each trouble shows, with its words, and with `MORNING` when all is over.

    Raises:
        PageError: the merchant could not connect.
        DaybookCommandError: a `daybook` command failed.
    """
    connecting, scene = connect(system, choice, bars), Scene(system, choice, bars)
    operations = watched(system.aws, system.deployment, TEMPLATE, system.clock.now)
    collector = MetricsCollector(system.aws, operations.hear, operations.now)
    watch = AlarmWatch(operations, collector.collect)
    night = Night(scene, dates, PassingTime(system), watch, partial(seen, operations))
    outcome = _happened(night)
    records = _records(night)
    bars.stage("Reading every document back")
    examination = examine(system, dates, records, connecting, time.monotonic() - started, choice=choice)
    return Survived(examination, connecting, ending_of(examination, outcome, len(TROUBLES)))


def _happened(night: Night) -> Outcome:
    bars = night.scene.bars
    bars.stage("A quiet evening: the history is posted")
    sync(night.scene, DateRange(night.dates.first, night.dates.last - 2 * _ONE_DAY))
    let_workers_finish(night.system)
    # A new stack's watchdog is silent until its first look; that alarm is none of tonight's.
    night.pass_until(lambda: not night.watch.ringing, within=_FIRST_LOOK)
    night.watch.fired.clear()
    unseen = [trouble.says for trouble in TROUBLES if not _met(trouble, night)]
    bars.stage("Morning: what waited is posted, and the alarms end")
    night.redrive_letters()  # on a busy machine Lambda may have killed more workers than one
    expected = len(night.dates) * len(night.scene.places)
    night.pass_until(lambda: _is_quiet(night, expected), within=_EVERY_SHOP_CLOSES_WITHIN)
    night.look_at(MORNING)
    watch = night.watch
    return Outcome(
        frozenset(watch.fired),
        watch.cleared,
        night.letters,
        night.settled,
        dead_letters(night.system),
        tuple(unseen),
        tuple(night.notes),
    )


def _met(trouble: Trouble, night: Night) -> bool:
    """Whether a trouble showed; it is over when this returns, or four hours have passed in vain."""
    night.scene.bars.stage(trouble.says)
    begins = night.system.clock.now()
    with trouble.happens(night):
        is_seen = night.pass_until(lambda: trouble.shows(night), within=trouble.within)
        night.look_at(trouble.says)
    seen_after = night.system.clock.now() - begins
    night.pass_until(lambda: not trouble.shows(night) and _is_quiet(night), within=_ENDS_WITHIN)
    over_after = night.system.clock.now() - begins
    what = trouble.alarm or "days held"
    night.notes.append(f"{trouble.says}: {what} after {_minutes(seen_after)} min, over after {_minutes(over_after)}.")
    return is_seen


def _is_quiet(night: Night, expected: int = 0) -> bool:
    """No alarm rings, no message is under way, and every day that was due is settled: at least `expected` days."""
    if night.watch.ringing or messages_under_way(night.system):
        return False
    records = _records(night)
    return len(records) >= expected and all(record.state in SETTLED - {"failed", "held"} for record in records)


def _records(night: Night) -> list[LocationDayRecord]:
    return night.records(night.dates.first, night.dates.last)


def _minutes(passed: timedelta) -> int:
    return round(passed / timedelta(minutes=1))


def ending_of(examination: Examination, outcome: Outcome, faults: int) -> Ending:
    """What the night came to, and everything of it that is not as it must be."""
    books = examination.figures
    lost = books.location_days - books.posted - books.posted_with_gaps - books.empty
    figures = {
        "faults": faults,
        "alarms_fired": len(outcome.fired),
        "alarms_cleared": len(outcome.cleared),
        "letters": outcome.letters,
        "letters_settled": outcome.settled - outcome.left,
        "lost": lost,
    }
    findings = {
        f"{lost} location-days are not in the books": not lost,
        f"not seen: {'; '.join(outcome.unseen)}": not outcome.unseen,
        f"still in alarm: {', '.join(sorted(outcome.unending))}": not outcome.unending,
        f"{outcome.left} dead letters are left": not outcome.left,
    }
    problems = [words for words, is_well in findings.items() if not is_well]
    return Ending(examination, figures, outcome.said, [*examination.problems_of_books, *problems])
