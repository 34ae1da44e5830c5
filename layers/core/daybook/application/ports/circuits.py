"""What every worker together knows of the vendors' answers."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from daybook.domain.sync.circuit import Circuit, Party


class Circuits(Protocol):
    """One circuit a party, shared by all workers."""

    def of(self, parties: Iterable[Party]) -> Mapping[Party, Circuit]:
        """The circuits as they were some seconds ago, or are now; a closed one for whom nothing is known."""
        ...

    def now(self, party: Party) -> Circuit:
        """A circuit as it is now."""
        ...

    def change(self, party: Party, seen: Circuit, into: Circuit) -> bool:
        """Write a circuit in the place of the one that was seen; whether that one was still there."""
        ...
