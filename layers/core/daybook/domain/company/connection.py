"""A merchant's connection to one QuickBooks company, and the choices made for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from daybook.domain.day.adjustments import DEFAULT_LIMIT, AdjustmentLimit
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.documents import DocumentKind


class ConnectionStatus(StrEnum):
    """Whether Daybook may post (docs/quickbooks.md 1.3)."""

    CONNECTED = "connected"
    NEEDS_RECONNECT = "needs_reconnect"
    DISCONNECTED = "disconnected"


class LocationMode(StrEnum):
    """talech's words: Simple posts all locations as one, Advanced each on its own."""

    COMBINED = "combined"
    SEPARATE = "separate"


class ClosedBooksPolicy(StrEnum):
    """What happens to a change of a day whose period is closed in QuickBooks (docs/accounting.md 9)."""

    HOLD = "hold"
    DELTA = "delta"


class UntiedPolicy(StrEnum):
    """What happens to a day that differs from talech's report or from its own orders (docs/accounting.md 4)."""

    HOLD = "hold"
    POST_AND_FLAG = "post_and_flag"


@dataclass(frozen=True, slots=True)
class Company:
    """The company as QuickBooks describes it: name, country, currency, plan, tracking, and whether it uses sales tax.

    Without `uses_sales_tax` QuickBooks ignores every tax code (docs/quickbooks.md 6.1). With `automated_sales_tax`
    (United States only) QuickBooks puts its own code in the head of a form (docs/quickbooks.md 6.2).
    """

    realm_id: str
    name: str
    country: str
    home_currency: str
    tracks_classes: bool
    tracks_locations: bool
    book_close_date: date | None
    subscription: str
    uses_sales_tax: bool = True
    automated_sales_tax: bool = False
    plan: str = ""
    uses_account_numbers: bool = False


@dataclass(frozen=True, slots=True)
class PostingChoice:
    """The document kind and location mode from a business date on."""

    effective_from: date
    document_kind: DocumentKind
    location_mode: LocationMode


def _effective_from(choice: PostingChoice) -> date:
    return choice.effective_from


@dataclass(frozen=True, slots=True)
class Connection:
    """One merchant's connection. It holds no token: `TokenVault` keeps the encrypted tokens.

    With `clears_tenders` no tender uses a bank account: each has a clearing account, because items can point at one.
    `store_codes` are the short names of stores in document numbers, by location; a store without one has a number that
    is made of its id alone.
    """

    merchant_id: BooksId
    company: Company
    status: ConnectionStatus
    connected_at: datetime
    document_kind: DocumentKind = DocumentKind.JOURNAL_ENTRY
    location_mode: LocationMode = LocationMode.SEPARATE
    untied_policy: UntiedPolicy = UntiedPolicy.HOLD
    language: str = "en"
    closed_books_policy: ClosedBooksPolicy = ClosedBooksPolicy.HOLD
    changes: tuple[PostingChoice, ...] = ()
    adjustment_limit: AdjustmentLimit = DEFAULT_LIMIT
    clears_tenders: bool = False
    store_codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_live(self) -> bool:
        """Whether Daybook may post, as far as the stored status says."""
        return self.status is ConnectionStatus.CONNECTED

    def choice_on(self, business_date: date) -> PostingChoice:
        """How a business date is posted: the newest change in force by then, else the first choice.

        Documents of earlier dates keep their kind: a change never posts the past again.
        """
        first = PostingChoice(date.min, self.document_kind, self.location_mode)
        return max((first, *(c for c in self.changes if c.effective_from <= business_date)), key=_effective_from)

    def with_company(self, company: Company) -> Self:
        """The same connection with newly read company facts."""
        return replace(self, company=company)

    def with_status(self, status: ConnectionStatus) -> Self:
        """The same connection with another status."""
        return replace(self, status=status)


@dataclass(frozen=True, slots=True)
class TokenSet:
    """The grant of one company. Secrets never show in a `repr`, a log or an error.

    Attributes:
        access_expires_at: when the access token expires; refresh when less than five minutes remain.
        refresh_expires_at: end of the rolling window of about 100 days.
        hard_expires_at: when the grant ends in spite of refreshes, if Intuit says so.
        version: counts the stored token sets, so that a slow writer cannot overwrite a newer set.
        refused_since: when QuickBooks first refused freshly refreshed tokens of this grant.
    """

    realm_id: str
    access_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_token: str = field(repr=False)
    refresh_expires_at: datetime
    hard_expires_at: datetime | None = None
    version: int = 0
    refused_since: datetime | None = None
