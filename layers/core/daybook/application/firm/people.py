"""The people of a firm: who founds it, invites, changes a role, removes, and leaves."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Protocol

from daybook.application.access.accountants import (
    InvitationSystems,
    Invited,
    invitation_link,
    mail_or_hand_over,
    mark_of,
    take_invitation_turn,
)
from daybook.application.access.audit import HANDED_OVER
from daybook.application.access.clients import clients_of
from daybook.application.access.invitations import named
from daybook.application.access.sessions import Session, random_token
from daybook.application.firm.clients_of_firm import let_out_everywhere
from daybook.application.firm.my_firm import (
    FirmSystems,
    change_firm,
    keep_record,
    my_managed_firm,
    my_membership,
    my_place,
)
from daybook.application.ports.people.firms import AddressInFirmError
from daybook.domain.accountant.addresses import accountant_address
from daybook.domain.accountant.firm import Firm, Membership
from daybook.domain.accountant.firm_members import FirmRole, Member, MemberInvitation
from daybook.domain.accountant.mails import MemberInvited
from daybook.domain.audit import Change, Deed
from daybook.domain.errors import LaunchRefusedError, Refusal, RetriableError

FIRM_INVITATION_PATH = "/firm/invitation"
ROLE_FACT = "role"
_TURN = "person of a firm invited"


class PeopleSystems(FirmSystems, InvitationSystems, Protocol):
    """The systems that a firm needs for its people."""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """The address as it was typed, the role in the firm, and the language of the mail (`en` or `fr`)."""

    address: str
    role: FirmRole
    language: str


def found_firm(session: Session, firm_name: str, name: str, systems: FirmSystems) -> Firm:
    """Found a firm; its founder is its owner. One whose founder proved no mailbox works in these books alone.

    Raises:
        AddressInFirmError: they are in one already; nothing was changed.
        BadNameError: a name is missing or too long; nothing was changed.
        LaunchRefusedError: no merchant lets them in; nothing was changed.
    """
    if my_membership(session, systems) is not None:
        raise AddressInFirmError("who founds a firm is in none")
    if not clients_of(session, systems):
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "no merchant lets the accountant in")
    firm_name, name = named("firm", firm_name), named("name", name)
    founder = Member(session.guest, name, FirmRole.OWNER, session.language, systems.clock.now())
    only = session.merchant_id if session.confined else None
    firm = Firm(token_hex(8), firm_name, (founder,), version=1, only=only)
    if not systems.firms.save_firm(firm):
        raise RetriableError("another request wrote about the same person at the same moment")
    keep_record(Membership(firm, founder), Deed.FIRM_FOUNDED, founder.address, systems)
    return firm


def invite_person(session: Session, choice: PersonChoice, systems: PeopleSystems) -> Invited:
    """Invite a person into the firm, again with a new link if they were invited before.

    Raises:
        AlreadyMemberError: the address is one of the firm; nothing was changed.
        BadAccountantAddressError: the text is not an address; nothing was changed.
        LaunchRefusedError: the session's accountant may not; nothing was changed.
        MailNotSentError: the mail was not sent; nothing was changed.
        TooManyInvitationsError: try again tomorrow; nothing was changed.
        TooManyMembersError: remove one first; nothing was changed.
    """
    mine, address = my_managed_firm(session, systems), accountant_address(choice.address)
    token, now, handed_over = random_token(), systems.clock.now(), systems.mail_service() is None
    invitation = MemberInvitation(address, choice.role, choice.language, mine.address, now, mark_of(token), handed_over)
    mine.firm.with_invitation(invitation)
    take_invitation_turn(_TURN, mine.firm.id, systems.one_time)
    link = invitation_link(FIRM_INVITATION_PATH, {"firm": mine.firm.id, "token": token}, systems)
    asked = MemberInvited(link, mine.address)
    invited = mail_or_hand_over(
        address, link, lambda writer: writer.member_invited(asked, address, choice.language), systems
    )
    change_firm(mine.firm.id, lambda now: now.with_invitation(invitation), systems.firms)
    role = f"{HANDED_OVER} {choice.role}" if handed_over else choice.role
    keep_record(mine, Deed.MEMBER_INVITED, address, systems, (Change(ROLE_FACT, "", role),))
    return invited


def change_person(session: Session, address: str, role: FirmRole, systems: FirmSystems) -> None:
    """Give a person of the firm another role.

    Raises:
        LaunchRefusedError: the session's accountant may not; nothing was changed.
        LastOwnerError: they are the last owner; nothing was changed.
    """
    mine = my_managed_firm(session, systems)
    before = mine.firm.member(address)
    change_firm(mine.firm.id, lambda now: now.with_role(mine.address, address, role), systems.firms)
    if before is not None and before.role is not role:
        keep_record(mine, Deed.MEMBER_CHANGED, address, systems, (Change(ROLE_FACT, before.role, role),))


def remove_person(session: Session, address: str, systems: FirmSystems) -> None:
    """Take a person out of the firm, or withdraw their invitation; who names themselves leaves.

    The firm's own row is written first: from then on nothing counts that they were let in for. Then they are taken out
    of the rows of its clients, so that merchants see them no more.

    Raises:
        LaunchRefusedError: the session's accountant may not; nothing was changed.
        LastOwnerError: they are the last owner; nothing was changed.
    """
    mine = my_place(session, systems)
    known = mine.firm.member(address) or mine.firm.invitation(address)
    change_firm(mine.firm.id, lambda now: now.without(mine.address, address), systems.firms)
    let_out_everywhere(mine, address, systems)
    if known is not None:
        keep_record(mine, Deed.MEMBER_REMOVED, address, systems, (Change(ROLE_FACT, known.role, ""),))
