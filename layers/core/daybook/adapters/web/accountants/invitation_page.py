"""The page behind the link of an invitation, without a session: it says who invites, and asks for the names.

A scanner of mails may open every link, so reading the page changes nothing: only its buttons do. It shows no figure of
the client. A form that another site's page sends is answered as if the link was opened.
"""

from daybook.adapters.web.accountants.visit_begins import first_page
from daybook.adapters.web.http.requests import Problem, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.audit import Actor, Intended, audited
from daybook.application.access.invitations import (
    BadNameError,
    InvitationGoneError,
    InvitedTo,
    Signature,
    accept,
    decline,
    invitation_behind,
)
from daybook.application.merchant_books import of_request
from daybook.domain.audit import Deed
from daybook.domain.merchant.books import BooksId
from daybook.domain.nouns import ACCOUNTANT_ROLES
from daybook.domain.outside_ids import OutsideIdError

_GONE = 410
DECLINE = "decline"


def invitation_page(request: Request, systems: PortalSystems) -> View | Redirect:
    """Ask on GET, accept or decline on POST."""
    systems, token = of_request(systems), request.query.get("token", "")
    try:
        invited = invitation_behind(BooksId(request.query.get("merchant", "")), token, systems)
        if request.method != "POST" or request.is_from_elsewhere:
            return _ask(invited, request)
        if request.text("answer") == DECLINE:
            return _declined(invited, token, systems)
        return _accepted(invited, token, request, systems)
    except (InvitationGoneError, OutsideIdError):
        return _gone(request)


def _accepted(invited: InvitedTo, token: str, request: Request, systems: PortalSystems) -> View | Redirect:
    """A grant, its record, and a session in the books of the client."""
    try:
        session = accept(invited, token, Signature(request.text("name"), request.text("firm")), systems)
    except BadNameError as error:
        speech = speech_for(invited.invitation.language)
        message = {"name": speech.say("Enter your name."), "firm": speech.say("Enter the name of your firm.")}
        return _ask(invited, request, (Problem(error.field, message[error.field]),))
    audited(Intended(Deed.ACCOUNTANT_ACCEPTED), Actor.of(session), systems, lambda: True, bool)
    return Redirect(first_page(session, systems), begins=session)


def _declined(invited: InvitedTo, token: str, systems: PortalSystems) -> View:
    reader, speech = invited.invitation.address, speech_for(invited.invitation.language)
    decline(invited, token, systems)
    audited(Intended(Deed.ACCOUNTANT_DECLINED), Actor(invited.books_id, reader), systems, lambda: True, bool)
    return declined(speech)


def declined(speech: Speech) -> View:
    """What a person reads who declined an invitation, of a merchant or of a firm."""
    lead = speech.say("Nothing was opened for you. You can close this page.")
    return View("accountant/told", speech.say("The invitation is declined"), {"lead": lead}, speech=speech)


def gone(why: str, speech: Speech) -> View:
    """What a person reads whose link opens no invitation of a merchant, or of a firm; `why` says what to do."""
    title = speech.say("This invitation does not work any more")
    return View("accountant/told", title, {"lead": why}, _GONE, speech=speech, has_secret_address=True)


def _ask(invited: InvitedTo, request: Request, problems: tuple[Problem, ...] = ()) -> View:
    invitation = invited.invitation
    speech = speech_for(invitation.language)
    values = {
        "business": invited.business,
        "by": invitation.invited_by,
        "address": invitation.address,
        "role": speech.say(ACCOUNTANT_ROLES[invitation.role]),
        "name": request.form.get("name", ""),
        "firm": request.form.get("firm", ""),
        "decline": DECLINE,
        "joins_as": invited.membership.firm.name if invited.membership else "",
        "with_firm": invitation.with_firm,
    }
    title = speech.say("{business} invites you to Daybook", business=invited.business)
    status = UNPROCESSABLE if problems else 200
    return View("accountant/invitation", title, values, status, problems, speech=speech, has_secret_address=True)


def _gone(request: Request) -> View:
    speech = speech_for(request.accept_language)
    why = speech.say(
        "It was used before, a newer one took its place, the merchant withdrew it, or it is too old. If you accepted "
        "it, sign in; else ask the merchant to invite you again."
    )
    return gone(why, speech)
