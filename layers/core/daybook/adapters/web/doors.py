"""What stands in front of the visits: files, links of mails and of accountants, and the ends of a visit."""

from daybook.adapters.web.accountants.sign_in_pages import ACCOUNTANT_PATH
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import File, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.sessions import Session, end_session, look_into
from daybook.application.connecting.move_locations import books_to_open
from daybook.domain.words import noted

# Ends the connecting of a further company; no store has moved by then.
LEAVE_PATH = "/companies/leave"
SIGN_OUT_PATH, _SIGNED_OUT_PATH = "/sign-out", "/signed-out"
LANDINGS = {
    "/reconnect": (
        noted("Reconnect QuickBooks from talech"),
        noted("For your safety a connection always begins in talech. Waiting days follow by themselves afterwards."),
    ),
    _SIGNED_OUT_PATH: (
        noted("You are signed out"),
        noted("Daybook goes on posting your days. To see them again, come from talech."),
    ),
    "/disconnected": (
        noted("QuickBooks is disconnected"),
        noted("Daybook posts nothing any more. What was posted stays in QuickBooks. To go on, connect from talech."),
    ),
}


def static(_request: Request, _systems: PortalSystems, name: str) -> File:
    """The stylesheet and the script."""
    return File(name)


def landing(request: Request, _systems: PortalSystems) -> View:
    """Where Intuit sends people who reconnect or disconnect in QuickBooks' own settings: no session is needed."""
    speech = speech_for(request.accept_language)
    title, lead = LANDINGS[request.path]
    return View("landing", speech.say(title), {"lead": speech.say(lead)})


def leave(_request: Request, session: Session, systems: PortalSystems) -> Redirect:
    """Back from the connecting of a further company to the companies there are."""
    profile = systems.connections.profile(session.merchant_id)
    if profile is not None:
        look_into(session, books_to_open(profile), systems.one_time)
    return Redirect("/companies")


def sign_out(_request: Request, session: Session, systems: PortalSystems) -> Page:
    """End the visit; days go on as before, and talech leads back."""
    end_session(session, systems.one_time)
    path = ACCOUNTANT_PATH if session.guest else _SIGNED_OUT_PATH
    return Page(303, "", {**security_headers(), "Location": path})
