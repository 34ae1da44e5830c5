"""Changes that talech makes to days after they were posted: always the same ones for the same merchant and dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daybook_local.demo.days.posting import Scene
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.vendors.loopback import RefusedError
from talech_simulator import Chance

CHANGED_SHARE, CLOSED_SHARE = 0.05, 0.01
_CHANCE = Chance(20260321)
# How the simulator of talech calls it, and how people do.
_KINDS = {"changed_day": "late tip", "late_return": "return", "reopened_order": "re-opened order"}


class NothingToChangeError(RuntimeError):
    """The merchant's days hold too little to be changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one order of a location's business date, in words."""

    business_date: date
    location_id: str
    what: str


def change_days(scene: Scene, records: Sequence[LocationDayRecord], closed_through: date) -> list[Change]:
    """Late tips, returns and re-opened orders on so many of the posted days, some of them in closed books.

    Raises:
        NothingToChangeError: no day in the closed or in the open books can be changed.
    """
    closed = max(1, round(CLOSED_SHARE * len(records)))
    opened = max(2, round(CHANGED_SHARE * len(records)) - closed)
    posted = sorted((each for each in records if each.document_id), key=_by_chance)
    changed: list[Change] = []
    for wanted, days in (
        (closed, [each for each in posted if each.business_date <= closed_through]),
        (opened, [each for each in posted if each.business_date > closed_through]),
    ):
        found = list(_changed(scene, days, wanted, kinds_from=len(changed)))
        if not found:
            raise NothingToChangeError(
                f"none of {len(days)} posted days up to and after {closed_through} holds an order that a card paid"
            )
        changed += found
    return changed


def _changed(scene: Scene, days: Sequence[LocationDayRecord], wanted: int, *, kinds_from: int) -> Iterator[Change]:
    """Go through the days until enough are changed, each in another way than the one before."""
    done = 0
    for record in days:
        if done == wanted:
            return
        change = _change(scene, record, kinds_from + done)
        if change is not None:
            done += 1
            yield change


def _change(scene: Scene, record: LocationDayRecord, turn: int) -> Change | None:
    kinds = [*_KINDS][turn % len(_KINDS) :] + [*_KINDS][: turn % len(_KINDS)]
    places = scene.system.sample.location_ids
    for kind in kinds:
        for location in (each for each in places if scene.choice.place_of(each) == record.location):
            wanted = {"fault": kind, "location": location, "date": record.business_date.isoformat()}
            try:
                scene.system.talech.switch_on(wanted)
            except RefusedError:
                continue  # nothing sold there that day fits this kind of change
            return Change(record.business_date, location, _KINDS[kind])
    return None


def _by_chance(record: LocationDayRecord) -> float:
    return _CHANCE.draw(record.location, record.business_date.isoformat())
