"""Faults of single calls: the wire misbehaves, the shop's records stay as they are."""

import re
from dataclasses import asdict, dataclass
from typing import Any

NAMES = (
    "token_expired",
    "timeout",
    "slow",
    "truncated_json",
    "connection_reset",
    "duplicate_page",
    "html_error_body",
    "response_code_500",
)
_STATUS = re.compile(r"^[45]\d\d$")


class UnknownFaultError(ValueError):
    """A fault switch that does not exist or lacks what it needs."""


@dataclass(slots=True)
class Fault:
    """One switched-on fault: the calls it meets and how often it still strikes."""

    fault: str
    path: str = ""
    times: int | None = None
    location: str | None = None
    seconds: float = 30.0
    status: int = 502

    def meets(self, path: str, identification: str | None) -> bool:
        """Whether it strikes this call; `path` is a prefix, `location` a merchant_identification."""
        return path.startswith(self.path) and self.location in {None, identification}


class Faults:
    """The faults that are switched on, oldest first."""

    def __init__(self) -> None:
        self._active: list[Fault] = []

    def switch_on(self, wanted: dict[str, Any]) -> None:
        """Add one fault from its JSON shape.

        Raises:
            UnknownFaultError: the name or a field is not known.
        """
        name = wanted.get("fault")
        if not isinstance(name, str) or (name not in NAMES and not _STATUS.match(name)):
            raise UnknownFaultError(f"fault {name!r} is not known; README.md of the simulator lists them")
        try:
            self._active.append(Fault(**wanted))
        except TypeError as error:
            raise UnknownFaultError(f"fault {name}: {error}") from None

    def strike(self, path: str, identification: str | None) -> Fault | None:
        """The fault that meets this call, counted down."""
        for fault in self._active:
            if fault.meets(path, identification):
                if fault.times is not None:
                    fault.times -= 1
                    self._active = [each for each in self._active if each.times != 0]
                return fault
        return None

    def clear(self) -> None:
        """Switch every fault off."""
        self._active.clear()

    def listing(self) -> list[dict[str, Any]]:
        """The faults that are on, as JSON."""
        return [asdict(each) for each in self._active]
