"""The talech simulator from outside its wire: its clock, and what it knows to be true."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daybook_local.system.vendors.loopback import Loopback
from daybook_local.system.vendors.vendor_apps import SETTINGS_PATH
from talech_simulator import parse_instant
from talech_simulator.contract import to_json


@dataclass(frozen=True, slots=True)
class TruthRow:
    """What a location's business date should do to one role, in minor units; debit is positive.

    `store` is the location whose menu and till it is of, also where all locations are posted as one.
    """

    location: str
    business_date: date
    role: str
    minor: int
    store: str = ""


class TalechControl:
    """Reads and moves a running talech simulator."""

    def __init__(self, url: str) -> None:
        self._loopback = Loopback(url)
        self.url = url

    @property
    def settings_url(self) -> str:
        """Where a merchant launches Daybook: each visit signs a fresh launch."""
        return f"{self.url}{SETTINGS_PATH}"

    def now(self) -> datetime:
        """Where the shops' clock stands."""
        return parse_instant(self._loopback.get("/_control/clock")["now"])

    def move_clock(self, now: datetime | None) -> None:
        """Let the shops' clock stand at an instant; None follows the machine's."""
        self._loopback.post("/_control/clock", {"now": None if now is None else to_json(now)})

    def switch_on(self, *faults: dict[str, Any]) -> None:
        """Faults and changes, as the simulator's README lists them.

        Raises:
            RefusedError: the shop has nothing that such a change could be made to.
        """
        self._loopback.post("/_control/faults", list(faults))

    def faults(self) -> list[dict[str, Any]]:
        """The faults of the wire that are on, with how often they still strike."""
        listed: list[dict[str, Any]] = self._loopback.get("/_control/faults")
        return listed

    def clear_faults(self) -> None:
        """End every fault, and restore what changes did to the merchants."""
        self._loopback.delete("/_control/faults")

    def truth(self, first: date, last: date, locations: list[str]) -> list[TruthRow]:
        """The truth ledger of some locations between two business dates, both included."""
        query: dict[str, str | list[str]] = {"from": first.isoformat(), "to": last.isoformat(), "location": locations}
        answer = self._loopback.get("/_control/truth", **query)
        return [
            TruthRow(store, date.fromisoformat(row["business_date"]), row["role"], row["minor"], store)
            for row in answer["rows"]
            for store in (row["location_id"],)
        ]

    def close(self) -> None:
        """Let the connection go."""
        self._loopback.close()
