"""Who has access: the merchant invites accountants, gives them a role, sees their last visit and removes them."""

from collections.abc import Callable
from typing import Any

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.invitation_words import NOT_SENT, why_not_sent
from daybook.application.access.accountants import (
    AccountantChoice,
    Invited,
    change_firm_role,
    invite,
    remove_accountant,
    remove_firm,
)
from daybook.application.access.grants import people_in_force
from daybook.application.access.sign_in import LinkGoneError, hand_over_link
from daybook.domain.accountant.access import (
    MOST_ACCOUNTANTS,
    AccountantRole,
    Grant,
    Invitation,
    RoleRefusedError,
    TooManyAccountantsError,
)
from daybook.domain.accountant.accountants import FirmGoneError, HereForFirmError
from daybook.domain.accountant.firm_access import FirmAccess
from daybook.domain.nouns import ACCOUNTANT_ROLES

ACCESS_PATH = "/settings/accountants"


def access(visit: Visit, problems: tuple[Problem, ...] = (), *, link: str = "", whose: str = "") -> View:
    """Every accountant and every open invitation; `link` is one to hand over to `whose` address."""
    known = visit.systems.accountants.accountants(visit.merchant_id)
    values = {
        "grants": [_grant(each, visit) for each in known.grants],
        "firms": [_firm(each, visit) for each in known.firms],
        "invitations": [_invitation(each, visit) for each in known.invitations],
        "roles": [{"value": role.value, "word": visit.speech.say(ACCOUNTANT_ROLES[role])} for role in AccountantRole],
        "typed": visit.request.text("email"),
        "with_firm": bool(visit.request.text("with_firm")),
        "role": visit.request.text("role") or AccountantRole.DECIDE.value,
        "sends_mails": visit.systems.mail_service() is not None,
        "link": link,
        "whose": whose,
    }
    title = visit.speech.say("Accountants")
    return View("settings/accountants", title, values, UNPROCESSABLE if problems else 200, problems, did=bool(link))


def invite_accountant(visit: Visit) -> Answer:
    """Invite an address, once more with a new link, or give an accountant another role."""
    role = next((each for each in AccountantRole if each == visit.request.text("role")), None)
    if role is None:
        return access(visit, (Problem("role", visit.speech.say("Choose a role.")),))
    with_firm = visit.request.text("with_firm") == "yes"
    choice = AccountantChoice(visit.request.text("email"), role, visit.session.language, with_firm)
    return _with_invitation(visit, lambda: invite(visit.inviter, choice, visit.systems))


def remove(visit: Visit) -> Answer:
    """End an accountant's access, or withdraw the invitation: their next click is refused."""
    remove_accountant(visit.merchant_id, visit.request.text("accountant"), visit.systems)
    return Redirect(f"{ACCESS_PATH}?done=removed")


def change_firm(visit: Visit) -> Answer:
    """Give a firm another role: none of its people can do more."""
    role = next((each for each in AccountantRole if each == visit.request.text("role")), None)
    if role is None:
        return Redirect(ACCESS_PATH, did=False)
    try:
        change_firm_role(visit.merchant_id, visit.request.text("firm"), role, visit.systems)
    except FirmGoneError:
        return Redirect(ACCESS_PATH, did=False)
    return Redirect(f"{ACCESS_PATH}?done=saved")


def end_firm(visit: Visit) -> Answer:
    """End the access of a firm and of all its people: their next clicks are refused."""
    remove_firm(visit.inviter, visit.request.text("firm"), visit.systems)
    return Redirect(f"{ACCESS_PATH}?done=removed")


def hand_over(visit: Visit) -> Answer:
    """A link that signs in an accountant, for a deployment that sends no mails; it opens these books and no others."""
    address = visit.request.text("accountant")
    if visit.systems.mail_service() is not None:
        return Redirect(ACCESS_PATH, did=False)
    try:
        link = hand_over_link(visit.merchant_id, address, visit.session.language, visit.systems)
    except LinkGoneError:
        return Redirect(ACCESS_PATH, did=False)
    return access(visit, link=link, whose=address)


def _with_invitation(visit: Visit, act: Callable[[], Invited]) -> Answer:
    """Back to the list, with what was done or with what stood in its way."""
    say = visit.speech.say
    try:
        invited = act()
    except NOT_SENT as error:
        problem = Problem("email", why_not_sent(error, visit.speech))
    except RoleRefusedError:
        problem = Problem(
            "role", say("Several people read this mailbox, so it can look and decide, and not change accounts.")
        )
    except HereForFirmError:
        problem = Problem("email", say("This person is here for their firm. Change the role of the firm above."))
    except TooManyAccountantsError:
        problem = Problem("email", say("{most} accountants are the most. Remove one first.", most=MOST_ACCOUNTANTS))
    else:
        if invited.link:
            return access(visit, link=invited.link, whose=invited.address)
        return Redirect(f"{ACCESS_PATH}?done={'invited' if invited.mailed else 'saved'}")
    return access(visit, (problem,))


def _grant(grant: Grant, visit: Visit) -> dict[str, Any]:
    return {
        "name": grant.name,
        "firm": grant.firm,
        "address": grant.address,
        "role": grant.role.value,
        "role_word": visit.speech.say(ACCOUNTANT_ROLES[grant.role]),
        "since": visit.speech.instant(grant.accepted_at, visit.zone),
        "last_visit": visit.speech.instant(grant.last_visit_at, visit.zone) if grant.last_visit_at else "",
        "with_firm": grant.with_firm,
    }


def _firm(access: FirmAccess, visit: Visit) -> dict[str, Any]:
    """A firm with those of its people who count now."""
    return {
        "id": access.firm_id,
        "name": access.name,
        "role": access.role.value,
        "role_word": visit.speech.say(ACCOUNTANT_ROLES[access.role]),
        "since": visit.speech.instant(access.since, visit.zone),
        "people": [_grant(each, visit) for each in people_in_force(access, visit.systems.firms)],
    }


def _invitation(invitation: Invitation, visit: Visit) -> dict[str, Any]:
    again = {"email": invitation.address, "role": invitation.role.value}
    return {
        "address": invitation.address,
        "again": again | ({"with_firm": "yes"} if invitation.with_firm else {}),
        "role_word": visit.speech.say(ACCOUNTANT_ROLES[invitation.role]),
        "until": visit.speech.instant(invitation.ends_at, visit.zone),
        "is_too_old": invitation.ends_at <= visit.systems.clock.now(),
        "handed_over": invitation.handed_over,
    }
