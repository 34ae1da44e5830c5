"""Bodies for settings that a merchant can change after the setup."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.domain.company.connection import ClosedBooksPolicy, LocationMode, UntiedPolicy
from daybook.domain.posting.documents import DocumentKind


class PostingBody(HttpBody):
    """How days are posted from a business date on; without a date, since the setup."""

    effective_from: date | None = None
    document_kind: DocumentKind
    location_mode: LocationMode


class PoliciesBody(RequestBody):
    """What happens to days that do not tie, and to changes in closed periods.

    `adjustment_limit_percent` says which part of a day's sales the lines of a store's orders may leave open of their
    totals, such as `1` or `2.5`, before `untied` decides; 5.00 are always allowed. Left out, it stays as it is.
    """

    untied: UntiedPolicy
    closed_books: ClosedBooksPolicy
    adjustment_limit_percent: Annotated[str, Field(max_length=20)] | None = None


class ClearingBody(RequestBody):
    """Whether tenders go to clearing accounts, for companies in which no item may point at a bank account."""

    clear_tenders: bool


class MailsBody(RequestBody):
    """Where mails shall go. A new address waits until its reader confirms it, an empty one ends all mails at once.

    The address that holds already takes back one that waits.
    """

    email: Annotated[str, Field(max_length=300)]
    alerts: bool
    daily_summary: bool


class WaitingAddressBody(HttpBody):
    """An address that its reader has not confirmed yet, and until when they can by the mail that they have."""

    email: str
    until: AwareDatetime


class MailsStateBody(HttpBody):
    """Where mails go, empty for nowhere, and the address that waits to take its place."""

    email: str
    alerts: bool
    daily_summary: bool
    waiting: WaitingAddressBody | None = None


class SettingsBody(HttpBody):
    """The settings as they are. `earliest_change` is the first business date that posting can change from."""

    posting: tuple[PostingBody, ...]
    earliest_change: date
    policies: PoliciesBody
    clear_tenders: bool
    language: str
    mails: MailsStateBody


class PostingChangeBody(RequestBody):
    """Another kind or mode from a business date on; what is left out stays as it is by then."""

    effective_from: date
    document_kind: DocumentKind | None = None
    location_mode: LocationMode | None = None


class PostingWithdrawalBody(RequestBody):
    """The change that begins on a business date to come, of which no day has ended."""

    effective_from: date


class LanguageBody(RequestBody):
    """The language of this session, its pages and its answers."""

    language: Literal["en", "fr"]
