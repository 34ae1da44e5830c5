"""The wanted content of the books for a location-day: talech's figures, mapped to the merchant's accounts."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from daybook.application.posting.reading.read_sales_days import SalesReading
from daybook.application.posting.steps import Figures
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection
from daybook.domain.day.invariants import untied_fields
from daybook.domain.posting.balanced_lines import Posting, build_posting
from daybook.domain.posting.booked_lines import BookedLines, booked_lines
from daybook.domain.posting.day_documents import document_of
from daybook.domain.posting.document_notes import Store, sales_note
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import coded_content_hash, too_many_sets, uncoded_sets, unversioned_content_hash
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proof.day_proof import Proof, prove
from daybook.domain.sync.last_reading import LastReading
from daybook.domain.sync.location_day import LocationDay

_SEVERAL_CODES = (
    "the day sold under several tax codes and a form has one: its tax is booked as lines and is missing from the sales "
    "tax centre"
)
TAX_RECOMPUTED = "QuickBooks computed another tax: it is booked as a line and is missing from its sales tax centre"
TAX_REFUSED = (
    "QuickBooks refused the form with the tax it works out itself: the tax collected is booked as a line and is "
    "missing from its sales tax centre"
)


@dataclass(frozen=True)
class Wanted:
    """The wanted lines, and the choices that they depend on; `note` is for the record of the day."""

    connection: Connection
    mapping: AccountMapping
    reading: SalesReading
    posting: Posting
    note: str = ""
    last_reading: LastReading | None = None

    @classmethod
    def of(cls, connection: Connection, mapping: AccountMapping, reading: SalesReading) -> Self:
        """The wanted content from the figures and a mapping."""
        wanted = cls(connection, mapping, reading, build_posting(reading.days, mapping, connection.language))
        is_form = wanted.kind is not DocumentKind.JOURNAL_ENTRY
        if is_form and not wanted.gaps and too_many_sets(wanted.posting, mapping):
            return replace(wanted, note=_SEVERAL_CODES)
        return wanted

    @property
    def kind(self) -> DocumentKind:
        """The document kind chosen for the date."""
        return self.connection.choice_on(self.posting.business_date).document_kind

    def with_tax_as_lines(self, note: str = TAX_RECOMPUTED) -> Self:
        """The same day without QuickBooks' own tax: the collected tax becomes liability lines, to the cent.

        This is exact, and automated sales tax cannot change it (docs/quickbooks.md 6.2, safe procedure).
        """
        mapping = replace(self.mapping, tax_codes={})
        posting = build_posting(self.reading.days, mapping, self.connection.language)
        return replace(self, mapping=mapping, posting=posting, note=note)

    @cached_property
    def figures(self) -> Figures:
        """The values that a decision needs."""
        return Figures(
            self.reading.content_hash,
            self.lines_hash,
            self.kind,
            is_empty=not self.posting.lines,
            unversioned_content_hash=self.reading.unversioned_hash,
            unversioned_lines_hash=unversioned_content_hash(self.posting, self._mapping_of_lines),
        )

    def document(self, day: LocationDay, kind: DocumentKind, revision: int) -> Document:
        """The day's own document; its number is the same in every revision, its note names the revision."""
        key = self.key(day, kind, revision)
        note = sales_note(day.business_date, self.store(day.location), revision, self.connection.language)
        return document_of(key.kind, self.posting, doc_number=key.doc_number, private_note=note, mapping=self.mapping)

    def store(self, location: str) -> Store:
        """A store as notes name it: by the name it had when it was mapped."""
        return Store(location, self.mapping.labels.get(location, ""))

    def key(self, day: LocationDay, kind: DocumentKind, revision: int, part: str = "") -> PostingKey:
        """The key of a revision, or of a `part`: a correction in a later period."""
        # A day of invoices below zero becomes a refund receipt, which keeps the key of the chosen kind.
        chosen = DocumentKind.INVOICE if kind is DocumentKind.REFUND_RECEIPT else kind
        realm_id, code = self.connection.company.realm_id, self.connection.store_codes.get(day.location, "")
        return PostingKey(realm_id, day.business_date, day.location, chosen, revision, part, code)

    def proof(self, day: LocationDay, kind: DocumentKind, booked: BookedLines | None = None) -> Proof:
        """The proof of the day after posting; its documents are added when they are written."""
        held = booked or self.booked(kind)
        reading = self.reading
        return prove(day, self.posting.currency, held, reading.days, reading.controls, revision=0, documents=())

    def booked(self, kind: DocumentKind) -> BookedLines:
        """The lines in the books after the day was posted as a document of a kind."""
        return booked_lines(self.posting, self.mapping, kind)

    @cached_property
    def lines_hash(self) -> str:
        """Identifies the figures with their accounts, and for sales forms with their tax codes."""
        return coded_content_hash(self.posting, self._mapping_of_lines)

    @property
    def _mapping_of_lines(self) -> AccountMapping:
        forms_carry_codes = self.kind is not DocumentKind.JOURNAL_ENTRY
        return self.mapping if forms_carry_codes else replace(self.mapping, tax_codes={})

    @property
    def untied_minor(self) -> int:
        """The widest difference of what is posted to talech's own report: negative where the report has more."""
        reports = self.reading.controls
        fields = ((day, reports.get(day.location_id)) for day in self.reading.days)
        differences = (each for day, report in fields if report is not None for each in untied_fields(day, report))
        return max((each.daybook_minor - each.talech_minor for each in differences), key=abs, default=0)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The gaps of the document."""
        return gaps_of(self.posting, self.mapping, self.kind, self.reading.ambiguous_ids)


def gaps_of(
    posting: Posting, mapping: AccountMapping, kind: DocumentKind, ambiguous_ids: frozenset[str]
) -> tuple[str, ...]:
    """Roles without an account, in text form, and tax sets without a code if forms have tax codes.

    A category names its store if stores use its id for different categories (`ambiguous_ids`).
    """
    roles = (gap.role.at(gap.location_id) if gap.role.key in ambiguous_ids else gap.role for gap in posting.gaps)
    uncoded = () if kind is DocumentKind.JOURNAL_ENTRY else uncoded_sets(posting, mapping)
    return tuple(sorted({*map(str, roles), *(f"tax_code:{key}" for key in uncoded)}))
