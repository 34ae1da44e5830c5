"""What the books should hold of a location-day, and the systems it takes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from daybook.application.ports import Clock, ConnectionStore, Ledger, ProofStore, SalesSource, SyncLog
from daybook.application.read_sales_days import SalesReading
from daybook.domain.connection import Connection
from daybook.domain.documents import DocumentKind
from daybook.domain.form_taxes import coded_content_hash, uncoded_sets
from daybook.domain.mapping import AccountMapping
from daybook.domain.posting import Posting, build_posting


@dataclass(frozen=True, slots=True)
class PostingPorts:
    """What the use case needs; `sales_of` and `ledger_of` open one merchant's systems."""

    connections: ConnectionStore
    sync_log: SyncLog
    proofs: ProofStore
    sales_of: Callable[[str], SalesSource]
    ledger_of: Callable[[Connection], Ledger]
    clock: Clock


@dataclass(frozen=True, slots=True)
class Target:
    """What the books should hold, and the choices it follows from."""

    connection: Connection
    mapping: AccountMapping
    reading: SalesReading
    posting: Posting
    note: str = ""

    @property
    def kind(self) -> DocumentKind:
        """The document kind chosen for the date."""
        return self.connection.choice_on(self.posting.business_date).document_kind

    def with_tax_as_lines(self) -> Self:
        """The same day without QuickBooks' own tax: what the till collected becomes liability lines, to the cent."""
        mapping = replace(self.mapping, tax_codes={})
        note = "QuickBooks computed another tax: it is booked as a line and is missing from its sales tax centre"
        return replace(self, mapping=mapping, posting=build_posting(self.reading.days, mapping), note=note)

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
        """Roles without an account, in their text form, and tax sets without a code where forms carry codes."""
        uncoded = () if self.kind is DocumentKind.JOURNAL_ENTRY else uncoded_sets(self.posting, self.mapping)
        return tuple(sorted({*(str(gap.role) for gap in self.posting.gaps), *(f"tax_code:{key}" for key in uncoded)}))
