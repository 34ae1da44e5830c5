"""The app's registration at a vendor, with keys that no operator rotates."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FixedKeys:
    """`Registration` of one app."""

    app: Any

    def current(self) -> Any:
        return self.app

    def anew(self) -> Any:
        return self.app
