"""Counts what Intuit would count: reads cost money, writes are free (docs/quickbooks.md 2.9)."""

from dataclasses import asdict, dataclass, field
from typing import Any

from quickbooks_simulator.company.company_file import TRANSACTIONS


@dataclass(slots=True)
class RealmMeter:
    """The calls one company has seen. Replayed answers, refused writes and token calls are neither reads nor writes."""

    reads: int = 0
    writes: int = 0
    documents_written: int = 0
    accounts_created: int = 0
    other_writes: int = 0
    refused_writes: int = 0
    replayed: int = 0
    throttled: int = 0
    reads_by_kind: dict[str, int] = field(default_factory=dict)
    writes_by_kind: dict[str, int] = field(default_factory=dict)

    def read(self, kind: str) -> None:
        """Count a metered read."""
        self.reads += 1
        self.reads_by_kind[kind] = self.reads_by_kind.get(kind, 0) + 1

    def wrote(self, entity: str, verb: str) -> None:
        """Count a write that was carried out: every item of a batch counts."""
        self.writes += 1
        kind = f"{entity}.{verb}"
        self.writes_by_kind[kind] = self.writes_by_kind.get(kind, 0) + 1
        if entity in TRANSACTIONS:
            self.documents_written += 1
        elif (entity, verb) == ("Account", "create"):
            self.accounts_created += 1
        else:
            self.other_writes += 1

    def refused(self) -> None:
        """Count a write that was answered with a fault."""
        self.refused_writes += 1


class Meter:
    """One meter for each company."""

    def __init__(self) -> None:
        self._realms: dict[str, RealmMeter] = {}

    def of(self, realm: str) -> RealmMeter:
        """The meter of a company."""
        return self._realms.setdefault(realm, RealmMeter())

    def reset(self) -> None:
        """Start counting from zero."""
        self._realms.clear()

    def resume(self, realms: dict[str, dict[str, Any]]) -> None:
        """Go on counting from the `realms` of an earlier reading."""
        self._realms.update((realm, RealmMeter(**figures)) for realm, figures in realms.items())

    def reading(self) -> dict[str, Any]:
        """All figures per company, and the sums over all companies."""
        realms = {realm: asdict(meter) for realm, meter in self._realms.items()}
        numbers = [name for name, value in asdict(RealmMeter()).items() if isinstance(value, int)]
        total = {name: sum(meter[name] for meter in realms.values()) for name in numbers}
        return {"realms": realms, "total": total}
