"""The store of circuits, shared by all workers (see `domain.sync.circuit`)."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Protocol

from daybook.domain.sync.circuit import Circuit, Party


class Circuits(Protocol):
    """One circuit per party, shared by all workers."""

    def of(self, parties: Iterable[Party]) -> Mapping[Party, Circuit]:
        """The circuits as they are now or were some seconds ago; a closed one for a party without a row."""

    def now(self, party: Party) -> Circuit:
        """The circuit, read now."""

    def change(self, party: Party, seen: Circuit, into: Circuit) -> bool:
        """Replace the circuit that was read by another; False if the stored one has changed since."""


class AnswerClass(StrEnum):
    """How a vendor answered: as asked, too many calls, no to this call, or an error of its own (no answer too)."""

    OK = "ok"
    THROTTLED = "throttled"
    REFUSED = "refused"
    FAILED = "failed"


OnAnswer = Callable[[AnswerClass, float | None, str], None]
"""Hears the class of each answer, its time in milliseconds (None without one), and the id that the vendor gave it."""
