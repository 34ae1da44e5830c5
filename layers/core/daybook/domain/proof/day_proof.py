"""The proof of a posted location-day: talech's report, our SalesDay and the document say the same, field by field.

The document's side is computed from its lines alone. They are the lines as QuickBooks returned them: a document counts
as posted only after its answer was compared with what was sent, to the cent (docs/accounting.md 4).
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

# How the hash is made, and what is known of a document beside its figures.
_SAYS_NOTHING = frozenset({"hash_version", "stored_hash", "created_at"})


@dataclass(frozen=True, slots=True)
class ProofField:
    """One control field of one location in minor units; talech's side is None where its report lacks the field."""

    location_id: str
    field: str
    talech_minor: int | None
    sales_day_minor: int
    document_minor: int

    @property
    def difference_minor(self) -> int:
        """The widest gap between any two of the three sides."""
        sides = [side for side in (self.talech_minor, self.sales_day_minor, self.document_minor) if side is not None]
        return max(sides) - min(sides)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the books hold of a location-day, and why that is right.

    `lines` are all of it, later corrections included; `sales_days` the figures they were made from, for rehearsals of
    another mapping; `documents` where it lies in QuickBooks. `tax_codes` are those that the documents carry, by tax-set
    key: none where tax lies in liability lines, None where it was proved before they were recorded. A proof keeps the
    version of its hash: what was exported once is found again by the same hash.
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

    @property
    def hash(self) -> str:
        """Changes with every figure of the proof."""
        if self.hash_version == UNVERSIONED:
            # From before codes were recorded: what was unknown was not said.
            unknown = {"tax_codes"} if self.tax_codes is None else set()
            return unversioned(self, leave_out=_SAYS_NOTHING | unknown)
        return fingerprint(self, leave_out=_SAYS_NOTHING)

    @property
    def booked(self) -> BookedLines:
        """What the books hold, to be compared with what they should."""
        return BookedLines(self.lines, self.tax_codes)

    @property
    def whole_lines(self) -> tuple[PostingLine, ...]:
        """The lines for people: a figure that bears different taxes is one line."""
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
        """What the books hold per account, debits positive."""
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
    """The proof of what the books hold by now; `controls` are talech's reports by location id."""
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
    """Proofs by location and date, each with a hash over its own and the one before: none goes missing unseen."""
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
    """talech's field names from the document's lines; what no line tells (refunded parts) is left out."""
    of: Counter[str] = Counter()
    for line in lines:
        of[line.figure] += line.amount_minor
    gross = -(of["revenue"] + of["adjustment_minor"])
    discount = of["discounts_minor"] + of["comps_minor"]
    # The books hold every refund; talech's figure leaves out those settled as store credit.
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
