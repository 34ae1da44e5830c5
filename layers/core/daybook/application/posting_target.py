"""What the books should hold of a location-day, and the systems it takes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from daybook.application.ports import Clock, CompanyWatch, ConnectionStore, Ledger, ProofStore, SalesSource, SyncLog
from daybook.application.read_sales_days import SalesReading
from daybook.domain.connection import Connection
from daybook.domain.documents import DocumentKind
from daybook.domain.form_taxes import coded_content_hash, too_many_sets, uncoded_sets
from daybook.domain.mapping import AccountMapping
from daybook.domain.posting import Posting, build_posting

_SEVERAL_CODES = (
    "the day sold under several tax codes and a form has one: its tax is booked as lines and is missing from the sales "
    "tax centre"
)


TAX_REFUSED = (
    "QuickBooks refused the form with the tax it works out itself: the tax collected is booked as a line and is "
    "missing from its sales tax centre"
)


@dataclass(frozen=True, slots=True)
class PostingPorts:
    """What the use case needs; `sales_of` and `ledger_of` open one merchant's systems."""

    connections: ConnectionStore
    sync_log: SyncLog
    proofs: ProofStore
    sales_of: Callable[[str], SalesSource]
    ledger_of: Callable[[Connection], Ledger]
    clock: Clock
    watch: CompanyWatch


@dataclass(frozen=True, slots=True)
class Target:
    """What the books should hold, and the choices it follows from.

    `company_is_of_now` says that this try has read the company already.
    """

    connection: Connection
    mapping: AccountMapping
    reading: SalesReading
    posting: Posting
    note: str = ""
    company_is_of_now: bool = False

    @classmethod
    def of(cls, connection: Connection, mapping: AccountMapping, reading: SalesReading) -> Self:
        """The figures that were read through a mapping."""
        target = cls(connection, mapping, reading, build_posting(reading.days, mapping, connection.language))
        is_form = target.kind is not DocumentKind.JOURNAL_ENTRY
        if is_form and not target.gaps and too_many_sets(target.posting, mapping):
            return replace(target, note=_SEVERAL_CODES)
        return target

    @property
    def kind(self) -> DocumentKind:
        """The document kind chosen for the date."""
        return self.connection.choice_on(self.posting.business_date).document_kind

    def with_tax_as_lines(self) -> Self:
        """The same day without QuickBooks' own tax: what the till collected becomes liability lines, to the cent."""
        mapping = replace(self.mapping, tax_codes={})
        note = "QuickBooks computed another tax: it is booked as a line and is missing from its sales tax centre"
        posting = build_posting(self.reading.days, mapping, self.connection.language)
        return replace(self, mapping=mapping, posting=posting, note=note)

    @property
    def content_hash(self) -> str:
        """Identifies the figures."""
        return self.reading.content_hash

    @property
    def lines_hash(self) -> str:
        """Identifies the figures with their accounts, and on sales forms with their tax codes."""
        forms_carry_codes = self.kind is not DocumentKind.JOURNAL_ENTRY
        mapping = self.mapping if forms_carry_codes else replace(self.mapping, tax_codes={})
        return coded_content_hash(self.posting, mapping)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the document lacks."""
        return gaps_of(self.posting, self.mapping, self.kind)


def gaps_of(posting: Posting, mapping: AccountMapping, kind: DocumentKind) -> tuple[str, ...]:
    """Roles without an account, in their text form, and tax sets without a code where forms carry codes."""
    uncoded = () if kind is DocumentKind.JOURNAL_ENTRY else uncoded_sets(posting, mapping)
    return tuple(sorted({*(str(gap.role) for gap in posting.gaps), *(f"tax_code:{key}" for key in uncoded)}))
