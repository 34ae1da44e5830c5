"""The merchant's side of an accountant's access: invite by mail, change the role, remove.

Without a sender of mails the merchant hands the link over themselves: it lives for an hour, and proves no mailbox.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from daybook.application.access.sessions import random_token
from daybook.application.access.turns import take_turn
from daybook.application.ports.accountants import HasAccountants
from daybook.application.ports.mail import HasMailService, HasPublicUrl
from daybook.application.ports.systems import HasClock, HasOneTime
from daybook.domain.accountant.access import AccountantRole, Accountants, Invitation
from daybook.domain.accountant.addresses import accountant_address
from daybook.domain.accountant.mails import AccountantInvited
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.telling.mail import Reader

INVITATION_PATH = "/accountant/invitation"
MOST_INVITATIONS_A_DAY = 20
_DAY_SECONDS = 24 * 60 * 60
_TURN = "accountant invited"
_TRIES = 5


class TooManyInvitationsError(ValueError):
    """The merchant's limit of invitations per day is reached; nothing was changed."""


class InvitationSystems(HasAccountants, HasClock, HasMailService, HasOneTime, HasPublicUrl, Protocol):
    """The systems that an invitation needs."""


@dataclass(frozen=True, slots=True)
class Inviter:
    """The books, the user that talech named at the launch, if any, and what a mail says of the merchant."""

    books_id: BooksId
    who: str
    country: str
    business: str
    company: str


@dataclass(frozen=True, slots=True)
class AccountantChoice:
    """The address as it was typed, the role, and the language of the mail (`en` or `fr`)."""

    address: str
    role: AccountantRole
    language: str


@dataclass(frozen=True, slots=True)
class Invited:
    """The result of an invitation; `link` is to be handed over, empty if a mail was sent or none is needed."""

    address: str
    link: str = ""
    mailed: bool = False


def invite(inviter: Inviter, choice: AccountantChoice, systems: InvitationSystems) -> Invited:
    """Invite an accountant, again with a new link if they were invited before; one with a grant gets the new role.

    Raises:
        BadAccountantAddressError: the text is not an address; nothing was changed.
        RoleRefusedError: several people read the mailbox; nothing was changed.
        TooManyAccountantsError: remove one first; nothing was changed.
        TooManyInvitationsError: try again tomorrow; nothing was changed.
        MailNotSentError: the mail was not sent; nothing was changed.
    """
    address = accountant_address(choice.address)
    known = systems.accountants.accountants(inviter.books_id)
    if known.grant(address) is not None:
        change_accountants(inviter.books_id, lambda now: now.with_role(address, choice.role), systems)
        return Invited(address)
    token, service = random_token(), systems.mail_service()
    invitation = Invitation(
        address, choice.role, choice.language, inviter.who, systems.clock.now(), mark_of(token), service is None
    )
    known.with_invitation(invitation)
    _take_turn(inviter.books_id, systems)
    query = urlencode({"merchant": inviter.books_id, "token": token})
    link = f"{systems.public_url}{INVITATION_PATH}?{query}"
    if service is not None:
        reader = Reader(address, choice.language, inviter.country, inviter.business, inviter.company)
        asked = AccountantInvited(link, inviter.who, choice.role)
        service.mailer.send(service.writer.accountant_invited(asked, reader))
    change_accountants(inviter.books_id, lambda now: now.with_invitation(invitation), systems)
    return Invited(address, "" if service else link, mailed=service is not None)


def remove_accountant(books_id: BooksId, address: str, systems: HasAccountants) -> None:
    """End a grant, or withdraw an invitation: the accountant's next click is refused. A second call is harmless."""
    change_accountants(books_id, lambda now: now.without(address), systems)


def end_all_access(books_id: BooksId, systems: HasAccountants) -> None:
    """End every grant and invitation of these books. A second call is harmless."""
    change_accountants(books_id, Accountants.without_all, systems)


def change_accountants(
    books_id: BooksId, into: Callable[[Accountants], Accountants], systems: HasAccountants
) -> Accountants:
    """Change the accountants of these books, again from what is stored if another request was faster.

    Raises:
        RetriableError: other requests were faster at every attempt; nothing was changed.
    """
    for _ in range(_TRIES):
        before = systems.accountants.accountants(books_id)
        after = into(before)
        if after == before:
            return before
        numbered = replace(after, version=before.version + 1)
        if systems.accountants.save_accountants(books_id, numbered):
            return numbered
    raise RetriableError(f"books {books_id}: other requests kept changing the accountants")


def mark_of(token: str) -> str:
    """A hash of a link's token for a stored row: it recognises the token and does not reveal it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _take_turn(books_id: BooksId, systems: HasOneTime) -> None:
    """Count one invitation; all books of the merchant share the limit."""
    merchant = talech_merchant_of(books_id)
    if not take_turn(_TURN, merchant, MOST_INVITATIONS_A_DAY, _DAY_SECONDS, systems.one_time):
        raise TooManyInvitationsError(f"{MOST_INVITATIONS_A_DAY} accountants were invited within a day: try tomorrow")
