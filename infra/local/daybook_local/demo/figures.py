"""The figures that say whether a demonstration went well: printed last, as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.demo.books.proof import ProofLine
from daybook_local.demo.taxes.tax_return import TaxReturn
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.vendors.quickbooks_control import MeterReading


@dataclass(frozen=True, slots=True)
class Figures:
    """One run. Counts, amounts in minor units, seconds; `intuit_*` are metered calls after connecting.

    A location-day's document counts once: the payments of an invoice are in `payments`. `intuit_writes` are writes of
    documents and payments; `references` those of the items, payment methods and customer that sales forms name, made
    once per company. The last four are of QuickBooks' tax codes: how many taxes of the tills, what the tax return holds
    of them, its difference from the tills, and tax that stays on liability lines because a form could not carry it.
    """

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
    payments: int = 0
    references: int = 0
    taxes: int = 0
    tax_return_minor: int = 0
    tax_return_difference_minor: int = 0
    tax_on_lines_minor: int = 0

    def as_json(self) -> dict[str, Any]:
        """The figures under their names, in the order of the contract."""
        return asdict(self)

    def problems(self) -> list[str]:
        """What is not as it must be, in words; empty when all is well."""
        wanted = self.documents + self.payments
        payments = f" and {self.payments} payments" if self.payments else ""
        return [
            *self.problems_of_books(),
            *_unless(not self.intuit_reads, f"{self.intuit_reads} metered reads after connecting, must be 0"),
            *_unless(
                self.intuit_writes == wanted, f"{self.intuit_writes} writes for {self.documents} documents{payments}"
            ),
        ]

    def problems_of_books(self) -> list[str]:
        """What is not as it must be in the end, however often documents were corrected on the way."""
        settled = self.posted + self.posted_with_gaps + self.empty + self.held + self.failed
        findings = {
            f"{self.location_days - settled} location-days were never settled": settled == self.location_days,
            f"{self.held} location-days are held": not self.held,
            f"{self.failed} location-days failed": not self.failed,
            f"{self.duplicates} documents are there twice, or belong to no location-day": not self.duplicates,
            f"{self.unbalanced} documents do not balance": not self.unbalanced,
            f"the books differ from talech by {self.difference_minor} minor units": not self.difference_minor,
            f"the tax return differs from the tills by {self.tax_return_difference_minor} minor units": (
                not self.tax_return_difference_minor
            ),
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
    references: int = 0,
    tax_return: TaxReturn | None = None,
) -> Figures:
    """Count and add up. The difference is that of every account, plus that of every line of every location-day."""
    states = Counter(record.state for record in records)
    deltas = {delta for record in records for delta in record.delta_ids}
    filed = tax_return or TaxReturn((), {})
    return Figures(
        merchants=1,
        locations=locations,
        location_days=location_days,
        posted=states["posted"],
        posted_with_gaps=states["posted_with_gaps"],
        empty=states["empty"],
        held=states["held"],
        failed=states["failed"],
        documents=sum(document.id not in deltas for document in documents),
        duplicates=len(duplicates(records, documents)),
        unbalanced=sum(not document.is_balanced for document in documents),
        difference_minor=sum(map(abs, account_differences_minor)) + sum(abs(line.difference_minor) for line in proof),
        intuit_writes=calls.documents + calls.payments,
        intuit_reads=calls.reads,
        seconds=round(seconds, 1),
        payments=sum(len(document.payments) for document in documents),
        references=references,
        taxes=filed.taxes,
        tax_return_minor=filed.filed_minor,
        tax_return_difference_minor=filed.difference_minor,
        tax_on_lines_minor=filed.on_lines_minor,
    )


def together(each: Sequence[Figures]) -> Figures:
    """The figures of several merchants of one run as one; the seconds are those when the last was read back."""
    rows = [asdict(figures) for figures in each]
    sums = {name: sum(row[name] for row in rows) for name in rows[0]}
    return Figures(**sums | {"seconds": max(figures.seconds for figures in each)})


def duplicates(records: Iterable[LocationDayRecord], documents: Iterable[BookedDocument]) -> list[BookedDocument]:
    """Documents beyond those of a location-day: a number that was there before, or an id that no location-day names."""
    named = {document_id for record in records for document_id in record.document_ids}
    seen: set[str] = set()
    extra: list[BookedDocument] = []
    for document in documents:
        if document.doc_number in seen or document.id not in named:
            extra.append(document)
        seen.add(document.doc_number)
    return extra


def _unless(is_well: bool, words: str) -> list[str]:  # noqa: FBT001 -- reads as a sentence where it is called
    return [] if is_well else [words]
