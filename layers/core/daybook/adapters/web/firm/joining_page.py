"""The page behind the link of an invitation into a firm, without a session: it names firm and inviter, and no client.

A scanner of mails may open every link, so reading the page changes nothing: only its buttons do. A form that another
site's page sends is answered as if the link was opened.
"""

from daybook.adapters.web.accountants.invitation_page import DECLINE, declined, gone
from daybook.adapters.web.http.requests import Problem, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.invitations import BadNameError, InvitationGoneError
from daybook.application.firm.joining import InvitedInto, decline, invitation_into, join
from daybook.application.ports.people.firms import AddressInFirmError
from daybook.domain.nouns import FIRM_ROLES

_CONFLICT = 409


def joining_page(request: Request, systems: PortalSystems) -> View:
    """Ask on GET, join or decline on POST."""
    token = request.query.get("token", "")
    try:
        invited = invitation_into(request.query.get("firm", ""), token, systems)
        if request.method != "POST" or request.is_from_elsewhere:
            return _ask(invited, request)
        if request.text("answer") == DECLINE:
            decline(invited, token, systems)
            return declined(speech_for(invited.invitation.language))
        return _joined(invited, token, request, systems)
    except InvitationGoneError:
        return _gone(request)


def _joined(invited: InvitedInto, token: str, request: Request, systems: PortalSystems) -> View:
    speech = speech_for(invited.invitation.language)
    try:
        join(invited, token, request.text("name"), systems)
    except BadNameError:
        return _ask(invited, request, (Problem("name", speech.say("Enter your name.")),))
    except AddressInFirmError:
        lead = speech.say(
            "{address} is in another firm. Leave it first; then open this link again.", address=_to(invited)
        )
        return View(
            "accountant/told", speech.say("An address is in one firm"), {"lead": lead}, _CONFLICT, speech=speech
        )
    if systems.mail_service() is None:
        lead = speech.say("Once the firm lets you into the books of a client, their merchant hands you a link to them.")
    else:
        lead = speech.say(
            "Sign in with a link to {address}. You see a client once the firm lets you into their books.",
            address=_to(invited),
        )
    title = speech.say("You are one of {firm} now", firm=invited.firm.name)
    return View("accountant/told", title, {"lead": lead}, speech=speech, has_secret_address=True)


def _ask(invited: InvitedInto, request: Request, problems: tuple[Problem, ...] = ()) -> View:
    invitation = invited.invitation
    speech = speech_for(invitation.language)
    values = {
        "by": invitation.invited_by,
        "address": invitation.address,
        "role": speech.say(FIRM_ROLES[invitation.role]),
        "name": request.form.get("name", ""),
        "decline": DECLINE,
    }
    title = speech.say("{firm} invites you in", firm=invited.firm.name)
    status = UNPROCESSABLE if problems else 200
    return View("firm/invitation", title, values, status, problems, speech=speech, has_secret_address=True)


def _gone(request: Request) -> View:
    speech = speech_for(request.accept_language)
    why = speech.say(
        "It was used before, a newer one took its place, the firm took it back, or it is too old. If you accepted it, "
        "sign in; else ask the firm to invite you again."
    )
    return gone(why, speech)


def _to(invited: InvitedInto) -> str:
    return invited.invitation.address
