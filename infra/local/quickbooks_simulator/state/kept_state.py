"""Keeps the simulator on disk: what changed since the last time, in one step, before it is answered."""

from collections.abc import Iterator
from pathlib import Path

from loopback_service import StateFile, UnreadableStateError
from quickbooks_simulator.state.kept_parts import answer_part, row_part, small_parts, take_up
from quickbooks_simulator.state.simulator_state import SimulatorState

_FILE = "quickbooks.state"


class KeptState:
    """The kept state of one simulator in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open what is kept there, if anything is.

        Raises:
            UnreadableStateError: it is damaged, of another kind or version, or in use.
        """
        self._file = StateFile(folder / _FILE, "QuickBooks simulator")
        self._small: dict[str, str] = {}

    def take_up(self, state: SimulatorState) -> None:
        """Put what was kept into an empty state.

        Raises:
            UnreadableStateError: a part does not read as this version wrote it.
        """
        try:
            take_up(self._file.read(), state)
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableStateError(
                f"the state in {self._file.path} does not fit this version ({error}): remove {self._file.path.parent} "
                "to begin anew, or name another folder"
            ) from error

    def keep(self, state: SimulatorState) -> None:
        """Write what changed; it is on the disk when this returns."""
        with state.lock:
            small = {name: text for name, text in small_parts(state) if self._small.get(name) != text}
            self._file.keep({**small, **dict(_large_parts(state))})
            # Only what is on the disk is forgotten here: after an error the next call writes it.
            self._small |= small
            state.replay.unkept.clear()
            for company in state.companies.values():
                company.unkept.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._small = {}
        self._file.clear()

    def close(self) -> None:
        """Let others open the file."""
        self._file.close()


def _large_parts(state: SimulatorState) -> Iterator[tuple[str, str]]:
    for company in state.companies.values():
        yield from (row_part(company, key) for key in company.unkept)
    for realm, request_id in state.replay.unkept:
        yield answer_part(realm, request_id, state.replay.answers[realm, request_id])
