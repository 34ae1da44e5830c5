"""A merchant's connection as ConnectionTable keeps it. It holds no token."""

from datetime import date
from typing import Literal, Self

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier, Instant
from daybook.domain.adjustments import DEFAULT_LIMIT, AdjustmentLimit
from daybook.domain.books import BooksId
from daybook.domain.connection import (
    ClosedBooksPolicy,
    Company,
    Connection,
    ConnectionStatus,
    LocationMode,
    PostingChoice,
    UntiedPolicy,
)
from daybook.domain.documents import DocumentKind


class StoredCompany(Contract):
    """The company as QuickBooks described it when it was last read."""

    realm_id: Identifier
    name: str
    country: str
    home_currency: str
    tracks_classes: bool
    tracks_locations: bool
    book_close_date: date | None = None
    subscription: str
    uses_sales_tax: bool = True
    automated_sales_tax: bool = False
    plan: str = ""

    @classmethod
    def of(cls, company: Company) -> Self:
        """The stored form."""
        return cls(
            realm_id=company.realm_id,
            name=company.name,
            country=company.country,
            home_currency=company.home_currency,
            tracks_classes=company.tracks_classes,
            tracks_locations=company.tracks_locations,
            book_close_date=company.book_close_date,
            subscription=company.subscription,
            uses_sales_tax=company.uses_sales_tax,
            automated_sales_tax=company.automated_sales_tax,
            plan=company.plan,
        )

    def to_domain(self) -> Company:
        """The domain's form."""
        return Company(
            realm_id=self.realm_id,
            name=self.name,
            country=self.country,
            home_currency=self.home_currency,
            tracks_classes=self.tracks_classes,
            tracks_locations=self.tracks_locations,
            book_close_date=self.book_close_date,
            subscription=self.subscription,
            uses_sales_tax=self.uses_sales_tax,
            automated_sales_tax=self.automated_sales_tax,
            plan=self.plan,
        )


class StoredPostingChoice(Contract):
    """The document kind and location mode from a business date on."""

    effective_from: date
    document_kind: DocumentKind
    location_mode: LocationMode

    @classmethod
    def of(cls, choice: PostingChoice) -> Self:
        """The stored form."""
        return cls(
            effective_from=choice.effective_from,
            document_kind=choice.document_kind,
            location_mode=choice.location_mode,
        )

    def to_domain(self) -> PostingChoice:
        """The domain's form."""
        return PostingChoice(self.effective_from, self.document_kind, self.location_mode)


class StoredConnection(Contract):
    """The connection and the choices made for it."""

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier
    company: StoredCompany
    status: ConnectionStatus
    connected_at: Instant
    document_kind: DocumentKind
    location_mode: LocationMode
    untied_policy: UntiedPolicy
    language: str
    closed_books_policy: ClosedBooksPolicy = ClosedBooksPolicy.HOLD
    changes: tuple[StoredPostingChoice, ...] = ()
    adjustment_limit_basis_points: int = DEFAULT_LIMIT.basis_points
    clears_tenders: bool = False

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """The stored form."""
        return cls(
            merchant_id=connection.merchant_id,
            company=StoredCompany.of(connection.company),
            status=connection.status,
            connected_at=connection.connected_at,
            document_kind=connection.document_kind,
            location_mode=connection.location_mode,
            untied_policy=connection.untied_policy,
            language=connection.language,
            closed_books_policy=connection.closed_books_policy,
            changes=tuple(StoredPostingChoice.of(change) for change in connection.changes),
            adjustment_limit_basis_points=connection.adjustment_limit.basis_points,
            clears_tenders=connection.clears_tenders,
        )

    def to_domain(self) -> Connection:
        """The domain's form."""
        return Connection(
            merchant_id=BooksId(self.merchant_id),
            company=self.company.to_domain(),
            status=self.status,
            connected_at=self.connected_at,
            document_kind=self.document_kind,
            location_mode=self.location_mode,
            untied_policy=self.untied_policy,
            language=self.language,
            closed_books_policy=self.closed_books_policy,
            changes=tuple(change.to_domain() for change in self.changes),
            adjustment_limit=AdjustmentLimit(self.adjustment_limit_basis_points),
            clears_tenders=self.clears_tenders,
        )
