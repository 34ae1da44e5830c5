"""The circuits of vendors in a dictionary, with the conditional writes of the real ones."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from daybook.domain.errors import RetriableError
from daybook.domain.sync.circuit import Circuit, Party


class FakeCircuits:
    """Circuits by party; `writes` counts them, and `away` lets every call fail as a table does that is away."""

    def __init__(self) -> None:
        self.stored: dict[Party, Circuit] = {}
        self.writes = 0
        self.away: RetriableError | None = None

    def of(self, parties: Iterable[Party]) -> Mapping[Party, Circuit]:
        return {party: self.now(party) for party in parties}

    def now(self, party: Party) -> Circuit:
        if self.away:
            raise self.away
        return self.stored.get(party, Circuit())

    def change(self, party: Party, seen: Circuit, into: Circuit) -> bool:
        if self.now(party).version != seen.version:
            return False
        self.stored[party] = replace(into, version=seen.version + 1)
        self.writes += 1
        return True
