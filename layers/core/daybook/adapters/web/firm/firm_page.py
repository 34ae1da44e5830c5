"""The firm of an accountant: found it, invite people, see who looks after which client, remove, leave."""

from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.firm.person_page import LAST_OWNER, PERSON_PATH, roles_up_to
from daybook.adapters.web.http.requests import Problem, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import FIRM_PATH
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.invitation_words import NOT_SENT, why_not_sent
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.accountants import Invited
from daybook.application.access.clients import clients_of
from daybook.application.access.invitations import BadNameError
from daybook.application.access.sessions import Session
from daybook.application.firm.clients_of_firm import FirmClient, bring_in, clients_of_firm, shareable
from daybook.application.firm.my_firm import my_membership
from daybook.application.firm.people import PersonChoice, found_firm, invite_person, remove_person
from daybook.application.ports.people.firms import AddressInFirmError
from daybook.domain.accountant.firm import (
    MOST_MEMBERS,
    AlreadyMemberError,
    LastOwnerError,
    Membership,
    TooManyMembersError,
)
from daybook.domain.accountant.firm_members import FirmRole, Member
from daybook.domain.nouns import FIRM_ROLES

# A firm has clients in several zones, and none of its own.
_UTC = "UTC"


def firm(
    request: Request,
    session: Session,
    systems: PortalSystems,
    problems: tuple[Problem, ...] = (),
    *,
    invited: Invited | None = None,
) -> View | Redirect:
    """The firm with its people, or the form that founds one; staff see their own place in it.

    `invited` names a person and the link to hand over to them.
    """
    if not session.guest:
        return Redirect("/")
    speech, mine = speech_for(session.language), my_membership(session, systems)
    status = UNPROCESSABLE if problems else 200
    typed = {name: request.form.get(name, "") for name in ("firm", "name", "email", "role")}
    if mine is None:
        values = {"typed": typed, "may_found": bool(clients_of(session, systems))}
        return View("firm/found", speech.say("Your firm"), values, status, problems)
    clients = clients_of_firm(mine, systems) if mine.manages else ()
    values = {
        "typed": typed,
        "address": mine.address,
        "role": speech.say(FIRM_ROLES[mine.member.role]),
        "manages": mine.manages,
        "owns": mine.member.role is FirmRole.OWNER,
        "firm_name": request.form.get("firm", mine.firm.name),
        "people": [_person(each, mine, clients, speech) for each in mine.firm.members] if mine.manages else [],
        "invitations": _invitations(mine, systems, speech) if mine.manages else [],
        "unattended": [each.business for each in clients if not each.people],
        "roles": roles_up_to(mine.member.role, speech),
        "shareable": [{"id": each, "business": business} for each, business in shareable(mine, session, systems)],
        "sends_mails": systems.mail_service() is not None,
        "link": invited.link if invited else "",
        "whose": invited.address if invited else "",
    }
    return View("firm/people", mine.firm.name, values, status, problems)


def found(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Found a firm by its name; who does so is its owner."""
    if not session.guest:
        return Redirect("/")
    say = speech_for(session.language).say
    try:
        found_firm(session, request.text("firm"), request.text("name"), systems)
    except BadNameError as error:
        message = {"name": say("Enter your name."), "firm": say("Enter the name of your firm.")}
        return firm(request, session, systems, (Problem(error.field, message[error.field]),))
    except AddressInFirmError:
        return Redirect(FIRM_PATH, did=False)
    return Redirect(FIRM_PATH)


def invite(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Invite a person into the firm, once more with a new link; where no mails are sent the page shows it."""
    if not session.guest:
        return Redirect("/")
    speech = speech_for(session.language)
    role = next((each for each in FirmRole if each == request.text("role")), None)
    if role is None:
        return firm(request, session, systems, (Problem("role", speech.say("Choose a role.")),))
    try:
        invited = invite_person(session, PersonChoice(request.text("email"), role, session.language), systems)
    except NOT_SENT as error:
        message = why_not_sent(error, speech)
    except AlreadyMemberError:
        message = speech.say("This address is one of your firm already.")
    except TooManyMembersError:
        message = speech.say("{most} people are the most. Remove one first.", most=MOST_MEMBERS)
    else:
        return firm(request, session, systems, invited=invited) if invited.link else Redirect(FIRM_PATH)
    return firm(request, session, systems, (Problem("email", message),))


def remove(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Take a person out of the firm, or an invitation back; with their own address an accountant leaves."""
    if not session.guest:
        return Redirect("/")
    try:
        remove_person(session, request.text("address"), systems)
    except LastOwnerError:
        problem = Problem("leave", speech_for(session.language).say(LAST_OWNER))
        return firm(request, session, systems, (problem,))
    return Redirect(FIRM_PATH)


def bring(request: Request, session: Session, systems: PortalSystems) -> Redirect:
    """Let the firm into the books of a client who allows that."""
    if not session.guest:
        return Redirect("/")
    bring_in(session, request.text("books"), systems)
    return Redirect(FIRM_PATH)


def _person(member: Member, mine: Membership, clients: tuple[FirmClient, ...], speech: Speech) -> dict[str, Any]:
    return {
        "name": member.name,
        "address": member.address,
        "role": speech.say(FIRM_ROLES[member.role]),
        "clients": [each.business for each in clients if each.role_of(member.address) is not None],
        "path": f"{PERSON_PATH}?{urlencode({'address': member.address})}",
        "may_change": mine.member.role.includes(member.role) and member.address != mine.address,
        "is_me": member.address == mine.address,
    }


def _invitations(mine: Membership, systems: PortalSystems, speech: Speech) -> list[dict[str, Any]]:
    return [
        {
            "address": each.address,
            "again": {"email": each.address, "role": each.role.value},
            "role_word": speech.say(FIRM_ROLES[each.role]),
            "until": f"{speech.instant(each.ends_at, _UTC)} {_UTC}",
            "is_too_old": each.ends_at <= systems.clock.now(),
            "handed_over": each.handed_over,
        }
        for each in mine.firm.invitations
        if mine.member.role.includes(each.role)
    ]
