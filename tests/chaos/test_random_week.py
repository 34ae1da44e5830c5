"""A week to which chance lets happen whatever the other files let happen one by one; its books are right in the end.

The same seed is the same week. More of them: `DAYBOOK_CHAOS_SEEDS=20 make test PYTEST_FLAGS=tests/chaos`.
"""

import os
import random
from dataclasses import dataclass
from itertools import chain

import pytest

from chaos.books import open_books
from chaos.catalogue import accidents_of
from chaos.corner_shop import DATES, week
from chaos.wired.wired_system import LANES

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("chaos"), pytest.mark.timeout(600)]

KINDS = ("journal_entry", "invoice", "sales_receipt")
SEEDS = range(1, 1 + int(os.environ.get("DAYBOOK_CHAOS_SEEDS", "2")))
_MOST_REPLAYS = 5


@dataclass(frozen=True)
class Plan:
    """What chance has in store for each date of a week: accidents, and by which lanes its message comes."""

    accidents: dict
    lanes: dict

    def __str__(self):
        return "\n".join(
            f"{on}: {', '.join(map(str, accidents)) or 'nothing'}; {' and '.join(self.lanes[on])}"
            for on, accidents in self.accidents.items()
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_to_a_week_its_books_are_right_in_the_end(wired, seed):
    chance = random.Random(seed)  # noqa: S311 -- a test
    kind = KINDS[(seed - 1) % len(KINDS)]
    books = open_books(wired, kind)
    dates = list(week(list(DATES)[chance.randrange(len(DATES) - 6)]))
    first, again = (planned(chance, kind, some) for some in (dates, chance.sample(dates, 2)))

    play(books, first, cause="first_sync")
    for on in again.accidents:
        wired.change(on)
    play(books, again, cause="recheck")

    story = f"seed {seed}, {kind}\n{first}\nthen, corrected:\n{again}"
    assert [problem for on in dates for problem in books.problems(on)] == [], story
    assert wired.dead_letters() == 0, story


def planned(chance, kind, dates):
    """Up to two accidents a date, one date in three without; every fourth message comes twice."""
    pool = accidents_of(kind)
    return Plan(
        {on: chance.sample(pool, chance.choice((0, 1, 2))) for on in dates},
        {on: LANES if chance.random() < 0.25 else (chance.choice(LANES),) for on in dates},
    )


def play(books, plan, *, cause):
    """Send the messages; what nobody could finish is replayed as often as it takes."""
    wired = books.wired
    faults = {on: [fault for one in some for fault in one.faults(wired, on)] for on, some in plan.accidents.items()}
    with wired.faults.armed(*chain.from_iterable(faults.values())):
        for on, lanes in plan.lanes.items():
            for lane in lanes:
                wired.send(on, lane=lane, cause=cause)
        wired.wait_until_quiet()
        for _ in range(_MOST_REPLAYS):
            if wired.dead_letters():
                wired.replay()
    spared = [on for on, some in faults.items() if some and not any(fault.struck for fault in some)]
    assert spared == [], "nothing happened to them"
