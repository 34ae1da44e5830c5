"""The invited person's side: what the link of an invitation into a firm shows, joining, declining.

Reading the page of a link changes nothing, because scanners of mails open links too; only its button does. It begins no
visit: who joins signs in with a link to their own mailbox, so a forwarded mail opens nothing.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from daybook.application.access.accountants import mark_of
from daybook.application.access.invitations import InvitationGoneError, named
from daybook.application.firm.my_firm import change_firm
from daybook.application.ports.people.firms import HasFirmRecords, HasFirms
from daybook.application.ports.systems import HasClock
from daybook.domain.accountant.firm import Firm
from daybook.domain.accountant.firm_members import MemberInvitation
from daybook.domain.audit import AuditRecord, Deed

_FIRM_ID = re.compile(r"[0-9a-f]{16}")


class JoiningSystems(HasClock, HasFirms, HasFirmRecords, Protocol):
    """The systems that joining needs."""


@dataclass(frozen=True, slots=True)
class InvitedInto:
    """What the page of a link may say before it is accepted: the firm by name, and no client."""

    firm: Firm
    invitation: MemberInvitation


def invitation_into(firm_id: str, token: str, systems: JoiningSystems) -> InvitedInto:
    """The invitation that a link opens.

    Raises:
        InvitationGoneError: none waits behind it.
    """
    firm = systems.firms.firm(firm_id) if _FIRM_ID.fullmatch(firm_id) else None
    if firm is None:
        raise InvitationGoneError("there is no such firm")
    return InvitedInto(firm, _open(firm, token, systems))


def join(invited: InvitedInto, token: str, name: str, systems: JoiningSystems) -> None:
    """Become one of the firm, by the invited address, whichever browser presses the button.

    Raises:
        AddressInFirmError: the address is one of another firm; the invitation stays open.
        BadNameError: the name is missing or too long; the invitation stays open.
        InvitationGoneError: another request used the link, or the invitation was withdrawn meanwhile.
    """
    name, now = named("name", name), systems.clock.now()
    change_firm(invited.firm.id, lambda firm: firm.with_member(_open(firm, token, systems), name, now), systems.firms)
    _keep(invited, f"{name} <{invited.invitation.address}>", Deed.MEMBER_JOINED, systems)


def decline(invited: InvitedInto, token: str, systems: JoiningSystems) -> None:
    """Take the invitation back for its reader.

    Raises:
        InvitationGoneError: none waits behind the link.
    """
    change_firm(invited.firm.id, lambda firm: firm.declined(_open(firm, token, systems)), systems.firms)
    _keep(invited, invited.invitation.address, Deed.MEMBER_DECLINED, systems)


def _open(firm: Firm, token: str, systems: HasClock) -> MemberInvitation:
    invitation = firm.invitation_of(mark_of(token))
    if invitation is None or invitation.ends_at <= systems.clock.now():
        raise InvitationGoneError("no invitation waits behind this link")
    return invitation


def _keep(invited: InvitedInto, who: str, deed: Deed, systems: JoiningSystems) -> None:
    record = AuditRecord(systems.clock.now(), who, deed, invited.invitation.address)
    systems.firm_records.record(invited.firm.id, record)
