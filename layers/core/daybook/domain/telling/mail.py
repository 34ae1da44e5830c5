"""A mail to a merchant, and the facts that it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daybook.domain.errors import DaybookError, HoldReason
from daybook.domain.sync.day_story import DayStory
from daybook.domain.sync.location_day import SyncRecord


class MailNotSentError(DaybookError):
    """A mail did not leave. The text names the cause and never the address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, ready to leave; `unsubscribe_url` is empty for mails that cannot be unsubscribed from."""

    to: str
    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a mail: their language, the country whose dates and amounts they write, and the names they know."""

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
    """Access to QuickBooks that ends unless the merchant consents anew; `reconnect_url` is no way in by itself."""

    ends_on: date
    days_left: int
    reconnect_url: str


@dataclass(frozen=True, slots=True)
class AddressAsked:
    """The reader's own address, which gets a merchant's mails once they confirm it behind the link."""

    confirm_url: str


@dataclass(frozen=True, slots=True)
class AddressChange:
    """What was asked about the reader's address, which got a merchant's mails so far.

    Attributes:
        address: where mails go in its place; empty where they end.
        by: the user whom talech named to us, if any.
        waits: until the reader of the other address confirms it, mails go on coming here.
    """

    address: str
    by: str
    waits: bool


@dataclass(frozen=True, slots=True)
class DaySummary:
    """How one business date went: a record per location by name, and talech's report fields in minor units.

    `figures` are those of the posted locations together; empty where nothing was posted.
    """

    business_date: date
    records: tuple[tuple[str, SyncRecord], ...]
    figures: Mapping[str, int]
    currency: str
    unsubscribe_url: str
