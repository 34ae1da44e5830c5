"""Mails to the merchant: what they want to get, what they were told, how a mail is written and sent."""

from dataclasses import dataclass
from typing import Protocol

from daybook.domain.merchant.books import BooksId
from daybook.domain.telling.mail import AddressAsked, AddressChange, DaysHeld, DaySummary, GrantEnding, Mail, Reader
from daybook.domain.telling.notify import Notice, NotifyPreference


class NotifyStore(Protocol):
    """A merchant's preference, and what they were told."""

    def preference(self, merchant_id: BooksId) -> NotifyPreference | None:
        """Where their mails go; None while nobody has told."""
        ...

    def save_preference(self, merchant_id: BooksId, preference: NotifyPreference) -> None:
        """Remember it."""
        ...

    def notice(self, merchant_id: BooksId, cause: str) -> Notice | None:
        """What they were told about a cause."""
        ...

    def save_notice(self, merchant_id: BooksId, notice: Notice) -> bool:
        """Store the notice that follows the stored version; whether nobody stored that version meanwhile."""
        ...


class MailWriter(Protocol):
    """Puts facts into a reader's own words."""

    def days_held(self, held: DaysHeld, reader: Reader) -> Mail:
        """What waits, why, and the one thing to do; for a lost connection too."""
        ...

    def grant_ending(self, ending: GrantEnding, reader: Reader) -> Mail:
        """Until when Daybook may post, and how to go on."""
        ...

    def day_summary(self, summary: DaySummary, reader: Reader) -> Mail:
        """How a business date went."""
        ...

    def address_asked(self, asked: AddressAsked, reader: Reader) -> Mail:
        """Whose mails the reader would get, and the link that confirms it."""
        ...

    def address_change(self, change: AddressChange, reader: Reader) -> Mail:
        """What was asked about the reader's address, and what to do if it was not them."""
        ...


class Mailer(Protocol):
    """Sends mails."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over.

        Raises:
            MailNotSentError: it did not leave.
        """
        ...


@dataclass(frozen=True, slots=True)
class MailDesk:
    """Where a deployment that sends mails writes and sends them; `public_url` is where their links lead."""

    writer: MailWriter
    mailer: Mailer
    public_url: str
