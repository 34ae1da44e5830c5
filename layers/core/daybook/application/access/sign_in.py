"""How an accountant signs in: a link comes by mail each time, and its page's button uses it up. There is no password.

The answer to a request for a link never depends on whether the address is known (docs/security.md 2).
"""

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from daybook.application.access.accountants import InvitationSystems, mark_of
from daybook.application.access.grants import grant_in_force, membership_of
from daybook.application.access.sessions import NO_BOOKS, Guest, Session, random_token, start_guest_session
from daybook.application.access.turns import take_turn
from daybook.application.ports import OneTimeTokens
from daybook.domain.accountant.access import HANDED_OVER_FOR, Grant
from daybook.domain.accountant.addresses import accountant_address
from daybook.domain.accountant.mails import SignInAsked
from daybook.domain.merchant.books import BooksId
from daybook.domain.telling.mail import MailNotSentError

SIGN_IN_PATH = "/accountant/sign-in"
SIGN_IN_WITHIN = timedelta(minutes=15)
MOST_LINKS_OF_AN_ADDRESS, MOST_LINKS_OF_A_NETWORK = 5, 30
_ADDRESS_SECONDS, _NETWORK_SECONDS = 10 * 60, 60 * 60
_LINK, _NEWEST = "sign-in link", "newest sign-in link"
_DAY_PAGE = re.compile(r"/log/20\d{2}-\d{2}-\d{2}/[\w:.-]+")
_ADDRESS_TURN, _NETWORK_TURN = "sign-in of an address", "sign-in from a network"


class TooManyLinksError(ValueError):
    """One network asked for too many links within an hour, for whichever addresses."""


class LinkGoneError(LookupError):
    """The link opens no session: it was used, replaced, or mistyped, is too old, or no merchant lets its reader in."""


@dataclass(frozen=True, slots=True)
class Destination:
    """The day that a mail was about: its books by their id, and its page. Without one a visit begins anywhere."""

    books: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        """Refuse an address that is no page of a day.

        Raises:
            ValueError: it is none.
        """
        if self.path and not _DAY_PAGE.fullmatch(self.path):
            raise ValueError(f"{self.path!r:.80} is no page of a day")


ANYWHERE = Destination()


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """A request for a link: the address as it was typed, the network it came from, and the language of its page."""

    address: str
    network: str
    language: str
    destination: Destination = ANYWHERE


