"""The merchant's choice of a mail address: a new address is used after its reader has confirmed it.

Until then mails go to the previous address, and its reader gets a mail about the request. No confirmation is needed for
the address that talech gave for the user of the session, or in a deployment that sends no mails.
"""

import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode

from daybook.application.access.accountants import mark_of
from daybook.application.access.turns import take_turn
from daybook.application.ports import MailService, NotifyStore, OneTimeTokens
from daybook.application.ports.people.mail import HasMailService
from daybook.application.ports.systems import HasClock, HasNotifyStore, HasOneTime
from daybook.application.telling.recipients import first_preference
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.telling.mail import AddressAsked, AddressChange, MailNotSentError, Reader
from daybook.domain.telling.notify import NotifyPreference, WaitingAddress, is_address

CONFIRM_PATH = "/mail/confirm"
MOST_ASKED_AN_HOUR = 5
_HOUR_SECONDS = 60 * 60
_TURN = "address asked"
_TOKEN_BYTES = 32


class BadAddressError(ValueError):
    """The text is not an e-mail address."""


class TooManyMailsError(ValueError):
    """The merchant's limit of confirmation mails per hour is reached; nothing was changed."""


class NothingWaitsError(ValueError):
    """No address waits for a confirmation."""


class LinkState(StrEnum):
    """The state of a confirmation link."""

    WAITS = "waits"
    DONE = "done"
    TOO_OLD = "too_old"
    UNKNOWN = "unknown"


class AddressSystems(HasClock, HasMailService, HasNotifyStore, HasOneTime, Protocol):
    """The systems that the choice of an address needs."""


@dataclass(frozen=True, slots=True)
class MailsChoice:
    """The requested address (empty: no mails), language, and kinds of mails."""

    email: str
    language: str
    alerts: bool
    daily_summary: bool


@dataclass(frozen=True, slots=True)
class Asker:
    """The books of the request, and the user that talech named at the launch, if any."""

    connection: Connection
    profile: MerchantProfile
    user: str

    @property
    def books_id(self) -> BooksId:
        """The books whose mails it concerns."""
        return self.connection.merchant_id

    def reader(self, email: str, language: str) -> Reader:
        """The reader of a mail about the request."""
        return Reader(email, language, self.profile.country, self.profile.name, self.connection.company.name)


@dataclass(frozen=True, slots=True)
class MailsChosen:
    """The result of a choice.

    Attributes:
        asked: a confirmation mail was sent to the new address.
        untold: the previous address, if the mail to it could not be sent.
    """

    preference: NotifyPreference
    asked: bool = False
    untold: str = ""


def choose_notify(asker: Asker, choice: MailsChoice, systems: AddressSystems) -> MailsChosen:
    """Store the merchant's choice: a new address waits for its reader, an empty one ends all mails at once.

    Choosing the present address withdraws a waiting one.

    Raises:
        BadAddressError: the text is not an address; nothing was changed.
        TooManyMailsError: try again in an hour; nothing was changed.
        MailNotSentError: the confirmation mail could not be sent; nothing was changed.
    """
    address = choice.email.strip()
    if address and not is_address(address):
        raise BadAddressError(f"{address!r:.80} is no e-mail address: write one like owner@example.com")
    known = systems.notify_store.preference(asker.books_id) or first_preference("", choice.language)
    chosen = replace(known, language=choice.language, alerts=choice.alerts, daily_summary=choice.daily_summary)
    if address == known.email:
        return _saved(asker, replace(chosen, waiting=None), systems)
    if known.waits_for(address, systems.clock.now()):
        return _saved(asker, chosen, systems)
    service = systems.mail_service()
    at_once = service is None or address in {"", asker.user}
    after = chosen.at(address) if service is None or at_once else _ask(asker, chosen, address, service, systems)
    change = AddressChange(address, asker.user, waits=not at_once)
    told = service is None or not known.email or _tell(asker, known, change, service)
    return replace(_saved(asker, after, systems), asked=not at_once, untold="" if told else known.email)


