"""The firm as a whole: its name, and the page that says what closing it ends before an owner presses."""

from daybook.adapters.web.firm.firm_page import firm
from daybook.adapters.web.firm.record_page import RECORD_PATH
from daybook.adapters.web.http.requests import Problem, Redirect, Request, View
from daybook.adapters.web.http.tables import FORMATS
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import CLIENTS_PATH, FIRM_PATH
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.invitations import BadNameError
from daybook.application.access.sessions import Session
from daybook.application.firm.clients_of_firm import clients_of_firm
from daybook.application.firm.whole_firm import close_firm, my_owned_firm, rename_firm

CLOSE_PATH = f"{FIRM_PATH}/close"


def rename(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Give the firm another name; merchants see it from now on."""
    if not session.guest:
        return Redirect("/")
    try:
        rename_firm(session, request.text("firm"), systems)
    except BadNameError:
        message = speech_for(session.language).say("Enter the name of your firm.")
        return firm(request, session, systems, (Problem("firm", message),))
    return Redirect(FIRM_PATH)


def ask_close(_request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """What closing the firm ends for its clients and people, what stays, and the button."""
    if not session.guest:
        return Redirect("/")
    mine = my_owned_firm(session, systems)
    values = {
        "id": mine.firm.id,
        "firm": mine.firm.name,
        "clients": [each.business for each in clients_of_firm(mine, systems)],
        "people": [each.name for each in mine.firm.members],
        "invitations": [each.address for each in mine.firm.invitations],
        "files": {form: f"{RECORD_PATH}.{form}" for form in FORMATS},
    }
    return View("firm/close", speech_for(session.language).say("Close {firm}", firm=mine.firm.name), values)


def close(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Close the firm that the page showed; another one than that is asked about first."""
    if not session.guest:
        return Redirect("/")
    if request.text("firm") != my_owned_firm(session, systems).firm.id:
        return Redirect(CLOSE_PATH, did=False)
    say, closed = speech_for(session.language).say, close_firm(session, systems)
    lead = say("Its people have none of its clients any more. What a merchant gave a person alone is still theirs.")
    values = {"lead": lead, "action": say("Your clients"), "path": CLIENTS_PATH}
    return View("message", say("{firm} is closed", firm=closed.firm.name), values)