@dataclass(frozen=True, slots=True)
class SignInLink:
    """What a link opens. `number` is what the page that asked for it shows; `only` the books it is limited to."""

    address: str
    number: str
    language: str
    only: BooksId | None = None
    destination: Destination = ANYWHERE

    @property
    def whose(self) -> str:
        """The links of which only the newest works."""
        return f"{self.address}#{self.only or ''}"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session that a link opened, and the path where it begins; empty for the first page of the visit."""

    session: Session
    path: str


def ask_for_link(asked: LinkAsked, systems: InvitationSystems) -> str:
    """Send a link to an accountant; returns the number to compare, for unknown addresses too.

    Raises:
        BadAccountantAddressError: the text is not an address.
        TooManyLinksError: the network asked too often; nothing was sent.
    """
    address = accountant_address(asked.address)
    if not take_turn(_NETWORK_TURN, asked.network, MOST_LINKS_OF_A_NETWORK, _NETWORK_SECONDS, systems.one_time):
        raise TooManyLinksError(f"{MOST_LINKS_OF_A_NETWORK} links an hour for one network: try again later")
    number = f"{secrets.randbelow(90) + 10}"
    link = SignInLink(address, number, asked.language, destination=asked.destination)
    has_turn = take_turn(_ADDRESS_TURN, address, MOST_LINKS_OF_AN_ADDRESS, _ADDRESS_SECONDS, systems.one_time)
    service = systems.mail_service()
    if has_turn and _is_known(address, systems) and service is not None:
        mail = SignInAsked(_issue(link, SIGN_IN_WITHIN, systems), asked.network, link.number)
        # The mailer logs and counts a mail that was not sent; an answer that says so would name the known addresses.
        with suppress(MailNotSentError):
            service.mailer.send(service.writer.sign_in_asked(mail, address, asked.language))
    return link.number


def hand_over_link(books_id: BooksId, address: str, language: str, systems: InvitationSystems) -> str:
    """A link that the merchant copies for an accountant, alone or of a firm; it opens these books and no others.

    Raises:
        LinkGoneError: the address has no grant here that is in force.
    """
    if _grant(books_id, address, systems) is None:
        raise LinkGoneError(f"{address!r:.80} has no access to these books")
    return _issue(SignInLink(address, "", language, books_id), HANDED_OVER_FOR, systems)


def link_behind(token: str, systems: InvitationSystems) -> SignInLink:
    """What a link would open; it stays unused.

    Raises:
        LinkGoneError: it opens nothing.
    """
    return _link(systems.one_time.get(_LINK, token), token, systems.one_time)


def sign_in(token: str, systems: InvitationSystems) -> SignedIn:
    """Use the link up and open a session: at its destination if the grant there is in force, else at the first client.

    A person of a firm whom no client lets in yet begins without books: the pages of the firm are open to them.

    Raises:
        LinkGoneError: it opens nothing, or no merchant lets its reader in any more.
    """
    link = _link(systems.one_time.take(_LINK, token), token, systems.one_time)
    systems.one_time.take(_NEWEST, link.whose)
    books_id, guest = _beginning(link, systems)
    now, confined = systems.clock.now(), link.only is not None
    session = start_guest_session(books_id, guest, link.language, systems.one_time, now, confined=confined)
    return SignedIn(session, link.destination.path if books_id == link.destination.books else "")


def _issue(link: SignInLink, within: timedelta, systems: InvitationSystems) -> str:
    """Store a link in the place of an earlier one, and return its address."""
    token, seconds, one_time = random_token(), int(within.total_seconds()), systems.one_time
    content = {"address": link.address, "number": link.number, "language": link.language}
    content |= {"merchant": link.only} if link.only else {}
    content |= {"books": link.destination.books, "path": link.destination.path} if link.destination.path else {}
    one_time.put(_LINK, token, content, seconds)
    one_time.take(_NEWEST, link.whose)
    one_time.put(_NEWEST, link.whose, {"link": mark_of(token)}, seconds)
    return f"{systems.public_url}{SIGN_IN_PATH}?{urlencode({'token': token})}"


def _link(content: dict[str, str] | None, token: str, one_time: OneTimeTokens) -> SignInLink:
    if content is None:
        raise LinkGoneError("no link is stored for the token")
    only = BooksId(content["merchant"]) if "merchant" in content else None
    destination = Destination(content.get("books", ""), content.get("path", ""))
    link = SignInLink(content["address"], content["number"], content["language"], only, destination)
    newest = one_time.get(_NEWEST, link.whose)
    if newest is None or not secrets.compare_digest(newest["link"], mark_of(token)):
        raise LinkGoneError("a newer link took its place")
    return link


def _beginning(link: SignInLink, systems: InvitationSystems) -> tuple[BooksId, Guest]:
    """The books in which a visit begins."""
    books = [link.only] if link.only else list(systems.accountants.clients(link.address))
    books.sort(key=lambda each: each != link.destination.books)
    for books_id in books:
        if (grant := _grant(books_id, link.address, systems)) is not None:
            return books_id, grant
    member = membership_of(link.address, systems.firms) if link.only is None else None
    if member is None:
        raise LinkGoneError("no merchant lets this accountant in")
    return NO_BOOKS, member


def _grant(books_id: BooksId, address: str, systems: InvitationSystems) -> Grant | None:
    return grant_in_force(systems.accountants.accountants(books_id), address, systems.firms)


def _is_known(address: str, systems: InvitationSystems) -> bool:
    return bool(systems.accountants.clients(address)) or systems.firms.firm_of(address) is not None
