"""One seed from the first sync to quiescence: its life under faults, then the end of faults, then the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from chaos.days.dice import Fault
from chaos.days.environment import daybook_in
from chaos.days.functions import Functions
from chaos.days.judging.verdict import Findings, judge, judge_silence
from chaos.days.life import Life
from chaos.days.people.persons import HOUR
from chaos.days.setting_up import LIVE_DATES, reconnect, set_up, start_of, takes
from chaos.days.the_product.people import People
from chaos.days.the_product.records import LocationDay, stored_records
from chaos.days.world import World

_CHUNK = 6
_LOSE_ACCESS = 3
_JUMPS, _LONGEST_JUMP = 4, 3600.0
_QUIET_HOURS, _REPLAYED_AT = 60, (3, 8, 20, 40)
_AFTER_THE_CURE_HOURS = 14


@dataclass
class SeedResult:
    """What one seed came to."""

    seed: int
    figures: dict[str, int] = field(default_factory=dict)
    offences: list[str] = field(default_factory=list)
    events: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    digest: int = 0
    aimed_percent: float = 0.0
    invocations: int = 0
    seconds: float = 0.0


def run_seed(seed: int, days: int, *, eventful: bool = True) -> SeedResult:
    """Live, rest, and be judged."""
    last, start = start_of(days)
    world = World(seed, start)
    with daybook_in(world):
        set_up(world, last)
        run = _Run(world, last, eventful=eventful)
        run.live()
        run.rest()
        findings = Findings(world)
        judge_silence(findings, stored_records(world), run.known_days())
        run.cure()
        judge(findings, stored_records(world), run.known_days())
        return run.result(findings)


class _Run:
    """The phases of a seed."""

    def __init__(self, world: World, last: date, *, eventful: bool) -> None:
        self._world, self._last = world, last
        self._functions = Functions(world)
        self._life = Life(world, eventful=eventful)
        self._people = People(world)
        self._dates = max(1, min(LIVE_DATES, (last - next(iter(world.shops.values())).first).days // 2 + 1))

    def known_days(self) -> list[LocationDay]:
        """Every location-day that is to be in some books: those that have ended."""
        return [day for day in self._days() if day.business_date <= self._last]

    def _days(self) -> Iterator[LocationDay]:
        for books in self._world.books.values():
            for place in ("all",) if books.combined else books.places:
                for on in books.shop.dates:
                    if takes(books, place, on):
                        yield LocationDay(books.id, on, place)

    def live(self) -> None:
        """Faults are on: the first sync in chunks, a week of closings, events."""
        world, dice = self._world, self._world.dice
        seconds = (self._dates + 1.2) * 86400.0
        for day in self._days():
            self._life.meet(day, seconds)
        self._functions.every_closing(self._dates + 5)
        world.clockwork.after(900, self._functions.look)
        dice.is_calm = False
        for books in world.books.values():
            self._first_sync(books)
        for _ in range(_JUMPS):
            world.clockwork.after(dice.between(0, seconds), self._stand_still)
        for loser in dice.some_of(list(world.books.values()), _LOSE_ACCESS):
            world.clockwork.after(dice.between(0, seconds), partial(self._life.lose_access, loser))
        for _ in range(3):
            realm = dice.one_of(list(world.books.values())).realm
            expire = world.quickbooks.state.oauth.expire_access_tokens
            world.clockwork.after(dice.between(0, seconds), partial(expire, realm))
        world.clockwork.run(seconds)

    def _stand_still(self) -> None:
        """The machines lose a minute or more, and what was running may be past its end."""
        clockwork = self._world.clockwork
        seconds = self._world.dice.between(61, _LONGEST_JUMP)
        for actor in clockwork.running:
            self._world.history.note(actor, f"stands still for {seconds:.0f} seconds", Fault.STOOD_STILL)
        clockwork.jump(seconds)

    def _first_sync(self, books: Any) -> None:
        """The merchant brings in what had ended before they connected, some dates at a time."""
        yesterday = (self._world.clockwork.now() - timedelta(days=1)).date()
        dates = [on for on in books.shop.dates if on <= yesterday]
        for start in range(0, len(dates), _CHUNK):
            chunk = dates[start : start + _CHUNK]
            day = LocationDay(books.id, chunk[0], "all")
            after = self._world.dice.between(60, 20 * HOUR)
            self._life.ask(
                day,
                "sync",
                lambda chunk=chunk: self._people.sync(books.id, chunk[0], chunk[-1], again=False),
                after,
                insists=True,
            )

    def rest(self) -> None:
        """Faults end. The watchdog looks on, closings go on, dead letters are replayed."""
        self._world.dice.is_calm = True
        for hour in range(_QUIET_HOURS):
            if hour in _REPLAYED_AT:
                self._people.replay()
            self._world.clockwork.run(HOUR)

    def cure(self) -> None:
        """What held days is settled for most merchants, and Sync is pressed for every day that anything happened to."""
        world = self._world
        for number, books in enumerate(world.books.values()):
            if number % 3:
                if books.closed_through is not None:
                    world.close_books(books, None)
                books.company.in_bank_deposit.clear()
            reconnect(world, books)
        for day in self.known_days():
            story = world.history.of(day)
            if story.second_events or story.faults or story.was_closed:
                self._people.sync(day.merchant_id, day.business_date, day.business_date)
        for hour in range(_AFTER_THE_CURE_HOURS):
            if hour in _REPLAYED_AT:
                self._people.replay()
            world.clockwork.run(HOUR)

    def result(self, findings: Findings) -> SeedResult:
        world, days = self._world, self.known_days()
        struck = world.history.struck
        states = findings.states
        figures = {
            "location_days": len(days),
            "faults_injected": sum(struck.values()),
            "crashes": sum(n for fault, n in struck.items() if "dies" in fault.value)
            + world.clockwork.kills_at_the_deadline,
            "second_events": world.history.second_events,
            "posted": states["posted"] + states["posted_with_gaps"],
            "empty": states["empty"],
            "held": states["held"],
            "metered_reads": sum(world.quickbooks.state.meter.of(each.realm).reads for each in world.books.values()),
        }
        share = len(self._life.in_open_answers & set(days)) / max(1, len(days))
        return SeedResult(
            world.seed,
            figures | findings.counts,
            findings.offences,
            dict(self._life.happened),
            {fault.value: number for fault, number in struck.items()},
            world.history.digest,
            round(100 * share, 1),
            self._functions.invocations,
        )
