"""What arrives in one night: closings by time zone, the re-reads that follow them, and first syncs of new merchants.

Shares of zones follow the population of the United States; every shop closes at its midnight, which is the worst case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from daybook.domain.sync.closing import FIRES_WITHIN

CLOSE, FIRST_SYNC, REREAD = "daily close", "first sync", "re-read"
ZONES = {"Eastern": (0, 0.47), "Central": (1, 0.29), "Mountain": (2, 0.07), "Pacific": (3, 0.16), "Hawaii": (5, 0.01)}
"""Hours after midnight in New York, and the share of locations."""
HOUR = 3600.0
HISTORY_DAYS = 30
CHAIN = "chains"


@dataclass(frozen=True)
class Message:
    """One location-day on its way: `due` is when its closing, or the merchant's wish, was; `owner` who waits for it.

    `sent` is when it comes into its queue; the planner sends a closing's.
    """

    lane: str
    owner: str
    due: float
    sent: float


@dataclass(frozen=True)
class Night:
    """How much arrives: locations of one merchant each, merchants that begin with a month of history, and chains.

    `chains` are more merchants of the largest zone, each with so many stores. `new_chains` are more merchants that
    begin with a month of history when the night begins.
    """

    locations: int
    first_syncs: int = 0
    rereads: bool = False
    chains: tuple[int, ...] = ()
    new_chains: tuple[int, ...] = ()


def fired(night: Night, random: Random) -> Iterator[tuple[float, float, str, int]]:
    """Every firing of a schedule: when it was due, when Scheduler fires it, whose it is, and its locations."""
    window = FIRES_WITHIN.total_seconds()
    for zone, (hours, share) in ZONES.items():
        due = hours * HOUR
        for number in range(round(night.locations * share)):
            yield due, due + random.uniform(0, window), f"{zone} {number}", 1
    for stores in night.chains:
        yield 0.0, random.uniform(0, window), CHAIN, stores


def messages_of(firing: tuple[float, float, str, int], sent: float, *, rereads: bool) -> Iterator[Message]:
    """What the planner sends for a firing."""
    due, _, owner, locations = firing
    for _ in range(locations):
        yield Message(CLOSE, owner, due, sent)
        if rereads:
            yield Message(REREAD, owner, due, sent)


def first_syncs(night: Night, random: Random) -> Iterator[Message]:
    """New merchants ask for their history in the hour of the peak."""
    for stores in night.new_chains:
        yield from (Message(FIRST_SYNC, CHAIN, 0.0, 0.0) for _ in range(stores * HISTORY_DAYS))
    for number in range(night.first_syncs):
        at = random.uniform(0, HOUR)
        yield from (Message(FIRST_SYNC, f"new {number}", at, at) for _ in range(HISTORY_DAYS))
