"""The accountant's side of an invitation: what its link shows, accepting, declining.

Reading the page of a link changes nothing, because scanners of mails open links too; only its button does.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from daybook.application.access.accountants import change_accountants, mark_of
from daybook.application.access.grants import membership_of
from daybook.application.access.sessions import Session, start_guest_session
from daybook.application.ports.people.accountants import HasAccountants
from daybook.application.ports.people.firms import HasFirmRecords, HasFirms
from daybook.application.ports.people.mail import HasMailService, HasPublicUrl
from daybook.application.ports.systems import HasClock, HasConnections, HasNotifyStore, HasOneTime
from daybook.domain.accountant.access import Grant, Invitation
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.firm import Membership
from daybook.domain.accountant.mails import AccountantCame
from daybook.domain.audit import CLIENT_FACT, AuditRecord, Change, Deed
from daybook.domain.merchant.books import BooksId
from daybook.domain.outside_text import cleaned
from daybook.domain.telling.mail import MailNotSentError, Reader

_LONGEST_NAME = 80


class InvitationGoneError(LookupError):
    """No invitation waits behind the link: it was used, replaced, withdrawn or mistyped, or is too old."""


class BadNameError(ValueError):
    """A name is missing or too long; `field` is `name` or `firm`."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(f"{field}: 1 to {_LONGEST_NAME} signs")
        self.field = field


class AcceptanceSystems(
    HasAccountants,
    HasClock,
    HasConnections,
    HasFirms,
    HasMailService,
    HasNotifyStore,
    HasOneTime,
    HasFirmRecords,
    HasPublicUrl,
    Protocol,
):
    """The systems that accepting needs."""


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """What the page of a link may say before it is accepted: no figure of the client is in it.

    `membership` is the firm for which its reader would accept: the merchant lets the firm in too, and the mail proved
    the mailbox.
    """

    books_id: BooksId
    business: str
    invitation: Invitation
    membership: Membership | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The names that the accountant gives, as they were typed: their own and their firm's."""

    name: str
    firm: str


def invitation_behind(books_id: BooksId, token: str, systems: AcceptanceSystems) -> InvitedTo:
    """The invitation that a link opens.

    Raises:
        InvitationGoneError: none waits behind it.
    """
    invitation = _open(systems.accountants.accountants(books_id), token, systems)
    profile = systems.connections.profile(books_id)
    shared = invitation.with_firm and not invitation.handed_over
    membership = membership_of(invitation.address, systems.firms) if shared else None
    if membership is not None and not membership.firm.may_work_at(books_id):
        membership = None
    return InvitedTo(books_id, profile.name if profile else "", invitation, membership)


def accept(invited: InvitedTo, token: str, signature: Signature, systems: AcceptanceSystems) -> Session:
    """Turn an invitation into a grant, or let the reader's firm in; tell the merchant who came, and open a session.

    A person of a firm is named as their firm names them.

    Raises:
        BadNameError: a name is missing or too long; the invitation stays open.
        InvitationGoneError: another request used the link, or the merchant withdrew it meanwhile.
    """
    invitation, membership, now = invited.invitation, invited.membership, systems.clock.now()
    if membership is not None:
        signature = Signature(membership.member.name, membership.firm.name)
    name, firm = named("name", signature.name), named("firm", signature.firm)
    grant = invitation.accepted(name, firm, now)

    def accepted(known: Accountants) -> Accountants:
        _open(known, token, systems)
        if membership is None:
            return known.with_acceptance(invitation, name, firm, now)
        return known.with_firm(membership.firm.id, replace(grant, with_firm=False))

    change_accountants(invited.books_id, accepted, systems)
    _tell_merchant(invited, grant, systems)
    if membership is not None:
        record = AuditRecord(now, grant.who, Deed.FIRM_CAME, grant.address, (_came(invited),))
        systems.firm_records.record(membership.firm.id, record)
    return start_guest_session(
        invited.books_id, grant, invitation.language, systems.one_time, now, confined=invitation.handed_over
    )


def decline(invited: InvitedTo, token: str, systems: AcceptanceSystems) -> None:
    """Take the invitation back for the accountant.

    Raises:
        InvitationGoneError: none waits behind the link.
    """
    change_accountants(invited.books_id, lambda known: known.without(_open(known, token, systems).address), systems)


def _open(known: Accountants, token: str, systems: AcceptanceSystems) -> Invitation:
    invitation = known.invitation_of(mark_of(token))
    if invitation is None or invitation.ends_at <= systems.clock.now():
        raise InvitationGoneError("no invitation waits behind this link")
    return invitation


def named(field: str, text: str) -> str:
    """A name on one line; the signs that enclose an address are not part of one.

    Raises:
        BadNameError: it is missing or too long.
    """
    name = " ".join(cleaned(text).replace("<", " ").replace(">", " ").split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise BadNameError(field)
    return name


def _came(invited: InvitedTo) -> Change:
    return Change(f"{CLIENT_FACT}{invited.business}", "", invited.invitation.role)


def _tell_merchant(invited: InvitedTo, grant: Grant, systems: AcceptanceSystems) -> None:
    """Write to the merchant who came, so that a forwarded or mistyped mail is noticed.

    The acceptance stands if the mail fails: the mailer counts that, and the settings name the accountant too.
    """
    books_id, service = invited.books_id, systems.mail_service()
    known = systems.notify_store.preference(books_id)
    connection, profile = systems.connections.connection(books_id), systems.connections.profile(books_id)
    if service is None or known is None or not known.email or connection is None or profile is None:
        return
    reader = Reader(known.email, known.language, profile.country, profile.name, connection.company.name)
    came = AccountantCame(grant.name, grant.firm, grant.address, grant.role)
    with suppress(MailNotSentError):
        service.mailer.send(service.writer.accountant_came(came, reader))