def ask_again(asker: Asker, systems: AddressSystems) -> MailsChosen:
    """Send a new confirmation mail; the link in the previous one expires.

    Raises:
        NothingWaitsError: no address waits for a confirmation.
        TooManyMailsError: try again in an hour; nothing was changed.
        MailNotSentError: the mail was not sent; nothing was changed.
    """
    known = systems.notify_store.preference(asker.books_id)
    if known is None or known.waiting is None:
        raise NothingWaitsError("no address waits for its confirmation")
    address, service = known.waiting.email, systems.mail_service()
    after = known.at(address) if service is None else _ask(asker, known, address, service, systems)
    return replace(_saved(asker, after, systems), asked=service is not None)


def withdraw_address(books_id: BooksId, store: NotifyStore) -> None:
    """Delete the waiting address; mails go on to the present one. A second call is harmless."""
    known = store.preference(books_id)
    if known is not None and known.waiting is not None:
        store.save_preference(books_id, replace(known, waiting=None))


def link_state(books_id: BooksId, token: str, systems: AddressSystems) -> tuple[LinkState, NotifyPreference | None]:
    """The state of a confirmation link, and its preference; None for an unknown link."""
    known, mark = systems.notify_store.preference(books_id), mark_of(token)
    if known is None:
        return LinkState.UNKNOWN, None
    if known.waiting is not None and secrets.compare_digest(known.waiting.mark, mark):
        is_open = systems.clock.now() < known.waiting.ends_at
        return (LinkState.WAITS if is_open else LinkState.TOO_OLD), known
    if secrets.compare_digest(known.confirmed_mark, mark):
        return LinkState.DONE, known
    return LinkState.UNKNOWN, None


def confirm_address(
    books_id: BooksId, token: str, systems: AddressSystems
) -> tuple[LinkState, NotifyPreference | None]:
    """Use the address whose reader followed the link, and return the preference. A second call is harmless."""
    state, known = link_state(books_id, token, systems)
    if state is not LinkState.WAITS or known is None or known.waiting is None:
        return state, known
    confirmed = known.at(known.waiting.email, known.waiting.mark)
    systems.notify_store.save_preference(books_id, confirmed)
    return LinkState.DONE, confirmed


def _ask(
    asker: Asker, chosen: NotifyPreference, address: str, service: MailService, systems: AddressSystems
) -> NotifyPreference:
    """Send the confirmation mail to the new address, and store the mark of its link."""
    _take_turn(asker.books_id, systems.one_time)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    query = urlencode({"merchant": asker.books_id, "token": token})
    asked = AddressAsked(f"{service.public_url}{CONFIRM_PATH}?{query}")
    service.mailer.send(service.writer.address_asked(asked, asker.reader(address, chosen.language)))
    return replace(chosen, waiting=WaitingAddress(address, mark_of(token), systems.clock.now()))


def _tell(asker: Asker, known: NotifyPreference, change: AddressChange, service: MailService) -> bool:
    """Write to the previous address; returns whether the mail was sent.

    If the mail fails, the change is still made: a broken address must not keep the merchant's mails.
    """
    try:
        service.mailer.send(service.writer.address_change(change, asker.reader(known.email, known.language)))
    except MailNotSentError:
        return False
    return True


def _saved(asker: Asker, preference: NotifyPreference, systems: AddressSystems) -> MailsChosen:
    systems.notify_store.save_preference(asker.books_id, preference)
    return MailsChosen(preference)


def _take_turn(books_id: BooksId, one_time: OneTimeTokens) -> None:
    """Count one confirmation mail; all books of the merchant share the limit."""
    merchant = talech_merchant_of(books_id)
    if not take_turn(_TURN, merchant, MOST_ASKED_AN_HOUR, _HOUR_SECONDS, one_time):
        raise TooManyMailsError(f"{MOST_ASKED_AN_HOUR} addresses were asked to confirm within an hour: try again later")
