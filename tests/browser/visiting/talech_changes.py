"""What a shop or its owner does in talech, and that a test takes back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import requests

from daybook_local.system.vendors.talech_control import TalechControl

_TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class TalechChanges:
    """Changes of the merchant's own world."""

    talech: TalechControl

    def make(self, change: str, **details: str) -> None:
        """One of the changes that the simulator's README lists."""
        self.talech.switch_on({"fault": change, **details})

    def let_days_pass(self, days: int) -> None:
        """In the shops it is this time of a later day."""
        self.talech.move_clock(datetime.now(UTC) + timedelta(days=days))

    def take_back(self) -> None:
        """The merchant is as they were, and it is now."""
        requests.delete(f"{self.talech.url}/_control/faults", timeout=_TIMEOUT_SECONDS).raise_for_status()
        self.talech.move_clock(None)
