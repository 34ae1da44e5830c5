"""The merchant's side of an accountant's access: invite by mail, change the role, remove.

Without a sender of mails the merchant hands the link over themselves: it lives for an hour, and proves no mailbox.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from daybook.application.access.sessions import random_token
from daybook.application.access.turns import take_turn
from daybook.application.ports import OneTimeTokens
from daybook.application.ports.people.accountants import HasAccountants
from daybook.application.ports.people.firms import HasFirmRecords, HasFirms
from daybook.application.ports.people.mail import HasMailService, HasPublicUrl, MailWriter
from daybook.application.ports.systems import HasClock, HasOneTime
from daybook.domain.accountant.access import AccountantRole, Invitation
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.addresses import accountant_address
from daybook.domain.accountant.mails import AccountantInvited
from daybook.domain.audit import CLIENT_FACT, AuditRecord, Change, Deed
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.telling.mail import Mail, Reader

INVITATION_PATH = "/accountant/invitation"
MOST_INVITATIONS_A_DAY = 20
_DAY_SECONDS = 24 * 60 * 60
_TURN = "accountant invited"
_TRIES = 5


class TooManyInvitationsError(ValueError):
    """The limit of invitations per day of the merchant, or of the firm, is reached; nothing was changed."""


class InvitationSystems(HasAccountants, HasClock, HasFirms, HasMailService, HasOneTime, HasPublicUrl, Protocol):
    """The systems that an invitation needs."""


class FirmEndSystems(HasAccountants, HasClock, HasFirmRecords, Protocol):
    """The systems that the end of a firm's access needs."""


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
    """The address as it was typed, role, language of the mail (`en` or `fr`), and whether their firm may come too."""

    address: str
    role: AccountantRole
    language: str
    with_firm: bool = False


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
        HereForFirmError: the address is here for a firm; nothing was changed.
        RoleRefusedError: several people read the mailbox; nothing was changed.
        TooManyAccountantsError: remove one first; nothing was changed.
        TooManyInvitationsError: try again tomorrow; nothing was changed.
        MailNotSentError: the mail was not sent; nothing was changed.
    """
    address = accountant_address(choice.address)
    known = systems.accountants.accountants(inviter.books_id)
    if known.grant(address) is not None:
        change_accountants(
            inviter.books_id, lambda now: now.with_role(address, choice.role, with_firm=choice.with_firm), systems
        )
        return Invited(address)
    token, now = random_token(), systems.clock.now()
    handed_over = systems.mail_service() is None
    invitation = Invitation(
        address, choice.role, choice.language, inviter.who, now, mark_of(token), handed_over, choice.with_firm
    )
    known.with_invitation(invitation)
    # All books of the merchant share the limit.
    take_invitation_turn(_TURN, talech_merchant_of(inviter.books_id), systems.one_time)
    link = invitation_link(INVITATION_PATH, {"merchant": inviter.books_id, "token": token}, systems)
    reader = Reader(address, choice.language, inviter.country, inviter.business, inviter.company)
    asked = AccountantInvited(link, inviter.who, choice.role)
    invited = mail_or_hand_over(address, link, lambda writer: writer.accountant_invited(asked, reader), systems)
    change_accountants(inviter.books_id, lambda now: now.with_invitation(invitation), systems)
    return invited


def take_invitation_turn(kind: str, whose: str, one_time: OneTimeTokens) -> None:
    """Count one invitation of a merchant, or of a firm.

    Raises:
        TooManyInvitationsError: the limit of a day is reached.
    """
    if not take_turn(kind, whose, MOST_INVITATIONS_A_DAY, _DAY_SECONDS, one_time):
        raise TooManyInvitationsError(f"{MOST_INVITATIONS_A_DAY} people were invited within a day: try tomorrow")


def invitation_link(path: str, query: Mapping[str, str], systems: HasPublicUrl) -> str:
    """The address of the page behind an invitation."""
    return f"{systems.public_url}{path}?{urlencode(query)}"


def mail_or_hand_over(address: str, link: str, write: Callable[[MailWriter], Mail], systems: HasMailService) -> Invited:
    """Send the mail of an invitation; a deployment that sends none shows its link, to be handed over.

    Raises:
        MailNotSentError: the mail was not sent.
    """
    service = systems.mail_service()
    if service is None:
        return Invited(address, link)
    service.mailer.send(write(service.writer))
    return Invited(address, mailed=True)


def remove_accountant(books_id: BooksId, address: str, systems: HasAccountants) -> None:
    """End a grant, or withdraw an invitation: the accountant's next click is refused. A second call is harmless.

    A firm cannot let a person in again whom the merchant removed.
    """
    change_accountants(books_id, lambda now: now.without(address), systems)


def change_firm_role(books_id: BooksId, firm_id: str, role: AccountantRole, systems: HasAccountants) -> None:
    """Give a firm another role: none of its people can do more from their next click on.

    Raises:
        FirmGoneError: the firm has no access here; nothing was changed.
    """
    change_accountants(books_id, lambda now: now.with_firm_role(firm_id, role), systems)


def remove_firm(inviter: Inviter, firm_id: str, systems: FirmEndSystems) -> None:
    """End the access of a firm and of all its people with one write; its own record says so.

    A second call is harmless.
    """
    access = systems.accountants.accountants(inviter.books_id).firm(firm_id)
    change_accountants(inviter.books_id, lambda now: now.without_firm(firm_id), systems)
    if access is not None:
        changes = (Change(f"{CLIENT_FACT}{inviter.business}", access.role, ""),)
        record = AuditRecord(systems.clock.now(), "", Deed.ACCOUNTANT_REMOVED, "", changes)
        systems.firm_records.record(firm_id, record)


def end_all_access(books_id: BooksId, systems: HasAccountants) -> None:
    """End every grant and invitation of these books, those of firms too. A second call is harmless."""
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
