"""Keeps the simulator on disk: clock, sessions, faults, and how each merchant differs from its folder.

The folders themselves are not kept: they are read again.
"""

from pathlib import Path
from typing import Any

from loopback_service import StateFile, UnreadableStateError, text_of, value_of
from talech_simulator.contract import (
    DrawerEvent,
    DrawerShift,
    MerchantFile,
    Order,
    Refund,
    SampleMerchant,
    from_json,
    to_json,
)
from talech_simulator.control.faults import Faults
from talech_simulator.oauth.sessions import Sessions
from talech_simulator.world import World

_FILE = "talech.state"
_CLOCK, _SESSIONS, _FAULTS, _MERCHANT = "clock", "sessions", "faults", "merchant/"
_RECORDS: dict[str, type] = {
    "orders": Order,
    "refunds": Refund,
    "drawer_events": DrawerEvent,
    "drawer_shifts": DrawerShift,
}


class KeptState:
    """The kept state of one simulator in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open what is kept there, if anything is.

        Raises:
            UnreadableStateError: it is damaged, of another kind or version, or in use.
        """
        self._file = StateFile(folder / _FILE, "talech simulator")
        self._last: dict[str, str] = {}
        self._seen: dict[str, SampleMerchant] = {}

    def take_up(self, world: World, sessions: Sessions, faults: Faults) -> None:
        """Put what was kept into a simulator that has just read its folders.

        Raises:
            UnreadableStateError: it is of other merchants, or a part does not read as this version wrote it.
        """
        parts = self._file.read()
        kept = {name.removeprefix(_MERCHANT) for name in parts if name.startswith(_MERCHANT)}
        if parts and kept != set(world.merchants):
            raise self._unreadable(
                f"is of merchant {', '.join(sorted(kept))}, not {', '.join(sorted(world.merchants))}"
            )
        try:
            for name, text in parts.items():
                _take_up(name, value_of(text), world, sessions, faults)
        except (ValueError, KeyError, TypeError) as error:
            raise self._unreadable(f"does not fit this version ({error})") from error

    def keep(self, world: World, sessions: Sessions, faults: Faults) -> None:
        """Write what changed; it is on the disk when this returns."""
        now = {
            _CLOCK: text_of(world.clock.stands_at),
            _SESSIONS: text_of(sessions.as_json()),
            _FAULTS: text_of(faults.listing()),
        }
        for merchant_id, merchant in world.merchants.items():
            if self._seen.get(merchant_id) is not merchant:
                now[f"{_MERCHANT}{merchant_id}"] = text_of(_differences(world.loaded(merchant_id), merchant))
        changed = {name: text for name, text in now.items() if self._last.get(name) != text}
        self._file.keep(changed)
        self._last |= changed
        self._seen = dict(world.merchants)

    def close(self) -> None:
        """Let others open the file."""
        self._file.close()

    def _unreadable(self, why: str) -> UnreadableStateError:
        return UnreadableStateError(
            f"the state in {self._file.path} {why}: remove {self._file.path.parent} to begin anew, or name another "
            "folder"
        )


def _take_up(name: str, value: Any, world: World, sessions: Sessions, faults: Faults) -> None:
    if name == _CLOCK:
        world.clock.set(value)
    elif name == _SESSIONS:
        sessions.resume(value)
    elif name == _FAULTS:
        for each in value:
            faults.switch_on(each)
    elif name.startswith(_MERCHANT):
        loaded = world.loaded(name.removeprefix(_MERCHANT))
        if value:
            world.change(_with_differences(loaded, value))
    else:
        raise ValueError(f"{name} is no part of a simulator")


def _differences(loaded: SampleMerchant, present: SampleMerchant) -> dict[str, Any]:
    """The records that the folder does not hold as they are now; an unchanged one is the same object."""
    found: dict[str, Any] = {}
    if present.profile is not loaded.profile:
        found["profile"] = to_json(present.profile)
    for name in _RECORDS:
        as_loaded = {each.id: each for each in getattr(loaded, name)}
        other = [each for each in getattr(present, name) if as_loaded.get(each.id) is not each]
        if other:
            found[name] = [to_json(each) for each in other]
    return found


def _with_differences(loaded: SampleMerchant, found: dict[str, Any]) -> SampleMerchant:
    fields: dict[str, Any] = {"profile": loaded.profile}
    if "profile" in found:
        fields["profile"] = from_json(MerchantFile, found["profile"])
    for name, kind in _RECORDS.items():
        read: list[Any] = [from_json(kind, row) for row in found.get(name, ())]
        other = {each.id: each for each in read}
        as_loaded = [other.pop(each.id, each) for each in getattr(loaded, name)]
        fields[name] = (*as_loaded, *other.values())
    return SampleMerchant(**fields)
