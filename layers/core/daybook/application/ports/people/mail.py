"""Ports for mails to merchants: stored preferences and notices, writing a mail, sending it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from daybook.domain.merchant.books import BooksId
from daybook.domain.telling.mail import AddressAsked, AddressChange, DaysHeld, DaySummary, GrantEnding, Mail, Reader
from daybook.domain.telling.notify import Notice, NotifyPreference

if TYPE_CHECKING:
    # Pages alone write these mails; a worker that imports the ports does not load their nouns.
    from daybook.domain.accountant.mails import (
        AccountantCame,
        AccountantInvited,
        DayToDecide,
        MemberInvited,
        SignInAsked,
    )


class NotifyStore(Protocol):
    """Stores a merchant's preference and the notices already sent."""

    def preference(self, merchant_id: BooksId) -> NotifyPreference | None:
        """The merchant's preference; None if none is stored."""

    def save_preference(self, merchant_id: BooksId, preference: NotifyPreference) -> None:
        """Store the preference."""

    def notice(self, merchant_id: BooksId, cause: str) -> Notice | None:
        """The notice about a cause."""

    def save_notice(self, merchant_id: BooksId, notice: Notice) -> bool:
        """Store the notice as the version after the stored one; False if another worker stored that version before."""


class MailWriter(Protocol):
    """Writes a mail from facts, in the reader's language."""

    def days_held(self, held: DaysHeld, reader: Reader) -> Mail:
        """The mail about held days or a lost connection: what waits, why, and what to do."""

    def grant_ending(self, ending: GrantEnding, reader: Reader) -> Mail:
        """The mail about the end of a grant: until when Daybook may post, and how to reconnect."""

    def day_summary(self, summary: DaySummary, reader: Reader) -> Mail:
        """The summary of a business date."""

    def address_asked(self, asked: AddressAsked, reader: Reader) -> Mail:
        """The mail that asks a reader to confirm the address."""

    def address_change(self, change: AddressChange, reader: Reader) -> Mail:
        """The mail to the previous address about a requested change."""

    def accountant_invited(self, invited: "AccountantInvited", reader: Reader) -> Mail:
        """The mail to an accountant with the link to an invitation."""

    def sign_in_asked(self, asked: "SignInAsked", address: str, language: str) -> Mail:
        """The mail to an accountant with the link that signs in."""

    def member_invited(self, invited: "MemberInvited", address: str, language: str) -> Mail:
        """The mail to a person whom a firm of accountants invites."""

    def day_to_decide(self, day: "DayToDecide", reader: Reader) -> Mail:
        """The mail to an accountant about a held day that the merchant sends them."""

    def accountant_came(self, came: "AccountantCame", reader: Reader) -> Mail:
        """The mail to the merchant about an accountant who accepted."""


class Mailer(Protocol):
    """Sends mails."""

    def send(self, mail: Mail) -> None:
        """Send the mail.

        Raises:
            MailNotSentError: it was not sent.
        """


class HasMailService(Protocol):
    """Can write mails from pages, where the deployment sends any."""

    @property
    def mail_service(self) -> "Callable[[], MailService | None]":
        """The writer and mailer of mails; None in a deployment that sends none."""


class HasPublicUrl(Protocol):
    """Knows where its pages are."""

    @property
    def public_url(self) -> str:
        """The start of links that are handed over, from the configuration; without a slash at its end."""


@dataclass(frozen=True, slots=True)
class MailService:
    """The writer and the mailer of a deployment that sends mails; `public_url` is the start of links in mails."""

    writer: MailWriter
    mailer: Mailer
    public_url: str
