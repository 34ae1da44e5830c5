"""The store of circuits, shared by all workers (see `domain.sync.circuit`)."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from daybook.domain.sync.circuit import Circuit, Party


class Circuits(Protocol):
    """One circuit per party, shared by all workers."""

    def of(self, parties: Iterable[Party]) -> Mapping[Party, Circuit]:
        """The circuits as they are now or were some seconds ago; a closed one for a party without a row."""
        ...

    def now(self, party: Party) -> Circuit:
        """The circuit, read now."""
        ...

    def change(self, party: Party, seen: Circuit, into: Circuit) -> bool:
        """Replace the circuit that was read by another; False if the stored one has changed since."""
        ...
