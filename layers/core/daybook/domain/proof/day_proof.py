"""The proof of a posted location-day: talech's report, our `SalesDay` and the document compared field by field.

The document's side is computed only from its lines. These are the lines that QuickBooks returned: a document counts as
posted only after the worker compared the answer with what it sent, to the cent (docs/accounting.md 4).
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from daybook.domain.chart.mapping import MappedTaxCode
from daybook.domain.day.invariants import control_figures
from daybook.domain.day.orders import ControlTotals
from daybook.domain.day.sales import SalesDay
from daybook.domain.fingerprint import UNVERSIONED, VERSION, fingerprint, unversioned
from daybook.domain.posting.balanced_lines import PostingLine
from daybook.domain.posting.booked_lines import BookedLines, whole_lines
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.location_day import LocationDay

# Fields that a proof's hash leaves out: the version of the hash, and facts about a document other than its figures.
_SAYS_NOTHING = frozenset({"hash_version", "stored_hash", "created_at", "dated"})


@dataclass(frozen=True, slots=True)
class ProofField:
    """One control field of one location in minor units; talech's side is None if its report lacks the field."""

    location_id: str
    field: str
    talech_minor: int | None
    sales_day_minor: int
    document_minor: int

    @property
    def difference_minor(self) -> int:
        """The largest difference between any two of the three sides."""
        sides = [side for side in (self.talech_minor, self.sales_day_minor, self.document_minor) if side is not None]
        return max(sides) - min(sides)


@dataclass(frozen=True, slots=True)
class Proof:
    """The content of the books for a location-day, and the figures that prove it.

    `lines` are all booked lines, later corrections included; `sales_days` the figures they were made from, for
    rehearsals of another mapping; `documents` the documents in QuickBooks. `tax_codes` are those of the documents, by
    tax-set key: empty if tax is in liability lines, None if the proof is older than their recording. A proof keeps the
    version of its hash, so an exported proof is found again by the same hash. `is_overtaken`: a person has changed a
    document since, so it proves nothing, but still names the documents of a day whose record is lost.
    """

    day: LocationDay
    revision: int
    currency: str
    documents: tuple[PostedDocument, ...]
    fields: tuple[ProofField, ...]
    lines: tuple[PostingLine, ...]
    sales_days: tuple[SalesDay, ...]
    tax_codes: Mapping[str, MappedTaxCode] | None = None
    hash_version: int = VERSION
    is_overtaken: bool = False

    @property
    def hash(self) -> str:
        """Changes with every figure of the proof."""
        if self.hash_version == UNVERSIONED:
            # The proof is older than the recording of codes; its hash did not include them.
            unknown = {"tax_codes"} if self.tax_codes is None else set()
            return unversioned(self, leave_out=_SAYS_NOTHING | unknown)
        return fingerprint(self, leave_out=_SAYS_NOTHING)

    @property
    def booked(self) -> BookedLines:
        """The booked lines, for comparison with the wanted ones."""
        return BookedLines(self.lines, self.tax_codes)

    @property
    def whole_lines(self) -> tuple[PostingLine, ...]:
        """The lines for people: a figure with different taxes is one line."""
        return whole_lines(self.lines)

    def of_store(self, location_id: str) -> "Proof":
        """The part of one store, where several are posted as one: its figures, its lines, its control fields."""
        return replace(
            self,
            fields=tuple(field for field in self.fields if field.location_id == location_id),
            lines=tuple(line for line in self.lines if line.location_id == location_id),
            sales_days=tuple(day for day in self.sales_days if day.location_id == location_id),
        )

    @property
    def effect(self) -> dict[str, int]:
        """The movement of each account in the books, debits positive."""
        return effect_of(self.lines)


def prove(
    day: LocationDay,
    currency: str,
    booked: BookedLines,
    sales_days: Iterable[SalesDay],
    controls: Mapping[str, ControlTotals],
    *,
    revision: int,
    documents: tuple[PostedDocument, ...],
) -> Proof:
    """The proof of the lines that are in the books now; `controls` are talech's reports by location id."""
    days, lines = tuple(sales_days), booked.lines
    fields = tuple(
        field for sales_day in days for field in _fields(sales_day, lines, controls.get(sales_day.location_id))
    )
    return Proof(day, revision, currency, documents, fields, lines, days, booked.tax_codes)


def effect_of(lines: Iterable[PostingLine]) -> dict[str, int]:
    """The movement of each account, debits positive."""
    totals: Counter[str] = Counter()
    for line in lines:
        totals[line.account_id] += line.amount_minor
    return {account: minor for account, minor in sorted(totals.items()) if minor}


def chained(proofs: Iterable[Proof]) -> list[tuple[Proof, str]]:
    """Proofs by location and date, each with a hash over itself and the previous one: a missing proof shows."""
    ordered = sorted(proofs, key=lambda proof: (proof.day.location, proof.day.business_date))
    links: list[tuple[Proof, str]] = []
    for proof in ordered:
        follows = bool(links) and links[-1][0].day.location == proof.day.location
        before = links[-1][1] if follows else ""
        links.append((proof, hashlib.sha256(f"{before}{proof.hash}".encode()).hexdigest()))
    return links


def _fields(day: SalesDay, lines: Iterable[PostingLine], control: ControlTotals | None) -> Iterable[ProofField]:
    document = _document_figures(day, [line for line in lines if line.location_id == day.location_id])
    for name, ours in control_figures(day).items():
        if name in document:
            talech = control.fields.get(name) if control else None
            yield ProofField(day.location_id, name, talech, ours, document[name])


def _document_figures(day: SalesDay, lines: Iterable[PostingLine]) -> dict[str, int]:
    """The control fields, by talech's names, from the document's lines; fields that no line gives are left out."""
    of: Counter[str] = Counter()
    for line in lines:
        of[line.figure] += line.amount_minor
    gross = -(of["revenue"] + of["adjustment_minor"])
    discount = of["discounts_minor"] + of["comps_minor"]
    # The books contain every refund; talech's figure leaves out refunds paid as store credit.
    refunds = of["refunds"] - day.refunds_as_store_credit_minor
    return {
        "grossRevenue": gross,
        "discount": discount,
        "loyalty": of["loyalty_minor"],
        "refundAmount": refunds,
        "netRevenue": gross - discount - of["loyalty_minor"] - refunds,
        "reportedTax": -of["taxes"],
        "tip": -of["tips_minor"],
        "netGiftCardsRevenue": -of["gift_cards_sold_minor"],
        "roundingRevenue": -of["rounding_minor"],
        "storeCreditGranted": -of["store_credit_granted_minor"],
        "totalCollected": of["tenders"],
    }
