"""The figures that say whether a demonstration went well: printed last, as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from daybook_local.demo.booked_documents import BookedDocument
from daybook_local.demo.proof import ProofLine
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.quickbooks_control import MeterReading


@dataclass(frozen=True, slots=True)
class Figures:
    """One run. Counts, amounts in minor units, seconds; `intuit_*` are metered calls after connecting."""

    merchants: int
    locations: int
    location_days: int
    posted: int
    posted_with_gaps: int
    empty: int
    held: int
    failed: int
    documents: int
    duplicates: int
    unbalanced: int
    difference_minor: int
    intuit_writes: int
    intuit_reads: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The figures under their names, in the order of the contract."""
        return asdict(self)

    def problems(self) -> list[str]:
        """What is not as it must be, in words; empty when all is well."""
        settled = self.posted + self.posted_with_gaps + self.empty + self.held + self.failed
        findings = {
            f"{self.location_days - settled} location-days were never settled": settled == self.location_days,
            f"{self.held} location-days are held": not self.held,
            f"{self.failed} location-days failed": not self.failed,
            f"{self.duplicates} documents are there twice, or belong to no location-day": not self.duplicates,
            f"{self.unbalanced} documents do not balance": not self.unbalanced,
            f"the books differ from talech by {self.difference_minor} minor units": not self.difference_minor,
            f"{self.intuit_reads} metered reads after connecting, must be 0": not self.intuit_reads,
            f"{self.intuit_writes} writes for {self.documents} documents": self.intuit_writes == self.documents,
        }
        return [words for words, is_well in findings.items() if not is_well]


def figures_of(
    records: Sequence[LocationDayRecord],
    documents: Sequence[BookedDocument],
    proof: Iterable[ProofLine],
    account_differences_minor: Iterable[int],
    calls: MeterReading,
    *,
    locations: int,
    location_days: int,
    seconds: float,
) -> Figures:
    """Count and add up. The difference is that of every account, plus that of every line of every location-day."""
    states = Counter(record.state for record in records)
    return Figures(
        merchants=1,
        locations=locations,
        location_days=location_days,
        posted=states["posted"],
        posted_with_gaps=states["posted_with_gaps"],
        empty=states["empty"],
        held=states["held"],
        failed=states["failed"],
        documents=len(documents),
        duplicates=len(duplicates(records, documents)),
        unbalanced=sum(not document.is_balanced for document in documents),
        difference_minor=sum(map(abs, account_differences_minor)) + sum(abs(line.difference_minor) for line in proof),
        intuit_writes=calls.writes,
        intuit_reads=calls.reads,
        seconds=round(seconds, 1),
    )


def duplicates(records: Iterable[LocationDayRecord], documents: Iterable[BookedDocument]) -> list[BookedDocument]:
    """Documents beyond one per location-day: a number that was there before, or an id that no location-day names."""
    named = {record.document_id for record in records}
    seen: set[str] = set()
    extra: list[BookedDocument] = []
    for document in documents:
        if document.doc_number in seen or document.id not in named:
            extra.append(document)
        seen.add(document.doc_number)
    return extra
