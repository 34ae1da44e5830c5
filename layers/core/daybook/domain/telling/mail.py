"""The facts of each mail to a merchant, and the mail itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daybook.domain.errors import DaybookError, HoldReason
from daybook.domain.sync.day_story import DayStory
from daybook.domain.sync.location_day import SyncRecord


class MailNotSentError(DaybookError):
    """The mail was not sent. The text has the cause, never the address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, ready to be sent; `unsubscribe_url` is empty for mails without an unsubscribe link."""

    to: str
    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a mail: language, country (for dates and amounts), names of shops and company."""

    email: str
    language: str
    country: str
    business: str
    company: str


@dataclass(frozen=True, slots=True)
class DaysHeld:
    """Business dates that wait for a person for one reason; none yet when only the connection was lost.

    `stories` tell of each location-day what is in the books and what waits, as far as it is on record, in `currency`.
    """

    reason: HoldReason
    fault_code: int | None
    dates: tuple[date, ...]
    stories: tuple[DayStory, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class GrantEnding:
    """Access to QuickBooks that ends unless the merchant consents again; `reconnect_url` alone opens no session."""

    ends_on: date
    days_left: int
    reconnect_url: str


@dataclass(frozen=True, slots=True)
class AddressAsked:
    """The reader's address, which gets the merchant's mails after the reader confirms it with the link."""

    confirm_url: str


@dataclass(frozen=True, slots=True)
class AddressChange:
    """A requested change for the reader's address, to which a merchant's mails went so far.

    Attributes:
        address: the new address; empty if mails end.
        by: the user that talech named at the launch, if any.
        waits: mails keep coming to this reader until the reader of the new address confirms it.
    """

    address: str
    by: str
    waits: bool


@dataclass(frozen=True, slots=True)
class DaySummary:
    """The summary of one business date: a record per location by name, and talech's report fields in minor units.

    `figures` are the sums of the posted locations; empty if nothing was posted.
    """

    business_date: date
    records: tuple[tuple[str, SyncRecord], ...]
    figures: Mapping[str, int]
    currency: str
    unsubscribe_url: str
