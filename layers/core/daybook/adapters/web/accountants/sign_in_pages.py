"""How an accountant signs in: an address on one page, a link in a mail, a button on the page behind it.

Opening the link uses nothing up: scanners of mails open links too, and some run scripts, so no script presses the
button. The page names the address before the button, and a form that another site's page sends is answered as if the
link was opened, so that no reader is signed in to the access of another person.
"""

from daybook.adapters.web.accountants.visit_begins import first_page
from daybook.adapters.web.http.requests import MOST_SIGNS_OF_A_NAME, Problem, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.audit import leave_record
from daybook.application.access.sessions import NO_BOOKS
from daybook.application.access.sign_in import (
    ANYWHERE,
    Destination,
    LinkAsked,
    LinkGoneError,
    TooManyLinksError,
    ask_for_link,
)
from daybook.application.access.sign_in import link_behind as link_of
from daybook.application.access.sign_in import sign_in as use_link
from daybook.domain.accountant.addresses import BadAccountantAddressError
from daybook.domain.audit import Deed

ACCOUNTANT_PATH, ASKED_PATH = "/accountant", "/accountant/asked"
_GONE, _TOO_MANY = 410, 429
# Longer than a mail takes: the time of an answer must not tell which addresses are known.
ANSWERED_AFTER_SECONDS = 2.0


def ask_page(request: Request, systems: PortalSystems) -> View:
    """Ask for the address on GET; on POST a link goes there, if a merchant lets its reader in."""
    speech = speech_for(request.accept_language)
    if systems.mail_service() is None or request.method != "POST" or request.is_from_elsewhere:
        return _ask(request, speech, systems)
    began, destination = systems.clock.now(), _destination(request)
    asked = LinkAsked(request.text("email"), request.network, speech.language, destination)
    try:
        number = ask_for_link(asked, systems)
    except BadAccountantAddressError:
        message = speech.say("Enter an e-mail address like books@example.com, without accents.")
        return _ask(request, speech, systems, UNPROCESSABLE, (Problem("email", message),))
    except TooManyLinksError:
        message = speech.say("Too many links were asked for from your network. Try again in an hour.")
        return _ask(request, speech, systems, _TOO_MANY, (Problem("email", message),))
    taken = (systems.clock.now() - began).total_seconds()
    systems.pause(max(0.0, ANSWERED_AFTER_SECONDS - taken))
    return View("accountant/asked", speech.say("Look into your mails"), {"number": number}, speech=speech)


def link_page(request: Request, systems: PortalSystems) -> View | Redirect:
    """Name the address on GET; on POST use the link up and begin the visit."""
    token = request.query.get("token", "")
    try:
        if request.method != "POST" or request.is_from_elsewhere:
            link = link_of(token, systems)
            values, speech = {"address": link.address, "number": link.number}, speech_for(link.language)
            title = speech.say("Sign in to Daybook")
            return View("accountant/sign-in", title, values, speech=speech, has_secret_address=True)
        signed_in = use_link(token, systems)
    except LinkGoneError:
        return _gone(speech_for(request.accept_language))
    session = signed_in.session
    if session.merchant_id != NO_BOOKS:
        leave_record(Deed.ACCOUNTANT_SIGNED_IN, session, systems)
    return Redirect(signed_in.path or first_page(session, systems), begins=session)


def _ask(
    request: Request, speech: Speech, systems: PortalSystems, status: int = 200, problems: tuple[Problem, ...] = ()
) -> View:
    values = {
        "typed": request.text("email"),
        "sends_mails": systems.mail_service() is not None,
        "destination": _destination(request),
    }
    title = speech.say("Sign in as an accountant")
    return View("accountant/ask", title, values, status, problems, speech=speech)


def _destination(request: Request) -> Destination:
    """The day that the mail was about; an address that is none leads anywhere."""
    asked = request.form if "to" in request.form else request.query
    try:
        return Destination(asked.get("books", "")[:MOST_SIGNS_OF_A_NAME], asked.get("to", "")[:MOST_SIGNS_OF_A_NAME])
    except ValueError:
        return ANYWHERE


def _gone(speech: Speech) -> View:
    lead = speech.say(
        "It was used before, a newer one took its place, or it is too old. Ask for a new link; the newest mail counts."
    )
    title = speech.say("This link does not work any more")
    return View("accountant/told", title, {"lead": lead}, _GONE, speech=speech, has_secret_address=True)
